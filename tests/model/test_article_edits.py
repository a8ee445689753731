"""Typing in an article, and taking over a newer one: excerpts stay on their words."""

from dataclasses import replace

import pytest
from builders import article, brief, excerpt, project
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from briefing.errors import ProjectError
from briefing.model.article import Block, BlockKind, clean_text, count_words, text_hash
from briefing.model.article_edits import (
    GONE,
    REPLACED,
    confirm,
    edit_text,
    move_to,
    replace_text,
)
from briefing.model.changes import changes_between
from briefing.model.excerpt import cut
from briefing.model.excerpt_edits import move_edges
from briefing.model.following import Certainty, Followed, Place, nearest_paragraph
from briefing.model.project import new_project

TEXT = (
    "The ferry 😀 subsidy\n\nFuel rose by 31% in October. السلام عليكم ورحمة الله.\n"
    "两家运营商推迟了维修。 Nobody has confirmed it.\nThe last line."
)
OF = article(TEXT)
LETTERS = "ab é😀\n。中ع\t\ufeff\x07\r"


def edited(value, *edits):
    for edit in edits:
        value = edit.apply(value)
    return value


def at(words):
    return OF.text.index(words), OF.text.index(words) + len(words)


def typed(words, new, *excerpts, of=OF):
    start = of.text.index(words)
    return edit_text(of, start, start + len(words), new).apply(project(of, *excerpts))


def only(value):
    (found,) = value.excerpts.values()
    return found, value.articles[found.article].text


def test_an_excerpt_behind_the_edit_moves_with_its_words():
    value = typed("subsidy", "subsidies", excerpt(OF, "confirmed it", "outlook"))
    found, text = only(value)
    assert text[found.start : found.end] == found.quote == "confirmed it"
    assert found.prefix == text[found.start - 32 : found.start]
    assert not found.review


def test_an_excerpt_around_the_edit_has_the_corrected_words():
    found, _text = only(typed("31%", "13 per cent", excerpt(OF, "rose by 31% in", "outlook")))
    assert (found.quote, found.review) == ("rose by 13 per cent in", "")


def test_context_of_an_excerpt_follows_an_edit_beside_it():
    found, _text = only(typed("in October", "in November", excerpt(OF, "Fuel rose", "outlook")))
    assert found.suffix.startswith(" by 31% in November.")


@pytest.mark.parametrize(
    ("words", "place", "new", "then"),
    [
        ("confirme", "end", "d", "confirmed"),
        ("confirmed", "end", " again", "confirmed"),
        ("confirmed", "end", ", it seems", "confirmed,"),
        ("has", "start", "it ", "has"),
        ("as confirmed", "start", "w", "was confirmed"),
        ("运营商", "end", "们", "运营商"),
    ],
)
def test_what_is_typed_at_an_edge_belongs_to_the_word_it_joins(words, place, new, then):
    one = excerpt(OF, words, "outlook")
    offset = one.start if place == "start" else one.end
    found, _text = only(edit_text(OF, offset, offset, new).apply(project(OF, one)))
    assert found.quote == then


def test_a_word_that_is_deleted_and_typed_anew_at_the_end_still_belongs_to_the_excerpt():
    one = excerpt(OF, "rose by 31%", "outlook")
    value = project(OF, one)
    for length in (3, 2, 1):
        end = one.start + len("rose by ") + length
        value = edit_text(OF, end - 1, end, "").apply(value)
    for number, letter in enumerate("29%"):
        offset = one.start + len("rose by ") + number
        value = edit_text(OF, offset, offset, letter).apply(value)
    assert only(value)[0].quote == "rose by 29%"


def test_an_excerpt_shrinks_to_the_words_that_are_left_of_it():
    found, _text = only(typed("31% in October", "much", excerpt(OF, "in October. السلام", "t")))
    assert (found.quote, found.review) == (". السلام", "")


@pytest.mark.parametrize("gone", ["confirmed it", "has confirmed it."])
def test_an_excerpt_whose_words_all_go_stays_with_tags_and_a_word_on_it(gone):
    one = excerpt(OF, "confirmed it", "outlook", attribution="the ministry")
    found, text = only(typed(gone, "", one))
    assert (found.quote, found.tags, found.review) == ("confirmed it", ("outlook",), GONE)
    assert found.assessment == one.assessment
    assert text[found.start : found.end].startswith("两家运营商推迟了维修。")


def test_an_excerpt_that_is_replaced_word_for_word_is_marked_and_keeps_what_was_meant():
    found, text = only(typed("confirmed it", "denied all", excerpt(OF, "confirmed it", "t")))
    assert (found.quote, found.review) == ("confirmed it", REPLACED)
    assert text[found.start : found.end] == "denied all"


def test_the_article_keeps_its_id_and_knows_its_words_and_hash():
    now = typed("Fuel rose", "The price of fuel rose").articles[OF.id]
    assert now.id == OF.id
    assert now.sha256 == now.fingerprint == text_hash(now.text)
    assert now.words == count_words(now.text)


