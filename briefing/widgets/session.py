"""Where everything stood: kept while one works, and brought back at the next start."""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QTextEdit, QWidget

from briefing.language import tr
from briefing.widgets.article.article_view import ArticleView
from briefing.widgets.late_parts import made

if TYPE_CHECKING:
    from briefing.widgets.main_window import MainWindow

EVERY = 2_000
"""Milliseconds between two looks at where everything stands; what is the same is not written."""
LONGEST = 100_000
"""Code points of a half-written field that are kept."""


class Session(QObject):
    """Keeps article, carets, open windows and half-written fields in a file beside the settings.

    What belongs to the project is saved at each key by the project itself; this is the rest.
    """

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._file = window.desk.settings.path.with_name("session.json")
        self._written: Mapping[str, Any] = {}
        self._timer = QTimer(self, interval=EVERY)
        self._timer.timeout.connect(self.keep)

    def keep(self) -> None:
        """Write where everything stands, if it is another place than before."""
        self._write(ended=False)

    def end(self) -> None:
        """Write it for the last time: the program ends as it should."""
        if self._timer.isActive():
            self._timer.stop()
            self._write(ended=True)

    def restore(self) -> None:
        """Bring back what was there at the last time, and keep it from now on."""
        said = self._read()
        if said.get("project") == str(self._window.document.store.path):
            with suppress(KeyError, TypeError, ValueError):
                self._bring_back(said)
        if said.get("ended") is False:
            self._say_so(said)
        self._timer.start()

    def _bring_back(self, said: Mapping[str, Any]) -> None:
        window = self._window
        if said["article"] in window.document.project.articles:
            window.show_article(str(said["article"]))
            window.view.select(int(said["start"]), int(said["end"]))
        if said["brief"] in window.document.project.briefs:
            window.outline.show(str(said["brief"]))
            window.brief.put_caret(str(said["section"]), int(said["text"]), int(said["caret"]))
        if said["find"]:
            window.searching.bar.field.setText(str(said["find"]))
        handlers = window.windows.handlers()
        for name in said["windows"]:
            if name in handlers:
                handlers[name]()

    def _say_so(self, said: Mapping[str, Any]) -> None:
        window, words = self._window, tr("Briefing did not end as it should the last time.")
        field, half = str(said.get("field", "")), str(said.get("half", ""))
        offers = []
        if half:
            words += " " + tr("What stood in “{field}” was kept.", field=field)
            offers.append((tr("Copy it"), lambda: QGuiApplication.clipboard().setText(half)))
        offers.append((tr("Show the log"), self._show_log))
        window.bar.say(words, offers)

    def _show_log(self) -> None:
        from briefing.widgets.help.log_sheet import LogSheet

        LogSheet(self._window.desk.log, self._window).show()

    def _standing(self, *, ended: bool) -> dict[str, Any]:
        window = self._window
        view, brief, searching = window.view, window.outline.brief, made(window, "searching")
        selection = view.selection() or (view.caret, view.caret)
        section, text, caret = window.brief.caret()
        field, half = _half_written(QApplication.focusWidget(), window)
        return {
            "ended": ended,
            "project": str(window.document.store.path),
            "article": view.article.id if view.article else "",
            "start": selection[0], "end": selection[1],
            "brief": brief.id if brief else "",
            "section": section, "text": text, "caret": caret,
            "find": searching.bar.field.text()[:LONGEST] if searching else "",
            "windows": window.windows.shown,
            "field": field, "half": half,
        }  # fmt: skip

    def _write(self, *, ended: bool) -> None:
        standing = self._standing(ended=ended)
        if standing == self._written:
            return
        part = self._file.with_suffix(".part")
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            part.write_text(json.dumps(standing), encoding="utf-8")
            part.replace(self._file)
        except OSError:
            return
        self._written = standing

    def _read(self) -> Mapping[str, Any]:
        try:
            said = json.loads(self._file.read_text(encoding="utf-8"))
        except (OSError, ValueError, RecursionError):
            return {}
        return said if isinstance(said, dict) else {}


def _half_written(focused: QWidget | None, window: QWidget) -> tuple[str, str]:
    """Return the name and words of a field that no project holds: one in a window of its own."""
    if focused is None or focused.window() is window or isinstance(focused, ArticleView):
        return "", ""
    if isinstance(focused, QLineEdit):
        words = "" if focused.echoMode() != QLineEdit.EchoMode.Normal else focused.text()
    elif isinstance(focused, QPlainTextEdit | QTextEdit) and not focused.isReadOnly():
        words = focused.toPlainText()
    else:
        return "", ""
    return focused.accessibleName() or focused.window().windowTitle(), words[:LONGEST]
