"""Lets the window speak a language: its own words, Qt's, the numbers and the reading direction."""

from __future__ import annotations

import os
from pathlib import Path

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
from PySide6.QtGui import QGuiApplication

from briefing.language import ENGLISH, speak, spoken
from briefing.paths import LANGUAGE
from briefing.qt.saying import locale_of_language

SYSTEM = "system"


def code_of(wanted: str) -> str:
    """Return the code of the language to speak: of this start, of the setting or of the desktop."""
    chosen = os.environ.get(LANGUAGE) or wanted
    if chosen != SYSTEM:
        return chosen
    return next(iter(QLocale.system().uiLanguages()), ENGLISH).replace("_", "-").split("-")[0]


def speak_in_window(app: QGuiApplication, wanted: str, catalogues: Path) -> None:
    """Speak the language that a setting wants; has to be called before any widget is made.

    A language without a catalogue leaves everything English and as the desktop has it.
    """
    speak(code_of(wanted), catalogues)
    if spoken() == ENGLISH:
        return
    locale = locale_of_language()
    QLocale.setDefault(locale)
    app.setLayoutDirection(locale.textDirection())
    words = QTranslator(app)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if words.load(f"qtbase_{spoken()}", folder):
        app.installTranslator(words)
