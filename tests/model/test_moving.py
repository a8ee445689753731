"""What moves only when it is asked for is, once asked, what moving it at once gives."""

from builders import article, excerpt, project
from hypothesis import given
from hypothesis import strategies as st

from briefing.model.article import Block, BlockKind
from briefing.model.article_edits import edit_text
from briefing.model.changes import changes_between
from briefing.model.items import Items
from briefing.model.moved_blocks import alike, replaced
from briefing.model.placing import Placing
from briefing.model.shifting import Shift, back, joined, moved

TEXT = "\n".join(f"Line {n:02} says what the ferry of day {n:02} cost." for n in range(12))
OF = article(TEXT)
ONES = [excerpt(OF, f"day {n:02}", "outlook") for n in range(12)]
EDITS = st.lists(
    st.tuples(st.integers(0, 500), st.integers(0, 30), st.text("ab \n", max_size=5)), max_size=8
)
SHIFTS = st.lists(st.builds(Shift, st.just(OF.id), st.integers(0, 450), st.integers(0, 30)))


def edited(value, start, length, new):
    size = len(value.articles[OF.id].text)
    start = min(start, size - 40)
    return edit_text(OF, start, start + length, new).apply(value)


@given(EDITS)
def test_changes_with_shifts_lead_there_and_back_one_by_one_and_all_together(edits):
    first = value = project(OF, *ONES).with_items("excerpts", Items({e.id: e for e in ONES}))
    whole = None
    for each in edits:
        after = edited(value, *each)
        changes = changes_between(value, after)
        assert len(changes.of("excerpts")) <= 6
        assert changes.applied_to(value) == after
        assert changes.reversed().applied_to(after) == value
        whole = whole.then(changes) if whole else changes
        assert whole.applied_to(first) == after
        assert whole.reversed().applied_to(after) == first
        value = after
        for one in value.excerpts.values():
            assert value.excerpts[one.id] == one


@given(SHIFTS)
def test_shifts_that_go_on_from_each_other_are_one(shifts):
    whole = joined((), shifts)
    for one in ONES:
        there = moved(one, shifts)
        assert moved(one, whole) == there
        assert moved(there, back(whole)) == one
    typed = joined((), [Shift("a", 10 + n, 1) for n in range(9)])
    assert typed == (Shift("a", 10, 9),)


@given(SHIFTS, st.integers(0, 11))
def test_places_kept_in_step_with_shifts_are_those_of_a_fresh_look(shifts, which):
    kept, ones = Placing(ONES), list(ONES)
    for shift in shifts:
        kept.shift(shift.after, shift.by)
        ones = [moved(one, (shift,)) for one in ones]
        gone = ones.pop(which)
        kept.remove(gone)
        assert kept.between(100, 300) == Placing(ones).between(100, 300)
        kept.add(gone)
        ones.insert(which, gone)
        assert kept.stripes(0, 900) == Placing(ones).stripes(0, 900)
        assert kept.end == Placing(ones).end
    assert kept.excerpts == Placing(ones).excerpts


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 3), st.integers(1, 9)), max_size=8))
def test_blocks_moved_when_asked_for_are_those_moved_at_once(edits):
    lazy = plain = tuple(Block(BlockKind.PARAGRAPH, 0, n * 10, n * 10 + 9) for n in range(12))
    for start, more, by in edits:
        last = min(len(plain), start + more)
        first = min(start, last)
        made = [Block(BlockKind.QUOTATION, 0, 3, 4)]
        before, old = plain, lazy
        plain = (*plain[:first], *made, *(block.shifted(by) for block in plain[last:]))
        lazy = replaced(lazy, first, last, made, by)
        assert lazy == plain
        assert tuple(lazy) == plain
        assert lazy[first:] == plain[first:]
        assert lazy[-1] == plain[-1]
        spans = slice(last, len(before)), slice(first + 1, len(plain))
        assert alike(old, lazy, spans, by)
        assert alike(old, lazy, spans, by + 1) == (last == len(before))
