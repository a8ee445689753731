"""Tells what a file's properties may be believed: titles and authors that its maker meant."""

from __future__ import annotations

import re

from briefing.model.article import clean_text

LONGEST = 300
PROPERTIES = "document’s properties"
"""Where a title or an author stood, as a reader would name it."""
_FILE_NAME = re.compile(
    r"\.(docx?|docm|dotx?|rtf|odt|pdf|txt|html?|indd|qxd|qxp|xlsx?|pptx?|tex|dvi|ps|eps|wpd|pages|"
    r"pub|p65|fm|ai|tmp)$",
    re.IGNORECASE,
)
_PROGRAM = re.compile(
    r"^(microsoft (office )?(word|powerpoint|excel|publisher)|word|powerpoint|openoffice|"
    r"libreoffice|pages|print|layout|indesign)\s*[-–:—]",
    re.IGNORECASE,
)
_NO_TITLE = re.compile(
    r"^(untitled|unbenannt|sans titre|sin título|no title|title|titel|titre|new document|"
    r"(powerpoint )?pr[eé]sentation|slide|folie|document|dokument|microsoft word|default|draft|"
    r"template|normal|blank|word document|cover|scan|page)[\s\d.()_-]*$",
    re.IGNORECASE,
)
_NOBODY = re.compile(
    r"^(admin\w*|user\w*|owner|author|unknown|anonymous|default|guest|root|test|none|n/?a|home|"
    r"microsoft.*|python-docx|.*office user|adobe.*|hewlett.*|hp|dell|lenovo|acer|asus|toshiba|"
    r"customer|windows.*|pc|mac|laptop|libreoffice|openoffice.*|un-?named|calibre.*)[\s\d]*$",
    re.IGNORECASE,
)
_WORD = re.compile(r"\w+")


def property_words(value: str | None) -> str:
    """Return a property as clean words on one line, "" for one that no document should have."""
    words = " ".join(clean_text(value or "").split())
    return words if len(words) <= LONGEST else ""


def plausible_title(value: str | None) -> str | None:
    """Return a title if it is one, not a file's or a program's name; else None."""
    words = property_words(value)
    no_title = _FILE_NAME.search(words) or _PROGRAM.match(words) or _NO_TITLE.match(words)
    if no_title or sum(c.isalpha() for c in words) < 2 or "\\" in words:
        return None
    return None if "_" in words and " " not in words else words


def plausible_author(value: str | None) -> str | None:
    """Return an author if it may be the name of a person or a body; else None."""
    words = property_words(value)
    if not words or _NOBODY.match(words) or "@" in words or "\\" in words or "_" in words:
        return None
    letters = [c for c in words if c.isalpha()]
    cased = [c for c in letters if c.isupper() or c.islower()]
    if len(letters) < 2 or (cased and not any(c.isupper() for c in cased)):
        return None
    return None if cased and any(c.isdigit() for c in words) else words


def borne_out(title: str | None, text: str) -> str | None:
    """Return a title if most of its words stand at the start of the text too; else None.

    A title that stands nowhere in the document is often that of the file it was once copied from.
    """
    words = [word.casefold() for word in _WORD.findall(title or "")]
    start = {word.casefold() for word in _WORD.findall(text[:5_000])}
    if not words or sum(word in start for word in words) < 0.8 * len(words):
        return None
    return title
