"""A page of the guide as it is read: our own text alone, its pictures as wide as the column."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import QEvent, QRegularExpression, QSize, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import (
    QColor,
    QImage,
    QImageReader,
    QResizeEvent,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextOption,
)
from PySide6.QtWidgets import QFrame, QTextBrowser, QTextEdit, QWidget

from briefing.language import tr
from briefing.services.guide import SCHEME, Guide
from briefing.widgets import theme

MEASURE = 720
"""Pixels of the longest line: about 95 characters of the interface's font at this size."""
SIDE = 28
SETTLES = 120
"""Milliseconds after which a window that changed its size gets its pictures anew."""
_PICTURES = (".png", ".svg")


class HelpPage(QTextBrowser):
    """Shows pages of a guide; `left_guide` carries the address that a link out of it names."""

    left_guide = Signal(str)

    def __init__(self, guide: Guide, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._guide = guide
        self._words = ""
        self._drawn_for = 0
        self.setAccessibleName(tr("Page of the guide"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setOpenLinks(False)
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # as its English is read
        font = theme.interface_font()
        font.setPixelSize(16)
        self.document().setDefaultFont(font)
        option = QTextOption(Qt.AlignmentFlag.AlignLeft)
        option.setTextDirection(Qt.LayoutDirection.LeftToRight)
        self.document().setDefaultTextOption(option)
        self._settling = QTimer(self)
        self._settling.setSingleShot(True)
        self._settling.setInterval(SETTLES)
        self._settling.timeout.connect(self._draw_anew)
        self.anchorClicked.connect(self.follow)
        self.sourceChanged.connect(self._dress)
        self._style()

    @property
    def address(self) -> str:
        """The path of the page that is shown, from the folder of the documentation."""
        return self.source().path().lstrip("/")

    def show_page(self, address: str, place: str = "") -> None:
        """Show a page, at the heading that an anchor names."""
        url = QUrl(f"{SCHEME}:/{address}")
        if place:
            url.setFragment(place)
        self.setSource(url, QTextDocument.ResourceType.HtmlResource)

    def follow(self, link: QUrl) -> None:
        """Go where a link of the page leads if that is a page or picture of the guide."""
        url = self.source().resolved(link)
        address = url.path().lstrip("/")
        if url.scheme() == SCHEME and (address in self._guide.pages or self._is_picture(address)):
            self.setSource(url, QTextDocument.ResourceType.HtmlResource)
        else:
            self.left_guide.emit(address if url.scheme() == SCHEME else url.toString())

    def mark(self, words: str) -> int:
        """Mark all places where these words stand; returns how many there are."""
        self._words = words.strip()
        ground = QTextCharFormat()
        ground.setBackground(QColor(theme.current().selection))
        ground.setProperty(QTextFormat.Property.FullWidthSelection, False)
        marks = []
        for cursor in self._places():
            each = QTextEdit.ExtraSelection()
            each.cursor, each.format = cursor, ground
            marks.append(each)
        self.setExtraSelections(marks)
        return len(marks)

    def go_to_next(self) -> bool:
        """Go to the next of the marked places, round the end; False if there is none."""
        places = self._places()
        at = self.textCursor().selectionEnd() if self.textCursor().hasSelection() else -1
        following = [each for each in places if each.selectionStart() >= at] or places
        if following:
            self.setTextCursor(following[0])
            self.ensureCursorVisible()
        return bool(following)

    def loadResource(self, kind: int, name: QUrl | str) -> object:  # noqa: N802 Qt's name
        """Give Qt what a page is made of: its own text and pictures, and nothing from elsewhere."""
        url = QUrl(name)
        address = url.path().lstrip("/")
        if url.scheme() != SCHEME:
            return None
        if kind == QTextDocument.ResourceType.ImageResource.value:
            return self._picture(address)
        if address in self._guide.pages:
            return self._guide.html(address)
        if self._is_picture(address):
            return f'<p><img src="{escape(url.toString())}"></p>'
        gone = tr("The guide is not where it was installed. Install again.")
        return f"<p>{escape(gone)}</p>"

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Keep lines short enough to read, and pictures within them."""
        super().resizeEvent(event)
        self._set_column()
        if self._column() != self._drawn_for:
            self._settling.start()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Take other colours."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._style()
            self._settling.start()

    def _is_picture(self, address: str) -> bool:
        return address.startswith("pictures/") and address.endswith(_PICTURES)

    def _picture(self, address: str) -> QImage | None:
        if not self._is_picture(address) or ".." in address:
            return None
        reader = QImageReader(str(self._guide.folder / address))
        whole, ratio = reader.size(), self.devicePixelRatioF()
        width = min(whole.width(), self._column())
        if reader.format() == b"svg" and whole.isValid():
            reader.setScaledSize(whole.scaled(QSize(width, 10_000) * ratio, _KEPT))
        image = reader.read()
        if not image.isNull():
            image = image.scaledToWidth(round(width * ratio), _SMOOTH)
            image.setDevicePixelRatio(ratio)
        return image

    def _column(self) -> int:
        return max(120, min(MEASURE, self.viewport().width() - 2 * SIDE))

    def _set_column(self) -> None:
        look = self.document().rootFrame().frameFormat()
        look.setTopMargin(20)
        look.setBottomMargin(32)
        look.setLeftMargin(SIDE)
        look.setRightMargin(max(SIDE, self.viewport().width() - SIDE - MEASURE))
        self.document().rootFrame().setFrameFormat(look)

    def _dress(self, url: QUrl) -> None:
        self._drawn_for = self._column()
        self._set_column()
        self.mark(self._words)
        if place := url.fragment():
            self.scrollToAnchor(place)  # again, now that the lines are as long as they stay

    def _draw_anew(self) -> None:
        if self.address:
            bar = self.verticalScrollBar()
            share = bar.value() / max(1, bar.maximum())
            self.reload()
            bar.setValue(round(share * bar.maximum()))

    def _places(self) -> list[QTextCursor]:
        found: list[QTextCursor] = []
        if self._words:
            spaced = r"\s+".join(map(QRegularExpression.escape, self._words.split()))
            option = QRegularExpression.PatternOption.CaseInsensitiveOption
            wanted, cursor = QRegularExpression(spaced, option), QTextCursor(self.document())
            while not (cursor := self.document().find(wanted, cursor)).isNull():
                found.append(cursor)
        return found

    def _style(self) -> None:
        look = theme.colours(self.palette())
        self.document().setDefaultStyleSheet(f"""
            h1 {{ font-size: 25px; font-weight: 600; margin-top: 0; margin-bottom: 14px; }}
            h2 {{ font-size: 19px; font-weight: 600; margin-top: 26px; margin-bottom: 8px; }}
            h3 {{ font-size: 16px; font-weight: 600; margin-top: 20px; margin-bottom: 6px; }}
            p, li {{ line-height: 130%; margin-top: 8px; margin-bottom: 8px; }}
            p.picture {{ line-height: 100%; }}
            li {{ margin-top: 4px; margin-bottom: 4px; }}
            strong {{ font-weight: 600; }}
            a {{ color: {look.accent}; text-decoration: none; }}
            code {{ font-family: "{theme.SANS}"; background-color: {look.line}; }}
            pre {{ background-color: {look.line}; line-height: 130%; }}
            table {{ border-collapse: collapse; }}
            th, td {{ padding: 5px 14px 5px 8px; border-style: solid; border-width: 1px;
                border-color: {look.line}; text-align: left; }}
            th {{ font-weight: 600; background-color: {look.window}; }}
        """)


_KEPT, _SMOOTH = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
