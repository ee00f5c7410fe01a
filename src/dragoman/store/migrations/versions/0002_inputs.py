"""The files that were read to their end, so that a run that was stopped passes over them; and which claims can be about one thing."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the tables."""
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
    op.create_table(
        "blocks",
        sa.Column("key", sa.BigInteger, primary_key=True),
        sa.Column("document", sa.Integer, primary_key=True),
        sa.Column("position", sa.Integer, primary_key=True),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_blocks_document", "blocks", ["document"])
    op.execute("DELETE FROM facts")  # records are made anew, and the keys of all claims with them
