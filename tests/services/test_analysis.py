"""What the pages of the analysis count, against counting it by hand."""

import csv
import io
from dataclasses import replace
from itertools import product

import pytest
from builders import article, brief, excerpt, project, slot, template
from hypothesis import given
from hypothesis import strategies as st

from briefing.errors import ExportError
from briefing.model.article import Article, Block, BlockKind
from briefing.model.excerpt import Excerpt, Impact, Status
from briefing.model.table_edits import add_words
from briefing.model.tags import Tag, TagScheme
from briefing.services.analysis import PAGES
from briefing.services.analysis.assessed import sources_by_status, stakeholders_by_impact
from briefing.services.analysis.dated import dates_in
from briefing.services.analysis.differing import differing_figures
from briefing.services.analysis.grid import Cell, Grid, Head, as_csv, as_markdown
from briefing.services.analysis.places import Together, paragraphs_of
from briefing.services.analysis.portrait import MOST, portraits
from briefing.services.analysis.tag_grids import tags_by_article, tags_together
from briefing.services.analysis.tag_query import answers, matching, parse
from briefing.services.analysis.timeline import timeline
from briefing.services.section_text import markdown_reading
from briefing.services.section_text.rich_text import BlockKind as Rich

FIRST = article(added="2026-01-01")
SECOND = article("Ferries carry 40% more fish. Nobody minds.", "more.txt", added="2026-01-02")
TAGS = ("policy-shift", "outlook", "background")
LINES = 6


def words_of(grid):
    """Return the cells in words, by the words of their heads."""
    return {
        (grid.rows[row].words, grid.columns[column].words): cell.words
        for (row, column), cell in grid.cells.items()
    }


def test_tags_are_counted_article_by_article_and_lead_to_their_excerpts():
    one = excerpt(FIRST, "The ferry subsidy", "policy-shift", "outlook")
    two = excerpt(FIRST, "Two operators", "outlook")
    three = excerpt(SECOND, "40% more fish")
    grid = tags_by_article(project(FIRST, SECOND, two, one, three))
    assert words_of(grid) == {
        (FIRST.name, "Policy shift"): "1", (FIRST.name, "Outlook"): "2", (FIRST.name, "All"): "2",
        (SECOND.name, "No tag"): "1", (SECOND.name, "All"): "1",
    }  # fmt: skip
    assert grid.cell(0, 1).excerpts == (one.id, two.id)


def test_of_tags_together_the_diagonal_has_all_and_the_choice_says_what_counts():
    wide = excerpt(FIRST, "Fuel costs rose by 31% in October.", "outlook")
    inner = excerpt(FIRST, "31%", "background")
    beside = excerpt(FIRST, "Two operators", "policy-shift", "background")
    made = project(FIRST, wide, inner, beside)
    place = ("Outlook", "Background")
    assert place not in words_of(tags_together(made, Together.EXCERPT))
    assert words_of(tags_together(made, Together.OVERLAP))[place] == "2"
    assert words_of(tags_together(made, Together.PARAGRAPH))[place] == "3"
    assert words_of(tags_together(made, Together.OVERLAP))["Background", "Background"] == "2"


def lined(spans):
    """Return a project of one article of lines of ten letters, with excerpts of these spans."""
    text = "\n".join(["abcdefghi"] * LINES)
    blocks = tuple(Block(BlockKind.PARAGRAPH, 0, at * 10, at * 10 + 9) for at in range(LINES))
    of = Article("a", "a.txt", None, text, blocks)
    marked = [
        Excerpt(f"x{place:03}", "a", start, start + length, "", "", "", tuple(tags))
        for place, (start, length, tags) in enumerate(spans)
    ]
    return project(of, *marked)


def same_place(one, other, together, blocks):
    if one.id == other.id:
        return True
    if together is Together.EXCERPT:
        return False
    if together is Together.OVERLAP:
        return one.start < other.end and other.start < one.end
    mine, theirs = (set(range(*paragraphs_of(blocks, e.start, e.end))) for e in (one, other))
    return bool(mine & theirs)


_SPANS = st.lists(
    st.tuples(st.integers(0, 50), st.integers(1, 9), st.lists(st.sampled_from(TAGS), unique=True)),
    max_size=12,
)


