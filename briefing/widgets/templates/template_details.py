"""What a template asks for, what fills it, and what a check found in it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from briefing.language import tr
from briefing.model.tags import Tag
from briefing.model.template import Limits, Slot, Template
from briefing.qt.plain import plain_tip
from briefing.qt.saying import dotted, listed, pages, words
from briefing.services.ports import TemplateFinding, TemplatePackage
from briefing.widgets import theme
from briefing.widgets.controls.labels import Label
from briefing.widgets.templates.template_picture import template_picture

PICTURE = 150
"""Pixels that the picture of the page is high."""
MOST_FINDINGS = 12


class TemplateDetails(QScrollArea):
    """Shows one template; what a check found comes in when it is known."""

    def __init__(self, tag_of: Callable[[str], Tag | None], parent: QWidget) -> None:
        super().__init__(parent)
        self._tag_of = tag_of
        self.setWidgetResizable(True)
        self.setFrameStyle(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(tr("About the template"))
        self.faults = Label()

    def show_template(self, package: TemplatePackage | None, notes: Sequence[str] = ()) -> None:
        """Show a template, and in words what else is to be known of where it comes from."""
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(16, 4, 12, 12)
        column.setSpacing(theme.RHYTHM)
        self.faults = _plain("", quiet=True)
        if package is not None:
            column.addLayout(self._head(package, notes))
            column.addWidget(self.faults)
            self._sections(column, package.template)
        column.addStretch(1)
        self.setWidget(inside)

    def show_checking(self) -> None:
        """Say that a check is running."""
        self.faults.setText(tr("Checking…"))

    def show_findings(self, findings: Sequence[TemplateFinding]) -> None:
        """Show what a check found."""
        look = theme.current()
        errors = [finding for finding in findings if finding.level == "error"]
        colour = look.error if errors else look.warning if findings else look.good
        lines = [f"• {finding}" for finding in findings[:MOST_FINDINGS]]
        if len(findings) > MOST_FINDINGS:
            lines.append(tr("… and {count} more", count=len(findings) - MOST_FINDINGS))
        self.faults.setText("\n".join(lines) or tr("✓ No faults found"))
        self.faults.setStyleSheet(f"color: {colour};")

    def _head(self, package: TemplatePackage, notes: Sequence[str]) -> QHBoxLayout:
        template = package.template
        picture = Label()
        picture.setPixmap(template_picture(template, PICTURE, self.devicePixelRatioF()))
        title = _plain(template.title)
        title.setProperty("heading", True)
        facts = [
            tr("Version {version}", version=template.version),
            template.language,
            package.origin,
        ]
        column = QVBoxLayout()
        column.addWidget(title)
        column.addWidget(_plain(template.description))
        column.addWidget(_plain(dotted(facts), quiet=True))
        column.addWidget(_plain(template.id, quiet=True))
        for note in notes:
            column.addWidget(_plain(note, quiet=True))
        column.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addLayout(column, 1)
        row.addWidget(picture, alignment=Qt.AlignmentFlag.AlignTop)
        return row

    def _sections(self, column: QVBoxLayout, template: Template) -> None:
        column.addWidget(_heading(tr("Sections, and what fills them")))
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        grid.setColumnMinimumWidth(0, 220)
        grid.setColumnStretch(3, 1)
        for row, slot in enumerate(template.slots):
            grid.addWidget(_plain(slot.title), row, 0)
            grid.addWidget(self._fills(slot), row, 1)
            required = tr("required") if slot.required else ""
            grid.addWidget(_plain(required, quiet=True), row, 2)
        column.addLayout(grid)
        if template.fields:
            column.addWidget(_heading(tr("Header fields")))
            names = [f"{f.label}{' *' if f.required else ''}" for f in template.fields]
            column.addWidget(_plain(listed(names)))
        if length := self._limits(template.limits):
            column.addWidget(_heading(tr("Length")))
            column.addWidget(_plain(length))

    def _fills(self, slot: Slot) -> Label:
        if not slot.tags:
            said = slot.query or listed(map(tr, slot.statuses)) or tr("you write it")
            return _plain(said, quiet=True)
        found = [self._tag_of(tag) for tag in slot.tags]
        label = Label()
        label.setPixmap(_chips([tag for tag in found if tag], self.devicePixelRatioF()))
        names = listed(tag.name if tag else key for tag, key in zip(found, slot.tags, strict=True))
        label.setAccessibleName(names)
        label.setToolTip(plain_tip(names))
        return label

    def _limits(self, limits: Limits) -> str:
        found = []
        if limits.words:
            found.append(words(limits.words))
        if limits.pages:
            found.append(pages(limits.pages))
        if each := limits.item_words:
            found.append(tr("{words} for each article", words=words(each)))
        return listed(found)


def _plain(words: str, *, quiet: bool = False) -> Label:
    label = Label(words)
    label.setWordWrap(True)
    if quiet:
        theme.set_quiet(label)
    return label


def _heading(words: str) -> Label:
    label = Label(words)
    label.setFont(theme.small_font(bold=True))
    label.setContentsMargins(0, 10, 0, 0)
    return label


def _chips(tags: Sequence[Tag], scale: float) -> QPixmap:
    look = theme.current()
    pixmap = QPixmap(round(max(1, len(tags) * 28) * scale), round(18 * scale))
    pixmap.setDevicePixelRatio(scale)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    for number, tag in enumerate(tags):
        box = QRectF(number * 28, 1, 24, 16)
        theme.draw_chip(painter, box, tag.code, QColor(theme.stripe(tag.colour, look)))
    painter.end()
    return pixmap
