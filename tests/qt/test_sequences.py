"""Random sequences of tagging, undoing, reopening the file, by the hundred: no highlight moves.

`BRIEFING_SEQUENCES=400` makes ten thousand.
`-o faulthandler_timeout=0` lets a test take as long as that.
"""

import os
import random
from pathlib import Path

import apsw
from builders import article, project
from fakes import FixedClock

from briefing.model.edits import Stamp, toggle_tag
from briefing.qt.document import ProjectDocument
from briefing.qt.textmap import TextMap
from briefing.storage import schema
from briefing.storage.holder import Holder
from briefing.storage.projectfile import ProjectFile

SEQUENCES = 25 * int(os.environ.get("BRIEFING_SEQUENCES", "24"))
PIECES = (
    *("a", "B ", "é", "e\u0301", "😀", "👩\u200d👩\u200d👧", "🇸🇪"),
    *("السلام ", "中文。", "\n", ". ", "\u200f"),
)
TAGS = ("outlook", "background", "key-figures")


def file_in_memory(of):
    """Return a project file with one article, in SQLite as ever but on no disk."""
    connection = apsw.Connection(":memory:")
    schema.create(connection)
    nowhere = Path("nowhere.briefing")
    store = ProjectFile(connection, nowhere, holder=Holder(nowhere))
    store.begin_with(project(of))
    return store


def step(chance, document, of, number):
    """Do one random thing; returns the document to go on with."""
    what = chance.random()
    if what < 0.55:
        start = chance.randrange(len(of.text))
        end = chance.randint(start + 1, min(len(of.text), start + 12))
        tag = chance.choice(TAGS)
        document.apply(toggle_tag(of.id, start, end, tag, tag, Stamp(f"n{number}", "", "")))
    elif what < 0.75:
        document.undo()
    elif what < 0.85:
        document.redo()
    elif what < 0.92:
        document.go_to(chance.randint(0, len(document.steps)))
    else:
        document = ProjectDocument(document.store, FixedClock())
    return document


def test_the_words_at_an_excerpts_offsets_are_always_its_quote(qapp):
    chance = random.Random(20)
    moved = 0
    for _ in range(SEQUENCES):
        text = "".join(chance.choice(PIECES) for _ in range(chance.randint(4, 24))) + "end"
        of = article(text)
        positions = TextMap(of.text, 9)
        shown = positions.display.encode("utf-16-le")
        document = ProjectDocument(file_in_memory(of), FixedClock())
        for number in range(chance.randint(2, 8)):
            document = step(chance, document, of, number)
            for each in document.project.excerpts.values():
                assert of.text[each.start : each.end] == each.quote
                start, end = positions.to_qt(each.start), positions.to_qt(each.end)
                seen = shown[start * 2 : end * 2].decode("utf-16-le")
                assert seen.replace("\n", "") == each.quote.replace("\n", "")
                moved += 1
        assert document.store.load() == document.project
        document.store.close()
    assert moved > SEQUENCES