def test_a_long_text_is_hashed_when_somebody_asks():
    long = article("Some words that come again.\n" * 40_000)
    now = edit_text(long, 0, 4, "Few").apply(project(long)).articles[long.id]
    assert (now.sha256, now.fingerprint) == ("", text_hash(now.text))


def test_forbidden_characters_and_other_line_ends_stay_out():
    assert (
        typed("subsidy", "sub\x00si\r\ndy\ufeff").articles[OF.id].text[10:19] == "😀 subsi\nd"[:9]
    )


@pytest.mark.parametrize("span", [(-1, 3), (5, 4), (0, 9_999)])
def test_a_range_outside_the_article_is_refused(span):
    with pytest.raises(ProjectError, match="no words from"):
        edit_text(OF, *span, "x").apply(project(OF))


def test_an_article_without_a_word_is_refused():
    with pytest.raises(ProjectError, match="at least one word"):
        edit_text(OF, 0, len(OF.text), " \n").apply(project(OF))


def test_keys_of_one_run_are_one_step_and_others_are_not():
    assert edit_text(OF, 3, 3, "x", typing=3).merge == edit_text(OF, 4, 4, "y", typing=3).merge
    assert edit_text(OF, 3, 3, "x", typing=3).merge != edit_text(OF, 9, 9, "y", typing=9).merge
    assert edit_text(OF, 3, 3, "x").merge == ""


def kinds(value):
    now = value.articles[OF.id]
    return [(b.kind.value, now.text[b.start : b.end]) for b in now.blocks]


def test_a_line_end_parts_a_block_and_the_rest_of_a_heading_is_a_paragraph():
    first = replace(OF.blocks[0], kind=BlockKind.HEADING, level=2)
    of = replace(OF, blocks=(first, *OF.blocks[1:]))
    assert kinds(typed(" subsidy", "\nsubsidy", of=of))[:2] == [
        ("heading", "The ferry 😀"), ("paragraph", "subsidy"),
    ]  # fmt: skip


def test_taking_out_a_line_end_joins_two_blocks():
    value = typed("it.\nThe last", "it. The last")
    assert kinds(value)[-1] == (
        "paragraph", "两家运营商推迟了维修。 Nobody has confirmed it. The last line."
    )  # fmt: skip


def test_words_on_an_empty_line_are_a_paragraph():
    offset = OF.text.index("\n\n") + 1
    value = edit_text(OF, offset, offset, "Between.").apply(project(OF))
    assert kinds(value)[1] == ("paragraph", "Between.")
    assert len(kinds(value)) == len(OF.blocks) + 1


def test_a_newer_article_is_taken_over_in_place_and_taken_back():
    sure, doubt, lost = (excerpt(OF, w, "t") for w in ("confirmed it", "31%", "Fuel rose"))
    new = article("Nobody has confirmed it. Fuel: 13%.\nMore.", source="ferry2.txt")
    spot = new.text.index("confirmed it"), new.text.index("confirmed it") + len("confirmed it")
    places = {
        sure.id: Place(*spot),
        doubt.id: Place(31, 34, Certainty.DOUBT, "A figure changed."),
    }
    before = project(OF, sure, doubt, lost, brief(facts=f"[@{sure.id}]"))
    old = replace(OF, title="Mine")
    before = before.having("articles", old)
    after = replace_text(old, new, Followed(places), {"h": b"x"}).apply(before)
    now = after.articles[OF.id]
    assert (now.text, now.source, now.title, now.added) == (
        new.text, "ferry2.txt", "Mine", OF.added
    )  # fmt: skip
    assert set(after.articles) == {OF.id}
    assert after.excerpts[sure.id].quote == now.text[slice(*spot)]
    assert (after.excerpts[doubt.id].quote, after.excerpts[doubt.id].review) == (
        "31%", "A figure changed."
    )  # fmt: skip
    left = after.excerpts[lost.id]
    assert (left.quote, bool(left.review)) == ("Fuel rose", True)
    assert left.start < left.end <= len(now.text)
    assert changes_between(before, after).reversed().applied_to(after) == before


def test_a_confirmed_excerpt_has_the_words_where_it_stands():
    one = replace(excerpt(OF, "confirmed it", "t"), quote="denied it", review="Look.")
    found, _text = only(confirm(one).apply(project(OF, one)))
    assert (found.quote, found.review) == ("confirmed it", "")


@pytest.mark.parametrize("move", [move_to, move_edges])
def test_a_moved_excerpt_has_its_new_words_and_needs_no_more_looking(move):
    one = replace(excerpt(OF, "confirmed it", "t"), review="Look.")
    found, _text = only(move(one, *at("31%")).apply(project(OF, one)))
    assert (found.quote, found.review) == ("31%", "")


def test_an_excerpt_moved_to_no_word_is_refused():
    one = excerpt(OF, "31%", "t")
    with pytest.raises(ProjectError, match="at least one word"):
        move_to(one, 3, 4).apply(project(OF, one))


