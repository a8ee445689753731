"""Tags change, merge, part and retire; no excerpt is lost, and none loses what was said of it."""

from dataclasses import replace

import pytest
from builders import article, brief, excerpt, project, slot, template
from hypothesis import given
from hypothesis import strategies as st

from briefing.errors import ProjectError
from briefing.model.changes import changes_between
from briefing.model.scheme_edits import (
    add_scheme,
    adopted,
    new_scheme,
    remove_scheme,
    rename_scheme,
)
from briefing.model.suggestion import Decision
from briefing.model.tag_edits import (
    add_tag,
    change_tag,
    excerpts_with,
    in_tree_order,
    merge_tags,
    move_tag,
    remove_tag,
    retire,
    split_tag,
    subtree,
    unretire,
)
from briefing.model.tags import DEFAULT_SCHEME, Tag, TagScheme, new_tag
from briefing.services.brief.filling import fill

OF = article("The duty falls in June. It will rise again in May. The harbour stays open.")
KEYS = frozenset("TNAJK")


def tag(key, of=None):
    return (of or project()).tag(key)


def ids(of, scheme="default"):
    return [t.id for t in of.schemes[scheme].tags]


def below(of, child, parent):
    return change_tag(tag(child, of), {"parent": parent}).apply(of)


def marked():
    return project(
        OF,
        excerpt(OF, "duty falls", "outlook", "background"),
        excerpt(OF, "June", "background", "key-figures", "outlook"),
        excerpt(OF, "May", "outlook"),
        excerpt(OF, "harbour", "key-figures"),
    )


def filled(of):
    """Return which section each excerpt stands in."""
    slots = of.templates["short"].slots
    excerpts = list(of.excerpts.values())
    return {(s.key, e.id) for s in slots for e in fill(s, brief().section(s.key), excerpts)[0]}


def said(of):
    return {e.quote: e.tags for e in of.excerpts.values()}


def test_a_tag_takes_another_name_and_its_excerpts_follow():
    of = change_tag(tag("outlook"), {"name": "What next", "code": "WN"}).apply(marked())
    assert (of.tag("outlook").name, of.tag("outlook").code) == ("What next", "WN")
    assert said(of) == said(marked())


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"name": "  "}, "needs a name"),
        ({"code": "bg"}, "“bg” is the code of “Background”"),
        ({"code": "B"}, "“B” is no code"),
        ({"colour": "red"}, "“red” is no colour"),
        ({"key": "1"}, "“1” is the key of “Policy shift”"),
        ({"key": "T"}, "“T” does something else"),
        ({"key": "é"}, "cannot be a key"),
        ({"parent": "nothing"}, "one of its own scheme"),
        ({"parent": "outlook"}, "cannot stand below itself"),
    ],
)
def test_what_a_tag_cannot_have_is_named_and_nothing_changes(values, message):
    with pytest.raises(ProjectError, match=message):
        change_tag(tag("outlook"), values, KEYS).apply(project())


def test_a_tag_cannot_stand_below_one_that_stands_below_it():
    of = below(below(project(), "background", "outlook"), "key-figures", "background")
    with pytest.raises(ProjectError, match="cannot stand below itself"):
        below(of, "outlook", "key-figures")


def test_a_tag_moves_among_those_beside_it_and_takes_those_below_it_along():
    of = below(project(), "risk-opportunity", "policy-shift")
    assert ids(of)[:2] == ["policy-shift", "risk-opportunity"]
    of = move_tag(tag("policy-shift"), 1).apply(of)
    assert ids(of)[:3] == ["economic-concerns", "policy-shift", "risk-opportunity"]
    assert move_tag(tag("risk-opportunity", of), -1).apply(of) is of


def test_merged_tags_leave_every_excerpt_one_of_them_in_its_place():
    of = merge_tags(tag("outlook"), tag("background")).apply(marked())
    assert said(of) == {
        "duty falls": ("background",),
        "June": ("background", "key-figures"),
        "May": ("background",),
        "harbour": ("key-figures",),
    }
    assert of.tag("outlook") is None


def test_merging_fills_the_same_sections_and_keeps_what_was_learnt():
    wanted = template(slot("next", "outlook"), slot("both", "background", "outlook"))
    of = marked().having("templates", wanted)
    of = of.having("decisions", Decision("d1", OF.id, 0, "May", "tag", ("outlook",), True))
    before = filled(of)
    of = merge_tags(tag("outlook"), tag("background")).apply(of)
    assert of.templates["short"].slot("next").tags == ("background",)
    assert of.templates["short"].slot("both").tags == ("background",)
    assert of.decisions["d1"].tags == ("background",)
    assert before <= filled(of)


def test_tags_below_a_merged_one_go_below_the_other_or_one_level_up():
    of = below(below(project(), "key-figures", "outlook"), "background", "key-figures")
    merged = merge_tags(tag("outlook"), tag("policy-shift")).apply(of)
    assert merged.tag("key-figures").parent == "policy-shift"
    merged = merge_tags(tag("outlook"), tag("background")).apply(of)
    assert merged.tag("key-figures").parent is None
    assert merged.tag("background").parent == "key-figures"


