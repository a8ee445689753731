"""The card over an excerpt: its tags, note and source, and which sections of the brief use it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QGuiApplication, QMouseEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from briefing.language import tr, tr_many
from briefing.model.excerpt import Excerpt
from briefing.model.tags import Tag
from briefing.qt.saying import confidence, dotted, listed
from briefing.services.brief.citing import FLAGGED
from briefing.services.excerpts.excerpt_tables import IMPACT_WORDS
from briefing.services.reading.hidden_signs import isolated, seen
from briefing.services.section_text.quoting import in_marks
from briefing.widgets import theme
from briefing.widgets.controls.flow import Flow
from briefing.widgets.controls.labels import Label
from briefing.widgets.excerpts.rows import MARKS

REST = 350
"""Milliseconds that the mouse has to rest over an excerpt."""
WIDTH = 360
MOST = 4
"""Overlapping excerpts that are shown; the others are counted."""
_STILL = 4
"""Pixels that a resting hand may move."""
_GAP = 14
_CLOSING = {
    QEvent.Type.KeyPress, QEvent.Type.Wheel, QEvent.Type.MouseButtonPress,
    QEvent.Type.ApplicationDeactivate,
}  # fmt: skip
_CLOSING_WINDOW = {QEvent.Type.Resize, QEvent.Type.WindowDeactivate}


class HoverCard(QFrame):
    """Shows excerpts at a place; takes no focus and no clicks, and goes at the next move or key.

    `tag_of` gives a tag by its id; `sections_using` the titles of the sections of the brief that
    use an excerpt, or None where no brief is open.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(
            parent,
            Qt.WindowType.ToolTip
            | Qt.WindowType.FramelessWindowHint
            | Qt.WindowType.WindowTransparentForInput,
        )
        self.tag_of: Callable[[str], Tag | None] = lambda _tag: None
        self.sections_using: Callable[[str], list[str]] | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setObjectName("card")
        self._owner = parent
        self._at = QPoint()
        self._waiting: tuple[Sequence[Excerpt], QPoint] = ((), QPoint())
        self._rest = QTimer(self, interval=REST, singleShot=True)
        self._rest.timeout.connect(lambda: self.show_for(*self._waiting))
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(12, 10, 12, 10)
        self._column.setSpacing(4)
        self.setFixedWidth(WIDTH)

    def show_for(self, excerpts: Sequence[Excerpt], global_pos: QPoint) -> None:
        """Show excerpts at once below a point of the screen, the shortest first; none hides it."""
        self._rest.stop()
        if not excerpts:
            self.close_card()
            return
        self._at = QPoint(global_pos)
        self._fill(sorted(excerpts, key=lambda e: (e.end - e.start, e.start, e.id)))
        self.resize(self._size())
        self.move(self._place())
        if not self.isVisible():
            app = QCoreApplication.instance()
            if app:
                app.installEventFilter(self)
            self.show()

    def show_soon(self, excerpts: Sequence[Excerpt], global_pos: QPoint) -> None:
        """Show excerpts once the mouse has rested there; each call starts the waiting anew."""
        if self.isVisible() and (global_pos - self._at).manhattanLength() <= _STILL:
            return
        self.close_card()
        if excerpts:
            self._waiting = (excerpts, QPoint(global_pos))
            self._rest.start()

    def close_card(self) -> None:
        """Hide the card, and forget what was to be shown."""
        self._rest.stop()
        app = QCoreApplication.instance()
        if app:
            app.removeEventFilter(self)
        self.hide()

    # Qt's events

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Go away when anything is done, and let it be done."""
        kind = event.type()
        if kind == QEvent.Type.MouseMove and isinstance(event, QMouseEvent):
            where = event.globalPosition().toPoint()
            if (where - self._at).manhattanLength() > _STILL:
                self.close_card()
        elif kind in _CLOSING or (kind in _CLOSING_WINDOW and watched is self._owner.window()):
            self.close_card()
        return False

    # The parts of it

    def _fill(self, excerpts: Sequence[Excerpt]) -> None:
        while item := self._column.takeAt(0):
            widget: QWidget | None = item.widget()
            if widget:
                widget.hide()
                widget.deleteLater()
        look = theme.current()
        self.setStyleSheet(
            f"QFrame#card {{ background: {look.page}; border: 1px solid {look.edge}; "
            f"border-radius: 6px; }} QFrame#line {{ background: {look.line}; }}"
        )
        said: list[str] = []
        for number, excerpt in enumerate(excerpts[:MOST]):
            if number:
                self._put(_line())
            self._add(excerpt, look, said, 1 if len(excerpts) == 1 else 2)
        if len(excerpts) > MOST:
            more = tr_many(
                "and {count} more excerpt here",
                "and {count} more excerpts here",
                len(excerpts) - MOST,
            )
            self._say(more, look.quiet, said)
        self.setAccessibleName(tr("Excerpt"))
        self.setAccessibleDescription("\n".join(said))

    def _add(self, excerpt: Excerpt, look: theme.Colours, said: list[str], share: int) -> None:
        if excerpt.tags:
            self._put(self._chips(excerpt, look, said))
        quote = isolated(in_marks(_short(excerpt.quote, 200 // share)))
        self._say(f"“{quote}”", look.text, said, serif=True)
        doubtful = excerpt.assessment.status in FLAGGED
        self._say(_source_line(excerpt), look.warning if doubtful else look.quiet, said)
        if affects := _affects_line(excerpt):
            self._say(affects, look.quiet, said)
        if excerpt.review:
            review = tr("To be looked at: {review}", review=_short(tr(excerpt.review), 120))
            self._say(review, look.warning, said)
        if excerpt.note:
            self._say(tr("Note: {note}", note=_short(excerpt.note, 240 // share)), look.text, said)
        if self.sections_using:
            sections = self.sections_using(excerpt.id)
            used = tr("In the brief: {sections}", sections=_short(listed(sections), 200 // share))
            self._say(used if sections else tr("Not in the brief"), look.quiet, said)

    def _chips(self, excerpt: Excerpt, look: theme.Colours, said: list[str]) -> QWidget:
        holder = QWidget()
        flow = Flow()
        holder.setLayout(flow)
        names = []
        for tag_id in excerpt.tags[:8]:
            tag = self.tag_of(tag_id)
            names.append(_short(tag.name if tag else tag_id, 40))
            chip = Label(f"{tag.code}  {names[-1]}" if tag else names[-1])
            ground = theme.tint(tag.colour if tag else theme.UNTAGGED, look).name()
            chip.setStyleSheet(
                f"background: {ground}; color: {look.text}; border-radius: 4px; "
                "padding: 1px 6px; font-size: 13px;"
            )
            flow.addWidget(chip)
        said.append(listed(names))
        return holder

    def _say(self, words: str, colour: str, said: list[str], *, serif: bool = False) -> None:
        said.append(words)
        label = Label(words)
        label.setWordWrap(True)
        family = f"font-family: '{theme.SERIF}'; font-size: 15px;" if serif else "font-size: 13px;"
        label.setStyleSheet(f"color: {QColor(colour).name()}; {family}")
        self._put(label)

    def _put(self, widget: QWidget) -> None:
        self._column.addWidget(widget)
        widget.show()

    def _size(self) -> QSize:
        self.ensurePolished()
        for label in self.findChildren(QWidget):
            label.ensurePolished()
        self._column.activate()
        height = self._column.totalHeightForWidth(WIDTH)
        return QSize(WIDTH, max(height, 40))

    def _place(self) -> QPoint:
        """Return the corner: below the point, above it where there is no room, on the screen."""
        screen = QGuiApplication.screenAt(self._at) or self.screen()
        room = screen.availableGeometry()
        x = min(self._at.x(), room.right() - self.width() - 4)
        y = self._at.y() + _GAP
        if y + self.height() > room.bottom():
            y = self._at.y() - _GAP - self.height()
        return QPoint(max(room.left(), x), max(room.top(), min(y, room.bottom() - self.height())))


def _source_line(excerpt: Excerpt) -> str:
    assessment = excerpt.assessment
    name = _short(assessment.attribution or "", 120) or tr("Nobody named")
    kind = f" ({tr(assessment.source_kind)})" if assessment.source_kind else ""
    mark = MARKS[assessment.status]
    parts = [f"{name}{kind}", f"{mark} {tr(assessment.status)}".strip()]
    if assessment.confidence:
        parts.append(confidence(assessment.confidence))
    return dotted(parts)


def _affects_line(excerpt: Excerpt) -> str:
    assessment = excerpt.assessment
    impact = tr(IMPACT_WORDS[assessment.impact]) if assessment.impact else ""
    if not assessment.stakeholder:
        return tr("Impact: {impact}", impact=impact) if impact else ""
    name = _short(assessment.stakeholder, 120)
    if impact:
        return tr("Affects {name}: {impact}", name=name, impact=impact)
    return tr("Affects {name}", name=name)


def _short(words: str, most: int) -> str:
    line = seen(" ".join(words[: most * 4].split()))
    if len(line) <= most:
        return line
    start = line[: most - 1]
    return (start.rsplit(" ", 1)[0] if " " in start[most // 2 :] else start) + "…"


def _line() -> QFrame:
    line = QFrame()
    line.setObjectName("line")
    line.setFixedHeight(1)
    return line
