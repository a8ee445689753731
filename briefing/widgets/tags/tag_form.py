"""The form of one tag: what is typed or chosen is an edit at once, what cannot be is explained."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QGridLayout, QVBoxLayout, QWidget

from briefing.errors import BriefingError
from briefing.language import tr
from briefing.model.edits import Edit
from briefing.model.project import Project
from briefing.model.tag_edits import change_tag, scheme_of, subtree
from briefing.model.tags import Tag, codes, free_code
from briefing.qt.saying import articles, excerpts
from briefing.widgets import theme
from briefing.widgets.article.article_keys import ALL
from briefing.widgets.controls.growing_text import GrowingText
from briefing.widgets.controls.labels import Label
from briefing.widgets.controls.line_field import LineField
from briefing.widgets.tags.colour_field import ColourField

Attempt = Callable[[Edit], BriefingError | None]
_ERROR_HEIGHT = 18


class TagForm(QWidget):
    """Shows a tag of the project; `attempt` applies an edit and returns what forbids it."""

    def __init__(self, attempt: Attempt, reserved: frozenset[str], parent: QWidget) -> None:
        super().__init__(parent)
        self._attempt = attempt
        self._reserved = reserved
        self._project = Project()
        self._tag: Tag | None = None
        self._body = QWidget(self)
        self.heading = Label()
        self.heading.setProperty("heading", True)
        self.heading.setWordWrap(True)
        self.uses = Label()
        theme.set_quiet(self.uses)
        self.name = LineField(tr("Name"), 120)
        self.name.typed.connect(self._rename)
        self.code = LineField(tr("Code, two letters"), 2)
        self.code.typed.connect(lambda words: self._change("code", words.upper()))
        self.key = LineField(tr("Key, a digit or a letter"), 1)
        self.key.typed.connect(lambda words: self._change("key", words.upper()))
        for short in (self.code, self.key):
            short.setFixedWidth(64)
        self.colour = ColourField(self)
        self.colour.chosen.connect(lambda colour: self._change("colour", colour))
        self.parent_box = QComboBox()
        self.parent_box.setAccessibleName(tr("Stands below"))
        self.parent_box.activated.connect(
            lambda _row: self._change("parent", self.parent_box.currentData())
        )
        prompt = tr("When to use this tag, in a sentence")
        self.description = GrowingText(tr("Description"), prompt)
        self.description.typed.connect(
            lambda words: self._change("description", " ".join(words.split())[:2_000])
        )
        self.errors = {
            key: self._error_label() for key in ("name", "code", "key", "parent", "description")
        }
        self._lay_out()

    def show_tag(self, project: Project, tag: Tag | None, count: int) -> None:
        """Show a tag as the project has it, with how many excerpts have it."""
        self._project, self._tag = project, tag
        self._body.setVisible(tag is not None)
        for label in self.errors.values():
            label.clear()
        if tag is None:
            self.heading.setText(tr("No tag"))
            self.uses.setText(tr("Press Ins to add the first tag of this scheme."))
            return
        self.heading.setText(tag.name)
        self.uses.setText(self._uses(tag, count))
        self.name.show_words(tag.name)
        self.code.show_words(tag.code)
        self.key.show_words(tag.key)
        self.key.setPlaceholderText("–")
        self.colour.show_tag(tag)
        self._fill_parents(tag)
        if " ".join(self.description.toPlainText().split()) != tag.description:
            self.description.show_text(tag.description)

    def edit_name(self) -> None:
        """Put the caret into the name, with all of it selected."""
        self.name.setFocus()
        self.name.selectAll()

    def _lay_out(self) -> None:
        grid = QGridLayout(self._body)
        grid.setContentsMargins(0, theme.RHYTHM, 0, 0)
        grid.setHorizontalSpacing(2 * theme.RHYTHM)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(1, 1)
        rows: tuple[tuple[str, QWidget, QWidget | None], ...] = (
            (tr("Name"), self.name, self.errors["name"]),
            (tr("Code"), self.code, self.errors["code"]),
            (tr("Key"), self.key, self.errors["key"]),
            (tr("Colour"), self.colour, None),
            (tr("Below"), self.parent_box, self.errors["parent"]),
            (tr("Use it for"), self.description, self.errors["description"]),
        )
        for row, (words, field, error) in enumerate(rows):
            label = Label(words)
            theme.set_quiet(label)
            label.setBuddy(field)
            label.setFixedHeight(32)
            grid.addWidget(label, 2 * row, 0, Qt.AlignmentFlag.AlignTop)
            wide = field in (self.code, self.key)
            place = Qt.AlignmentFlag.AlignLeft if wide else Qt.AlignmentFlag(0)
            grid.addWidget(field, 2 * row, 1, place)
            if error:
                grid.addWidget(error, 2 * row + 1, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * theme.RHYTHM, 0, 0, 0)
        column.setSpacing(theme.RHYTHM)
        column.addWidget(self.heading)
        column.addWidget(self.uses)
        column.addWidget(self._body)
        column.addStretch(1)

    def _error_label(self) -> Label:
        label = Label()
        label.setFont(theme.small_font())
        label.setMinimumHeight(_ERROR_HEIGHT)
        label.setStyleSheet(f"color: {theme.current().error};")
        return label

    def _rename(self, name: str) -> None:
        """Give the tag another name; a code nobody has seen in an article yet follows it."""
        tag = self._tag
        if tag is None:
            return
        values: dict[str, Any] = {"name": name}
        taken = codes(each for each in self._project.tags() if each.id != tag.id)
        unused = not any(tag.id in e.tags for e in self._project.excerpts.values())
        if name and unused and tag.code == free_code(tag.name, taken):
            values["code"] = free_code(name, taken)
        self._apply("name", values)

    def _change(self, field: str, value: object) -> None:
        self._apply(field, {field: value})

    def _apply(self, field: str, values: dict[str, Any]) -> None:
        if self._tag is None or replace(self._tag, **values) == self._tag:
            self._explain(field, "")
            return
        error = self._attempt(change_tag(self._tag, values, self._reserved))
        self._explain(field, self._words(field, error) if error else "")

    def _explain(self, field: str, words: str) -> None:
        look = theme.current()
        if field == "colour":
            if words:
                self.colour.complain(words)
            elif self._tag:
                self.colour.show_tag(self._tag)
            return
        self.errors[field].setStyleSheet(f"color: {look.error};")
        self.errors[field].setText(words)

    def _words(self, field: str, error: BriefingError) -> str:
        if field != "key":
            return str(error)
        taken = self._reserved | {tag.key for tag in self._project.tags_offered()}
        free = [key for key in ALL if key not in taken]
        return tr("{message} Free: {free}", message=error.message, free=" ".join(free[:8]))

    def _uses(self, tag: Tag, count: int) -> str:
        if count:
            having = (e for e in self._project.excerpts.values() if tag.id in e.tags)
            among = len({excerpt.article for excerpt in having})
            words = tr(
                "{excerpts} in {articles}",
                excerpts=excerpts(count),
                articles=articles(among),
            )
        else:
            words = tr("No excerpt has it yet")
        return tr("{words} · retired: offered no more", words=words) if tag.retired else words

    def _fill_parents(self, tag: Tag) -> None:
        scheme = scheme_of(self._project, tag.id)
        under = subtree(scheme, tag.id)
        offered: list[tuple[str, str | None]] = [(tr("Nothing (at the top)"), None)]
        offered += [(f"{t.code}  {t.name}", t.id) for t in scheme.tags if t.id not in under]
        self.parent_box.blockSignals(True)
        self.parent_box.clear()
        for words, tag_id in offered:
            self.parent_box.addItem(words, tag_id)
        ids = [tag_id for _words, tag_id in offered]
        self.parent_box.setCurrentIndex(ids.index(tag.parent) if tag.parent in ids else 0)
        self.parent_box.blockSignals(False)
