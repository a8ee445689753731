"""A seeded day at the desk: which edit comes next, and what the project is to be after it."""

from __future__ import annotations

import hashlib
from dataclasses import replace

import msgspec
from builders import article, excerpt, slot, template

from briefing.model.article_edits import edit_text
from briefing.model.brief import Brief, Rest, Words
from briefing.model.edits import (
    Stamp,
    add_articles,
    add_brief,
    add_excerpts,
    remove_excerpt,
    set_field,
    set_note,
    set_scheme,
    together,
    toggle_tag,
    write_section,
)
from briefing.model.project import KINDS
from briefing.model.snapshot import Snapshot
from briefing.model.snapshot_edits import restore_snapshot, take_snapshot

SENTENCE = "The harbour of Vessby 😀 stays open. السلام عليكم. 中文句子。 Nobody knows how long.\n"
TAGS = ("outlook", "background", "key-figures", "policy-shift")


class SlowClock:
    """Says another second at each call, so that what is written depends on nothing outside."""

    def __init__(self):
        self.calls = 0

    def now(self):
        self.calls += 1
        return f"2026-02-03T10:00:00.{self.calls:06}+00:00"


def digest(project):
    """Return one hash of everything in a project."""
    everything = [sorted(project.items(kind).items()) for kind in KINDS]
    return hashlib.sha256(msgspec.json.encode(everything, enc_hook=tuple)).hexdigest()


def beginning(sentences=20):
    """Return the edit that puts an article, an excerpt and a brief into a project."""
    of = article("\n".join(f"{n}. {SENTENCE.strip()}" for n in range(sentences)))
    made = Brief("b1", "A brief", "short", created="2026-01-02")
    return together(
        "Begin",
        add_articles([of], {of.sha256: of.text.encode()}),
        add_excerpts([replace(excerpt(of, "Nobody knows", "outlook"), id="first")]),
        add_brief(made, template(slot("facts", "outlook"), slot("view")), {}),
    )


def next_step(chance, document, number):
    """Return what a random step makes of the project, and what does it."""
    what = chance.random()
    if what < 0.10 and document.done > 1:
        back = document.steps[document.done - 1].changes().reversed()
        return back.applied_to(document.project), document.undo
    if what < 0.17 and document.done < len(document.steps):
        again = document.steps[document.done].changes()
        return again.applied_to(document.project), document.redo
    edit = random_edit(chance, document.project, Stamp(f"n{number}", "me", "t"))
    return edit.apply(document.project), lambda: document.apply(edit)


def random_edit(chance, project, stamp):
    """Return an edit of a random kind."""
    return chance.choice((tag, tag, type_in_the_article, note, write, write, fill, more, snapshot))(
        chance, project, stamp
    )


def tag(chance, project, stamp):
    of = chance.choice(project.articles_in_order())
    start = chance.randrange(len(of.text) - 30)
    if chance.random() < 0.2 and len(project.excerpts) > 3:
        return remove_excerpt(project.excerpts[chance.choice(sorted(project.excerpts))])
    name = chance.choice(TAGS)
    return toggle_tag(of.id, start, start + chance.randint(3, 29), name, name, stamp)


def type_in_the_article(chance, project, stamp):
    of = chance.choice(project.articles_in_order())
    start = chance.randrange(len(of.text) - 30)
    end = start + chance.choice((0, 0, 1, 8))
    new = chance.choice(("x", "é", "😀", "new words "))
    return edit_text(of, start, end, new, typing=start // 400)


def note(chance, project, stamp):
    if not project.excerpts:
        return tag(chance, project, stamp)
    return set_note(project.excerpts[chance.choice(sorted(project.excerpts))], stamp.id)


def write(chance, project, stamp):
    words = f"Words of {stamp.id}. " * chance.randint(1, 20)
    pieces = (Words(words), Rest()) if chance.random() < 0.8 else (Rest(),)
    key = chance.choice(("facts", "view"))
    return write_section("b1", key, pieces, typing=chance.randint(0, 2))


def fill(chance, project, stamp):
    return set_field("b1", "to", f"Unit {stamp.id}", "To")


def more(chance, project, stamp):
    """Another article, or another colour for a tag."""
    if chance.random() < 0.3 and len(project.articles) < 6:
        data = SENTENCE.encode() * chance.randint(1, 2_000)
        other = article(f"{stamp.id}: {SENTENCE * chance.randint(1, 300)}")
        return add_articles([other], {hashlib.sha256(data).hexdigest(): data})
    scheme = project.schemes["default"]
    first = replace(scheme.tags[0], colour=f"#{chance.randrange(16**6):06x}")
    return set_scheme(replace(scheme, version=scheme.version + 1, tags=(first, *scheme.tags[1:])))


def snapshot(chance, project, stamp):
    if project.snapshots and chance.random() < 0.4:
        return restore_snapshot(project.snapshots[chance.choice(sorted(project.snapshots))])
    state = project.briefs["b1"]
    return take_snapshot(Snapshot(stamp.id, f"Round {stamp.id}", state, project.templates["short"]))