@given(_SPANS, st.sampled_from(Together))
def test_tags_together_are_those_that_comparing_each_with_each_finds(spans, together):
    made = lined(spans)
    grid = tags_together(made, together)
    marked, blocks = list(made.excerpts.values()), made.articles["a"].blocks
    names = {tag.id: tag.name for tag in made.tags()}
    expected = {}
    for one, other in product(TAGS, TAGS):
        found = {
            each.id
            for first, second in product(marked, marked)
            if one in first.tags and other in second.tags
            and same_place(first, second, together, blocks)
            for each in (first, second)
            if one != other or each is first is second
        }  # fmt: skip
        if found:
            expected[names[one], names[other]] = found
    shown = {
        (grid.rows[r].words, grid.columns[c].words): set(cell.excerpts)
        for (r, c), cell in grid.cells.items()
    }
    assert shown == expected


@given(st.integers(0, 58), st.integers(1, 30))
def test_the_paragraphs_of_a_range_are_those_it_shares_a_letter_with(start, length):
    blocks = lined([]).articles["a"].blocks
    end = min(start + length, 59)
    touched = [n for n, b in enumerate(blocks) if b.start < end and start < b.end]
    first, after = paragraphs_of(blocks, start, end)
    assert list(range(first, after)) == touched or (not touched and after - first == 1)


def test_sources_are_one_in_any_spelling_and_say_how_often_they_are_verified():
    made = project(
        FIRST,
        excerpt(FIRST, "The ferry subsidy", attribution="The Ministry", status=Status.REPORTED),
        excerpt(FIRST, "Two operators", attribution="ministry", status=Status.DISPUTED),
        excerpt(FIRST, "31%", "outlook"),
    )
    assert words_of(sources_by_status(made)) == {
        ("The Ministry", "Reported"): "1", ("The Ministry", "Disputed"): "1",
        ("The Ministry", "All"): "2",
        ("Nobody named", "Unassessed"): "1", ("Nobody named", "All"): "1",
    }  # fmt: skip


def test_stakeholders_say_who_gains_and_who_loses():
    made = project(
        FIRST,
        excerpt(FIRST, "The ferry subsidy", stakeholder="Operators", impact=Impact.POSITIVE),
        excerpt(FIRST, "Two operators", stakeholder="the operators", impact=Impact.NEGATIVE),
        excerpt(FIRST, "31%", "outlook"),
    )
    assert words_of(stakeholders_by_impact(made)) == {
        ("Operators", "Gains"): "1", ("Operators", "Loses"): "1", ("Operators", "All"): "2",
    }  # fmt: skip


def test_interest_and_influence_have_columns_where_their_tags_are_used():
    standing = TagScheme("s", "Stakeholders", 1, (
        Tag("interest", "Interest", "IN", "#0072B2"),
        Tag("influence", "Influence", "IF", "#000000"),
    ))  # fmt: skip
    wanted = excerpt(FIRST, "Two operators", "interest", stakeholder="Operators")
    grid = stakeholders_by_impact(project(FIRST, wanted).having("schemes", standing))
    assert words_of(grid)["Operators", "Interest"] == "1"
    assert "Influence" not in [head.words for head in grid.columns]


def test_every_page_of_an_empty_project_says_what_to_do():
    for page in PAGES:
        for choice, _name in page.choices or (("", ""),):
            grid = page.make(project(), choice)
            assert grid.is_empty, page.key
            assert grid.hint.endswith("."), page.key


@given(st.text(max_size=12), st.text(max_size=12))
def test_no_cell_of_a_csv_is_a_formula_and_none_is_lost(name, words):
    grid = Grid("T", "Who", (Head(name),), (Head("One"), Head(words)), {(0, 1): Cell(words)})
    lines = list(csv.reader(io.StringIO(as_csv(grid), newline="")))
    assert [len(line) for line in lines] == [3, 3]
    assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in lines[1])


@given(st.text(st.characters(exclude_categories=("C", "Z")), min_size=1, max_size=12))
def test_a_grid_comes_back_from_a_section_as_the_same_table(words):
    grid = Grid("T", "Who", (Head(words),), (Head("All"),), {(0, 0): Cell(words)})
    (table,) = markdown_reading.read(as_markdown(grid))
    assert table.kind is Rich.TABLE
    cells = [["".join(run.text for run in runs) for runs in row] for row in table.rows]
    assert cells == [["Who", "All"], [words, words]]


