"""Which page of the guide tells of what has the keyboard."""

from __future__ import annotations

from PySide6.QtWidgets import QDockWidget, QWidget

START = "README.md"
"""The page for what no other tells of."""
PANES = {
    "articles": "loading.md",
    "tags": "tagging.md",
    "excerpts": "excerpts.md#find-some-among-many",
    "brief": "writing.md",
    "preview": "exporting.md#look-at-the-brief-as-it-will-be",
    "search": "searching.md",
    "suggestions": "suggesting.md",
    "review": "correcting.md#settle-excerpts-that-are-in-doubt",
    "checks": "checking.md",
    "tables": "analysing.md",
    "history": "window.md#take-a-step-back",
}
"""Panes by their object names, and the page (and the place in it) that tells of each."""
PARTS = {
    "ArticleView": "tagging.md",
    "AssessmentStrip": "assessing.md",
    "Cards": "writing.md#arrange-the-cards",
    "CommandPalette": "window.md#get-to-any-command-tag-article-or-section",
    "FilterBar": "excerpts.md#find-some-among-many",
    "FindBar": "searching.md#find-words-in-the-article",
    "HeaderForm": "briefs.md#fill-in-the-header",
    "MessageBar": "window.md#answer-a-message",
    "ReplaceBar": "searching.md#replace-words-in-the-brief",
    "SavedQueries": "analysing.md#save-a-query",
    "SnippetPalette": "writing.md#use-words-again-and-again",
    "TableGrid": "writing.md#write",
    "TagPalette": "tagging.md",
    "Tour": "first-brief.md#let-the-tour-show-it",
    "WaitingList": "sharing.md#publish",
    "WatchLine": "importing.md#a-watched-folder",
    "Welcome": "first-brief.md",
}
"""Parts of windows by their classes."""
WINDOWS = {
    "AboutDialog": "privacy.md#tell-somebody-what-went-wrong",
    "AddressDialog": "loading.md#from-the-web",
    "AnalysisWindow": "analysing.md#look-at-all-articles-together",
    "ArticleChangesDialog": "correcting.md#take-over-a-newer-version",
    "ArticleChoice": "briefs.md#say-which-articles-it-is-about",
    "ArticleDetails": "loading.md#look-over-what-the-article-says-of-itself",
    "BackupsDialog": "projects.md#go-back-to-an-older-state",
    "BatchWindow": "scripts.md#a-brief-for-every-article-of-a-folder",
    "ConflictDialog": "sharing.md#publish",
    "CrashBox": "projects.md#when-the-program-ended-as-it-should-not",
    "ExchangeDialog": "exchanging.md",
    "FillDialog": "briefs.md#choose-what-fills-a-section",
    "HelpWindow": START,
    "ImportWindow": "importing.md",
    "KeyEditor": "settings.md#give-an-action-another-key",
    "KeySheet": "window.md#which-keys-are-there",
    "LibraryWindow": "sharing.md",
    "LogSheet": "privacy.md#tell-somebody-what-went-wrong",
    "MainWindow": "window.md",
    "PlugInsDialog": "privacy.md#see-which-plug-ins-there-are",
    "PrintWindow": "exporting.md#print-it",
    "ProfilesDialog": "briefs.md#have-the-header-filled-in",
    "PublishDialog": "sharing.md#publish",
    "ReadBackDialog": "word-back.md",
    "RecoveryDialog": "projects.md#when-a-project-is-damaged",
    "RestingDialog": "correcting.md#see-which-sentences-of-the-brief-it-touches",
    "SchemeEditor": "schemes.md",
    "SettingsDialog": "settings.md",
    "SnapshotsWindow": "briefs.md#keep-a-version-and-compare-it",
    "SplitDialog": "excerpts.md#split-one-in-two",
    "TemplateDialog": "templates.md",
}
"""Windows by their classes."""

ENTRIES = {
    "fill-section": WINDOWS["FillDialog"],
    "history": PANES["history"],
    "keys": WINDOWS["KeySheet"],
    "larger": "window.md#see-more-or-less",
    "open-address": WINDOWS["AddressDialog"],
    "review": PANES["review"],
    "tables": PANES["tables"],
    "tag": "tagging.md#tag-the-sentence-at-the-caret",
}
"""Menu entries told of elsewhere than where the guide names them most, by their actions."""


def topic_of(widget: QWidget | None) -> str:
    """Return the page, and the place in it after a "#", for what is nearest around a widget."""
    while widget is not None:
        if found := _own_topic(widget):
            return found
        widget = widget.parentWidget()
    return START


def _own_topic(widget: QWidget) -> str:
    if isinstance(widget, QDockWidget):
        return PANES.get(widget.objectName(), "")
    for kind in type(widget).__mro__:
        if found := PARTS.get(kind.__name__) or WINDOWS.get(kind.__name__):
            return found
    return ""
