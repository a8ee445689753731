"""What the pages of the analysis count, against counting it by hand."""

import csv
import io
from itertools import product

from builders import article, brief, excerpt, project, slot, template
from hypothesis import given
from hypothesis import strategies as st

from briefing.model.article import Article, Block, BlockKind
from briefing.model.excerpt import Excerpt, Impact, Status
from briefing.model.table_edits import add_words
from briefing.services import markdown_reading
from briefing.services.analysis import PAGES
from briefing.services.analysis.assessed import sources_by_status, stakeholders_by_impact
from briefing.services.analysis.grid import Cell, Grid, Head, as_csv, as_markdown
from briefing.services.analysis.places import Together, paragraphs_of
from briefing.services.analysis.tag_grids import tags_by_article, tags_together
from briefing.services.rich_text import BlockKind as Rich

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


def test_every_page_of_an_empty_project_says_what_to_do():
    for page in PAGES:
        for choice, _name in page.choices or (("", ""),):
            grid = page.make(project(FIRST), choice)
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
