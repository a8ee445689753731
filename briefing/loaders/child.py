"""The process that reads documents: what it can be asked for; see `guarding/serving.py`."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from typing import Protocol, runtime_checkable

from briefing.errors import LoadError
from briefing.guarding.frames import Header
from briefing.guarding.serving import Answer, Task, serve
from briefing.loaders import document_loader
from briefing.loaders.encodings import USUAL, all_encodings, load_encodings
from briefing.loaders.guarded import packed
from briefing.services.ports import ArticleLoader

_WORDS = b"The ferry to the northern islands is back, they said, and so is the caf\xe9. "
_SAMPLES = (
    b"<html lang='en'><head><script type='application/ld+json'>{}</script></head><body><article><p>"
    + _WORDS * 20 + b"</p><table><tr><td>1</td></tr></table></article>",
    b"# Head\n\n- *" + _WORDS + b"* &amp; [a](http://b.org/)\n\n| a | b |\n|---|---|\n| 1 | 2 |",
    b"From: a@example.org\nSubject: =?utf-8?q?x?=\nDate: Mon, 2 Mar 2026 08:00:00 +0000\n"
    b"Content-Type: text/html; charset=utf-8\n\n<p>" + _WORDS,
)  # fmt: skip


@runtime_checkable
class Prepared(Protocol):
    """A loader that says itself what has to be loaded before it reads."""

    def prepare(self) -> None:
        """Load everything that reading loads at first need."""


def main(arguments: Sequence[str]) -> None:
    """Answer requests until the input ends; arguments are megabytes and the formats to prepare."""
    logging.disable()
    serve(int(arguments[0]), lambda: _tasks(arguments[1:]))


def _tasks(forms: Sequence[str]) -> dict[str, Task]:
    loaders = {form: document_loader(form) for form in forms}
    load_encodings(USUAL)
    for loader in loaders.values():
        if isinstance(loader, Prepared):
            loader.prepare()
        else:
            _prepare(loader, document_loader("html"))

    def load(header: Header, blobs: list[bytes]) -> Answer:
        loaded = loaders[header["form"]].load(blobs[0], header["source"])
        return packed(loaded, blobs[0])

    return {"load": load}


def _prepare(loader: ArticleLoader, pages: ArticleLoader) -> None:
    """Load what a loader that does not say so may need, by having it read small samples.

    A page may lie in a mail, a feed or an archive, so that all that `pages` needs is loaded too.
    """
    import email.policy
    import plistlib  # noqa: F401

    import lxml.html  # noqa: F401
    import olefile  # type: ignore[import-untyped]  # noqa: F401
    import striprtf.striprtf  # noqa: F401

    load_encodings(all_encodings())
    email.message_from_bytes(b"Subject: x\n\nx", policy=email.policy.default)
    samples = [data for each in _SAMPLES for data in (each, each.replace(b"\xe9", b""))]
    for reader in (pages, loader):
        for data in samples:
            try:
                reader.load(data, "sample")
            except LoadError:
                continue  # it need not be a file of this kind
