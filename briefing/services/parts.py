"""What the program is made of: each part with its version, its licence and the licence's text."""

from __future__ import annotations

import platform
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.metadata import Distribution, PackageNotFoundError, distribution, distributions
from pathlib import Path

from briefing import __version__

PROGRAM = "briefing"
LONGEST_NAME = 90
"""Code points of a licence's name; some distributions give the whole text for it."""
LARGEST_TEXT = 400_000
_TEXT = re.compile(
    r"(?:licen[cs]e|copying|notice|copyright)[^/]*\Z|/licen[cs]es/[^/]+\Z", re.IGNORECASE
)
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_CLASSIFIER = "License :: "


@dataclass(frozen=True, slots=True)
class Part:
    """One part; `text` is its licence as the part itself brings it, "" where it brings none."""

    name: str
    version: str
    licence: str
    text: str = ""


def parts(fonts: Path) -> tuple[Part, ...]:
    """Return all parts by their names: what is installed for the program, fonts, dictionary.

    Reads some hundred small files.
    """
    found = [_part(each) for each in _installed()]
    found += [_font(path) for path in sorted(fonts.glob("LICENSE-*.txt"))]
    spylls = next((part for part in found if part.name == "spylls"), None)
    if spylls:
        found.append(
            Part("Dictionary en_US", f"with spylls {spylls.version}", "SCOWL (permissive)")
        )
    found.append(Part("Python", platform.python_version(), "PSF-2.0"))
    return tuple(sorted(found, key=lambda part: part.name.casefold()))


def matching(found: Iterable[Part], typed: str) -> list[Part]:
    """Return the parts whose name or licence has what was typed."""
    letters = typed.strip().casefold()
    return [part for part in found if letters in f"{part.name} {part.licence}".casefold()]


def details(found: Iterable[Part], more: Iterable[tuple[str, str]] = ()) -> str:
    """Return versions for a report of a fault; nothing of the user or of the work is in it."""
    lines = [
        f"Briefing {__version__}",
        f"Python {platform.python_version()} ({sys.implementation.name})",
        f"System {platform.system()} {platform.release()} {platform.machine()}",
        *(f"{name} {value}" for name, value in more),
        "",
        *(f"{part.name} {part.version}" for part in found),
    ]
    return "\n".join(lines) + "\n"


def _installed() -> Iterator[Distribution]:
    """Yield what the program needs and what that needs; without its own record all there is."""
    try:
        waiting = [distribution(PROGRAM)]
    except PackageNotFoundError:
        waiting = list(distributions())
    seen: set[str] = set()
    while waiting:
        each = waiting.pop()
        key = _key(each.metadata["Name"] or "")
        if key in seen:
            continue
        seen.add(key)
        yield each
        waiting += _needed(each)


def _needed(each: Distribution) -> Iterator[Distribution]:
    for line in each.requires or ():
        name = _NAME.match(line)
        if name and "extra ==" not in line:
            try:
                yield distribution(name.group())
            except PackageNotFoundError:
                continue  # for another system or version of Python


def _key(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).casefold()


def _part(each: Distribution) -> Part:
    return Part(each.metadata["Name"] or "?", each.version, _licence(each), _text(each))


def _licence(each: Distribution) -> str:
    said = each.metadata.get_all("License-Expression") or each.metadata.get_all("License") or []
    name = str(said[0]).strip().partition("\n")[0].strip() if said else ""
    if name and name.upper() != "UNKNOWN" and len(name) <= LONGEST_NAME:
        return name
    classes = [str(line) for line in each.metadata.get_all("Classifier") or ()]
    named = [line.rpartition(" :: ")[2] for line in classes if line.startswith(_CLASSIFIER)]
    return ", ".join(named) or "not stated"


def _text(each: Distribution) -> str:
    files = [file for file in each.files or () if _TEXT.search(str(file))]
    texts = []
    for file in sorted(files, key=str)[:8]:
        if file.suffix.lower() in (".py", ".pyc", ".pyi"):
            continue
        try:
            words = Path(str(file.locate())).read_text(encoding="utf-8", errors="replace")
        except OSError:
            continue
        texts.append(words.strip())
    return "\n\n".join(dict.fromkeys(texts))[:LARGEST_TEXT]


def _font(path: Path) -> Part:
    name = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", path.stem.removeprefix("LICENSE-"))
    text = path.read_text(encoding="utf-8", errors="replace")
    return Part(f"Font {name}", "", "OFL-1.1", text.strip())
