"""Parting a tag in two: each of its excerpts gets the old tag, the new one, or both."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from briefing.language import tr
from briefing.model.edits import Edit
from briefing.model.excerpt import Excerpt
from briefing.model.project import Project
from briefing.model.tag_edits import excerpts_with, scheme_of, split_tag
from briefing.model.tags import Tag, new_tag
from briefing.qt.models import ExcerptModel
from briefing.qt.saying import listed
from briefing.widgets import theme
from briefing.widgets.controls.buttons import act_button
from briefing.widgets.controls.labels import Label
from briefing.widgets.controls.line_field import LineField
from briefing.widgets.controls.window_size import open_at
from briefing.widgets.excerpts.lists import ItemList
from briefing.widgets.excerpts.rows import ExcerptRow

SIZE = (640, 560)
_KEYS = {Qt.Key.Key_1: 0, Qt.Key.Key_2: 1, Qt.Key.Key_3: 2}


class SplitDialog(QDialog):
    """Asks for the new tag and for what each excerpt gets; `edit` is what was decided."""

    def __init__(self, project: Project, tag: Tag, parent: QWidget) -> None:
        super().__init__(parent)
        self._project = project
        self._tag = tag
        self._new = self._named(tr("New tag"))
        self._given: dict[str, tuple[str, ...]] = {}
        self._excerpts = excerpts_with(project, tag.id)
        self.setWindowTitle(tr("Split a tag"))
        title = Label(tr("Split “{name}”", name=tag.name))
        title.setProperty("heading", True)
        self.name = LineField(tr("Name of the new tag"), 120)
        self.name.setPlaceholderText(tr("Name of the new tag"))
        self.name.typed.connect(self._rename)
        self.name.returnPressed.connect(self._to_list)
        self.list = _Given(self._put, tr("Excerpts of the tag"), self)
        self.choices = [act_button("", self._putter(place)) for place in range(3)]
        self.hint = Label(tr("Press 1, 2 or 3 for the marked excerpt. The rest stays as it is."))
        theme.set_quiet(self.hint)
        self.done_button = act_button(tr("Split"), self._finish)
        self.done_button.setProperty("primary", True)
        self.done_button.setToolTip(tr("Split (Ctrl+Enter)"))
        cancel = act_button(tr("Cancel"), self.reject)
        self._lay_out(title, cancel)
        for key in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(key), self).activated.connect(self._finish)
        open_at(self, *SIZE)
        self._show()
        self.list.setCurrentIndex(self.list.excerpts.index(0))
        self.name.setFocus()

    def edit(self) -> Edit:
        """Return the edit that was decided on."""
        return split_tag(self._tag, [self._new], self._given)

    @property
    def new_id(self) -> str:
        """The id that the new tag has."""
        return self._new.id

    def _lay_out(self, title: Label, cancel: QPushButton) -> None:
        choose = QHBoxLayout()
        choose.setSpacing(theme.RHYTHM)
        for button in self.choices:
            choose.addWidget(button)
        choose.addStretch(1)
        ends = QHBoxLayout()
        ends.setSpacing(theme.RHYTHM)
        ends.addWidget(self.hint, 1)
        ends.addWidget(cancel)
        ends.addWidget(self.done_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(theme.RHYTHM)
        column.addWidget(title)
        column.addWidget(self.name)
        column.addWidget(self.list, 1)
        column.addLayout(choose)
        column.addLayout(ends)

    def _named(self, name: str) -> Tag:
        scheme = scheme_of(self._project, self._tag.id)
        return new_tag(scheme, name, self._project.tags())

    def _rename(self, name: str) -> None:
        old, self._new = self._new, self._named(name or tr("New tag"))
        self._given = {
            excerpt: tuple(self._new.id if t == old.id else t for t in tags)
            for excerpt, tags in self._given.items()
        }
        self._show()

    def _to_list(self) -> None:
        self.list.setFocus()

    def _putter(self, place: int) -> Callable[[], None]:
        def put() -> None:
            self._put(place)
            self.list.setFocus()

        return put

    def _put(self, place: int) -> None:
        """Give the marked excerpt the old tag (0), the new one (1) or both (2); go to the next."""
        row = self.list.currentIndex().row()
        if not 0 <= row < len(self._excerpts):
            return
        both = (self._tag.id, self._new.id)
        self._given[self._excerpts[row].id] = (both[:1], both[1:], both)[place]
        self._show()
        if row + 1 < len(self._excerpts):
            self.list.setCurrentIndex(self.list.excerpts.index(row + 1))

    def _show(self) -> None:
        self.list.show_given(self._excerpts, self._given, self._tag, self._new)
        words = (self._tag.code, self._new.code, tr("both"))
        for number, (button, name) in enumerate(zip(self.choices, words, strict=True), 1):
            button.setText(f"{number}  {name}")
        for button, tag in zip(self.choices[:2], (self._tag, self._new), strict=True):
            button.setAccessibleName(tr("Give it “{name}”", name=tag.name))
        self.choices[2].setAccessibleName(tr("Give it both tags"))
        moved = sum(self._new.id in tags for tags in self._given.values())
        self.done_button.setEnabled(bool(moved and self.name.words()))
        if not self.name.words():
            hint = tr("Write the new tag's name; Enter leads to its excerpts.")
        elif not moved:
            hint = tr("Press 1, 2 or 3 for the marked excerpt. The rest stays as it is.")
        else:
            hint = tr(
                "{moved} of {count} get “{name}”. The rest stays as it is.",
                moved=moved,
                count=len(self._excerpts),
                name=self._new.name,
            )
        self.hint.setText(hint)

    def _finish(self) -> None:
        if self.done_button.isEnabled():
            self.accept()


class _GivenModel(ExcerptModel):
    """Says for screen readers, before an excerpt's words, which tags it is given."""

    def __init__(self) -> None:
        super().__init__()
        self.names: dict[str, str] = {}

    def words(self, item: Excerpt) -> str:
        """Return the tags given and the excerpt's words."""
        tags = listed(self.names.get(tag, tag) for tag in item.tags)
        return f"{tags}: {super().words(item)}"


class _Given(ItemList):
    """The excerpts, each with the tags it is given; 1, 2 and 3 give, the arrow keys move."""

    def __init__(self, put: Callable[[int], None], name: str, parent: QWidget) -> None:
        self.excerpts = _GivenModel()
        self._row = ExcerptRow(parent)
        super().__init__(self.excerpts, self._row, name)
        self._put = put

    def show_given(
        self, excerpts: list[Excerpt], given: dict[str, tuple[str, ...]], old: Tag, new: Tag
    ) -> None:
        """Show the excerpts with what they are given, as yet."""
        tags = {old.id: old, new.id: new}
        self._row.tag_of = tags.get
        self.excerpts.names = {tag.id: tag.name for tag in tags.values()}
        shown = [replace(e, tags=given.get(e.id, (old.id,))) for e in excerpts]
        self.excerpts.show(shown)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Give with 1, 2 and 3."""
        place = _KEYS.get(Qt.Key(event.key()))
        if place is None or event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().keyPressEvent(event)
        else:
            self._put(place)
