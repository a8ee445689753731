"""The window of snapshots: take one, see what differs between two, go back to one."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from briefing.errors import StorageError
from briefing.language import tr
from briefing.model.changes import Changes
from briefing.model.edits import Edit
from briefing.model.snapshot import Snapshot
from briefing.model.snapshot_edits import (
    remove_snapshot,
    rename_snapshot,
    restore_snapshot,
    snapshots_of,
    take_snapshot,
)
from briefing.qt.document import ProjectDocument
from briefing.qt.live_outline import LiveOutline
from briefing.qt.saying import changes_said, dotted, listed, moment, number
from briefing.services.versions.brief_diff import BriefComparison, compare_briefs
from briefing.services.versions.snapshots import Reason, snapshot_of
from briefing.widgets import theme
from briefing.widgets.controls.buttons import act_button
from briefing.widgets.controls.labels import Label, name_choice
from briefing.widgets.controls.line_field import LineField
from briefing.widgets.controls.window_size import open_at
from briefing.widgets.message_bar import MessageBar
from briefing.widgets.versions.snapshot_list import LONGEST_NAME, SnapshotList
from briefing.widgets.versions.versions_view import VersionsView

SIZE = (1160, 720)
LEFT = 350
PAUSE = 120
"""Milliseconds after a change before the window follows: the outline is composed first."""
NOW = ""
"""Stands for the brief as it is now where a snapshot's id would."""


