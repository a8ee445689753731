"""Asks where a file is to be written; its ending is that of the kind that was chosen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget


def ask_target(
    parent: QWidget, title: str, suggested: Path, kinds: Mapping[str, str]
) -> Path | None:
    """Return the file that the user chose to write, None for none.

    `kinds` has the ending of each kind by its words, such as "PDF (*.pdf)": ".pdf"; that of
    `suggested` first. The dialog knows nothing of an ending that is put to a name, so it is shown
    again with that name where a file has it: nothing is replaced that nobody was asked about.
    """
    usual = next(iter(kinds))
    kind, ending = usual, suggested.suffix
    while True:
        name, kind = QFileDialog.getSaveFileName(
            parent, title, str(suggested), ";;".join(kinds), kind
        )
        if not name:
            return None
        kind = kind if kind in kinds else usual
        target = with_ending(Path(name), kinds[kind], ending, kinds.values())
        if target == Path(name) or not target.exists():
            return target
        suggested = target


def with_ending(path: Path, wanted: str, suggested: str, known: Iterable[str]) -> Path:
    """Return a path with the ending of a kind, unless it has another known one that was typed.

    What follows the dot of “No. 5” is no ending; `suggested` is one that nobody typed.
    """
    if path.suffix.lower() not in known:
        return path.with_name(path.name + wanted)
    if path.suffix == suggested:
        return path.with_suffix(wanted)
    return path
