"""What each process of a batch does: reads an article, makes its document, over and over."""

from __future__ import annotations

import faulthandler
import hashlib
import json
import os
import pkgutil
import signal
import threading
import traceback
from base64 import b64decode
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import replace
from functools import partial
from multiprocessing import parent_process
from multiprocessing.connection import Connection, wait
from pathlib import Path
from types import TracebackType
from typing import Any

from briefing.commands.tools import Tools
from briefing.errors import BriefingError, TemplateError
from briefing.language import ENGLISH, speak, tr
from briefing.model.outline import Outline
from briefing.paths import standard_paths
from briefing.services.batch.making import ArticleMaker, Given, Suggested, Wish
from briefing.services.clock import SystemClock
from briefing.services.ports import TemplatePackage

PAGES = "briefing.app:make_pages"
"""What lays out a PDF without LibreOffice; by name, for only then is Qt needed here."""
GRACE = 10.0
"""Seconds over its time after which a process ends by itself, should nobody have ended it."""

Answering = Callable[[dict[str, Any]], tuple[dict[str, Any], bytes]]


def work(connection: Connection, wish: str) -> None:
    """Answer requests for documents until the other side is gone."""
    asked = json.loads(wish)
    seconds, sent = asked.pop("seconds"), asked.pop("sent", {})
    speak(asked.pop("language", ENGLISH), standard_paths().languages)
    tools = Tools(standard_paths(), lambda _path: None, _make_pages)
    renderer, loading = tools.renderer(), tools.loading()
    with Fault(connection), closing(renderer), closing(loading):
        package = _template(tools, asked["template"], sent)
        maker = ArticleMaker(
            loading, tools.exporting(renderer), package, Wish(**asked), SystemClock(),
            _suggested(tools, package.template.language) if asked["suggest"] else None,
        )  # fmt: skip
        maker.checks = tools.checks()
        serve(connection, seconds, partial(answer, maker))


def _template(tools: Tools, name: str, sent: Mapping[str, str]) -> TemplatePackage:
    """Return the template that was sent, or this machine's if it is the same; TemplateError."""
    if "manifest" in sent:
        from briefing.templating.manifest import read_manifest

        document = b64decode(sent["document"])
        template = read_manifest(b64decode(sent["manifest"]), f"{name}/template.toml")
        template = replace(template, document=hashlib.sha256(document).hexdigest())
        return TemplatePackage(template, document, "sent with the batch")
    package = tools.library().get(name)
    if sent and package.template.document != sent["sha256"]:
        raise TemplateError(f"The template “{name}” on a worker is another than the sender's.", "")
    return package


def serve(connection: Connection, seconds: float, answering: Answering) -> None:
    """Say that this process is ready, then answer requests; it never outlives who asks."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # what a library prints is no part of any output
    threading.Thread(target=_end_with_parent, daemon=True).start()
    connection.send_bytes(b"{}")
    with Path(os.devnull).open("w", encoding="utf-8") as nowhere:
        while True:
            try:
                request = json.loads(connection.recv_bytes())
                request["bytes"] = [connection.recv_bytes() for _ in range(request["sent"])]
            except (EOFError, OSError):
                return
            # This ends the process even where a library hangs without letting Python in.
            faulthandler.dump_traceback_later(seconds + GRACE, exit=True, file=nowhere)
            header, document = answering(request)
            faulthandler.cancel_dump_traceback_later()
            connection.send_bytes(json.dumps({**header, "document": bool(document)}).encode())
            if document:
                connection.send_bytes(document)


def answer(maker: ArticleMaker, request: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    """Return the document of an article, or how many articles the file has, or what is wrong."""
    path = Path(request["path"])
    excerpts = Path(request["excerpts"]) if request["excerpts"] else None
    given = Given(path, excerpts, tuple(request["bytes"]))
    try:
        if not request["of"]:
            maker.forget(given)
            articles = len(maker.read(given))
            if articles > 1 or maker.unread:
                unread = [(error.message, error.hint) for error in maker.unread]
                return {"articles": articles, "unread": unread}, b""
        made = maker.make(given, request["number"])
    except BriefingError as error:
        return {"error": {"message": error.message, "hint": error.hint}}, b""
    except MemoryError:
        words = tr("{name} needs too much memory.", name=path.name)
        return {"error": {"message": words, "hint": ""}}, b""
    said = {
        "title": made.title, "words": made.words, "draft": made.draft,
        "blocking": list(made.blocking),
    }  # fmt: skip
    return said, made.document


class Fault:
    """Tells the other side of an error of our own; the process is then of no more use."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def __enter__(self) -> None:
        """Nothing is to be done yet."""

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Send the error with the place it came from, and end."""
        if kind is None or error is None:
            return
        if isinstance(error, BriefingError):
            said = {"stop": error.message.rstrip(".")}
        else:
            place = traceback.extract_tb(trace)[-1]
            where = f"{Path(place.filename).name}:{place.lineno}"
            said = {"stop": f"the program has a fault there ({kind.__name__}: {error}; {where})"}
        self._connection.send_bytes(json.dumps(said).encode())
        os._exit(1)


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)


def _suggested(tools: Tools, language: str) -> Suggested:
    from briefing.commands.suggestions import with_suggestions

    service = tools.suggesting()
    return lambda project, brief: with_suggestions(project, brief, service, language)


def _make_pages(outline: Outline) -> bytes:
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    make: Callable[[Outline], bytes] = pkgutil.resolve_name(PAGES)
    return make(outline)
