"""Feeds the loaders with damaged files; all but an article or a clear error is a failure.

    python tools/fuzz_loaders.py --count 10000 [--seed N] [--only FORMAT] [--keep FOLDER]

Files are read in the process for them, as in the program. A hang or a crash there is counted as a
failure even though the program would go on and name the file; but for PDF, where pdfium takes long
over some and aborts at others, and that is what the process is for: there it is only told.
"""

from __future__ import annotations

import argparse
import io
import logging
import random
import sys
import time
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "adapters")]

from briefing.errors import LoadError  # noqa: E402
from briefing.loaders import standard_loaders  # noqa: E402
from briefing.loaders.package import DAMAGE  # noqa: E402
from briefing.model.article import clean_text  # noqa: E402
from briefing.services.ports import ArticleLoader  # noqa: E402

Mutation = Callable[[random.Random, bytes], bytes]
TOKENS = (
    b"\0", b"\xff\xfe", b"<", b">", b"&", b"&#0;", b"&#x110000;", b"<!DOCTYPE x [<!ENTITY a 'b'>]>",
    b"{", b"}", b"\\u-1?", b"\\uc99999 ", b"\\bin99999999 ", b"\\'", b"{\\*\\", b"[](", b"```",
    b"<<", b">>", b"obj", b"stream\n", b"/Length 99999999", b"/Kids[2 0 R]", b"9999999999",
    b"-1", b"\x80", b"\xe2\x80\xa8", b"\xed\xa0\x80", b"PK\x03\x04", b"]]>", b"=?utf-8?b?", b"--",
)  # fmt: skip
WORDS_OF = {"time": "took longer than", "memory": "of memory", "end": "made its reader end"}


def cut(chance: random.Random, data: bytes) -> bytes:
    """Cut the end off."""
    return data[: chance.randrange(len(data) + 1)]


def flip(chance: random.Random, data: bytes) -> bytes:
    """Change some bytes."""
    changed = bytearray(data)
    for _ in range(chance.choice((1, 2, 8, 64))):
        if changed:
            changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def insert(chance: random.Random, data: bytes) -> bytes:
    """Put tokens in that parsers care for."""
    for _ in range(chance.choice((1, 3, 12))):
        place = chance.randrange(len(data) + 1)
        data = data[:place] + chance.choice(TOKENS) * chance.choice((1, 1, 40)) + data[place:]
    return data


def double(chance: random.Random, data: bytes) -> bytes:
    """Repeat a piece, in places so often that it nests or grows."""
    start = chance.randrange(len(data) + 1)
    end = min(len(data), start + chance.randrange(1, 200))
    times = chance.choice((2, 2, 50, 2000))
    return data[:start] + data[start:end] * times + data[end:]


def drop(chance: random.Random, data: bytes) -> bytes:
    """Leave a piece out."""
    start = chance.randrange(len(data) + 1)
    return data[:start] + data[start + chance.randrange(1, 400) :]


def swap(chance: random.Random, data: bytes) -> bytes:
    """Exchange two pieces."""
    one, two, three = sorted(chance.randrange(len(data) + 1) for _ in range(3))
    return data[:one] + data[two:three] + data[one:two] + data[three:]


PLAIN: tuple[Mutation, ...] = (cut, flip, insert, double, drop, swap)


def inside(chance: random.Random, data: bytes) -> bytes:
    """Change a part of a zip file and pack it again, so that what reads the parts meets it."""
    target = io.BytesIO()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(target, "w") as new:
            names = old.namelist()
            chosen = chance.choice(names)
            for name in names:
                part = old.read(name)
                new.writestr(name, chance.choice(PLAIN)(chance, part) if name == chosen else part)
    except (*DAMAGE, IndexError):
        return data
    return target.getvalue()


def mutated(chance: random.Random, data: bytes) -> bytes:
    """Return a file with one to three changes."""
    packed = data.startswith(b"PK")
    for _ in range(chance.choice((1, 1, 2, 3))):
        if packed and chance.random() < 0.75:
            data = inside(chance, data)
        else:
            data = chance.choice(PLAIN)(chance, data)
    return data


def cases(seed: int, count: int, formats: tuple[str, ...]) -> Iterator[tuple[str, bytes]]:
    """Return damaged files, the formats in turn; the same for the same seed."""
    from samples import GOOD

    for number in range(count):
        form = formats[number % len(formats)]
        chance = random.Random(f"{seed}/{number}")  # noqa: S311 for damage, not for secrets
        yield form, mutated(chance, GOOD[form])


def outcome(loader: ArticleLoader, data: bytes) -> str:
    """Return what comes of a file: "article", "refused", or a failure."""
    try:
        found = loader.load(data, "fuzz")
    except LoadError as error:
        failed = (name for name, words in WORDS_OF.items() if words in error.message)
        return next(failed, "refused" if "fuzz" in error.message else "nameless")
    for each in found:
        article = each.article
        ends = [block.end for block in article.blocks]
        if article.text != clean_text(article.text) or ends != sorted(ends):
            return "unsound"
    return "article"


class Faults(logging.Handler):
    """Keeps the log's errors: each is an exception that no loader turned into a LoadError."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.told: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep one."""
        self.told.append(record.getMessage())


def main() -> int:
    """Run, and print one line a format; returns 1 if anything failed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=1_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only")
    parser.add_argument("--keep", type=Path, help="a folder for the files that failed")
    options = parser.parse_args()
    faults = Faults()
    logging.getLogger("briefing").addHandler(faults)
    logging.getLogger("briefing").propagate = False
    loaders = {each.name: each for each in standard_loaders()}
    formats = (options.only,) if options.only else tuple(loaders)
    counts: dict[str, Counter[str]] = {form: Counter() for form in formats}
    begin = time.monotonic()
    for number, (form, data) in enumerate(cases(options.seed, options.count, formats)):
        before = len(faults.told)
        said = outcome(loaders[form], data)
        said = "fault" if len(faults.told) > before else said
        counts[form][said] += 1
        if said not in ("article", "refused"):
            print(f"{form} {number}: {said}", *faults.told[before:], flush=True)
            if options.keep:
                options.keep.mkdir(parents=True, exist_ok=True)
                (options.keep / f"{number}.{form}").write_bytes(data)
    for form, count in counts.items():
        print(f"{form:10}", ", ".join(f"{name} {n:,}" for name, n in sorted(count.items())))
    print(f"{options.count:,} files in {time.monotonic() - begin:.0f} s")
    fine = {"article", "refused"}
    bad = {form: set(count) - fine for form, count in counts.items()}
    bad["pdf"] = bad.get("pdf", set()) - {"time", "end"}
    return 1 if any(bad.values()) else 0


if __name__ == "__main__":
    sys.exit(main())
