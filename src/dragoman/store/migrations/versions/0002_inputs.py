"""The files that were read to their end, so that a run that was stopped passes over them."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the table."""
    op.create_table(
        "inputs",
        sa.Column("path", sa.Text, primary_key=True),
        sa.Column("dragoman", sa.Text, nullable=False),
        sa.Column("knowledge", sa.Text, nullable=False),
        sa.Column("model", sa.Text, nullable=False),
        sa.Column("scope", sa.Text, nullable=False),
        sa.Column("size", sa.BigInteger, nullable=False),
        sa.Column("changed", sa.BigInteger, nullable=False),
        sa.Column("documents", sa.Integer, nullable=False),
        sa.Column("finished_at", sa.Text, nullable=False),
    )
