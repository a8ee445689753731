"""Tells what a file is by its first bytes and, for containers, by what lies in them."""

from __future__ import annotations

from briefing.language import marked, tr

_SIGNS: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", ".pdf"),
    (b"{\\rtf", ".rtf"),
    (b"\x89PNG", ".png"),
    (b"\xff\xd8\xff", ".jpg"),
    (b"GIF8", ".gif"),
    (b"SQLite format 3\x00", ".briefing"),
    (b"7z\xbc\xaf\x27\x1c", ".7z"),
    (b"Rar!\x1a\x07", ".rar"),
    (b"\x1f\x8b", ".gz"),
)
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_ZIPPED: tuple[tuple[bytes, str], ...] = (
    (b"word/", ".docx"),
    (b"xl/workbook", ".xlsx"),
    (b"ppt/presentation", ".pptx"),
    (b"Index/Document.iwa", ".pages"),
)
"""Names of parts that only one kind of package has; looked for where its directory lies."""
_MIMETYPES: tuple[tuple[bytes, str], ...] = (
    (b"application/vnd.oasis.opendocument.text", ".odt"),
    (b"application/vnd.oasis.opendocument.spreadsheet", ".ods"),
    (b"application/vnd.oasis.opendocument.presentation", ".odp"),
    (b"application/epub+zip", ".epub"),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_STREAMS: tuple[tuple[str, str], ...] = (
    ("EncryptedPackage", ".docx"),
    ("__substg1.0_", ".msg"),
    ("WordDocument", ".doc"),
    ("Workbook", ".xls"),
    ("PowerPoint Document", ".ppt"),
)
_LIKE_WORD = marked("Open it in Word or LibreOffice, save it as .docx, and open that.")
_LIKE_TABLE = marked("Copy the cells you need and paste them, or save it as .docx.")
_REMEDIES = {
    ".doc": _LIKE_WORD, ".pages": marked("Export it from Pages as a Word document, and open that."),
    ".xlsx": _LIKE_TABLE, ".xls": _LIKE_TABLE, ".ods": _LIKE_TABLE,
    ".pptx": marked("Save it as PDF, and open that."),
    ".ppt": marked("Save it as PDF, and open that."),
    ".odp": marked("Save it as PDF, and open that."),
    ".7z": marked("Unpack it, and open what is in it."),
    ".rar": marked("Unpack it, and open what is in it."),
    ".gz": marked("Unpack it, and open what is in it."),
    ".briefing": marked("It is a project: open it as one."),
}  # fmt: skip
_PACKAGES = (".docx", ".docm", ".odt", ".epub")
_HEAD = 1024
_PAGE_STARTS = (b"<!doctype html", b"<html")
_PACKED = (".docx", ".docm", ".odt", ".epub", ".zip", ".pdf", ".rtf", ".doc", "")


def suffix_by_sign(data: bytes, suffix: str = "") -> str:
    """Return the ending that belongs to these bytes, or "" where they do not tell.

    `suffix` is the file's own, which decides where the bytes leave it open.
    """
    for start, ending in _SIGNS:
        if data.startswith(start):
            return ending
    if data.startswith(_ZIP):
        return _zipped(data, suffix)
    if data.startswith(_OLE):
        return next((end for name, end in _STREAMS if name.encode("utf-16-le") in data), ".doc")
    start = data[:_HEAD]
    if b"%PDF-" in start and (suffix == ".pdf" or b"\0" in start):
        return ".pdf"  # what a mail or a server has put before it is no reason to refuse it
    start = start.lstrip(b"\xef\xbb\xbf \t\r\n")
    if suffix == ".doc" and start[:13].lower() == b"mime-version:":
        return ".mht"  # what many web programs call a Word document
    return ".rtf" if start.startswith(b"{\\rtf") else ""


def looks_like_page(data: bytes, suffix: str) -> bool:
    """Tell whether a file that is named otherwise is a web page."""
    if suffix not in _PACKED:
        return False
    start = data[:_HEAD].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return start.startswith(_PAGE_STARTS)


def remedy(suffix: str) -> str:
    """Return what to do with a file of a kind that is not read, or ""."""
    return tr(_REMEDIES[suffix]) if suffix in _REMEDIES else ""


def _zipped(data: bytes, suffix: str) -> str:
    start = data[30:120]
    if start.startswith(b"mimetype"):
        for kind, ending in _MIMETYPES:
            if start[8:].startswith(kind):
                return ending
    directory = _directory(data)
    found = [(directory.find(part), ending) for part, ending in _ZIPPED if part in directory]
    if b"[Content_Types].xml" in directory and found:
        return min(found)[1]
    if b"META-INF/container.xml" in directory:
        return ".epub"
    if b"Index/Document.iwa" in directory:
        return ".pages"
    whole = b"PK\x05\x06" in data and not found and b"content.xml" not in directory
    return ".zip" if whole or suffix not in _PACKAGES else suffix


def _directory(data: bytes) -> bytes:
    """Return a zip file's directory, or the start of one that is cut off before it."""
    end = data.rfind(b"PK\x05\x06")
    if end < 0 or len(data) < end + 20:
        return data[:4096]
    size = int.from_bytes(data[end + 12 : end + 16], "little")
    return data[max(0, end - size) : end]
