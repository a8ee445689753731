"""What is on the clipboard or dragged, as values: words with their HTML, and links."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QStringListModel

if TYPE_CHECKING:
    from briefing.services.articles.copied import CopiedWords

_WINDOWS = 'application/x-qt-windows-mime;value="HTML Format"'
_CHROMIUM = "chromium/x-source-url"
_MOZILLA = "text/x-moz-url-priv"


def clip(text: str = "", html: str = "") -> QMimeData:
    """Return words to put on the clipboard, which may keep them after Python has ended.

    Qt makes the object here: one that Python made would call back into it when it is deleted, and
    where the clipboard is Qt's own it is deleted last of all. That ended in a crash.
    """
    model = QStringListModel([""])
    data = model.mimeData([model.index(0)])
    for kind in data.formats():
        data.removeFormat(kind)
    if text:
        data.setText(text)
    if html:
        data.setData("text/html", html.encode())
    return data


def copied_words(data: QMimeData) -> CopiedWords:
    """Return text and HTML, with the address of the page if the browser gave it."""
    from briefing.services.articles.copied import CopiedWords

    html = data.html() if data.hasHtml() else ""
    return CopiedWords(data.text(), html, _address(data))


def links(data: QMimeData) -> list[str | Path]:
    """Return the addresses that are dragged, and the files that hold an address."""
    from briefing.services.articles.link_files import is_link_file

    found: list[str | Path] = []
    for url in data.urls():
        if url.scheme() in ("http", "https"):
            found.append(bytes(url.toEncoded().data()).decode("ascii", "replace"))
        elif url.isLocalFile() and is_link_file(path := Path(url.toLocalFile())):
            found.append(path)
    return found


def _address(data: QMimeData) -> str:
    """Return what each browser calls the page it copied from, or ""."""
    from briefing.services.articles.copied import page_address, source_address

    windows = bytes(data.data(_WINDOWS).data())[:10_000].decode("utf-8", "replace")
    if found := source_address(windows):
        return found
    for kind, encoding in ((_CHROMIUM, "utf-8"), (_MOZILLA, "utf-16-le")):
        words = bytes(data.data(kind).data())[:10_000].decode(encoding, "replace")
        if found := page_address(words.strip("\0\ufeff \r\n")):
            return found
    return ""