@pytest.mark.parametrize(
    ("text", "offset", "words"),
    [("a\n\n\nb", 2, "b"), ("a \n\n", 3, "a"), ("\n one \n", 99, "one"), ("\n\nb", 0, "b")],
)
def test_the_nearest_paragraph_has_words_in_it(text, offset, words):
    assert text[slice(*nearest_paragraph(text, offset))] == words


def check(value):
    for each in value.excerpts.values():
        text = value.articles[each.article].text
        assert 0 <= each.start < each.end <= len(text)
        assert text[each.start : each.end].strip()
        if not each.review:
            assert (each.quote, each.prefix, each.suffix) == cut(text, each.start, each.end)
    for each in value.articles.values():
        assert each.text == clean_text(each.text)
        assert each.words == count_words(each.text)
        check_blocks(each)


def check_blocks(of):
    end = 0
    for block in of.blocks:
        assert end <= block.start < block.end <= len(of.text)
        assert of.text[block.start : block.end].strip() == of.text[block.start : block.end]
        assert not of.text[end : block.start].strip()
        end = block.end
    assert not of.text[end:].strip()


texts = st.text(LETTERS, min_size=1, max_size=40).filter(
    lambda t: clean_text(t).strip("\ufeff \n\t")
)
changes = st.tuples(st.integers(0, 60), st.integers(0, 12), st.text(LETTERS, max_size=5))


def spans_of(of, numbers):
    found = []
    for number, (first, length) in enumerate(numbers):
        start = first % len(of.text)
        end = min(len(of.text), start + 1 + length)
        if of.text[start:end].strip():
            one = excerpt(of, of.text[start:end], "t")
            _quote, prefix, suffix = cut(of.text, start, end)
            found.append(
                replace(one, id=f"e{number}", start=start, end=end, prefix=prefix, suffix=suffix)
            )
    return found


def try_edit(value, of, start, length, new):
    size = len(value.articles[of.id].text)
    start %= size + 1
    try:
        return edit_text(of, start, min(size, start + length), new).apply(value)
    except ProjectError:
        return value


@given(texts, st.lists(st.tuples(st.integers(0, 60), st.integers(0, 9)), max_size=4),
       st.lists(changes, max_size=6))  # fmt: skip
def test_random_edits_keep_each_excerpt_on_its_words_and_undo_gives_back_the_same(
    text, numbers, edits
):
    of = article(text)
    value = project(of, *spans_of(of, numbers))
    count = len(value.excerpts)
    for start, length, new in edits:
        after = try_edit(value, of, start, length, new)
        check(after)
        assert len(after.excerpts) == count
        steps = changes_between(value, after)
        assert steps.reversed().applied_to(after) == value
        assert steps.applied_to(value) == after
        value = after


class Editing(RuleBasedStateMachine):
    """An article edited, its excerpts marked and settled, steps taken back and done again."""

    def __init__(self):
        super().__init__()
        self.of = OF
        ones = [excerpt(OF, w, "t") for w in ("31%", "confirmed it", "两家运营商", "السلام")]
        self.value = project(OF, *ones)
        self.undone, self.done = [], []

    def step(self, after):
        if changes := changes_between(self.value, after):
            self.done.append((self.value, changes))
            self.undone.clear()
            self.value = after

    @rule(start=st.integers(0, 150), length=st.integers(0, 40), new=st.text(LETTERS, max_size=6))
    def edit(self, start, length, new):
        self.step(try_edit(self.value, self.of, start, length, new))

    @rule(which=st.integers(0, 3))
    def settle(self, which):
        one = sorted(self.value.excerpts.values(), key=lambda e: e.id)[which]
        self.step(confirm(one).apply(self.value))

    @rule(text=texts)
    def take_over(self, text):
        self.step(replace_text(self.of, article(text), Followed()).apply(self.value))

    @precondition(lambda self: self.done)
    @rule()
    def undo(self):
        before, changes = self.done.pop()
        after, self.value = self.value, changes.reversed().applied_to(self.value)
        assert self.value == before
        self.undone.append((after, changes))

    @precondition(lambda self: self.undone)
    @rule()
    def redo(self):
        after, changes = self.undone.pop()
        before, self.value = self.value, changes.applied_to(self.value)
        assert self.value == after
        self.done.append((before, changes))

    @invariant()
    def all_is_sound(self):
        assert len(self.value.excerpts) == 4
        check(self.value)


TestEditing = Editing.TestCase


def test_an_excerpt_elsewhere_stays_the_same_object():
    other = article("Another article.")
    one = excerpt(other, "Another", "t")
    value = new_project().having("articles", OF, other).having("excerpts", one)
    assert edit_text(OF, 0, 0, "x").apply(value).excerpts[one.id] is one


def test_blocks_that_the_edit_does_not_touch_only_move():
    value = typed("Fuel", "Fuels")
    assert value.articles[OF.id].blocks[0] is OF.blocks[0]
    last = OF.blocks[-1]
    assert value.articles[OF.id].blocks[-1] == Block(last.kind, 0, last.start + 1, last.end + 1)
