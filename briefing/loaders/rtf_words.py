"""What control words of RTF mean: characters, character sets, and groups that hold no text.

Source: Rich Text Format (RTF) Specification, version 1.9.1.
"""

from __future__ import annotations

import codecs
import re

CHARACTERS = {
    "tab": "\t", "line": " ", "emdash": "—", "endash": "–", "lquote": "‘", "rquote": "’",
    "ldblquote": "“", "rdblquote": "”", "bullet": "•", "emspace": "\u2003", "enspace": "\u2002",
    "qmspace": "\u2005", "zwj": "\u200d", "zwnj": "\u200c", "ltrmark": "\u200e",
    "rtlmark": "\u200f", "lbr": " ", "nestcell": " ", "nestrow": " ",
}  # fmt: skip
SYMBOLS = {"~": "\u00a0", "_": "-", "-": "", "{": "{", "}": "}", "\\": "\\", "\t": "\t"}
"""What a backslash and one other character stand for; a line end after it ends the paragraph."""

CODE_PAGES = {
    77: "mac-roman", 128: "cp932", 129: "cp949", 130: "cp949", 134: "cp936", 136: "cp950",
    161: "cp1253", 162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257",
    204: "cp1251", 222: "cp874", 238: "cp1250", 254: "cp437", 255: "cp850",
}  # fmt: skip
"""The code page of each character set of a font; others have that of the document."""
OLD_SETS = {"mac": "mac-roman", "pc": "cp437", "pca": "cp850"}

NO_TEXT = frozenset(
    (
        "colortbl", "pict", "object", "header", "headerl", "headerr", "headerf", "footer",
        "footerl", "footerr", "footerf", "fldinst", "atnid", "atnauthor", "atntime", "atnicn",
        "atnref", "atnparent", "ftnsep", "ftnsepc", "ftncn", "aftnsep", "aftnsepc", "aftncn",
        "nonshppict", "xe", "tc", "tcn", "filetbl", "listtable", "listoverridetable", "revtbl",
        "rsidtbl", "generator", "themedata", "datastore", "latentstyles", "private", "template",
        "sp", "shprslt", "bkmkstart", "bkmkend", "mmathPr", "xmlnstbl", "rxe", "do",
    )
)  # fmt: skip
STARRED = frozenset(("shpinst", "shptxt", "footnote", "annotation", "pntext", "listtext"))
"""Groups marked as ones to pass over by whom does not know them, that are known here."""

_SURROGATE = re.compile("[\ud800-\udfff]")


def code_page(number: int | None) -> str:
    """Return the name of a code page, "" for one that Python does not know."""
    name = {65001: "utf-8", 10000: "mac-roman", 54936: "gb18030"}.get(number or 0, f"cp{number}")
    try:
        codecs.lookup(name)
    except LookupError:
        return ""
    return name


def whole_words(words: list[str]) -> str:
    """Return words as one text, in which the halves of a character beyond 16 bits are one."""
    text = "".join(words)
    if _SURROGATE.search(text):
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text
