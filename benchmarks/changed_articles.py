"""Makes articles of several kinds, changes them as a publisher does, and knows what became of what.

Each word carries a number that stays with it when it is replaced or misspelt, so that where a range
of words stands afterwards is known and not guessed.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import count, pairwise

NAMES = (
    "Almary", "Brekka", "Corvane", "Dunhollow", "Estmere", "Fjelnar", "Gantry", "Halmar", "Ildren",
    "Jorvik Sound", "Keldby", "Lowmoor", "Marrick", "Nether Isle", "Orsund", "Pellworm", "Quarrow",
    "Ravensey", "Skerrin", "Tolbooth", "Ulverhaven", "Vennick", "Westray", "Yarrow",
)  # fmt: skip
NOUNS = (
    "ministry", "operator", "ferry", "subsidy", "harbour", "budget", "union", "duty", "route",
    "winter", "repair", "island", "council", "fuel", "price", "tender", "licence", "crew", "fleet",
    "timetable", "passenger", "cargo", "loan", "auditor", "minister", "trader", "farm", "quota",
    "storm", "contract", "pier", "engine", "inspector", "report", "committee", "border", "levy",
)  # fmt: skip
VERBS = (
    "raised", "cut", "delayed", "confirmed", "denied", "welcomed", "rejected", "approved", "halted",
    "resumed", "weighed", "promised", "questioned", "signed", "withdrew", "expanded", "reviewed",
)  # fmt: skip
ADJECTIVES = (
    "new", "old", "costly", "northern", "southern", "public", "private", "urgent", "modest",
    "sharp", "seasonal", "disputed", "draft", "final", "regional", "annual", "hidden", "early",
)  # fmt: skip
SMALL = ("the", "a", "its", "of", "in", "for", "with", "after", "before", "and", "but", "while")
CHINESE = (
    "海运补贴部长渡船码头价格燃油冬季修理岛屿议会合同审计旅客货物增长下降宣布推迟批准拒绝报告数据"
)
ARABIC = (
    "الوزارة", "العبارة", "الميناء", "السعر", "الوقود", "الشتاء", "الجزيرة", "المجلس", "العقد",
    "التقرير", "أعلنت", "رفضت", "وافقت", "على", "في", "من", "إلى", "الجديد", "القديم", "الشركة",
    "المشغل", "الدعم", "الميزانية", "النقابة", "بعد", "قبل", "خلال", "الأسبوع", "الماضي",
)  # fmt: skip
_numbers = count(1)


@dataclass(slots=True)
class Word:
    """A word, what stands between it and the next, and the number by which it is followed."""

    core: str
    tail: str = " "
    number: int = field(default_factory=lambda: next(_numbers))


Paragraph = list[Word]


@dataclass(frozen=True, slots=True)
class Span:
    """A range of an old text and where it stands in the new one; None if it no longer does."""

    start: int
    end: int
    truth: tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class Changed:
    """An article before and after, with ranges whose fate is known."""

    kind: str
    old: str
    new: str
    spans: tuple[Span, ...]


def sentence(chance: random.Random, length: int) -> Paragraph:
    """Return an English sentence of nonsense with names and figures in it."""
    words = []
    for n in range(length):
        what = chance.random()
        if what < 0.36:
            core = chance.choice(SMALL)
        elif what < 0.62:
            core = chance.choice(NOUNS)
        elif what < 0.78:
            core = chance.choice(VERBS)
        elif what < 0.88:
            core = chance.choice(ADJECTIVES)
        elif what < 0.95:
            core = chance.choice(NAMES)
        else:
            core = f"{chance.randint(2, 900)}"
        words.append(Word(core.capitalize() if n == 0 else core, ", " if what > 0.97 else " "))
    words[-1].tail = ". "
    return words


def _words(words: str) -> Paragraph:
    return [Word(word) for word in words.split()]


def news(chance: random.Random) -> list[Paragraph]:
    """Paragraphs of one to five sentences."""
    return [
        [w for _ in range(chance.randint(1, 5)) for w in sentence(chance, chance.randint(7, 24))]
        for _ in range(24)
    ]


def speech(chance: random.Random) -> list[Paragraph]:
    """Long paragraphs that begin alike and come back to a refrain."""
    found = []
    for _ in range(10):
        opening = _words("My friends , let me say this once more :")
        body = [w for _ in range(9) for w in sentence(chance, chance.randint(8, 22))]
        refrain = _words("And the islands will not be left alone")
        refrain[-1].tail = ". "
        found.append([*opening, *body, *refrain])
    return found


def table(chance: random.Random) -> list[Paragraph]:
    """Rows that differ in a name and two figures."""
    rows = []
    for name in chance.sample(NAMES, 20):
        words = (
            f"Region {name} : {chance.randint(10, 99)} ferries , {chance.randint(2, 900)} thousand "
            f"passengers , a year before {chance.randint(10, 99)}"
        )
        rows.append(_words(words))
    return [*news(chance)[:5], *rows]


def posts(chance: random.Random) -> list[Paragraph]:
    """Short lines with emoji, and the same line after every third."""
    found: list[Paragraph] = []
    for n in range(36):
        line = sentence(chance, chance.randint(4, 12))
        line.insert(chance.randrange(len(line)), Word(chance.choice("😀🚢🌊🇸🇪") + "‍"))
        found.append(line)
        if n % 3 == 0:
            found.append([Word("Read"), Word("more"), Word("here")])
    return found


def interview(chance: random.Random) -> list[Paragraph]:
    """Questions that begin alike, and answers."""
    found = []
    for _ in range(14):
        question = _words("Q And what do you say of the")
        found.append([*question, *sentence(chance, 4)])
        answer = [w for _ in range(chance.randint(1, 4)) for w in sentence(chance, 14)]
        found.append([Word("A"), *answer])
    return found


def chinese(chance: random.Random) -> list[Paragraph]:
    """Paragraphs without spaces."""
    found = []
    for _ in range(20):
        words = [Word(chance.choice(CHINESE), "") for _ in range(chance.randint(30, 160))]
        for n in range(chance.randint(8, 14), len(words), chance.randint(9, 16)):
            words[n].tail = chance.choice("，。")
        words[-1].tail = "。"
        found.append(words)
    return found


def arabic(chance: random.Random) -> list[Paragraph]:
    """Paragraphs from right to left."""
    found = []
    for _ in range(20):
        words = [Word(chance.choice(ARABIC)) for _ in range(chance.randint(20, 70))]
        words[-1].tail = ". "
        found.append(words)
    return found


KINDS: dict[str, Callable[[random.Random], list[Paragraph]]] = {
    "news": news, "speech": speech, "table": table, "posts": posts, "interview": interview,
    "Chinese": chinese, "Arabic": arabic,
}  # fmt: skip


def changed(
    kind: str, seed: int, *, words: float = 0.05, moves: float = 0.1, removed: float = 0.0,
    spans: int = 70,
) -> Changed:  # fmt: skip
    """Return an article with shares of its words edited, its paragraphs moved and removed.

    Of the edited words half are replaced, a fifth left out, the rest misspelt or followed by a new
    word. As many paragraphs are put in as are removed.
    """
    chance = random.Random(f"{kind} {seed}")  # noqa: S311 the same articles every time
    before = KINDS[kind](chance)
    vocabulary = [word.core for paragraph in before for word in paragraph]
    after = [_edited(chance, paragraph, vocabulary, words) for paragraph in before]
    order = list(range(len(after)))
    for moved in chance.sample(order, round(moves * len(order))):
        order.remove(moved)
        order.insert(chance.randint(0, len(order)), moved)
    gone = set(chance.sample(order, round(removed * len(order))))
    shown = [after[n] for n in order if n not in gone]
    for _ in gone:
        shown.insert(chance.randint(0, len(shown)), KINDS[kind](chance)[-1])
    old, old_places = _printed(before)
    new, new_places = _printed(shown)
    lines = {
        n: (number, place) for number, p in enumerate(shown) for place, n in enumerate(_ids(p))
    }
    made = [
        _span(chance, before, old_places, new_places, lines) for _ in range(spans)
    ]  # fmt: skip
    return Changed(kind, old, new, tuple(made))


def _edited(
    chance: random.Random, paragraph: Paragraph, vocabulary: Sequence[str], share: float
) -> Paragraph:
    found = []
    for word in paragraph:
        what = chance.random() / share if share else 1.0
        other = chance.choice(vocabulary)
        if what < 0.5:
            found.append(Word(other, word.tail, word.number))
        elif what < 0.7 and word.tail in (" ", ""):
            continue
        elif what < 0.85 and len(word.core) > 3:
            at = chance.randrange(1, len(word.core) - 1)
            found.append(Word(word.core[:at] + word.core[at + 1 :], word.tail, word.number))
        elif what < 1.0:
            found.extend([Word(word.core, " " if word.tail else "", word.number),
                          Word(other, word.tail)])  # fmt: skip
        else:
            found.append(word)
    return found or [paragraph[0]]


def _ids(paragraph: Paragraph) -> list[int]:
    return [word.number for word in paragraph]


def _printed(paragraphs: Sequence[Paragraph]) -> tuple[str, dict[int, tuple[int, int]]]:
    """Return the text and where each word stands in it."""
    places, parts, at = {}, [], 0
    for paragraph in paragraphs:
        for word in paragraph:
            places[word.number] = (at, at + len(word.core))
            parts.append(word.core + word.tail)
            at += len(parts[-1])
        last = parts[-1].rstrip(" ")
        at += len(last) + 1 - len(parts[-1])
        parts[-1] = last + "\n"
    return "".join(parts), places


def _span(
    chance: random.Random,
    paragraphs: Sequence[Paragraph],
    old: dict[int, tuple[int, int]],
    new: dict[int, tuple[int, int]],
    lines: dict[int, tuple[int, int]],
) -> Span:
    at = chance.randrange(len(paragraphs))
    paragraph = paragraphs[at]
    what = chance.random()
    if what < 0.2:
        length = chance.randint(1, 2)
    elif what < 0.85:
        length = chance.randint(3, 25)
    else:
        length = len(paragraph)
    first = chance.randrange(max(1, len(paragraph) - length + 1))
    chosen = paragraph[first : first + length]
    if what > 0.95 and at + 1 < len(paragraphs):
        chosen = [*chosen, *paragraphs[at + 1][: chance.randint(2, 20)]]
    numbers = [word.number for word in chosen]
    start, end = old[numbers[0]][0], old[numbers[-1]][1]
    return Span(start, end, _truth([n for n in numbers if n in lines], new, lines))


def _truth(
    left: list[int], new: dict[int, tuple[int, int]], lines: dict[int, tuple[int, int]]
) -> tuple[int, int] | None:
    if not left:
        return None
    touched = [lines[n][0] for n in left]
    if any(not 0 <= b - a <= 1 for a, b in pairwise(touched)):
        return None
    return new[left[0]][0], new[left[-1]][1]
