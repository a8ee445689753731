"""What is worked out of an article's text is kept, and forgotten with that text."""

import gc
import weakref
from dataclasses import replace

from builders import article

from briefing.services import latest
from briefing.services.latest import Latest


class Found:
    """Something that was worked out."""

    def __init__(self, text):
        self.words = text.split()


def test_the_same_text_is_worked_out_once():
    made = Latest(Found)
    of = article("The port stays open.")
    assert made.of(of) is made.of(replace(of, title="Another title"))


def test_another_text_of_the_article_takes_the_place_of_the_one_before():
    made = Latest(Found)
    of = article("The port stays open.")
    before = weakref.ref(made.of(of))
    assert made.of(replace(of, text="The port is shut.")).words == ["The", "port", "is", "shut."]
    gc.collect()
    assert before() is None


def test_no_more_than_so_many_articles_are_kept(monkeypatch):
    monkeypatch.setattr(latest, "MOST", 2)
    made = Latest(Found)
    found = [made.of(replace(article("The port."), id=name)) for name in "abc"]
    assert made.of(replace(article("The port."), id="c")) is found[2]
    assert made.of(replace(article("The port."), id="a")) is not found[0]
