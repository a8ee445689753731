"""Reads the fields in a part of a Word file: the command of each, however it is cut up."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from briefing.language import marked, tr

ALLOWED = frozenset((
    "=", "ADDIN", "ADDRESSBLOCK", "ADVANCE", "ASK", "AUTHOR", "AUTONUM", "AUTONUMLGL",
    "AUTONUMOUT", "AUTOTEXT", "AUTOTEXTLIST", "BARCODE", "BIBLIOGRAPHY", "BIDIOUTLINE", "CITATION",
    "COMMENTS", "COMPARE", "CREATEDATE", "DATE", "DISPLAYBARCODE", "DOCPROPERTY", "DOCVARIABLE",
    "EDITTIME", "EMBED", "EQ", "FILENAME", "FILESIZE", "FILLIN", "FORMCHECKBOX", "FORMDROPDOWN",
    "FORMTEXT", "FORMULA", "GOTOBUTTON", "GREETINGLINE", "HYPERLINK", "IF", "INDEX", "INFO",
    "KEYWORDS", "LASTSAVEDBY", "LISTNUM", "MERGEBARCODE", "MERGEFIELD", "MERGEREC", "MERGESEQ",
    "NEXT", "NEXTIF", "NOTEREF", "NUMCHARS", "NUMPAGES", "NUMWORDS", "PAGE", "PAGEREF",
    "PRINTDATE", "PRIVATE", "QUOTE", "REF", "REVNUM", "SAVEDATE", "SECTION", "SECTIONPAGES", "SEQ",
    "SET", "SHAPE", "SKIPIF", "STYLEREF", "SUBJECT", "SYMBOL", "TA", "TC", "TEMPLATE", "TIME",
    "TITLE", "TOA", "TOC", "USERADDRESS", "USERINITIALS", "USERNAME", "XE",
))  # fmt: skip
"""The commands of ECMA-376 part 1, 17.16.5, less those that fetch, start or send something."""
FETCHING = {
    "DDE": marked("starts another program"),
    "DDEAUTO": marked("starts another program by itself"),
    "LINK": marked("fetches another file through its program"),
    "INCLUDETEXT": marked("fetches another file"),
    "INCLUDE": marked("fetches another file"),
    "INCLUDEPICTURE": marked("fetches a picture from elsewhere"),
    "IMPORT": marked("fetches a picture from elsewhere"),
    "RD": marked("reads another file"),
    "DATABASE": marked("asks a database"),
    "MACROBUTTON": marked("runs a macro"),
    "PRINT": marked("commands a printer"),
    "HTMLACTIVEX": marked("runs a control"),
    "CONTROL": marked("runs a control"),
}
_MARKS = ("{*}fldChar", "{*}instrText", "{*}delInstrText", "{*}fldSimple", "{*}bookmarkStart")
_SIGNS = (b"fldChar", b"instrText", b"delInstrText", b"fldSimple")
_WORD = re.compile(r'"([^"]*)"?|(\S+)')
_WITH_ARGUMENT = ("\\l", "\\o", "\\t")
"""Switches of HYPERLINK that a place in the document, a tip or a frame follows."""
_SAFE_LINK = re.compile(r"(https?:|mailto:|#|\{\{)", re.IGNORECASE)


@dataclass(slots=True)
class _Open:
    """A field that has begun: its own words, and whether another field stood before them."""

    words: list[str] = field(default_factory=list)
    made_by_field: bool = False
    in_code: bool = True


def has_fields(data: bytes) -> bool:
    """Return whether a part may hold fields; quick."""
    return any(sign in data for sign in _SIGNS)


def field_faults(tree: Any) -> Iterator[tuple[str, str]]:
    """Yield, for each field that may not stand in a template, its words and what it does."""
    bookmarks = {
        str(each.get(next((k for k in each.attrib if k.endswith("}name")), ""), "")).upper()
        for each in tree.iter("{*}bookmarkStart")
    }
    for words, made_by_field in _fields(tree):
        command = words.split(maxsplit=1)[0].upper() if words.strip() else ""
        if made_by_field:
            yield words, tr("has a command that another field makes up")
        elif command in FETCHING:
            yield words, tr(FETCHING[command])
        elif command == "HYPERLINK" and not _is_safe_link(words):
            yield words, tr("leads to something other than a web or mail address")
        elif command and command not in ALLOWED and not _is_harmless(command, bookmarks):
            yield words, tr("is no field that Word documents")


def _fields(tree: Any) -> Iterator[tuple[str, bool]]:
    stack: list[_Open] = []
    for mark in tree.iter(*_MARKS):
        name = etree.QName(mark).localname
        if name == "fldSimple":
            if stack and stack[-1].in_code and not "".join(stack[-1].words).strip():
                stack[-1].made_by_field = True
            yield _attribute(mark, "instr"), False
        elif name == "fldChar":
            yield from _turned(stack, _attribute(mark, "fldCharType"))
        elif name != "bookmarkStart" and stack:
            stack[-1].words.append(mark.text or "")
        elif name != "bookmarkStart":
            yield mark.text or "", False
    for each in stack:  # one that is never closed counts too
        yield "".join(each.words), each.made_by_field


def _turned(stack: list[_Open], kind: str) -> Iterator[tuple[str, bool]]:
    if kind == "begin":
        if stack and stack[-1].in_code and not "".join(stack[-1].words).strip():
            stack[-1].made_by_field = True
        stack.append(_Open())
    elif kind == "separate" and stack:
        stack[-1].in_code = False
    elif kind == "end" and stack:
        done = stack.pop()
        yield "".join(done.words), done.made_by_field


def _attribute(element: Any, name: str) -> str:
    for key, value in element.attrib.items():
        if etree.QName(key).localname == name:
            return str(value)
    return ""


def _is_safe_link(words: str) -> bool:
    before = ""
    for match in _WORD.finditer(words.strip()[len("HYPERLINK") :]):
        quoted, bare = match.groups()
        is_switch = bare is not None and re.fullmatch(r"\\[a-zA-Z]", bare)
        if not is_switch and before not in _WITH_ARGUMENT and not _SAFE_LINK.match(bare or quoted):
            return False
        before = bare.lower() if is_switch else ""
    return True


def _is_harmless(command: str, bookmarks: set[str]) -> bool:
    """Return whether this is a sum, a switch or the name of a bookmark, which all print text."""
    return command.startswith(("=", "\\")) or command in bookmarks
