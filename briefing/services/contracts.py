"""What every loader and exporter promises, to be tried by its tests: ours, and those of plug-ins.

Plain functions that raise AssertionError; they need no test library.
"""

from __future__ import annotations

import random
from collections.abc import Iterator

from briefing.errors import LoadError
from briefing.language import tr
from briefing.model.article import Article, BlockKind, clean_text
from briefing.model.outline import Outline
from briefing.services.ports import ArticleLoader, Exporter, TemplatePackage

NO_SUCH_FILES = (
    b"", b"\n", bytes(range(256)) * 8, b"\0" * 5000, b"<" * 5000, b"{\\rtf1", b"%PDF-1.7",
    b"PK\x03\x04" + b"\0" * 60, b"\xd0\xcf\x11\xe0" * 200, b"\xff\xfe" + b"\xd8\x00" * 99,
)  # fmt: skip
"""Bytes that are hardly a file of any format."""


def faults_of(article: Article) -> Iterator[str]:
    """Yield what is wrong with an article that a loader read: its text, and each block."""
    text, end = article.text, 0
    if text != clean_text(text):
        yield tr("its text is not clean; see clean_text")
    for number, block in enumerate(article.blocks):
        if not end <= block.start < block.end <= len(text):
            yield tr(
                "block {number} ({start} to {end}) is out of order or of the text",
                number=number,
                start=block.start,
                end=block.end,
            )
        elif not text[block.start : block.end].strip():
            yield tr("block {number} has no words", number=number)
        if block.level < (block.kind is BlockKind.HEADING):
            yield tr("block {number} has the level {level}", number=number, level=block.level)
        end = block.end


def check_loader(loader: ArticleLoader, good: bytes) -> None:
    """Assert what a loader promises, with a sound file of its format."""
    found = list(loader.load(good, "source.x"))
    assert found, "no article in a sound file"
    for each in found:
        assert not list(faults_of(each.article)), list(faults_of(each.article))
        assert each.article.source.startswith("source.x"), "the article does not name its file"
        assert each.article.words, "an article without words"
        assert each.original, "the bytes that an article was read from are to be kept"
    assert found == list(loader.load(good, "source.x")), "other articles for the same bytes"
    for data in (*NO_SUCH_FILES, *_damaged(good)):
        _check_outcome(loader, data)


def _check_outcome(loader: ArticleLoader, data: bytes) -> None:
    """Assert that any bytes give sound articles or a LoadError that names the file."""
    try:
        found = list(loader.load(data, "thing"))
    except LoadError as error:
        found, said = [], error.message
    else:
        said = "thing"
    assert "thing" in said, f"“{said}” does not name the file"
    for each in found:
        assert not list(faults_of(each.article)), list(faults_of(each.article))


def _damaged(good: bytes) -> Iterator[bytes]:
    """Yield a file cut off and changed at many places, the same each time."""
    chance = random.Random(1)  # noqa: S311 no secret
    for share in range(1, 100):
        yield good[: len(good) * share // 100]
        at = chance.randrange(len(good))
        yield good[:at] + chance.randbytes(chance.randrange(9)) + good[at + 1 :]


def check_exporter(exporter: Exporter, outline: Outline, package: TemplatePackage) -> None:
    """Assert what an exporter promises, with a brief and its template."""
    assert exporter.suffix.startswith("."), "the ending has no dot"
    made = exporter.export(outline, package)
    assert isinstance(made, bytes), "no bytes"
    assert made, "an empty document"
    assert made == exporter.export(outline, package), "another document for the same brief"