def test_a_table_comes_below_what_is_written_and_before_the_excerpts_that_end_it():
    of = template(slot("facts", "outlook"))
    made = project(of, brief(facts="Written."))
    after = add_words("b1", "facts", "| a |\n| - |", "Put in").apply(made)
    assert after.briefs["b1"].section("facts").body == "Written.\n\n| a |\n| - |"
    below = add_words("b1", "facts", "More.", "Put in").apply(project(of, brief(facts="[@*]\n\nX")))
    assert below.briefs["b1"].section("facts").body == "[@*]\n\nX\n\nMore."


def test_a_portrait_shows_each_paragraph_with_the_tags_in_it_and_leads_to_bare_ones():
    one = excerpt(FIRST, "31%", "outlook")
    wide = excerpt(FIRST, "Two operators have put off repairs.\nA narrow opening", "background")
    grid = portraits(project(FIRST, one, wide))
    shown = [grid.cell(0, column).words for column in range(len(FIRST.blocks))]
    assert shown == ["·", "OU BG", "BG", "·"]
    assert grid.cell(0, 1).excerpts == (one.id, wide.id)
    bare = grid.cell(0, 3).spot
    assert FIRST.text[bare.start : bare.end].startswith("For fish farms")


def published(text, day, source):
    made = article(text, source, added=day)
    return replace(made, metadata=replace(made.metadata, published=day))


@pytest.mark.parametrize(
    ("words", "date", "guessed"),
    [
        ("On 3 February 2026 it votes.", "2026-02-03", False),
        ("By Feb. 3 it votes.", "2026-02-03", True),
        ("In December it voted.", "2025-12", True),
        ("Since 1994 nothing.", "1994", False),
        ("From 2026-02-03 on.", "2026-02-03", False),
        ("In March 2027 it opens.", "2027-03", False),
    ],
)
def test_dates_are_read_as_far_as_they_go(words, date, guessed):
    (found,) = dates_in(words, "2026-01-15")
    assert (found.date, found.guessed) == (date, guessed)


@pytest.mark.parametrize(
    "words", ["31 February 2026", "It may rise 3%.", "next week", "1994 people", "March on"]
)
def test_what_is_no_date_or_counts_from_now_is_left_out(words):
    assert dates_in(words, "2026-01-15") == []


@given(st.text(max_size=60), st.text(max_size=12))
def test_dates_stand_in_the_text_in_order_and_apart(text, published_on):
    ends = [0]
    for found in dates_in(f"{text} 3 May 2026", published_on):
        assert ends[-1] <= found.start < found.end
        ends.append(found.end)
    assert len(ends) > 1


def test_a_timeline_puts_publication_and_dates_in_excerpts_in_order():
    of = published("The council votes on 3 February 2026. It met in December.", "2026-01-15", "a")
    votes = excerpt(of, "The council votes on 3 February 2026.", "outlook")
    met = excerpt(of, "It met in December.")
    grid = timeline(project(of, votes, met))
    assert [head.words for head in grid.rows] == ["2025-12", "2026-01-15", "2026-02-03"]
    assert [grid.cell(row, 0).words for row in range(3)] == [
        "year taken", "published", "in the text",
    ]  # fmt: skip
    assert grid.cell(1, 2).spot.article == of.id
    assert grid.cell(2, 2).excerpts == (votes.id,)


def test_figures_of_one_unit_and_subject_stand_side_by_side_where_they_differ():
    one = article("Fuel costs rose by 31% in October.", "one.txt", "2026-01-01")
    two = article("According to the union fuel costs rose 27 percent.", "two.txt", "2026-01-02")
    three = article("Fuel costs rose by 31 tonnes. Bread rose by 5%.", "three.txt", "2026-01-03")
    marked = [excerpt(each, each.text, "key-figures") for each in (one, two, three)]
    grid = differing_figures(project(one, two, three, *marked))
    assert [head.words for head in grid.columns] == [one.name, two.name]
    assert grid.rows[0].words.endswith("(%)")
    assert [grid.cell(0, column).words for column in (0, 1)] == ["31%", "27 percent"]
    assert f"[@{marked[0].id}]" in as_markdown(grid)


def test_figures_that_all_articles_give_alike_do_not_differ():
    one = article("Fuel costs rose by 31% in October.", "one.txt", "2026-01-01")
    two = article("Fuel costs rose by 31 percent, and 4% before.", "two.txt", "2026-01-02")
    marked = [excerpt(each, each.text, "key-figures") for each in (one, two)]
    assert differing_figures(project(one, two, *marked)).is_empty


