"""The project that a start begins with: that of the last time, else a new one."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from briefing.errors import ProjectInUseError, StorageError
from briefing.language import tr
from briefing.services.ports import ProjectStore
from briefing.widgets.desk import Desk

MOST = 10_000


def first_project(window: QWidget, desk: Desk) -> ProjectStore | None:
    """Return it, or None if there is no place for a file and the user gives up.

    Where none can be made in the user's folder of projects, another folder is asked for.
    """
    last = desk.settings.values.last_project
    store = _last(desk, last) or _new(window, desk)
    if store and str(store.path) != last:
        desk.settings.change(last_project=str(store.path))
    return store


def _last(desk: Desk, last: str) -> ProjectStore | None:
    if not (last and os.path.exists(last)):  # noqa: PTH110 Path.exists() fails where none may look
        return None
    try:
        return desk.stores.open(Path(last))
    except ProjectInUseError as error:
        store = desk.stores.open(Path(last), read_only=True)
        store.notice = tr("{message} Here it can only be read.", message=error.message)
        return store
    except StorageError as error:
        sys.stderr.write(f"briefing: {error}\n")
        return None


def _new(window: QWidget, desk: Desk) -> ProjectStore | None:
    folder: Path | None = desk.projects
    while folder is not None:
        try:
            return _made(desk, folder)
        except StorageError as error:
            folder = _other_folder(window, error)
    return None


def _made(desk: Desk, folder: Path) -> ProjectStore:
    for number in range(1, MOST):
        name = tr("Project") if number == 1 else tr("Project {number}", number=number)
        path = folder / f"{name}.briefing"
        if not os.path.lexists(path):
            return desk.stores.create(path)
    raise StorageError(tr("{folder} is full of projects.", folder=folder), "")


def _other_folder(window: QWidget, error: StorageError) -> Path | None:
    """Say why there is no project, and ask for a folder that one can be kept in."""
    box = QMessageBox(window)
    box.setIcon(QMessageBox.Icon.Warning)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(error.message)
    box.setInformativeText(tr("Choose a folder that your projects can be kept in."))
    choose = box.addButton(tr("Choose a folder…"), QMessageBox.ButtonRole.AcceptRole)
    box.addButton(tr("Quit"), QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(choose)
    box.exec()
    if box.clickedButton() is not choose:
        return None
    chosen = QFileDialog.getExistingDirectory(window, tr("Folder of your projects"))
    return Path(chosen) if chosen else _other_folder(window, error)
