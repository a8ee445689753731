"""The button that counts what a brief still misses, and lists it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QToolButton

from briefing.language import tr, tr_many
from briefing.model.outline import Gap, Outline


class GapsButton(QToolButton):
    """Lists the gaps of a brief; `gap_chosen` carries the place of the one to go to."""

    gap_chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setMenu(QMenu(self))
        self.setToolTip(tr("What is missing"))
        self.setProperty("told", True)

    def show_gaps(self, outline: Outline | None) -> None:
        """Show what an outline misses, first what its template requires."""
        gaps = outline.gaps if outline else ()
        required = [gap for gap in gaps if gap.required]
        if required:
            words = tr_many("{count} missing", "{count} missing", len(required))
        else:
            words = tr_many("{count} notes", "{count} notes", len(gaps)) if gaps else tr("✓ Ready")
        self.setText(words)
        self.setEnabled(bool(gaps))
        self.menu().clear()
        for gap in sorted(gaps, key=lambda gap: not gap.required):
            self._add(gap)

    def _add(self, gap: Gap) -> None:
        words = f"{gap.title} — {gap.message} {gap.remedy}".rstrip()
        said = tr("Required: {words}", words=words) if gap.required else words
        action = self.menu().addAction(said.replace("&", "&&"))
        action.triggered.connect(lambda: self.gap_chosen.emit(gap.place))
