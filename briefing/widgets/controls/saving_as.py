"""Asks where a file is to be written; its ending is that of the kind that was chosen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget


def ask_target(
    parent: QWidget, title: str, suggested: Path, kinds: Mapping[str, str]
) -> Path | None:
    """Return the file that the user chose to write, None for none.

    `kinds` has the ending of each kind by its words, such as "PDF (*.pdf)": ".pdf"; that of
    `suggested` first.
    """
    found = ask_kind(parent, title, suggested, {kind: (kinds[kind],) for kind in kinds})
    return found[0] if found else None


def ask_kind(
    parent: QWidget, title: str, suggested: Path, kinds: Mapping[str, Sequence[str]]
) -> tuple[Path, str] | None:
    """Return the file that the user chose to write and the words of its kind, None for none.

    `kinds` has the endings of each kind, the usual one first. The dialog knows nothing of an ending
    that is put to a name, so it is shown again with that name where a file has it: nothing is
    replaced that nobody was asked about.
    """
    known = list(chain.from_iterable(kinds.values()))
    usual = next(iter(kinds))
    kind, ending = usual, suggested.suffix
    while True:
        name, kind = QFileDialog.getSaveFileName(
            parent, title, str(suggested), ";;".join(kinds), kind
        )
        if not name:
            return None
        kind = kind if kind in kinds else usual
        target = with_ending(Path(name), kinds[kind][0], ending, known)
        if target == Path(name) or not target.exists():
            return target, kind
        suggested = target


def with_ending(path: Path, wanted: str, suggested: str, known: Iterable[str]) -> Path:
    """Return a path with the ending of a kind, unless it has another known one that was typed.

    What follows the dot of “No. 5” is no ending; `suggested` is one that nobody typed.
    """
    lowered = path.name.lower()
    ending = max((e for e in known if lowered.endswith(e) and lowered != e), key=len, default="")
    if not ending:
        return path.with_name(path.name + wanted)
    if ending == suggested and path.name.endswith(suggested):
        return path.with_name(path.name.removesuffix(suggested) + wanted)
    return path