def test_a_tag_merges_into_one_of_another_scheme():
    of = add_scheme(TagScheme("own", "Own", 1, (Tag("x", "X", "XX", "#000000"),))).apply(marked())
    of = merge_tags(tag("outlook", of), tag("x", of)).apply(of)
    assert said(of)["May"] == ("x",)
    assert "outlook" not in ids(of)


def test_a_split_gives_each_excerpt_what_was_chosen_and_the_rest_stays():
    of = marked()
    one, two, three, _ = (e.id for e in of.excerpts.values())
    fresh = new_tag(DEFAULT_SCHEME, "Far outlook")
    of = below(of, "outlook", "background")
    given_ = {one: (fresh.id,), two: ("outlook", fresh.id)}
    of = split_tag(tag("outlook", of), [fresh], given_).apply(of)
    assert said(of) == {
        "duty falls": (fresh.id, "background"),
        "June": ("background", "key-figures", "outlook", fresh.id),
        "May": ("outlook",),
        "harbour": ("key-figures",),
    }
    assert of.excerpts[three].tags == ("outlook",)
    assert ids(of).index(fresh.id) == ids(of).index("outlook") + 1
    assert of.tag(fresh.id).parent == "background"


def test_a_split_empties_no_section():
    wanted = template(slot("next", "outlook"))
    of = marked().having("templates", wanted)
    fresh = new_tag(DEFAULT_SCHEME, "Far outlook")
    all_new = {e.id: (fresh.id,) for e in excerpts_with(of, "outlook")}
    after = split_tag(tag("outlook"), [fresh], all_new).apply(of)
    assert filled(after) == filled(of)


def test_a_split_that_would_leave_an_excerpt_without_a_tag_is_refused():
    of = marked()
    fresh = new_tag(DEFAULT_SCHEME, "Far outlook")
    first, *_, last = of.excerpts
    for given_, message in (({first: ()}, "without a tag"), ({last: (fresh.id,)}, "no more")):
        with pytest.raises(ProjectError, match=message):
            split_tag(tag("outlook"), [fresh], given_).apply(of)


def test_a_retired_tag_is_offered_no_more_and_its_excerpts_keep_it():
    of = retire(tag("outlook")).apply(marked())
    assert "outlook" not in {t.id for t in of.tags_offered()}
    assert "outlook" in {t.id for t in of.tags()}
    assert said(of) == said(marked())
    back = unretire(tag("outlook", of)).apply(of)
    assert back.tag("outlook") == tag("outlook")


def test_a_retired_tags_key_is_free_and_is_gone_when_it_comes_back():
    of = retire(tag("outlook")).apply(project())
    of = change_tag(tag("background"), {"key": "7"}).apply(of)
    assert unretire(tag("outlook", of)).apply(of).tag("outlook").key == ""


def test_a_tag_in_use_is_not_removed_but_an_unused_one_is():
    with pytest.raises(ProjectError, match="3 excerpts have") as refused:
        remove_tag(tag("outlook")).apply(marked())
    assert "retire" in refused.value.hint
    of = below(marked(), "background", "policy-shift")
    of = remove_tag(tag("policy-shift")).apply(of)
    assert "policy-shift" not in ids(of)
    assert of.tag("background").parent is None


def test_a_scheme_beside_others_gets_ids_codes_and_keys_of_its_own():
    own = TagScheme(
        "own", "Own", 1,
        (Tag("outlook", "Outlook", "OU", "#000000", "7"),
         Tag("near", "Near", "NE", "#0072B2", "9", parent="outlook"),
         Tag("tone", "Tone", "TO", "#0072B2", "T")),
    )  # fmt: skip
    of = add_scheme(own, KEYS).apply(marked())
    first, second, third = of.schemes["own"].tags
    assert (first.id, first.code, first.key) == ("own-outlook", "OT", "")
    assert (second.id, second.code, second.key, second.parent) == ("near", "NE", "9", first.id)
    assert third.key == ""
    assert add_scheme(own, KEYS).apply(of).schemes["own"].tags == of.schemes["own"].tags


def test_a_scheme_in_place_of_an_older_one_keeps_the_tags_that_excerpts_have():
    smaller = replace(DEFAULT_SCHEME, tags=(Tag("news", "News", "OU", "#000000", "7"),))
    of = add_scheme(smaller).apply(marked())
    assert ids(of) == ["news", "key-figures", "background", "outlook"]
    assert [t.retired for t in of.schemes["default"].tags] == [False, True, True, True]
    assert said(of) == said(marked())
    assert len({t.code for t in of.tags()}) == 4


