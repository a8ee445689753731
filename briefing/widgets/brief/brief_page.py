"""The page of a brief: what it is called and about, its header, its sections one below another."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

from briefing.language import tr
from briefing.model.brief import Brief
from briefing.qt.document import ProjectDocument
from briefing.qt.live_outline import LiveOutline
from briefing.services.brief.profiles import ProfileStore
from briefing.widgets.article.hover_card import HoverCard
from briefing.widgets.brief.brief_menu import BriefMenu
from briefing.widgets.brief.gaps_button import GapsButton
from briefing.widgets.brief.header_form import HeaderForm
from briefing.widgets.brief.section_editor import SectionEditor, article_heading
from briefing.widgets.brief.waiting_list import WaitingList
from briefing.widgets.controls.labels import name_choice


class BriefPage(QWidget):
    """Holds the parts of one brief; what they are filled with is up to the panel around it."""

    template_wanted = Signal()

    def __init__(
        self, document: ProjectDocument, outline: LiveOutline, profiles: ProfileStore
    ) -> None:
        super().__init__()
        self._outline = outline
        self.card = HoverCard(self)
        self.header = HeaderForm(self)
        self.header.edited.connect(document.apply)
        self.header.offer(profiles)
        self.menu = BriefMenu(document, outline, self)
        self.waiting = WaitingList(self)
        self.waiting.edited.connect(document.apply)
        self.briefs = QComboBox()
        name_choice(self.briefs, tr("Brief"))
        self.briefs.activated.connect(lambda _row: outline.show(self.briefs.currentData()))
        self.template = QPushButton()
        self.template.setToolTip(tr("Change the template"))
        self.template.clicked.connect(self.template_wanted)
        self.gaps = GapsButton()
        self.gaps.show_gaps(outline.outline)
        outline.changed.connect(self.gaps.show_gaps)
        self._sections = QVBoxLayout()
        self._sections.setSpacing(4)
        self._lay_out()

    def show_briefs(self, brief: Brief, briefs: list[Brief]) -> None:
        """Offer the briefs of the project, this one chosen; one alone is no choice."""
        self.briefs.blockSignals(True)
        self.briefs.clear()
        for each in briefs:
            self.briefs.addItem(each.title or tr("Untitled"), each.id)
        self.briefs.setCurrentIndex(self.briefs.findData(brief.id))
        self.briefs.blockSignals(False)
        self.briefs.setVisible(len(briefs) > 1)

    def clear(self) -> None:
        """Take all sections out."""
        while self._sections.count():
            item = self._sections.takeAt(0)
            if item and (widget := item.widget()):
                widget.hide()
                widget.deleteLater()

    def add_article(self, name: str) -> None:
        """Say below what is there that sections of an article follow."""
        self._sections.addWidget(article_heading(name))

    def add(self, editor: SectionEditor) -> None:
        """Put a section below what is there."""
        self._sections.addWidget(editor)
        editor.show()  # Qt would at its next turn, and draw it squeezed

    def close_up(self) -> None:
        """Keep the sections together at the top."""
        self._sections.addStretch(1)

    def lay_out_now(self) -> None:
        """Let all widgets find their places before anything is drawn or scrolled to.

        A section is as high as its words need in the width it gets, so Qt takes several rounds of
        events; drawn in between, new sections flash squeezed.
        """
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)

    def bring_into_view(self, part: QWidget) -> None:
        """Scroll to a part of the page."""
        self.area.ensureWidgetVisible(part, 0, 24)
        self.area.horizontalScrollBar().setValue(0)

    def show_caret(self, field: QTextEdit) -> None:
        """Scroll to the caret of a section's field."""
        place = field.mapTo(self._inside, field.cursorRect().center())
        self.area.ensureVisible(place.x(), place.y(), 0, 60)
        self.area.horizontalScrollBar().setValue(0)

    def add_foot(self, widget: QWidget) -> None:
        """Let something stand below the sections, outside of what scrolls."""
        self._outer.addWidget(widget)

    def _lay_out(self) -> None:
        top = QVBoxLayout()
        top.setContentsMargins(12, 0, 12, 6)
        row = QHBoxLayout()
        row.addWidget(self.template)
        row.addWidget(self.menu)
        row.addStretch(1)
        row.addWidget(self.gaps)
        top.addWidget(self.briefs)
        top.addLayout(row)
        self._inside = inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(12, 4, 12, 24)
        column.addWidget(self.header)
        column.addWidget(self.waiting)
        column.addLayout(self._sections, 1)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setAccessibleName(tr("The whole brief"))
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setWidget(inside)
        self._outer = outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addLayout(top)
        outer.addWidget(self.area, 1)
