"""The window in which tag schemes are made and changed; every change is an edit at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QPoint
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from briefing.errors import BriefingError, ProjectError, StorageError
from briefing.language import tr
from briefing.model.changes import Changes
from briefing.model.edits import Edit
from briefing.model.scheme_edits import add_scheme, new_scheme, remove_scheme, rename_scheme
from briefing.model.tag_edits import add_tag, merge_tags, move_tag, remove_tag, retire, unretire
from briefing.model.tags import Tag, TagScheme, new_tag
from briefing.qt.document import ProjectDocument
from briefing.qt.plain import plain_tip
from briefing.qt.saying import excerpts, spelled
from briefing.services.tag_schemes import read_scheme_file, scheme_text
from briefing.services.writing import write_atomically
from briefing.widgets import theme
from briefing.widgets.article.article_keys import article_keys
from briefing.widgets.controls.buttons import act_button
from briefing.widgets.controls.line_field import LineField
from briefing.widgets.controls.window_size import open_at
from briefing.widgets.excerpts.tag_palette import TagPalette
from briefing.widgets.message_bar import MessageBar
from briefing.widgets.tags.scheme_list import SchemeList
from briefing.widgets.tags.scheme_tree import TagTree
from briefing.widgets.tags.split_dialog import SplitDialog
from briefing.widgets.tags.tag_form import TagForm

SIZE = (1120, 700)
FORM = 440


class SchemeEditor(QDialog):
    """Shows the tag schemes of a project, follows it, and changes it by edits alone."""

    def __init__(
        self, document: ProjectDocument, shipped: Sequence[TagScheme], parent: QWidget | None
    ) -> None:
        super().__init__(parent)
        self._document = document
        self._reserved = article_keys()
        self.setWindowTitle(tr("Tags"))
        self.bar = MessageBar(self)
        self.schemes = SchemeList(shipped, self)
        self.name = LineField(tr("Name of the scheme"), 120)
        self.name.typed.connect(self._rename_scheme)
        self.tree = TagTree(self)
        self.form = TagForm(self._attempt, self._reserved, self)
        self._palette = _MergePalette(self)
        self._palette.chosen.connect(self._merge_into)
        self._make_buttons()
        self._lay_out()
        self._connect()
        open_at(self, *SIZE)
        self.show_project()
        self.tree.setFocus()

    def show_project(self) -> None:
        """Show the project as it is now."""
        project = self._document.project
        self.schemes.show_project(project)
        scheme = self._scheme()
        self.name.show_words(scheme.name if scheme else "")
        self.name.setEnabled(scheme is not None)
        self._counts = project.tag_counts()
        self.tree.show_scheme(scheme, self._counts)
        self._show_tag()

    def show_tag(self, tag_id: str) -> None:
        """Go to a tag, in whichever scheme it is."""
        for scheme in self._document.project.schemes.values():
            if scheme.tag(tag_id):
                self.schemes.make_current(scheme.id)
                self.tree.make_current(tag_id)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """Catch up with what changed while this was closed."""
        super().showEvent(event)
        self.show_project()

    # What the buttons and keys do

    def add(self) -> None:
        """Add a tag after the current one and let its name be typed."""
        scheme = self._scheme()
        if scheme is None:
            return
        tag = new_tag(scheme, tr("New tag"), self._document.project.tags())
        beside = self.current()
        if beside and beside.parent:
            tag = Tag(tag.id, tag.name, tag.code, tag.colour, parent=beside.parent)
        if self._do(add_tag(scheme.id, tag, beside.id if beside else None)):
            self.tree.make_current(tag.id)
            self.form.edit_name()

    def merge(self) -> None:
        """Ask which tag the current one is to be merged into."""
        tag = self.current()
        if tag:
            others = [each for each in self._document.project.tags_offered() if each.id != tag.id]
            self._palette.ask(others, self._below(self.merge_button))

    def split(self) -> None:
        """Ask which excerpts of the current tag get a new one."""
        tag = self.current()
        if tag is None:
            return
        if not self._counts[tag.id]:
            self.bar.say(tr("No excerpt has “{name}” yet: add a tag instead (Ins).", name=tag.name))
            return
        self.split_dialog = SplitDialog(self._document.project, tag, self)
        self.split_dialog.accepted.connect(self._split)
        self.split_dialog.finished.connect(self.split_dialog.deleteLater)
        self.split_dialog.open()

    def retire(self) -> None:
        """Offer the current tag no more, or again."""
        if tag := self.current():
            self._do(unretire(tag, self._reserved) if tag.retired else retire(tag))

    def remove(self) -> None:
        """Take the current tag out, or say what to do with the excerpts that have it."""
        tag = self.current()
        if tag is None:
            return
        offers = [(tr("Merge into…"), self.merge)]
        if not tag.retired:
            offers.append((tr("Retire"), self.retire))
        self._do(remove_tag(tag), offers)

    def move_current(self, step: int) -> None:
        """Move the current tag up (-1) or down (+1)."""
        if tag := self.current():
            self._do(move_tag(tag, step))

    def current(self) -> Tag | None:
        """Return the tag that is marked."""
        return self._document.project.tag(self.tree.current())

    # The parts of it

    def _make_buttons(self) -> None:
        self.add_button = self._button(tr("Add"), "Ins", self.add)
        self.up_button = self._button(tr("Up"), "Alt+Up", lambda: self.move_current(-1))
        self.down_button = self._button(tr("Down"), "Alt+Down", lambda: self.move_current(+1))
        self.merge_button = self._button(tr("Merge into…"), "Ctrl+M", self.merge)
        self.split_button = self._button(tr("Split…"), "Ctrl+L", self.split)
        self.retire_button = self._button(tr("Retire"), "Ctrl+R", self.retire)
        self.remove_button = self._button(tr("Remove"), "", self.remove)
        self.remove_button.setToolTip(tr("Remove (Del)"))

    def _button(self, words: str, key: str, act: Callable[[], None]) -> QPushButton:
        button = act_button(words, act)
        if key:
            button.setToolTip(plain_tip(f"{words.rstrip('…')} ({spelled(key)})"))
            QShortcut(QKeySequence(key), self).activated.connect(act)
        return button

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setSpacing(theme.RHYTHM)
        first = (self.add_button, self.merge_button, self.split_button)
        second = (self.remove_button, self.retire_button)
        for row, buttons in enumerate((first, second)):
            for column, button in enumerate(buttons):
                grid.addWidget(button, row, column)
        order = QHBoxLayout()
        order.setSpacing(theme.RHYTHM)
        order.addWidget(self.up_button)
        order.addWidget(self.down_button)
        grid.addLayout(order, 1, 2)
        middle = QVBoxLayout()
        middle.setSpacing(theme.RHYTHM)
        middle.addWidget(self.name)
        middle.addWidget(self.tree, 1)
        middle.addLayout(grid)
        row_ = QHBoxLayout()
        row_.setSpacing(2 * theme.RHYTHM)
        row_.addWidget(self.schemes, 3)
        row_.addLayout(middle, 5)
        self.form.setFixedWidth(FORM)
        row_.addWidget(self.form)
        column_ = QVBoxLayout(self)
        column_.setContentsMargins(16, 16, 16, 16)
        column_.setSpacing(theme.RHYTHM)
        column_.addWidget(self.bar)
        column_.addLayout(row_, 1)

    def _connect(self) -> None:
        self._document.changed.connect(self._changed)
        self._document.opened.connect(self.show_project)
        self.schemes.chosen.connect(self._show_scheme)
        self.schemes.added.connect(self._add_scheme)
        self.schemes.making.connect(self._make_scheme)
        self.schemes.importing.connect(self._import)
        self.schemes.exporting.connect(self._export)
        self.schemes.removing.connect(self._remove_scheme)
        self.tree.chosen.connect(self._show_tag)
        self.tree.opened.connect(self.form.edit_name)
        self.tree.removing.connect(self.remove)
        for keys, act in (
            (("Ctrl+Z",), self._document.undo),
            (("Ctrl+Shift+Z", "Ctrl+Y"), self._document.redo),
        ):
            for key in keys:
                QShortcut(QKeySequence(key), self).activated.connect(self.bar.guarded(act))

    def _changed(self, changes: Changes) -> None:
        if self.isVisible() and (changes.of("schemes") or changes.of("excerpts")):
            self.show_project()

    def _show_scheme(self) -> None:
        self.bar.hide()
        self.show_project()

    def _show_tag(self) -> None:
        tag = self.current()
        self.form.show_tag(self._document.project, tag, self._counts[tag.id] if tag else 0)
        for button in (
            self.merge_button, self.split_button, self.remove_button, self.retire_button,
            self.up_button, self.down_button,
        ):  # fmt: skip
            button.setEnabled(tag is not None)
        retired = tag is not None and tag.retired
        self.retire_button.setText(tr("Offer again") if retired else tr("Retire"))
        self.add_button.setEnabled(self._scheme() is not None)

    def _scheme(self) -> TagScheme | None:
        return self._document.project.schemes.get(self.schemes.current())

    def _attempt(self, edit: Edit) -> BriefingError | None:
        """Apply an edit; returns what forbids it. A disk that refuses is said in the bar."""
        try:
            self._document.apply(edit)
        except StorageError as error:
            self.bar.complain(error)
        except ProjectError as error:
            return error
        return None

    def _do(self, edit: Edit, offers: Sequence[tuple[str, Callable[[], None]]] = ()) -> bool:
        """Apply an edit; returns whether it is done, and says why not."""
        try:
            self._document.apply(edit)
        except BriefingError as error:
            self.bar.complain(error, offers if isinstance(error, ProjectError) else ())
            return False
        self.bar.hide()
        return True

    def _say_done(self, words: str) -> None:
        self.bar.say(words, [(tr("Undo"), self.bar.guarded(self._document.undo))])

    def _merge_into(self, other: Tag) -> None:
        tag = self.current()
        if tag is None:
            return
        count = self._counts[tag.id]
        if self._do(merge_tags(tag, other)):
            self.show_tag(other.id)
            self._say_done(
                tr(
                    "“{name}” is merged into “{other}”: {excerpts}.",
                    name=tag.name,
                    other=other.name,
                    excerpts=excerpts(count),
                )
            )

    def _split(self) -> None:
        dialog = self.split_dialog
        if self._do(dialog.edit()):
            self.show_tag(dialog.new_id)

    def _rename_scheme(self, name: str) -> None:
        if scheme := self._scheme():
            self._do(rename_scheme(scheme, name))

    def _make_scheme(self) -> None:
        scheme = new_scheme(self._document.project, tr("New scheme"))
        if self._do(add_scheme(scheme)):
            self.schemes.make_current(scheme.id)
            self.name.setFocus()
            self.name.selectAll()

    def _add_scheme(self, scheme: TagScheme) -> None:
        before = self._document.project.schemes.get(scheme.id)
        if not self._do(add_scheme(scheme, self._reserved)):
            return
        self.schemes.make_current(scheme.id)
        self._say_done(self._added_words(scheme, before))

    def _added_words(self, scheme: TagScheme, before: TagScheme | None) -> str:
        words = tr("“{name}” is added.", name=scheme.name)
        if before:
            words = tr("“{name}” is replaced.", name=scheme.name)
        added = self._document.project.schemes[scheme.id].tags
        have = {tag.key for tag in added}
        keys = [tag.key for tag in scheme.tags if tag.key and tag.key not in have]
        kept = sum(tag.retired for tag in added) - sum(tag.retired for tag in scheme.tags)
        if keys:
            words += " " + tr("Keys that are taken were left out: {keys}.", keys=" ".join(keys))
        if kept > 0:
            words += " " + tr("Tags that excerpts still have are kept, retired: {kept}.", kept=kept)
        return words

    def _import(self, path: Path) -> None:
        try:
            scheme = read_scheme_file(path)
        except BriefingError as error:
            self.bar.complain(error)
            return
        self._add_scheme(scheme)

    def _export(self, path: Path) -> None:
        scheme = self._scheme()
        if scheme is None:
            return
        try:
            write_atomically(path, scheme_text(scheme).encode())
        except BriefingError as error:
            self.bar.complain(error)
        else:
            self.bar.say(tr("“{name}” is in {file}.", name=scheme.name, file=path.name))

    def _remove_scheme(self) -> None:
        scheme = self._scheme()
        if scheme and self._do(remove_scheme(scheme)):
            self._say_done(tr("“{name}” is removed.", name=scheme.name))

    @staticmethod
    def _below(widget: QWidget) -> QPoint:
        return widget.mapToGlobal(QPoint(0, widget.height() + 4))


class _MergePalette(TagPalette):
    """Finds the tag to merge into; makes none."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.search.setPlaceholderText(tr("Merge into: a few letters of a tag"))

    def look_up(self, typed: str) -> None:
        """List the tags that fit these letters."""
        super().look_up(typed)
        found = bool(self.tags.items)
        self.hint.setText(
            tr("Enter merges, Esc closes") if found else tr("No tag has these letters")
        )
