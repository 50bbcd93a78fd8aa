"""Decisions of people on grouping: merge, split, apart, undo. Reviews are found by coder.

Revision ID: 0002
Revises: 0001
"""

import sqlalchemy as sa
from alembic import op

import practices_db.engine

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "grouping_decision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("verdict", sa.String(), nullable=False),
        sa.Column("slug", sa.String(), nullable=False),
        sa.Column("other_slug", sa.String(), nullable=False),
        sa.Column("documents", sa.JSON(), nullable=False),
        sa.Column("others", sa.JSON(), nullable=False),
        sa.Column("undoes", sa.Integer(), nullable=True),
        sa.Column("coder", sa.String(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("made_at", practices_db.engine.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["undoes"],
            ["grouping_decision.id"],
            name=op.f("fk_grouping_decision_undoes_grouping_decision"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_grouping_decision")),
    )


def downgrade() -> None:
    op.drop_table("grouping_decision")
