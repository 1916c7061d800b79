"""How many results of a session are faults of the judge, for the team to see"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("session", schema=None) as batch_op:
        batch_op.add_column(sa.Column("judge_faults", sa.Integer(), nullable=False, server_default="0"))
    with op.batch_alter_table("session", schema=None) as batch_op:
        batch_op.alter_column("judge_faults", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("session", schema=None) as batch_op:
        batch_op.drop_column("judge_faults")
