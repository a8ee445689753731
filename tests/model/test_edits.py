"""Edits: what tagging, writing and arranging do to a project."""

import pytest
from builders import article, brief, excerpt, project, slot, template
from hypothesis import given
from hypothesis import strategies as st

from briefing.errors import ProjectError
from briefing.model.brief import Placed, Rest, SectionText, Words, body_of
from briefing.model.changes import changes_between
from briefing.model.edits import (
    Stamp,
    add_articles,
    change_template,
    leave_out,
    remove_article,
    remove_excerpt,
    set_field,
    set_note,
    take_in,
    toggle_tag,
    write_section,
)
from briefing.model.tags import DEFAULT_SCHEME, new_tag

STAMP = Stamp("new", "me", "2026-01-01T00:00:00")


def tagged(before, of, words, tag, stamp=STAMP):
    start = of.text.index(words)
    return toggle_tag(of.id, start, start + len(words), tag, tag, stamp).apply(before)


def test_tagging_words_makes_an_excerpt_of_exactly_these_words():
    of = article("Emoji 👩‍👩‍👧 before. Then the words.")
    after = tagged(project(of), of, "Then the words.", "outlook")
    made = after.excerpts["new"]
    assert (made.quote, made.tags, made.prefix[-3:]) == ("Then the words.", ("outlook",), "e. ")
    assert of.text[made.start : made.end] == made.quote


def test_the_same_tag_again_takes_it_off_and_the_bare_excerpt_goes():
    of = article()
    once = tagged(project(of), of, "Fuel costs", "outlook")
    assert tagged(once, of, "Fuel costs", "outlook").excerpts == {}


def test_a_second_tag_goes_on_the_same_excerpt():
    of = article()
    once = tagged(project(of), of, "Fuel costs", "outlook")
    twice = tagged(once, of, "Fuel costs", "background", Stamp("other", "", ""))
    assert [e.tags for e in twice.excerpts.values()] == [("outlook", "background")]


def test_an_excerpt_with_a_note_stays_when_its_last_tag_goes():
    of = article()
    once = tagged(project(of), of, "Fuel costs", "outlook")
    noted = set_note(once.excerpts["new"], "check").apply(once)
    assert tagged(noted, of, "Fuel costs", "outlook").excerpts["new"].note == "check"


def test_overlapping_words_are_excerpts_of_their_own():
    of = article()
    once = tagged(project(of), of, "Fuel costs rose by 31%", "outlook")
    twice = tagged(once, of, "rose by 31% in October", "key-figures", Stamp("two", "", ""))
    assert {e.quote for e in twice.excerpts.values()} == {
        "Fuel costs rose by 31%",
        "rose by 31% in October",
    }


@pytest.mark.parametrize("span", [(5, 5), (-1, 3), (0, 10_000)])
def test_no_words_cannot_be_tagged(span):
    of = article("Short.")
    with pytest.raises(ProjectError, match="no words"):
        toggle_tag(of.id, *span, "outlook", "Outlook", STAMP).apply(project(of))


def test_removing_an_article_takes_its_excerpts_and_no_others():
    one, two = article(), article("Another text. It stays.")
    before = project(
        one, two, excerpt(one, "Fuel", "outlook"), excerpt(two, "It stays.", "outlook")
    )
    after = remove_article(one).apply(before)
    assert [e.quote for e in after.excerpts.values()] == ["It stays."]


def test_an_edit_that_changes_nothing_has_no_changes():
    of = article()
    before = project(of)
    assert not changes_between(before, add_articles([of]).apply(before))


def test_changes_lead_there_and_back():
    of = article()
    kept = excerpt(of, "Fuel", "outlook")
    before = project(of, kept)
    after = tagged(remove_excerpt(kept).apply(before), of, "ministry", "outlook")
    changes = changes_between(before, after)
    assert changes.applied_to(before) == after
    assert changes.reversed().applied_to(after) == before


def test_two_steps_become_one_that_leads_from_the_first_to_the_last():
    of = article()
    first = project(of)
    second = tagged(first, of, "Fuel costs", "outlook")
    third = tagged(second, of, "Fuel costs", "background")
    both = changes_between(first, second).then(changes_between(second, third))
    assert both.applied_to(first) == third
    assert not changes_between(first, second).then(changes_between(second, first))


def test_left_out_excerpts_can_be_taken_back():
    before = project(brief())
    out = leave_out("b1", "facts", "e1").apply(before)
    assert out.briefs["b1"].section("facts").left_out == ("e1",)
    assert take_in("b1", "facts", "e1").apply(out).briefs["b1"].section("facts").left_out == ()


def test_a_cleared_field_is_gone_rather_than_blank():
    filled = set_field("b1", "to", "The minister", "To").apply(project(brief()))
    assert filled.briefs["b1"].fields == {"to": "The minister"}
    assert set_field("b1", "to", "", "To").apply(filled).briefs["b1"].fields == {}


def test_another_template_keeps_what_was_written():
    before = project(brief(facts="My words."), template(slot()))
    other = template(slot("facts"), slot("outlook"), key="long")
    after = change_template(before.briefs["b1"], other, {}).apply(before)
    assert after.briefs["b1"].template == "long"
    assert after.briefs["b1"].section("facts").body == "My words."


PIECES = st.lists(
    st.one_of(
        st.text("abc .*\n", min_size=1).filter(str.strip).map(lambda t: Words(t.strip("\n"))),
        st.sampled_from(["e1", "e2", "x-9"]).map(Placed),
        st.just(Rest()),
    ),
    max_size=6,
)


@given(PIECES)
def test_a_body_reads_back_as_the_pieces_it_was_written_from(pieces):
    seen, unique = False, []
    for piece in pieces:
        if isinstance(piece, Words) and unique and isinstance(unique[-1], Words):
            continue
        if piece == Rest():
            if seen:
                continue
            seen = True
        unique.append(piece)
    if not seen:
        unique.append(Rest())
    text = body_of(tuple(unique))
    assert SectionText("facts", text).pieces() == tuple(unique)


def test_words_around_the_excerpts_keep_their_place():
    after = write_section("b1", "facts", (Words("Before."), Rest(), Words("After."))).apply(
        project(brief())
    )
    assert after.briefs["b1"].section("facts").body == "Before.\n\n[@*]\n\nAfter."


def test_a_new_tag_gets_a_code_and_an_id_that_are_free():
    tag = new_tag(DEFAULT_SCHEME, "Outlook")
    assert tag.id == "outlook-2"
    assert tag.code not in {t.code for t in DEFAULT_SCHEME.tags}
    assert tag.colour not in {t.colour for t in DEFAULT_SCHEME.tags}
