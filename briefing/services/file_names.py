"""Names of files made of titles: what every system takes, and nobody reads as something else."""

from __future__ import annotations

import re
import unicodedata

LONGEST = 150
"""Bytes (UTF-8) of a name; file systems take 255, and endings and parts come to it."""
_RESERVED = re.compile(r"(?i)(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\.|$)")
"""Names that Windows keeps for devices (Microsoft, "Naming Files, Paths, and Namespaces")."""


def file_name(title: str, otherwise: str) -> str:
    """Return a title as the name of a file, without an ending; `otherwise` where nothing is left.

    Letters and digits of every script stay; signs that no system takes, that turn or hide text, or
    that a command line would take for an option or a hidden file, do not.
    """
    kept = "".join(_sign(each) for each in unicodedata.normalize("NFC", title))
    name = " ".join(kept.split()).lstrip(". -")
    name = name.encode()[:LONGEST].decode(errors="ignore").rstrip(". ")
    if is_reserved(name):
        name = f"_{name}"
    return name or otherwise


def is_reserved(name: str) -> bool:
    """Return whether Windows takes a name for a device."""
    return _RESERVED.match(name) is not None


def _sign(sign: str) -> str:
    if sign.isalnum() or sign in " -_.,'’()&+" or unicodedata.category(sign) in ("Mn", "Mc"):
        return sign
    return " " if sign.isspace() else "" if unicodedata.category(sign)[0] == "C" else "-"