def test_schemes_are_named_and_taken_out_unless_that_would_lose_a_tag():
    of = marked()
    own = new_scheme(of, "Briefing")
    of = add_scheme(own).apply(of)
    of = rename_scheme(own, "Mine").apply(of)
    assert of.schemes["briefing"].name == "Mine"
    with pytest.raises(ProjectError, match="4 excerpts have tags of “Briefing”"):
        remove_scheme(DEFAULT_SCHEME).apply(of)
    of = remove_scheme(own).apply(of)
    with pytest.raises(ProjectError, match="only tag scheme"):
        remove_scheme(DEFAULT_SCHEME).apply(project())
    assert list(of.schemes) == ["default"]


def test_parents_that_go_round_in_a_circle_lose_no_tag():
    above = {"a": "b", "b": "a", "c": "a", "d": "gone"}
    round_ = [Tag(each, each, each * 2, "", parent=parent) for each, parent in above.items()]
    assert {t.id for t in in_tree_order(round_)} == {"a", "b", "c", "d"}
    assert "b" in subtree(TagScheme("x", "X", 1, tuple(round_)), "a")


NAMES = st.sampled_from(
    ["Outlook", "Far", "far", "Trade & rates", "Übersee", "中文", "_", "Far out"]
)
WHAT = ("change", "add", "move", "merge", "split", "retire", "back", "remove", "load")
STEPS = st.tuples(
    st.sampled_from(WHAT),
    st.integers(0, 30), st.integers(0, 30), NAMES, st.sampled_from(["", "1", "9", "B", "T"]),
)  # fmt: skip


def edit_of(of, step):
    what, one, two, name, key = step
    tags = list(of.tags())
    first, second = tags[one % len(tags)], tags[two % len(tags)]
    fresh = new_tag(of.schemes["default"], name, tags)
    having = excerpts_with(of, first.id)
    choices = [(first.id,), (fresh.id,), (first.id, fresh.id), (fresh.id, first.id)]
    given_ = {e.id: choices[(two + n) % 4] for n, e in enumerate(having) if (one + n) % 3}
    loaded = TagScheme(name, name, 1, tuple(
        Tag(t.id, t.name, t.code, t.colour, key, parent=second.id) for t in (first, second, fresh)
    ))  # fmt: skip
    parent = second.id if two % 3 else None
    return {
        "change": lambda: change_tag(
            first, {"name": name, "code": fresh.code, "key": key, "parent": parent}, KEYS
        ),
        "add": lambda: add_tag("default", replace(fresh, parent=None), first.id),
        "move": lambda: move_tag(first, 1 if two % 2 else -1),
        "merge": lambda: merge_tags(first, second),
        "split": lambda: split_tag(first, [fresh], given_),
        "retire": lambda: retire(first),
        "back": lambda: unretire(first, KEYS),
        "remove": lambda: remove_tag(first),
        "load": lambda: add_scheme(loaded, KEYS),
    }[what]()


def kept(of, step, tags):
    """Return what an excerpt with these tags must have after a step."""
    known = [t.id for t in of.tags()]
    first, second = known[step[1] % len(known)], known[step[2] % len(known)]
    if step[0] == "split":
        return {*tags} - {first}
    return {second if step[0] == "merge" and t == first else t for t in tags}


def check_unique(of):
    tags = list(of.tags())
    keys = [t.key for t in of.tags_offered() if t.key]
    assert len({t.id for t in tags}) == len(tags)
    assert len({t.code.upper() for t in tags}) == len(tags)
    assert len(set(keys)) == len(keys)
    assert KEYS.isdisjoint(keys)
    for scheme in of.schemes.values():
        assert in_tree_order(scheme.tags) == scheme.tags
        for each in scheme.tags:
            assert each.parent is None or each.parent not in subtree(scheme, each.id)


@given(st.lists(STEPS, max_size=12))
def test_no_sequence_of_edits_loses_an_excerpt_or_a_tag_of_one(steps):
    of = marked()
    for step in steps:
        try:
            after = edit_of(of, step).apply(of)
        except ProjectError:
            continue
        changes = changes_between(of, after)
        assert changes.reversed().applied_to(after) == of
        check_unique(after)
        assert after.excerpts.keys() == of.excerpts.keys()
        for key, each in after.excerpts.items():
            before = of.excerpts[key]
            assert replace(each, tags=()) == replace(before, tags=())
            assert each.tags
            assert len(set(each.tags)) == len(each.tags)
            assert all(after.tag(t) for t in each.tags)
            assert kept(of, step, before.tags) <= {*each.tags}
            assert step[0] in ("merge", "split") or each.tags == before.tags
        of = after


@given(NAMES, st.integers(1, 80))
def test_names_that_are_alike_get_codes_and_ids_that_are_not(name, times):
    of = TagScheme("own", "Own", 1, ())
    for _ in range(times):
        of = replace(of, tags=(*of.tags, new_tag(of, name, DEFAULT_SCHEME.tags)))
    known = [*of.tags, *DEFAULT_SCHEME.tags]
    assert len({t.id for t in known}) == len({t.code for t in known}) == len(known)
    assert all(len(t.code) == 2 for t in known)
    assert adopted(project(), of).tags == of.tags
