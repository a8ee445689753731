"""The tables of a library; the migrations make them, and a test sees that both are the same.

An item stays as long as it is the same: `since` is the version that brought it, `until` the one
that had it no longer (None: it is current). So versions that change little add little, and all of
them can be read.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Identity,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

NUMBER = BigInteger().with_variant(Integer(), "sqlite")

METADATA = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

publications = Table(
    "publications",
    METADATA,
    Column("id", NUMBER, Identity(), primary_key=True),
    Column("name", String(200), nullable=False),
    Column("version", Integer, nullable=False),
    Column("who", String(200), nullable=False),
    Column("time", String(40), nullable=False),
    Column("owner", String(200), nullable=False),
    Column("retired", Boolean, nullable=False, default=False),
    UniqueConstraint("name"),
)

editions = Table(
    "editions",
    METADATA,
    Column("publication", NUMBER, ForeignKey("publications.id"), primary_key=True),
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("who", String(200), nullable=False),
    Column("account", String(200), nullable=False),
    Column("time", String(40), nullable=False),
)

items = Table(
    "items",
    METADATA,
    Column("id", NUMBER, Identity(), primary_key=True),
    Column("publication", NUMBER, ForeignKey("publications.id"), nullable=False),
    Column("since", Integer, nullable=False),
    Column("until", Integer),
    Column("kind", String(20), nullable=False),
    Column("key", String(200), nullable=False),
    Column("article", String(200), nullable=False),
    Column("digest", String(64), nullable=False),
    Column("title", Text, nullable=False),
    Column("said", Text, nullable=False),
    Column("dated", String(40), nullable=False),
    Column("text", Text, nullable=False),
    Column("value", Text, nullable=False),
    Index(None, "publication", "until"),
)
