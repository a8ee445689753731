"""Excerpts in a changed article: on their words, or on the list of what somebody has to look at."""

import random
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from builders import article, excerpt
from hypothesis import given
from hypothesis import strategies as st

from briefing.model.excerpt import Excerpt, cut
from briefing.model.following import LOST, Certainty, Place
from briefing.services.anchoring import anchors as anchoring
from briefing.services.anchoring import searching
from briefing.services.anchoring.anchors import follow
from briefing.services.anchoring.quotes import find_quote

sys.path.append(str(Path(__file__).parent.parent.parent / "benchmarks"))

from changed_articles import KINDS, changed

OLD = (
    "Ferry plan back on the table\n"
    "The ministry said on Monday that the subsidy 😀 would be paid until the winter of next year.\n"
    "Fuel costs rose by 31% in October, and two operators have put off their repairs.\n"
    "Nobody at the harbour office of Port Almary has confirmed the figures so far.\n"
    "قالت الوزارة إن الدعم سيستمر حتى الشتاء المقبل في جميع الموانئ.\n"
)


def went(new, words, old=OLD, **more):
    of = article(old)
    one = replace(excerpt(of, words, "t"), **more)
    place = follow(of.text, new, [one]).places[one.id]
    return new[place.start : place.end], place.certainty, place.reason


def sure(new, words):
    found, certainty, reason = went(new, words)
    assert (certainty, reason) == (Certainty.SURE, "")
    return found


@pytest.mark.parametrize("damage", [{}, {"words": 0.0, "moves": 0.2, "removed": 0.1}])
def test_excerpts_are_right_and_never_silently_on_other_words(damage):
    right = wrong = total = 0
    for kind in KINDS:
        for seed in range(100, 103):
            made = changed(kind, seed, **damage)
            excerpts = [
                Excerpt(str(n), "a", s.start, s.end, *cut(made.old, s.start, s.end))
                for n, s in enumerate(made.spans)
            ]
            places = follow(made.old, made.new, excerpts).places
            for one, span in zip(excerpts, made.spans, strict=True):
                place = places[one.id]
                is_sure = place.certainty is Certainty.SURE
                hit = not is_sure if span.truth is None else (place.start, place.end) == span.truth
                right, total = right + hit, total + 1
                wrong += is_sure and not hit
    assert total >= 1_400
    assert right >= 0.98 * total
    assert wrong <= 0.005 * total


def test_words_before_and_after_a_change_stay_sure():
    new = "A new line in front.\n" + OLD.replace("on Monday", "late on Tuesday evening")
    assert sure(new, "subsidy 😀 would be paid") == "subsidy 😀 would be paid"
    assert sure(new, "The ministry said") == "The ministry said"
    assert sure(new, "الوزارة إن الدعم") == "الوزارة إن الدعم"


def test_a_corrected_word_belongs_to_the_excerpt():
    assert sure(OLD.replace("repairs", "overhaul"), "put off their repairs") == (
        "put off their overhaul"
    )


def test_what_is_put_in_beside_an_excerpt_stays_out_of_it():
    new = OLD.replace("the figures", "all the figures").replace("so far", "and dates so far")
    assert sure(new, "the figures") == "the figures"


def test_a_paragraph_that_moved_takes_its_excerpts_along():
    lines = OLD.splitlines(keepends=True)
    new = "".join([lines[3], *lines[:3], lines[4]]).replace("so far", "until now")
    assert sure(new, "the harbour office of Port Almary") == "the harbour office of Port Almary"


def test_a_sentence_that_moved_to_another_paragraph_is_found_by_its_quote():
    old = OLD.replace("repairs.\n", "repairs. The tender closes in the third week of May.\n")
    new = OLD.replace("so far.\n", "so far. The tender closes in the third week of May.\n")
    words = "The tender closes in the third week of May."
    assert went(new, words, old) == (words, Certainty.SURE, "")


def test_a_changed_figure_is_looked_at():
    found, certainty, reason = went(OLD.replace("31%", "13%"), "rose by 31% in October")
    assert (found, certainty) == ("rose by 13% in October", Certainty.DOUBT)
    assert reason == "A figure in it has changed: 31 became 13."


def test_words_that_were_all_replaced_are_looked_at():
    found = went(OLD.replace("two operators", "several owners"), "two operators")
    assert found == ("several owners", Certainty.DOUBT, anchoring.SWAPPED)


def test_words_between_which_much_was_put_are_looked_at():
    more = (
        "paid, the ministry's spokeswoman added with some reluctance and after a long pause, until"
    )
    _words, certainty, reason = went(OLD.replace("paid until", more), "be paid until the winter")
    assert (certainty, reason) == (Certainty.DOUBT, anchoring.FULLER)


def test_an_excerpt_whose_paragraphs_were_parted_is_looked_at():
    lines = OLD.splitlines(keepends=True)
    words = OLD[OLD.index("until the winter") : OLD.index("in October")]
    _words, certainty, reason = went("".join([lines[2], *lines[:2], *lines[3:]]), words)
    assert (certainty, reason) == (Certainty.DOUBT, anchoring.APART)


