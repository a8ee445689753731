"""Makes damaged copies of project files, the same for the same seed."""

import random

from builders import article, brief, excerpt, slot, template

from briefing.model.brief import Rest, Words
from briefing.model.edits import add_articles, add_brief, add_excerpts, set_note, write_section
from briefing.qt.document import ProjectDocument

PAGE = 4096
PLACES = ("Almary", "Brennick", "Corvale", "Dunmoor", "Esker", "Fallowby")


def filled(files, clock, path, *, articles=1, lines=3, excerpts=4):
    """Make a project of this size, with a brief and a history; returns its value."""
    document = ProjectDocument(files.create(path), clock, "me")
    for number in range(articles):
        words = f"The harbour of {PLACES[number % 6]} counted {number + 7} ferries. "
        text = "\n".join(f"{line}. {words * 4}" for line in range(lines))
        of = article(f"{PLACES[number % 6]} {number}\n{text}", f"{PLACES[number % 6]}-{number}.txt")
        data = f"original {number} ".encode() * 700
        document.apply(add_articles([of], {f"{number:064}": data}))
        for place in range(excerpts):
            made = excerpt(of, f"{place % lines}. The harbour", "outlook")
            document.apply(add_excerpts([made]))
            document.apply(set_note(made, f"Note {place} on {number}"))
    document.apply(add_brief(brief(facts="Old words."), template(slot("facts", "outlook")), {}))
    for words in ("First words.", "Second words 😀."):
        document.apply(write_section("b1", "facts", (Words(words), Rest())))
    value = document.project
    document.store.close()
    return value


def _bytes(chance, data):
    for _ in range(chance.randint(1, 60)):
        data[chance.randrange(100, len(data))] = chance.randrange(256)


def _few_bytes(chance, data):
    for _ in range(chance.randint(1, 3)):
        data[chance.randrange(100, len(data))] ^= 1 << chance.randrange(8)


def _cut(chance, data):
    del data[len(data) * chance.randint(1, 95) // 100 :]


def _zeroed(chance, data):
    for _ in range(chance.randint(1, 3)):
        page = chance.randrange(1, len(data) // PAGE) * PAGE
        data[page : page + PAGE] = bytes(PAGE)


def _first_page(chance, data):
    data[:PAGE] = bytes(PAGE) if chance.random() < 0.5 else chance.randbytes(PAGE)


def _header(chance, data):
    for _ in range(chance.randint(1, 30)):
        data[chance.randrange(100)] = chance.randrange(256)


def _page_size(chance, data):
    data[16:18] = chance.choice((512, 1024, 8192, 32768, 1, 7)).to_bytes(2, "big")


def _swapped(chance, data):
    one, other = (chance.randrange(1, len(data) // PAGE) * PAGE for _ in range(2))
    data[one : one + PAGE], data[other : other + PAGE] = (
        data[other : other + PAGE],
        data[one : one + PAGE],
    )


def _torn(chance, data):
    start = chance.randrange(0, len(data) // 512) * 512
    data[start : start + 512] = chance.randbytes(512)


KINDS_OF_DAMAGE = (
    *(_bytes, _few_bytes, _cut, _zeroed, _first_page),
    *(_header, _page_size, _swapped, _torn),
)


def damaged(whole, seed):
    """Return (name of the damage, the bytes) for a seed; no two seeds do quite the same."""
    chance = random.Random(seed)
    kind = KINDS_OF_DAMAGE[seed % len(KINDS_OF_DAMAGE)]
    data = bytearray(whole)
    kind(chance, data)
    return kind.__name__.strip("_"), bytes(data)
