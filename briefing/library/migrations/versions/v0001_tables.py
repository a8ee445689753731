"""The first tables, and the index of words: FTS5 on SQLite, a tsvector on PostgreSQL."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_SQLITE = """CREATE VIRTUAL TABLE words USING fts5(title, text, marks, content='',
tokenize='unicode61 remove_diacritics 0', prefix='2')"""
_POSTGRESQL = (
    """CREATE TABLE words (item bigint PRIMARY KEY REFERENCES items (id),
    vector tsvector NOT NULL)""",
    "CREATE INDEX ix_words_vector ON words USING gin (vector)",
)
# It runs as the library's owner: no index can be used through row security with an operator that
# is not leakproof, and @@ is none. So what it must not find is left out here.
_FUNCTION = """CREATE FUNCTION library_hits(
    wanted tsquery, kinds text[], since_date text, until_date text, most integer)
RETURNS TABLE (item bigint, place double precision, found bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, %s, pg_temp AS $$
    WITH matching AS MATERIALIZED (SELECT w.item FROM words w WHERE w.vector @@ wanted),
    newest AS MATERIALIZED (
        SELECT i.id FROM matching m JOIN items i ON i.id = m.item
        JOIN publications p ON p.id = i.publication
        WHERE i.until IS NULL AND NOT p.retired
        AND (cardinality(kinds) = 0 OR i.kind = ANY (kinds))
        AND i.dated >= since_date AND (until_date = '' OR i.dated < until_date)
        ORDER BY i.id DESC LIMIT most)
    SELECT n.id, -ts_rank_cd('{0.05, 0.1, 0.4, 1.0}', w.vector, wanted, 1)::double precision,
        count(*) OVER ()
    FROM newest n JOIN words w ON w.item = n.id ORDER BY 2, 1 DESC $$"""


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "publications",
        sa.Column("id", _NUMBER, sa.Identity(), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("who", sa.String(200), nullable=False),
        sa.Column("time", sa.String(40), nullable=False),
        sa.Column("owner", sa.String(200), nullable=False),
        sa.Column("retired", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_publications"),
        sa.UniqueConstraint("name", name="uq_publications_name"),
    )
    op.create_table(
        "editions",
        sa.Column("publication", _NUMBER, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("who", sa.String(200), nullable=False),
        sa.Column("account", sa.String(200), nullable=False),
        sa.Column("time", sa.String(40), nullable=False),
        sa.PrimaryKeyConstraint("publication", "version", name="pk_editions"),
        sa.ForeignKeyConstraint(
            ["publication"], ["publications.id"], name="fk_editions_publication"
        ),
    )
    op.create_table(
        "items",
        sa.Column("id", _NUMBER, sa.Identity(), nullable=False),
        sa.Column("publication", _NUMBER, nullable=False),
        sa.Column("since", sa.Integer(), nullable=False),
        sa.Column("until", sa.Integer()),
        *(sa.Column(name, kind, nullable=False) for name, kind in _ITEM),
        sa.PrimaryKeyConstraint("id", name="pk_items"),
        sa.ForeignKeyConstraint(["publication"], ["publications.id"], name="fk_items_publication"),
    )
    op.create_index("ix_items_publication_until", "items", ["publication", "until"])
    _make_words()


def _make_words() -> None:
    bind = op.get_bind()
    if bind.dialect.name == "sqlite":
        op.execute(_SQLITE)
        return
    for statement in _POSTGRESQL:
        op.execute(statement)
    schema = bind.exec_driver_sql("SELECT quote_ident(current_schema())").scalar_one()
    bind.exec_driver_sql(_FUNCTION % schema)
    kinds = "tsquery, text[], text, text, integer"
    op.execute(f"REVOKE EXECUTE ON FUNCTION library_hits({kinds}) FROM PUBLIC")


_ITEM = (
    ("kind", sa.String(20)), ("key", sa.String(200)), ("article", sa.String(200)),
    ("digest", sa.String(64)), ("title", sa.Text()), ("said", sa.Text()),
    ("dated", sa.String(40)), ("text", sa.Text()), ("value", sa.Text()),
)  # fmt: skip
