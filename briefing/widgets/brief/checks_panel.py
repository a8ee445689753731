"""What there is to mend before the brief goes out, section by section, and how long it is."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QMenu,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from briefing.language import tr, tr_many
from briefing.model.edits import set_check
from briefing.model.finding import Finding, Report, Severity
from briefing.model.outline import Outline
from briefing.qt.models import COUNT, ITEM
from briefing.qt.plain import plain_tip
from briefing.qt.saying import listed, number
from briefing.widgets import theme
from briefing.widgets.brief.finding_rows import FindingRow
from briefing.widgets.controls.labels import Label, name_choice
from briefing.widgets.controls.meters import MeterBar


class FindingTree(QTreeWidget):
    """Findings under their sections; Enter or a click chooses one."""

    chosen = Signal(object)

    def __init__(self, names: dict[Severity, str], parent: QWidget) -> None:
        super().__init__(parent)
        self.setHeaderHidden(True)
        self.setRootIsDecorated(False)
        self.setIndentation(0)
        self.setUniformRowHeights(False)
        self.setMouseTracking(True)
        self.setItemDelegate(FindingRow(self, names))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setAccessibleName(tr("What there is to mend"))
        self.itemClicked.connect(lambda item, _column: self._choose(item))
        self.setExpandsOnDoubleClick(False)

    def current(self) -> Finding | None:
        """Return the finding that the cursor is on."""
        item = self.currentItem()
        found = item.data(0, ITEM) if item else None
        return found if isinstance(found, Finding) else None

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Choose with Enter."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._choose(self.currentItem())
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Wrap the words anew."""
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()

    def _choose(self, item: QTreeWidgetItem | None) -> None:
        found = item.data(0, ITEM) if item else None
        if isinstance(found, Finding):
            self.chosen.emit(found)


