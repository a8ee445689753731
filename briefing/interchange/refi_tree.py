"""The tree of a REFI-QDA project: what reading and writing it have in common."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from briefing.interchange.archive import text_of
from briefing.interchange.refi_schema import PROJECT, key_of
from briefing.model.tags import PALETTE

FORM = "refi"


def q(tag: str) -> str:
    """Return an element's name in the project's namespace."""
    return f"{{{PROJECT}}}{tag}"


def children(element: Any, tag: str) -> list[Any]:
    """Return the elements of a name in another."""
    return list(element.findall(q(tag))) if element is not None else []


def added(holder: Any, tag: str, **attributes: str) -> Any:
    """Return a new element, put in as the last of another."""
    element = holder.makeelement(q(tag), attributes)
    holder.append(element)
    return element


def section(root: Any, *tags: str) -> Any:
    """Return a section of the project, made if it is not there."""
    for tag in tags:
        found = root.find(q(tag))
        root = added(root, tag) if found is None else found
    return root


def text_sources(root: Any) -> Iterator[tuple[Any, Any]]:
    """Yield the sources that have text: the element of the text, and that of the source."""
    for each in children(root, "Sources") and list(children(root, "Sources")[0]):
        if each.tag == q("TextSource"):
            yield each, each
        elif each.tag == q("PDFSource"):
            for text in children(each, "Representation"):
                yield text, each


def default_colour(guid: str) -> str:
    """Return the colour of a code that gives none; the same for the same code."""
    return PALETTE[int(key_of(guid)[:8], 16) % len(PALETTE)]


def colour_of(code: Any) -> str:
    """Return a code's colour as “#RRGGBB”."""
    colour = code.get("color") or default_colour(code.get("guid"))
    if len(colour) == 4:
        colour = "#" + "".join(2 * digit for digit in colour[1:])
    return str(colour.upper())


def one_line(words: str) -> str:
    """Return words without line ends and double blanks."""
    return " ".join(words.split())


class Texts:
    """The plain texts of sources and notes, in the tree or in files beside it."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self._files = {name.rpartition("/")[2].lower(): name for name in files}
        self._data = files

    def of(self, element: Any) -> str | None:
        """Return the text of an element as the file has it, or None if it is not there."""
        content = element.find(q("PlainTextContent"))
        if content is not None:
            return content.text or ""
        name = self.file(element.get("plainTextPath"))
        return None if name is None else text_of(self._data[name])

    def file(self, path: str | None) -> str | None:
        """Return the name of the file that a path of the tree leads to; None if it is outside."""
        if not path or ("://" in path and not path.startswith("internal://")):
            return None
        return self._files.get(path.replace("\\", "/").rpartition("/")[2].lower())


class Notes:
    """The notes of a project by GUID, and what they say of a selection."""

    def __init__(self, root: Any, texts: Texts) -> None:
        self._texts = texts
        notes = children(root, "Notes")
        self.by_guid = {
            key_of(e.get("guid")): e for e in children(notes[0] if notes else None, "Note")
        }

    def of(self, selection: Any, quote: str) -> str:
        """Return what is noted on a selection: its notes, and its description unless it quotes."""
        said = [self.text(key_of(ref.get("targetGUID"))) for ref in selection.iter(q("NoteRef"))]
        description = selection.find(q("Description"))
        words = (description.text or "").strip() if description is not None else ""
        if words and not one_line(quote).startswith(one_line(words).rstrip("….")):
            said.append(words)
        return "\n\n".join(dict.fromkeys(filter(None, said)))

    def text(self, guid: str) -> str:
        """Return the words of a note, "" if there is none."""
        note = self.by_guid.get(guid)
        if note is None:
            return ""
        words = self._texts.of(note)
        description = note.find(q("Description"))
        if not words and description is not None:
            words = description.text
        return (words or "").removeprefix("\ufeff").replace("\r\n", "\n").strip("\n")


def values_of(element: Any, fields: Mapping[str, str]) -> dict[str, str]:
    """Return the values of variables on an element; `fields` are names by the variable's GUID."""
    found = {}
    for value in children(element, "VariableValue"):
        field = fields.get(key_of(value[0].get("targetGUID")))
        if field is not None and len(value) > 1:
            found[field] = value[1].text or ""
    return found
