"""What comparisons need of each report, so that a thousand documents need not be read

Reports of before get theirs when a comparison first asks for them.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from assay.store.columns import UtcDateTime

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "report_figures",
        sa.Column("session", sa.String(32), nullable=False),
        sa.Column("version_sha256", sa.String(64), nullable=False),
        sa.Column("figures", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["session", "version_sha256"],
            ["report.session", "report.version_sha256"],
            name=op.f("fk_report_figures_session_version_sha256_report"),
        ),
        sa.PrimaryKeyConstraint("session", "version_sha256", name=op.f("pk_report_figures")),
    )


def downgrade() -> None:
    op.drop_table("report_figures")