class SnapshotsWindow(QDialog):
    """Shows the snapshots of the brief that `outline` composes, and changes them by edits alone."""

    def __init__(
        self, document: ProjectDocument, outline: LiveOutline, parent: QWidget | None
    ) -> None:
        super().__init__(parent)
        self._document = document
        self._outline = outline
        self.setWindowTitle(tr("Snapshots"))
        self.heading = Label()
        self.heading.setProperty("heading", True)
        self.heading.setWordWrap(True)
        self.name = LineField(tr("Name of the new snapshot"), LONGEST_NAME)
        self.asked_by = LineField(tr("Who asked for this version"), 200)
        self.note = LineField(tr("Note on this version"), 1_000)
        self.take_button = act_button(tr("Take a snapshot"), self.take)
        self.take_button.setProperty("primary", True)
        self.list = SnapshotList(self)
        self.hint = Label()
        self.hint.setWordWrap(True)
        self.hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.hint.setContentsMargins(80, 16, 80, 16)
        theme.set_quiet(self.hint)
        self.restore_button = act_button(tr("Restore (R)"), self._with(self.restore))
        self.rename_button = act_button(tr("Rename (F2)"), self.list.rename_current)
        self.remove_button = act_button(tr("Remove (Del)"), self._with(self.remove))
        self.older, self.newer = self._versions(tr("From")), self._versions(tr("To"))
        self.whole = QCheckBox(tr("Show what is the same, too"))
        self.whole.toggled.connect(self._compare)
        self.summary = Label()
        self.summary.setWordWrap(True)
        self.view = VersionsView(self)
        self.legend = Label(
            tr("Struck through: no longer there. Underlined: new. The rest is as it was.")
        )
        theme.set_quiet(self.legend)
        self.bar = MessageBar(self)
        self._later = QTimer(self, interval=PAUSE, singleShot=True)
        self._later.timeout.connect(self.show_project)
        self._lay_out()
        self._connect()
        open_at(self, *SIZE)
        self.show_project()

    def show_project(self) -> None:
        """Show the project as it is now."""
        self._later.stop()
        project, brief = self._document.project, self._outline.brief
        orphans = sorted(
            (s for s in project.snapshots.values() if s.brief not in project.briefs),
            key=lambda s: (s.made, s.id), reverse=True,
        )  # fmt: skip
        own = snapshots_of(project, brief.id) if brief else []
        if brief is None:
            self.heading.setText(tr("There is no brief yet"))
        else:
            self.heading.setText(brief.title or tr("Untitled"))
        self.name.setPlaceholderText(tr("Snapshot {count}", count=len(own) + 1))
        before = self.list.current()
        self.list.show_snapshots([*own, *orphans], {each.id for each in orphans})
        self._offer_versions()
        marked = self.list.current()
        if (before and before.id) != (marked and marked.id):
            self._compare_with_now(marked)
        self._show_state()
        self._compare()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """Catch up with what changed while this was closed."""
        super().showEvent(event)
        self.show_project()
        (self.list if self.list.snapshots.items else self.name).setFocus()

    # What the buttons and keys do

    def take(self) -> None:
        """Keep the brief as it is now, under the name that was typed."""
        name = self.name.words() or self.name.placeholderText()
        made = self._present(Reason(name, self.asked_by.words(), self.note.words()))
        if made and self._do(take_snapshot(made)):
            for field in (self.name, self.asked_by, self.note):
                field.clear()
            self.show_project()
            self.list.mark(made.id)
            self.list.setFocus()

    def restore(self, snapshot: Snapshot) -> None:
        """Let the brief be as it was then; how it is now is kept as a snapshot in the same step."""
        project = self._document.project
        present = project.briefs.get(snapshot.brief)
        if present == snapshot.state and project.templates.get(present.template) == (
            snapshot.template
        ):
            self.bar.say(tr("The brief is as it was in “{name}”.", name=snapshot.name))
            return
        name = tr("Before restoring “{name}”", name=snapshot.name)
        kept = self._present(Reason(name[:LONGEST_NAME])) if present else None
        if kept and any(_same(kept, each) for each in project.snapshots.values()):
            kept = None
        if self._do(restore_snapshot(snapshot, kept)):
            self._outline.show(snapshot.brief)
            self.show_project()
            self.list.mark(snapshot.id)
            self._say_restored(snapshot)

    def remove(self, snapshot: Snapshot) -> None:
        """Remove a snapshot."""
        if self._do(remove_snapshot(snapshot)):
            self.show_project()
            self._offer_undo(tr("“{name}” is removed.", name=snapshot.name))

    def _say_restored(self, snapshot: Snapshot) -> None:
        gone = snapshot.quoted - self._document.project.excerpts.keys()
        words = tr("The brief is as it was in “{name}”.", name=snapshot.name)
        if gone:
            more = tr("Of its excerpts, {count} are no longer in the project.", count=len(gone))
            words = f"{words} {more}"
        self._offer_undo(words)

    def _offer_undo(self, words: str) -> None:
        self.bar.say(words, [(tr("Undo"), self.bar.guarded(self._document.undo))])

    def _present(self, reason: Reason) -> Snapshot | None:
        """Return the brief as it is now as a snapshot."""
        outline = self._outline.current()
        brief, template = self._outline.brief, self._outline.template
        if outline is None or brief is None or template is None:
            return None
        return snapshot_of(brief, template, outline, self._document.stamp(), reason)

    def _rename(self, snapshot: Snapshot, name: str) -> None:
        self._do(rename_snapshot(snapshot, name))
        self._later.start()

    def _do(self, edit: Edit) -> bool:
        try:
            self._document.apply(edit)
        except StorageError as error:
            self.bar.complain(error)
            return False
        self.bar.hide()
        return True

    # What is compared

    def _offer_versions(self) -> None:
        kept = self.older.currentData(), self.newer.currentData()
        for box, wanted in zip((self.older, self.newer), kept, strict=True):
            box.blockSignals(True)
            box.clear()
            if self._outline.brief is not None:
                box.addItem(tr("As it is now"), NOW)
            for item in self.list.snapshots.items:
                box.addItem(dotted((item.name, moment(item.made))), item.id)
            box.setCurrentIndex(max(0, box.findData(wanted)))
            box.blockSignals(False)

    def _compare_with_now(self, snapshot: Snapshot | None) -> None:
        if snapshot is not None:
            self._choose(self.older, snapshot.id)
            self._choose(self.newer, NOW)
            self._compare()

    def _choose(self, box: QComboBox, snapshot_id: str) -> None:
        box.blockSignals(True)
        box.setCurrentIndex(max(0, box.findData(snapshot_id)))
        box.blockSignals(False)

    def _version(self, box: QComboBox) -> Snapshot | None:
        if box.currentData() == NOW:
            return self._present(Reason(tr("As it is now")))
        return self._document.project.snapshots.get(str(box.currentData()))

    def _compare(self) -> None:
        found = None
        if self.list.snapshots.items:
            old, new = self._version(self.older), self._version(self.newer)
            found = compare_briefs(old, new) if old and new else None
        nothing = found is not None and not found.differs
        self.view.show_comparison(found, whole=self.whole.isChecked() or nothing)
        self.summary.setText(self._summed_up(found))

    def _summed_up(self, found: BriefComparison | None) -> str:
        if found is None:
            return ""
        if not found.differs:
            return tr("Not a word is different.")
        parts = changes_said(found.count)
        sections = tr("Sections: {parts}.", parts=listed(parts)) if parts else ""
        count = f"{number(found.old.words)} → {number(found.new.words)}"
        words = tr("Words: {count}.", count=count)
        return f"{sections} {words}".strip()

    # How it is put together

    def _show_state(self) -> None:
        some, brief = bool(self.list.snapshots.items), self._outline.brief is not None
        if brief:
            words = tr(
                "No snapshot yet. Take one before the brief goes to somebody: what was sent "
                "stays here word for word, and you can go back to it."
            )
        else:
            words = tr("Start a brief first; its versions are then kept and compared here.")
        self.hint.setText(words)
        for widget in (self.list, self.restore_button, self.rename_button, self.remove_button):
            widget.setVisible(some)
        self.right.setCurrentWidget(self._compared if some else self.hint)
        self.taking.setVisible(brief)
        self.left.setVisible(brief or some)

    def _with(self, act: Callable[[Snapshot], None]) -> Callable[[], None]:
        def with_current() -> None:
            if snapshot := self.list.current():
                act(snapshot)

        return with_current

    def _versions(self, name: str) -> QComboBox:
        box = QComboBox()
        name_choice(box, name)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(12)
        box.currentIndexChanged.connect(self._compare)
        return box

    def _connect(self) -> None:
        self._document.changed.connect(self._changed)
        self._document.opened.connect(self._later.start)
        self._outline.brief_changed.connect(self._later.start)
        self.list.marked.connect(self._compare_with_now)
        self.list.chosen.connect(self._compare_with_now)
        self.list.restoring.connect(self.restore)
        self.list.removing.connect(self.remove)
        self.list.snapshots.renamed.connect(self._rename)
        for field in (self.name, self.asked_by, self.note):
            field.returnPressed.connect(self.take)
        for keys, act in (
            (("Ctrl+Z",), self._document.undo),
            (("Ctrl+Shift+Z", "Ctrl+Y"), self._document.redo),
        ):
            for key in keys:
                QShortcut(QKeySequence(key), self).activated.connect(self.bar.guarded(act))

    def _changed(self, changes: Changes) -> None:
        if self.isVisible() and any(changes.items.values()):
            self._later.start()

    def _lay_out(self) -> None:
        across = QHBoxLayout(self)
        across.setContentsMargins(16, 16, 16, 16)
        across.setSpacing(16)
        self.left, self.right = self._left_side(), QStackedWidget()
        self._compared = self._compared_side()
        for page in (self.hint, self._compared):
            self.right.addWidget(page)
        across.addWidget(self.left)
        across.addWidget(self.right, 1)
        self.bar.float_over(self.right)  # also once the last snapshot is removed

    def _left_side(self) -> QWidget:
        self.taking = QWidget()
        form = QFormLayout(self.taking)
        form.setContentsMargins(0, 0, 0, 0)
        form.setVerticalSpacing(6)
        for words, field in (
            (tr("Name"), self.name), (tr("Asked for by"), self.asked_by),
            (tr("Note"), self.note),
        ):  # fmt: skip
            form.addRow(Label(words), field)
        form.addRow(self.take_button)
        buttons = QHBoxLayout()
        buttons.setSpacing(6)
        for button in (self.restore_button, self.rename_button, self.remove_button):
            buttons.addWidget(button)
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.RHYTHM)
        for widget in (self.heading, self.taking):
            column.addWidget(widget)
        column.addWidget(self.list, 1)
        column.addStretch()
        column.addLayout(buttons)
        side.setFixedWidth(max(LEFT, buttons.minimumSize().width()))  # some languages need more
        return side

    def _compared_side(self) -> QWidget:
        row = QHBoxLayout()
        for words, box in ((tr("From"), self.older), (tr("to"), self.newer)):
            row.addWidget(Label(words))
            row.addWidget(box, 1)
        below = QHBoxLayout()
        below.addWidget(self.summary, 1)
        below.addWidget(self.whole)
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.RHYTHM)
        column.addLayout(row)
        column.addLayout(below)
        column.addWidget(self.view, 1)
        column.addWidget(self.legend)
        return side


def _same(one: Snapshot, other: Snapshot) -> bool:
    """Tell whether two snapshots keep the same state and the same printed words."""
    return (one.state, one.template, one.sections) == (other.state, other.template, other.sections)
