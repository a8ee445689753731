"""Paragraphs found on pages: across page ends, past notes, hyphens and glued numbers."""

from hypothesis import given
from hypothesis import strategies as st
from page_builders import FERRY, FUEL, facts, outline, page, said

from briefing.model.outline import Citation, Paragraph, ParagraphKind, Row, Run, Table
from briefing.services.pages.page_places import places_of

NOTE = "Almary Courier, paragraph 4. Reported; low confidence."


def lines_of(places, **wanted):
    """Return (page, row) of each line of the places that have these values."""
    return [
        (place.page, box[1] / 20)
        for place in places.places
        for box in place.lines
        if all(getattr(place, name) == value for name, value in wanted.items())
    ]


def test_a_click_on_a_paragraph_leads_to_its_section_and_excerpt():
    of = outline(facts(said(FERRY, "e1"), said(FUEL)))
    found = places_of(of, [page("A title", "Key facts", FERRY, FUEL)])
    place = found.at(0, 200, 46)
    assert (place.section, place.excerpt) == ("facts", "e1")
    place = found.at(0, 200, 66)
    assert (place.section, place.excerpt) == ("facts", None)
    assert found.at(0, 200, 5) is None
    assert found.start_of("facts") == (0, 20)
    assert found.start_of("none") is None


def test_a_paragraph_goes_on_after_the_notes_and_headers_between():
    first, second = FERRY.split(" islands ")
    pages = [
        page("Key facts", first, f"1 {NOTE}", "For internal use", "Page 1 of 2"),
        page("For internal use", f"islands {second}", FUEL),
    ]
    note = Citation(1, "e1", "a", 4, FERRY, NOTE)
    of = outline(facts(said(FERRY, "e1", 1), said(FUEL, "e2")), notes=(note,))
    found = places_of(of, pages)
    assert lines_of(found, excerpt="e1", is_note=False) == [(0, 1), (1, 1)]
    assert lines_of(found, excerpt="e1", is_note=True) == [(0, 2)]
    assert lines_of(found, excerpt="e2") == [(1, 2)]
    assert found.section_at(1, 30) == "facts"


def test_hyphens_and_the_numbers_of_notes_are_seen_through():
    of = outline(facts(said(FERRY, "e1", 12)))
    lines = ("The night ferry to the nor-", "thern islands will sail until", "the end of May12")
    found = places_of(of, [page(*lines)])
    assert lines_of(found, excerpt="e1") == [(0, 0), (0, 1), (0, 2)]


def test_words_that_are_quoted_twice_are_found_at_both_places():
    sections = facts(said(FERRY, "e1")), facts(said(FERRY, "e1"), key="more", title="More")
    found = places_of(outline(*sections), [page("Key facts", FERRY, "More", FERRY)])
    assert lines_of(found, section="facts") == [(0, 0), (0, 1)]
    assert lines_of(found, section="more") == [(0, 2), (0, 3)]


def test_a_template_may_put_the_sections_in_another_order():
    sections = facts(said(FERRY)), facts(said(FUEL), key="first", title="Summary")
    found = places_of(outline(*sections), [page("Summary", FUEL, "Key facts", FERRY)])
    assert lines_of(found, section="first") == [(0, 0), (0, 1)]
    assert lines_of(found, section="facts") == [(0, 2), (0, 3)]


def test_rows_of_a_table_and_words_without_spaces_are_found():
    row = Row(((Run("Operators"),), (Run("They put off repairs"),)), "e3")
    chinese = said("省议会星期一经过五个小时的辩论决定", "e4")
    of = outline(facts(Table("Who", ("Who", "What"), (row,)), chinese))
    pages = [
        page(
            "Who What",
            "Operators They put",
            "off repairs",
            "省议会星期一经过五",
            "个小时的辩论决定",
        )
    ]
    found = places_of(of, pages)
    assert lines_of(found, excerpt="e3") == [(0, 1), (0, 2)]
    assert lines_of(found, excerpt="e4") == [(0, 3), (0, 4)]


def test_a_sentence_of_the_desk_leads_to_the_one_excerpt_that_it_cites():
    notes = tuple(Citation(n, f"e{n}", "a", n, "q", f"Courier, paragraph {n}.") for n in (1, 2))
    both = Paragraph(ParagraphKind.TEXT, (Run(FUEL, citation=1), Run(" and more", citation=2)))
    found = places_of(outline(facts(said(FERRY, None, 1), both), notes=notes), [page(FERRY, FUEL)])
    assert [place.excerpt for place in found.places] == ["e1", None]


def test_what_is_not_printed_has_no_place():
    of = outline(facts(said("Nothing of this stands on any page at all"), said(FERRY)))
    found = places_of(of, [page(FERRY)])
    assert lines_of(found) == [(0, 0)]
    assert places_of(of, []).places == ()


LETTERS = st.sampled_from(["a", "b", "c", "d", "1", "a1", "ab", "-"])


@given(
    st.lists(st.lists(LETTERS, max_size=30), max_size=5),
    st.lists(st.lists(LETTERS, max_size=9), max_size=6),
)
def test_no_word_is_given_to_two_paragraphs(lines, paragraphs):
    pages = [page(" ".join(line)) for line in lines]
    found = places_of(outline(facts(*(said(" ".join(words)) for words in paragraphs))), pages)
    given_away = sum(len(place.lines) for place in found.places)
    assert given_away <= sum(len(each.words) for each in pages)
    assert all(place.lines for place in found.places)
