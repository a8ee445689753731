"""What only this program knows of a project, as the text of one note that others leave alone."""

from __future__ import annotations

from typing import Any

import msgspec

from briefing.model.article import Article, Block, BlockKind, Metadata
from briefing.model.excerpt import Assessment, Confidence, Impact, SourceKind, Status
from briefing.model.tags import KEY, TagScheme
from briefing.services.interchange import guid_of

NAME = "Briefing: what only Briefing knows"
GUID = guid_of("notes", "own")

METADATA = {
    "headline": "Headline", "agency": "Agency", "place": "Place", "byline": "Byline",
    "published": "Published", "keywords": "Keywords", "language": "Language", "url": "Address",
    "outlet": "Outlet", "updated": "Updated", "confirmed": "Confirmed",
}  # fmt: skip
"""The variables of a source, by the field of `Metadata`."""
ASSESSMENT = {
    "attribution": "Who said it", "source_kind": "Kind of source", "status": "Verified",
    "confidence": "Confidence", "stakeholder": "Stakeholder", "impact": "Impact",
}  # fmt: skip
"""The variables of a case, by the field of `Assessment`."""


class OwnTag(msgspec.Struct, frozen=True):
    """A tag's own id, code and key."""

    id: str
    code: str
    key: str = ""
    retired: bool = False


class OwnScheme(msgspec.Struct, frozen=True):
    """A scheme with its tags in order, by GUID."""

    id: str
    name: str
    version: int
    tags: dict[str, OwnTag]


class OwnArticle(msgspec.Struct, frozen=True):
    """What a source element has no place for; blocks hold while the words are the same."""

    id: str
    source: str
    name: str
    sha256: str
    title: str | None = None
    added: str = ""
    blocks: tuple[tuple[BlockKind, int, int, int], ...] = ()
    found: tuple[tuple[str, str], ...] = ()


class OwnReview(msgspec.Struct, frozen=True):
    """Why an excerpt has to be looked at, and the words that were meant."""

    review: str
    quote: str
    prefix: str = ""
    suffix: str = ""


class OwnNote(msgspec.Struct, frozen=True):
    """The whole note."""

    briefing: int = 1
    schemes: list[OwnScheme] = []
    articles: dict[str, OwnArticle] = {}
    reviews: dict[str, OwnReview] = {}


def spelled(note: OwnNote) -> str:
    """Return the note as text."""
    return msgspec.json.encode(note).decode()


def read_note(text: str) -> OwnNote | None:
    """Return a note, or None if somebody has changed it so that it is none any more."""
    try:
        return msgspec.json.decode(text, type=OwnNote)
    except (msgspec.MsgspecError, UnicodeEncodeError):
        return None


def scheme_note(scheme: TagScheme, guids: dict[str, str]) -> OwnScheme:
    """Return what is noted of a scheme; `guids` are those of its tags by id."""
    tags = {guids[t.id]: OwnTag(t.id, t.code, t.key, t.retired) for t in scheme.tags}
    return OwnScheme(scheme.id, scheme.name, scheme.version, tags)


def article_note(article: Article) -> OwnArticle:
    """Return what is noted of an article."""
    blocks = tuple((b.kind, b.level, b.start, b.end) for b in article.blocks)
    name = " ".join(article.name.split())
    return OwnArticle(
        article.id, article.source, name, article.fingerprint, article.title,
        article.added, blocks, article.metadata.found,
    )  # fmt: skip


def blocks_of(noted: OwnArticle, text: str) -> tuple[Block, ...] | None:
    """Return the noted blocks, or None if they do not fit the text."""
    blocks = tuple(Block(*each) for each in noted.blocks)
    last = 0
    for block in blocks:
        if not last <= block.start < block.end <= len(text):
            return None
        last = block.end
    return blocks


def metadata_of(values: dict[str, str], found: tuple[tuple[str, str], ...] = ()) -> Metadata:
    """Return metadata of variables' values by field."""
    given: dict[str, Any] = {key: values[key] for key in METADATA if values.get(key)}
    given["keywords"] = tuple(filter(None, values.get("keywords", "").split("\n")))
    return Metadata(**given, found=found)


def metadata_values(metadata: Metadata) -> dict[str, str]:
    """Return metadata as variables' values by field, without empty ones."""
    values = {key: getattr(metadata, key) or "" for key in METADATA}
    values["keywords"] = "\n".join(metadata.keywords)
    return {key: value for key, value in values.items() if value}


def assessment_of(values: dict[str, str]) -> Assessment:
    """Return an assessment of variables' values by field; what is not known is left out."""
    kinds = {"source_kind": SourceKind, "confidence": Confidence, "impact": Impact}
    chosen = {
        key: kind(values[key]) if values.get(key) in {k.value for k in kind} else None
        for key, kind in kinds.items()
    }
    status = values.get("status", "")
    return Assessment(
        attribution=values.get("attribution") or None,
        stakeholder=values.get("stakeholder") or None,
        status=Status(status) if status in {s.value for s in Status} else Status.UNASSESSED,
        **chosen,  # type: ignore[arg-type] # each key has its kind
    )


def assessment_values(assessment: Assessment) -> dict[str, str]:
    """Return an assessment as variables' values by field, without empty ones."""
    values = {key: getattr(assessment, key) for key in ASSESSMENT}
    if assessment.status is Status.UNASSESSED:
        values["status"] = None
    return {key: str(value) for key, value in values.items() if value}


def key_or_none(key: str) -> str:
    """Return a key if it can be one, else ""."""
    return key if KEY.match(key) else ""