def test_a_quote_that_now_stands_in_two_places_is_looked_at():
    old = OLD + "The council meets again on Friday.\n"
    new = OLD.replace("so far.", "so far. The council meets again on Friday.").replace(
        "repairs.", "repairs. The council meets again on Friday."
    )
    _words, certainty, reason = went(new, "The council meets again on Friday.", old)
    assert (certainty, reason) == (Certainty.DOUBT, searching.TWICE)


def test_lost_words_stand_at_the_paragraph_where_they_were():
    lines = OLD.splitlines(keepends=True)
    words, certainty, reason = went("".join([*lines[:2], *lines[3:]]), "Fuel costs rose by 31%")
    assert (certainty, reason) == (Certainty.LOST, LOST)
    assert words == lines[3].strip()


def test_lost_words_that_come_back_are_offered():
    one = {"quote": "Fuel costs rose by 31% in October", "review": "Lost."}
    without = OLD.replace(OLD.splitlines(keepends=True)[2], "")
    back = without.replace("so far.", "so far. Fuel costs rose by 31% in October.")
    found, certainty, reason = went(back, "Nobody at the harbour", without, **one)
    assert (found, certainty, reason) == (one["quote"], Certainty.DOUBT, anchoring.AGAIN)


def test_one_of_many_equal_lines_is_looked_at_when_their_number_changes():
    old = "Read more here now.\n" * 5 + "Unique.\n"
    new = "Read more here now.\n" * 4 + "Unique.\n"
    of = article(old)
    one = Excerpt("e", of.id, 40, 49, *cut(old, 40, 49))
    assert follow(old, new, [one]).places["e"].certainty is Certainty.DOUBT


def test_an_unchanged_text_leaves_all_where_they_are():
    of = article(OLD)
    one = excerpt(of, "Monday", "t")
    assert follow(OLD, OLD, [one]).places == {one.id: Place(one.start, one.end)}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("The same line again.\n" * 20_000, "The same line again.\n" * 19_000 + "Other.\n"),
        ("The same line again.\n" * 20_000, "The same line anew.\n" * 20_000),
        ("word " * 80_000, "word " * 40_000 + "other " + "word " * 40_000),
        ("a" * 400_000, "a" * 200_000 + "b" + "a" * 200_000),
        ("海运补贴" * 60_000, "海运补贴" * 30_000 + "文" + "海运补贴" * 30_000),
        ("\n".join(map(str, range(60_000))), "\n".join(str(n + 7) for n in range(60_000))),
        ("All of it goes. " * 20_000, "x"),
    ],
)
def test_hostile_texts_come_to_an_end(old, new):
    chance = random.Random(5)
    starts = [chance.randrange(len(old) - 60) for _ in range(200)]
    excerpts = [Excerpt(str(n), "a", s, s + 60, *cut(old, s, s + 60)) for n, s in enumerate(starts)]
    places = follow(old, new, excerpts).places
    assert len(places) == 200
    assert all(0 <= p.start < p.end <= len(new) for p in places.values())


PIECES = st.sampled_from(
    ["The ferry ", "ministry 😀 ", "said. ", "السلام ", "中文。", "31% ", "\n", "\n\n", "é ", "it "]
)
TEXTS = st.lists(PIECES, min_size=1, max_size=40).map("".join).filter(str.strip)


@given(TEXTS, TEXTS, st.lists(st.tuples(st.integers(0, 300), st.integers(1, 40)), max_size=5))
def test_every_excerpt_has_a_place_inside_the_new_text_and_sure_ones_have_words(old, new, spans):
    excerpts = []
    for n, (first, length) in enumerate(spans):
        start = first % len(old)
        end = min(len(old), start + length)
        excerpts.append(Excerpt(str(n), "a", start, end, *cut(old, start, end)))
    places = follow(old, new, excerpts).places
    assert set(places) == {e.id for e in excerpts}
    for each in places.values():
        assert 0 <= each.start < each.end <= len(new)
        assert bool(each.reason) == (each.certainty is not Certainty.SURE)
        assert new[each.start : each.end].strip() or old == new


@given(TEXTS, TEXTS, TEXTS)
def test_text_put_in_front_and_behind_moves_everything_as_it_is(middle, before, after):
    old = f"It begins with a line that is nowhere else.\n{middle}\n"
    new = f"{before}\n{old}{after}"
    one = Excerpt("e", "a", 0, 26, *cut(old, 0, 26))
    place = follow(old, new, [one]).places["e"]
    assert new[place.start : place.end] == one.quote


@pytest.mark.parametrize(("wish", "at"), [(None, 0), (5, 4), (4, 4), (99, 8)])
def test_a_quote_is_found_nearest_to_where_it_is_wished(wish, at):
    assert find_quote("one one one", "one", wish) == at


def test_a_quote_that_is_not_there_is_not_found():
    assert find_quote("one", "two") is None
    assert find_quote("one", "") is None
