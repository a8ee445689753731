"""Versions of a brief side by side: every word of both, and what came and went."""

from dataclasses import replace

from builders import article, brief, excerpt, field, project, slot, template
from hypothesis import given
from hypothesis import strategies as st

from briefing.model.brief import SectionText
from briefing.model.edits import Stamp, remove_excerpt
from briefing.services.anchoring.article_changes import ChangeKind, Mark
from briefing.services.brief.composing import compose
from briefing.services.versions.brief_diff import both_sides, compare_briefs, rows_between
from briefing.services.versions.snapshots import Reason, snapshot_of

OF = article()
FUEL = excerpt(OF, "Fuel costs rose by 31% in October.", "outlook")
FARMS = excerpt(OF, "For fish farms the change may bring rates down.", "outlook")
SHORT = template(slot("issue"), slot("facts", "outlook"), fields=(field("to"), field("file_no")))
STAMP = Stamp("s1", "Ane", "2026-02-03T10:00:00")


def taken(of, *things, template=SHORT):
    outline = compose(project(OF, of, *things), of, template, author="Ane", date="2026-02-03")
    return snapshot_of(of, template, outline, STAMP, Reason("First", "The minister"))


def words(side):
    return "".join(words for _, words in side)


LINES = st.lists(
    st.text("ab ,.😀é中", min_size=1, max_size=60).map(lambda t: " ".join(t.split())).filter(bool),
    max_size=6,
)


@given(LINES, LINES)
def test_the_sides_of_all_rows_give_back_both_texts(old, new):
    rows = rows_between("\n".join(old), "\n".join(new))
    left = [words(row.old) for row in rows if row.old is not None]
    right = [words(row.new) for row in rows if row.new is not None]
    assert right == new
    assert sorted(left) == sorted(old)
    for row in rows:
        assert all(mark is not Mark.NEW for mark, _ in row.old or ())
        assert all(mark is not Mark.GONE for mark, _ in row.new or ())


@given(st.text(max_size=80), st.text(max_size=80))
def test_each_side_of_a_line_is_that_line(old, new):
    sides = both_sides(old, new)
    assert (words(sides.old), words(sides.new)) == (old, new)
    same = [[w for m, w in side if m is Mark.SAME] for side in (sides.old, sides.new)]
    assert "".join("".join(same[0]).split()) == "".join("".join(same[1]).split())


def test_the_printed_words_are_kept_whatever_becomes_of_the_excerpts():
    of = brief(issue="We **must** act.", facts="First.\n\n[@*]")
    made = taken(of, FUEL)
    assert [(s.title, s.text) for s in made.sections] == [
        ("Issue", "We must act."),
        ("Facts", "First.\n• “Fuel costs rose by 31% in October.”"),
    ]
    assert made.sections[1].quoted[0].quote == FUEL.quote
    assert "ferry.txt" in made.sections[1].quoted[0].source
    assert [(f.label, f.value) for f in made.header] == [
        ("Title", "A brief"), ("To", "N/A"), ("File_no", "N/A"), ("From", "Ane"),
        ("Date", "2026-02-03"),
    ]  # fmt: skip
    assert made.words == 13


def test_nothing_differs_between_a_version_and_itself():
    made = taken(brief(issue="Same."), FUEL)
    found = compare_briefs(made, made)
    assert not found.differs
    assert found.count(ChangeKind.SAME) == 2


def test_changed_words_stand_marked_in_their_section():
    old = taken(brief(issue="We must act before May."), FUEL)
    new = taken(brief(issue="We may act before June."), FUEL)
    found = compare_briefs(old, new)
    assert [s.kind for s in found.sections] == [ChangeKind.CHANGED, ChangeKind.SAME]
    (row,) = found.sections[0].rows
    assert [w for m, w in row.old if m is Mark.GONE] == ["must", "May"]
    assert [w for m, w in row.new if m is Mark.NEW] == ["may", "June"]


def test_it_says_which_excerpts_came_and_went_and_changed_their_words():
    reworded = replace(FUEL, quote="Fuel costs rose by 33% in October.")
    one, two = taken(brief(), FUEL), taken(brief(), reworded, FARMS)
    facts = next(s for s in compare_briefs(one, two).sections if s.key == "facts")
    assert [q.excerpt for q in facts.came] == [FARMS.id]
    assert [q.quote for q in facts.reworded] == [reworded.quote]
    (back,) = [s for s in compare_briefs(two, one).sections if s.key == "facts"]
    assert [q.excerpt for q in back.went] == [FARMS.id]
    gone = remove_excerpt(FUEL).apply(project(OF, FUEL))
    assert FUEL.id in one.quoted
    assert FUEL.id not in gone.excerpts


def test_header_lines_are_compared_each_with_itself():
    old = taken(replace(brief(), fields={"to": "The minister"}))
    new = taken(replace(brief(), title="Another", fields={"to": "The ministry", "marking": "Open"}))
    fields = {f.key: f.words.kind for f in compare_briefs(old, new).fields}
    assert fields["title"] is fields["to"] is ChangeKind.CHANGED
    assert fields["marking"] is ChangeKind.ADDED
    assert fields["file_no"] is ChangeKind.SAME


def test_sections_of_another_template_stand_where_they_stood():
    other = template(slot("facts", "outlook"), slot("next_steps"), key="long")
    old = taken(brief(issue="Why.", facts="Words."), template=template(
        slot("facts", "outlook"), slot("issue"), slot("end")
    ))  # fmt: skip
    of = replace(brief(facts="Words.", next_steps="Go."), template="long")
    found = compare_briefs(old, taken(of, template=other))
    assert [(s.key, s.kind) for s in found.sections] == [
        ("facts", ChangeKind.SAME), ("issue", ChangeKind.REMOVED), ("next_steps", ChangeKind.ADDED),
    ]  # fmt: skip


def test_a_section_for_each_article_is_named_by_it():
    each = template(slot("summary", per_article=True))
    of = replace(brief(), sections={f"summary:{OF.id}": SectionText(f"summary:{OF.id}", "Short.")})
    (section,) = taken(of, template=each).sections
    assert section.text == "Short."
    assert "ferry.txt" in section.title
