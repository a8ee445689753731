"""A project with tags for tests of the window of tags, and typing and pressing in it."""

from builders import article, excerpt, project
from PySide6.QtCore import Qt

LEFT = Qt.MouseButton.LeftButton
OF = article("The duty falls in June. It will rise again in May. The harbour stays open.")


def tagged():
    """Return a project with three excerpts that have the tag “Outlook”."""
    return project(
        OF,
        excerpt(OF, "duty falls", "outlook", "background"),
        excerpt(OF, "June", "outlook"),
        excerpt(OF, "May", "outlook"),
    )


def ids(document, scheme="default"):
    return [tag.id for tag in document.project.schemes[scheme].tags]


def said(document):
    return {e.quote: e.tags for e in document.project.excerpts.values()}


def write(qtbot, field, words):
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, words)


def press(qtbot, button):
    qtbot.mouseClick(button, LEFT)
