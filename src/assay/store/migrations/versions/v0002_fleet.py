"""Jobs that several servers may claim, and the workers that they go to"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from assay.store.columns import UtcDateTime

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "judge_worker",
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("seen_at", UtcDateTime(), nullable=False),
        sa.Column("facts", sa.JSON(none_as_null=True), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_judge_worker")),
    )
    with op.batch_alter_table("job", schema=None) as batch_op:
        batch_op.add_column(sa.Column("organization", sa.String(length=32), nullable=True))
        batch_op.add_column(sa.Column("owner", sa.String(length=64), nullable=True))
        batch_op.add_column(sa.Column("claimed_at", UtcDateTime(), nullable=True))
    op.execute(
        "UPDATE job SET organization = (SELECT organization FROM session WHERE session.id = job.session)"
    )
    with op.batch_alter_table("job", schema=None) as batch_op:
        batch_op.alter_column("organization", existing_type=sa.String(length=32), nullable=False)
        batch_op.create_foreign_key(
            batch_op.f("fk_job_organization_organization"), "organization", ["organization"], ["id"]
        )
        batch_op.drop_index("ix_job_next")
        batch_op.create_index(
            "ix_job_next", ["state", "priority", "organization", "created_at"], unique=False
        )


def downgrade() -> None:
    with op.batch_alter_table("job", schema=None) as batch_op:
        batch_op.drop_index("ix_job_next")
        batch_op.create_index("ix_job_next", ["state", "priority", "created_at"], unique=False)
        batch_op.drop_constraint(batch_op.f("fk_job_organization_organization"), type_="foreignkey")
        batch_op.drop_column("claimed_at")
        batch_op.drop_column("owner")
        batch_op.drop_column("organization")
    op.drop_table("judge_worker")