_QUERIES = st.recursive(
    st.sampled_from(("PS", "outlook", '"Background"')),
    lambda inner: st.one_of(
        st.tuples(inner, st.sampled_from(("AND", "OR", "NEAR/0", "near/2")), inner).map(
            lambda parts: f"({' '.join(parts)})"
        ),
        inner.map(lambda query: f"NOT {query}"),
    ),
    max_leaves=5,
)


def by_hand(query, made):
    """Return the ids that a parsed query asks for, comparing each excerpt with each."""
    marked, blocks = list(made.excerpts.values()), made.articles["a"].blocks
    spans = {e.id: paragraphs_of(blocks, e.start, e.end) for e in marked}
    kind = type(query).__name__
    if kind == "Has":
        return {e.id for e in marked if query.tag in e.tags}
    if kind == "Not":
        return {e.id for e in marked} - by_hand(query.query, made)
    one, other = by_hand(query.one, made), by_hand(query.other, made)
    if kind == "And":
        return one & other
    if kind == "Or":
        return one | other
    apart = {
        (a, b): max(spans[b][0] - spans[a][1] + 1, spans[a][0] - spans[b][1] + 1, 0)
        for a, b in product(one, other)
    }
    return {each for pair, far in apart.items() if far <= query.paragraphs for each in pair}


@given(_SPANS, _QUERIES)
def test_a_query_finds_what_comparing_each_with_each_finds(spans, words):
    made = lined(spans)
    query = parse(words, made.tags())
    assert {excerpt.id for excerpt in matching(made, query)} == by_hand(query, made)


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        ("", "Type tags by their codes"),
        ("PS KF", "Nothing joins “KF”"),
        ("PS AND", "A tag is missing at the end."),
        ("(PS", "A bracket is not closed."),
        ("ZZ", "There is no tag ZZ."),
        ("PS NEAR/99999 KF", "NEAR/99999 is too far."),
        ("NOT " * 400 + "PS", "This query is too long."),
    ],
)
def test_a_query_that_makes_no_sense_is_told_what_is_wrong(words, complaint):
    grid = answers(project(FIRST), words)
    assert grid.is_empty
    assert grid.hint.startswith(complaint)


@given(st.text(alphabet='PSKF ()"/0123NOTAEDR', max_size=40))
def test_any_query_is_answered_or_told_what_is_wrong(words):
    made = project(FIRST, excerpt(FIRST, "31%", "outlook"))
    assert answers(made, words).hint


def test_not_binds_closest_then_near_then_and_then_or():
    tags = list(project().tags())
    loose = parse("PS OR KF AND NOT OU NEAR/1 BG", tags)
    assert loose == parse("PS OR (KF AND ((NOT OU) NEAR/1 BG))", tags)


@given(st.lists(st.tuples(st.integers(0, 2), st.integers(2, 4)), max_size=9))
def test_figures_stand_side_by_side_only_where_no_value_is_everybody_s(given_by):
    articles = [
        article(f"Ferry crews grew. {n}", f"{n}.txt", f"2026-01-0{n + 1}") for n in range(3)
    ]
    marked = []
    for place, (which, value) in enumerate(given_by):
        quote = f"Ferry crews grew by {value} vessels."
        marked.append(Excerpt(f"x{place}", articles[which].id, 0, 5, quote, "", ""))
    values = {which: {v for w, v in given_by if w == which} for which, _value in given_by}
    differ = bool(values) and not set.intersection(*values.values())
    grid = differing_figures(project(*articles, *marked))
    assert grid.is_empty is not differ
    if differ:
        assert len(grid.columns) == len(values)


def test_a_table_that_no_brief_has_room_for_is_refused():
    grid = Grid("T", "Who", (Head("A"),) * 2_000, (Head("B"),), {(0, 0): Cell("1")})
    with pytest.raises(ExportError, match="2,000 rows"):
        as_markdown(grid)


def test_a_portrait_of_very_many_paragraphs_says_that_it_is_cut():
    text = "\n".join(["a"] * (MOST + 1))
    blocks = tuple(Block(BlockKind.PARAGRAPH, 0, 2 * at, 2 * at + 1) for at in range(MOST + 1))
    last = Excerpt("x", "a", 2 * MOST, 2 * MOST + 1, "a", "", "", ("outlook",))
    grid = portraits(project(Article("a", "a.txt", None, text, blocks), last))
    assert len(grid.columns) == MOST
    assert grid.note.endswith("the longest article has 401.")