class ChecksPanel(QWidget):
    """Shows the report in an outline; `finding_chosen` carries the Finding to go to.

    `edited` carries the Edit that switches a kind of check for this brief. `key_of` gives the key
    that an action has now, by the action's id.
    """

    finding_chosen = Signal(object)
    edited = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.key_of: Callable[[str], str] = lambda _action: ""
        self._outline: Outline | None = None
        self._names = {
            Severity.BLOCKS: tr("To mend"),
            Severity.WARNING: tr("To look at"),
            Severity.NOTE: tr("Note"),
        }
        self.summary = Label()
        self.summary.setProperty("heading", True)
        self.summary.setWordWrap(True)
        self.filter = QComboBox()
        name_choice(self.filter, tr("Show findings of this weight"))
        self.filter.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.filter.setMinimumContentsLength(8)
        self.filter.addItem(tr("All findings"), "")
        for severity, name in self._names.items():
            self.filter.addItem(name, severity.value)
        self.filter.currentIndexChanged.connect(self._fill)
        self.tree = FindingTree(self._names, self)
        self.tree.chosen.connect(self.finding_chosen)
        self.tree.currentItemChanged.connect(self._offer_switch)
        self.tree.customContextMenuRequested.connect(self._menu)
        self.hint = Label()
        self.hint.setWordWrap(True)
        self.hint.setAlignment(Qt.AlignmentFlag.AlignTop)
        theme.set_quiet(self.hint)
        self.kinds = QToolButton()
        self.kinds.setText(tr("Checks"))
        self.kinds.setToolTip(tr("Which checks run on this brief"))
        self.kinds.setAccessibleName(tr("Which checks run on this brief"))
        self.kinds.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.kinds.setMenu(QMenu(self.kinds))
        self.switch = QPushButton(tr("Do not check this"))
        self.switch.clicked.connect(self._switch_current)
        self.keys = Label()
        self.keys.setWordWrap(True)
        theme.set_quiet(self.keys)
        for label in (self.summary, self.hint):
            label.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._meters = QVBoxLayout()
        self._bars: list[MeterBar] = []
        self._lay_out()
        self.show_outline(None)

    def show_outline(self, outline: Outline | None) -> None:
        """Show what the checks found in a brief; None, or one nobody checked, shows what to do."""
        self._outline = outline
        report = self._report
        for widget in (self.filter, self.kinds):
            widget.setVisible(report is not None)
        self._show_summary(report)
        self._show_meters(report)
        self._show_kinds(report)
        self._fill()

    def go_on(self) -> None:
        """Go to what the next finding in the list is about; after the last comes the first."""
        item = self.tree.currentItem()
        for _turn in range(2):
            item = self.tree.itemBelow(item) if item else self.tree.topLevelItem(0)
            while item is not None and not isinstance(item.data(0, ITEM), Finding):
                item = self.tree.itemBelow(item)
            if item is not None:
                self.tree.setCurrentItem(item)
                self.finding_chosen.emit(item.data(0, ITEM))
                return

    @property
    def _report(self) -> Report | None:
        return self._outline.report if self._outline else None

    def _lay_out(self) -> None:
        top = QVBoxLayout()
        top.setContentsMargins(12, 8, 12, 8)
        top.setSpacing(theme.RHYTHM)
        top.addWidget(self.summary)
        top.addLayout(self._meters)
        row = QHBoxLayout()
        row.addWidget(self.filter, 1)
        row.addWidget(self.kinds)
        top.addLayout(row)
        top.addWidget(self.hint)
        top.addStretch(1)  # without a list below, what there is to say stays together
        foot = QVBoxLayout()
        foot.setContentsMargins(12, 8, 12, 12)
        foot.setSpacing(theme.RHYTHM)
        foot.addWidget(self.keys)
        foot.addWidget(self.switch, 0, Qt.AlignmentFlag.AlignLeft)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(self.tree, 1)
        column.addLayout(foot)
        column.addStretch(0)

    def _show_summary(self, report: Report | None) -> None:
        look = theme.current()
        if report is None:
            words, colour = tr("No brief yet"), look.text
        else:
            mend, see = len(report.of(Severity.BLOCKS)), len(report.of(Severity.WARNING))
            parts = [
                tr_many("{shown} thing to mend", "{shown} things to mend", mend, shown=number(mend))
                if mend
                else "",
                tr_many("{shown} to look at", "{shown} to look at", see, shown=number(see))
                if see
                else "",
            ]
            words = listed(filter(None, parts)) or tr("✓ Ready to send")
            colour = look.error if mend else look.text if see else look.good
        self.summary.setText(words)
        self.summary.setStyleSheet(f"color: {colour};")

    def _show_meters(self, report: Report | None) -> None:
        wanted = report.meters if report else ()
        if [bar.meter for bar in self._bars] == list(wanted):
            return
        for bar in self._bars:
            self._meters.removeWidget(bar)
            bar.hide()
            bar.deleteLater()
        self._bars = [MeterBar(meter, self) for meter in wanted]
        for bar in self._bars:
            self._meters.addWidget(bar)

    def _show_kinds(self, report: Report | None) -> None:
        menu = self.kinds.menu()
        menu.clear()
        for kind, label in report.kinds if report else ():
            action = menu.addAction(label.replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(report is not None and kind not in report.off)
            action.triggered.connect(lambda on, k=kind: self._switch(k, on=on))
        off = len(report.off) if report else 0
        self.kinds.setText(tr("Checks, {off} off", off=off) if off else tr("Checks"))

    def _fill(self) -> None:
        """Fill the list with what the filter lets through, keeping the place."""
        report, kept = self._report, self.tree.current()
        bar = self.tree.verticalScrollBar()
        place = bar.value()
        wanted = self.filter.currentData()
        found = [f for f in report.findings if wanted in ("", f.severity)] if report else []
        self.tree.blockSignals(True)
        self.tree.clear()
        self._add(found, kept)
        self.tree.blockSignals(False)
        bar.setValue(place)
        self.tree.setVisible(bool(found))
        self.switch.setVisible(bool(found))
        self._say_keys(on=bool(found))
        self.hint.setText(self._nothing(report))
        self.hint.setVisible(not found)
        self._offer_switch()

    def _say_keys(self, *, on: bool) -> None:
        opens, onward = self.key_of("checks"), self.key_of("next-finding")
        self.keys.setText(
            tr(
                "{opens} opens this list, {next} goes to the next finding, "
                "Enter to the chosen one.",
                opens=opens,
                next=onward,
            )
        )
        self.keys.setVisible(on and bool(opens and onward))

    def _add(self, findings: Iterable[Finding], kept: Finding | None) -> None:
        assert self._outline is not None or not list(findings)
        groups: dict[str, QTreeWidgetItem] = {}
        for finding in findings:
            title = self._title(finding)
            if title not in groups:
                groups[title] = QTreeWidgetItem([title])
                groups[title].setFlags(Qt.ItemFlag.ItemIsEnabled)
                self.tree.addTopLevelItem(groups[title])
                groups[title].setExpanded(True)
            said = f"{self._names[finding.severity]}: {finding.message} {finding.remedy}"
            item = QTreeWidgetItem([said])
            item.setData(0, ITEM, finding)
            item.setData(0, Qt.ItemDataRole.ToolTipRole, plain_tip(self._kind(finding.kind)))
            groups[title].addChild(item)
            groups[title].setData(0, COUNT, groups[title].childCount())
            if finding == kept:
                self.tree.setCurrentItem(item)

    def _title(self, finding: Finding) -> str:
        if finding.field:
            return tr("Header")
        assert self._outline is not None
        from briefing.services.checks import title_of

        return title_of(self._outline, finding) or tr("The whole brief")

    def _nothing(self, report: Report | None) -> str:
        if report is None:
            return tr("Start a brief, and what there is to mend stands here as you write.")
        if report.findings:
            return tr("Nothing of this weight. Choose “All findings” to see the others.")
        ran = len(report.kinds) - len(report.off)
        return tr("Nothing to mend: {ran} checks found nothing.", ran=ran)

    def _kind(self, kind: str) -> str:
        return dict(self._report.kinds).get(kind, kind) if self._report else kind

    def _offer_switch(self) -> None:
        finding = self.tree.current()
        self.switch.setEnabled(finding is not None)
        if finding is None:
            self.switch.setText(tr("Do not check this"))
        else:
            label = self._kind(finding.kind).replace("&", "&&")
            self.switch.setText(tr("Do not check “{label}”", label=label))

    def _switch_current(self) -> None:
        if finding := self.tree.current():
            self._switch(finding.kind, on=False)

    def _switch(self, kind: str, *, on: bool) -> None:
        if self._report:
            self.edited.emit(set_check(self._report.brief, kind, self._kind(kind), on=on))

    def _menu(self, at: QPoint) -> None:
        finding = self.tree.current()
        if finding is None:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(tr("Go there")).triggered.connect(lambda: self.finding_chosen.emit(finding))
        menu.addAction(self.switch.text()).triggered.connect(self._switch_current)
        menu.popup(self.tree.viewport().mapToGlobal(at))
