"""Measures what a long day's work on a long article costs in memory."""

from __future__ import annotations

import random

import psutil
from builders import article
from random_edits import SENTENCE, SlowClock

from briefing.model.article_edits import edit_text
from briefing.model.edits import Stamp, add_articles, toggle_tag
from briefing.qt.document import ProjectDocument
from briefing.storage.files import ProjectFiles


def megabytes():
    """Return the memory of this process that is in use."""
    return psutil.Process().memory_info().rss / 1e6


def after_a_day(folder, edits, characters, seed=1):
    """Edit one long article; returns the MB after 5%, half and all of the edits, over those before.

    Two edits of three change its text, each as a step of its own.
    """
    chance = random.Random(seed)
    document = ProjectDocument(ProjectFiles(SlowClock()).create(folder / "p.briefing"), SlowClock())
    of = article(SENTENCE * (characters // len(SENTENCE)))
    document.apply(add_articles([of]))
    start = megabytes()
    grown = []
    for number in range(edits):
        place = chance.randrange(len(of.text) - 100)
        if number % 3:
            document.apply(edit_text(of, place, place + 2, f"w{number}"))
        else:
            stamp = Stamp(f"n{number}", "me", "t")
            document.apply(toggle_tag(of.id, place, place + 20, "outlook", "Outlook", stamp))
        if number + 1 in (edits // 20, edits // 2, edits):
            grown.append(megabytes() - start)
    assert document.is_saved
    document.store.close()
    return grown
