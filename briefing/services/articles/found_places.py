"""Where loaders found what an article says of itself, in words of the language spoken.

Articles keep these words in English, as their loaders wrote them; they are put into another
language only when they are shown.
"""

from __future__ import annotations

import re

from briefing.language import marked, tr

PLACES = (
    marked("address that came with the copied words"),
    marked("attribute lang"),
    marked("book’s properties"),
    marked("chapter’s name"),
    marked("dateline"),
    marked("document’s properties"),
    marked("entered by hand"),
    marked("head of the file"),
    marked("heading of the first level"),
    marked("heading that is the page's title"),
    marked("line above the date"),
    marked("line above the outlet"),
    marked("line below the date"),
    marked("line near the headline"),
    marked("line of keywords"),
    marked("line that begins with “By”"),
    marked("line with the date"),
    marked("page’s title"),
    marked("taken out by hand"),
    marked("address it was opened from"),
    marked("the article’s own words"),
    marked("the page's only time element"),
    marked("time element near the headline"),
    marked("title of the document"),
    marked("where it was saved from"),
    marked("Outlook: delivered"),
    marked("Outlook: sender"),
    marked("Outlook: sent"),
    marked("Outlook: subject"),
)
"""Places that are always called the same."""
_NAMED = (
    (re.compile("label “(?P<name>.+):”$"), marked("label “{name}:”")),
    (re.compile("label (?P<name>[A-Z]+)$"), marked("label {name}")),
    (re.compile("header (?P<name>.+)$"), marked("header {name}")),
    (re.compile("meta (?P<name>.+)$"), marked("meta {name}")),
    (re.compile("microdata (?P<name>.+)$"), marked("microdata {name}")),
    (re.compile("title of the (?P<name>.+) feed$"), marked("title of the {name} feed")),
    (re.compile("language of the (?P<name>.+) feed$"), marked("language of the {name} feed")),
)


def said_place(where: str) -> str:
    """Return where something was found in the language spoken.

    What a format calls its own things (“JSON-LD headline”, “NITF hl1”) stays as it is.
    """
    for pattern, words in _NAMED:
        if named := pattern.match(where):
            return tr(words, name=named["name"])
    return tr(where)
