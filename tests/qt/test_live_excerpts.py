"""Excerpts by place: what is kept in step is what a fresh look would give."""

from collections import Counter

from builders import article, project
from hypothesis import given
from hypothesis import strategies as st

from briefing.model.changes import changes_between
from briefing.model.edits import Stamp, add_excerpts, new_excerpt, remove_excerpt, toggle_tag
from briefing.model.excerpt_edits import move_edges
from briefing.model.placing import Placing
from briefing.qt import live_excerpts
from briefing.qt.live_excerpts import LiveExcerpts
from briefing.qt.models import ExcerptModel

OF = article()
SPANS = st.tuples(st.integers(0, 100), st.integers(1, 60))
STEPS = st.lists(st.tuples(st.sampled_from(["tag", "remove", "move", "many"]), SPANS), max_size=25)


def edited(value, number, what, start, length):
    end = start + length
    stamp = Stamp(f"n{number}", "", "")
    some = next(iter(value.excerpts.values()), None)
    if what == "many":
        stamps = [Stamp(f"m{number}-{n}", "", "") for n in range(5)]
        made = [new_excerpt(value, OF.id, start + n, end + n, s) for n, s in enumerate(stamps)]
        return add_excerpts(e.toggled("b") for e in made).apply(value)
    if what == "tag" or some is None:
        return toggle_tag(OF.id, start, end, "a", "A", stamp).apply(value)
    if what == "remove":
        return remove_excerpt(some).apply(value)
    if not OF.text[start:end].strip():
        return value
    return move_edges(some, start, end).apply(value)


@given(STEPS)
def test_what_follows_the_changes_is_what_a_fresh_look_gives(steps):
    value = project(OF)
    live, live_excerpts.MANY = LiveExcerpts(value), 3
    for number, (what, (start, length)) in enumerate(steps):
        after = edited(value, number, what, start, length)
        live.follow(changes_between(value, after))
        value = after
        kept, fresh = live.of(OF.id), Placing(value.excerpts.values())
        assert kept.excerpts == fresh.excerpts == value.excerpts_of(OF.id)
        assert kept.end == fresh.end
        assert +kept.tags == +fresh.tags == Counter(t for e in fresh.excerpts for t in e.tags)
        assert kept.stripes(0, 200) == fresh.stripes(0, 200)
        assert kept.columns >= fresh.columns
        for offset in range(0, 160, 7):
            assert kept.between(offset, offset + 9) == fresh.between(offset, offset + 9)


@given(STEPS)
def test_a_list_that_takes_each_change_shows_what_is_there_by_place(steps):
    value, model, rows = project(OF), ExcerptModel(), [0]
    model.rowsInserted.connect(lambda _parent, first, last: rows.append(last - first + 1))
    model.rowsRemoved.connect(lambda _parent, first, last: rows.append(first - last - 1))
    for number, (what, span) in enumerate(steps):
        after = edited(value, number, what, *span)
        changes = changes_between(value, after).of("excerpts").values()
        model.follow((change.before, change.after) for change in changes)
        value = after
        assert list(model.items) == Placing(value.excerpts.values()).excerpts
        assert sum(rows) == model.rowCount() == len(model.items)
        assert [model.row_at(each) for each in model.items] == list(range(len(model.items)))
