"""The search over all articles: what it finds, and that it follows the project and mends itself."""

import threading
from dataclasses import replace

import pytest
from builders import article, excerpt, project
from hypothesis import given
from hypothesis import strategies as st

from briefing.errors import SearchError
from briefing.model.changes import changes_between
from briefing.model.excerpt import Status
from briefing.model.tags import DEFAULT_SCHEME, TagScheme, new_tag
from briefing.services.search.query import (
    AllOf,
    Marked,
    OneOf,
    Without,
    Words,
    parse,
    wanted_words,
)
from briefing.services.search.words import folded
from briefing.storage import search_index, search_rows
from briefing.storage.search_index import SearchIndex, SearchIndexes

FERRY = article(
    "Ferry subsidy returns\nThe café at Port Almary stays open, the Ministry said on Monday.\n"
    "Fuel costs rose by 31% in October. Nobody has confirmed the plan.",
    "ferry.txt", "2026-01-01T00:00:00",
)  # fmt: skip
FISH = article(
    "Fish farms complain\nOwners of fish farms asked for a lower port fee, and no ferry tax.\n"
    "港口费上涨了。 A plan was not given.",
    "fish.txt", "2026-01-02T00:00:00",
)  # fmt: skip
FERRY, FISH = (replace(a, title=a.text.partition("\n")[0]) for a in (FERRY, FISH))
FUEL = excerpt(
    FERRY, "Fuel costs rose by 31% in October.", "key-figures", "outlook",
    attribution="Ministry of Ports, citing two officials", status=Status.UNVERIFIED,
    stakeholder="Ferry operators",
)  # fmt: skip
FEE = excerpt(FISH, "a lower port fee", "key-figures", attribution="Owners")


def indexed(of, path=None):
    index = SearchIndex(path)
    index.build(of, lambda _done, _word: None, lambda: False)
    return index


@pytest.fixture(scope="module")
def index():
    made = indexed(project(FERRY, FISH, FUEL, FEE))
    yield made
    made.close()


@pytest.mark.parametrize(
    ("query", "sources"),
    [
        ("FERRY", {"ferry", "fish"}),
        ("cafe almary", {"ferry"}),
        ('"port fee"', {"fish"}),
        ('"fee port"', set()),
        ("farm*", {"fish"}),
        ("farm", set()),
        ("ferry -subsidy", {"fish"}),
        ("-subsidy", {"fish"}),
        ("subsidy OR 31", {"ferry"}),
        ("plan (cafe OR owners)", {"ferry", "fish"}),
        ("in:headline ferry", {"ferry"}),
        ("(in:headline ferry) fee", set()),
        ("港口", {"fish"}),
        ("口港", set()),
        ("tag:KF", {"ferry", "fish"}),
        ('tag:"key figures" tag:OU', {"ferry"}),
        ("tag:outlook", {"ferry"}),
        ("status:unverified", {"ferry"}),
        ("said:minist* tag:kf", {"ferry"}),
        ("said:owners status:unverified", set()),
        ('said:"two officials"', {"ferry"}),
        ("stakeholder:operators", {"ferry"}),
        ("ferry tag:OU", {"ferry"}),
        ("ferry -tag:OU", {"fish"}),
        ("tag:OU OR fish", {"ferry", "fish"}),
        ("-(tag:OU OR fish)", set()),
    ],
)
def test_a_query_finds_what_the_manual_says(index, query, sources):
    names = {FERRY.id: "ferry", FISH.id: "fish"}
    result = index.search(query)
    assert {names[hit.article] for hit in result.hits} == sources
    assert result.count == len(sources)
    assert result.complete


def test_words_of_one_excerpt_are_asked_of_one_excerpt():
    other = excerpt(FERRY, "The café", "background")
    index = indexed(project(FERRY, FUEL, other))
    assert index.search("tag:KF status:unverified").count == 1
    assert index.search("tag:BG status:unverified").count == 0
    assert index.search("tag:BG (status:unverified OR status:disputed)").count == 0
    assert index.search("tag:KF (status:unverified OR status:disputed)").count == 1
    assert index.search("tag:BG (status:unverified OR fish)").count == 1


def test_an_article_that_opens_with_the_words_comes_before_one_that_repeats_them_below():
    opening = article(
        "Harbour toll\nThe toll is back after a year of talks about it.\n" + "x " * 99
    )
    below = article(
        "Other news\n" + "Nothing much is said here at first. " * 3 + "\n" + "The toll rose. " * 9,
        added="2026-03-01",
    )
    index = indexed(project(opening, below))
    assert [hit.article for hit in index.search("toll").hits] == [opening.id, below.id]


def test_a_snippet_shows_the_words_where_they_stand(index):
    hit = index.search('"port fee" plan').hits[0]
    assert [FISH.text[start:end] for start, end in hit.marks] == ["port fee", "plan"]
    assert FISH.text[hit.start :].startswith(hit.snippet)
    assert all(hit.start <= start < end <= hit.start + len(hit.snippet) for start, end in hit.marks)
    (headline,) = index.search("subsidy").hits
    assert [headline.headline[start:end] for start, end in headline.headline_marks] == ["subsidy"]


def test_a_search_for_excerpts_shows_the_excerpt(index):
    (hit,) = index.search("status:unverified").hits
    assert hit.marks == ((FUEL.start, FUEL.end),)


def test_an_unknown_tag_is_named_with_its_place(index):
    with pytest.raises(SearchError, match=r"no tag “outlok”.*Did you mean “Outlook”") as caught:
        index.search("ferry tag:outlok")
    assert (caught.value.start, caught.value.end) == (6, 16)


def test_the_index_follows_edits(index):
    before = project(FERRY, FUEL)
    index = indexed(before)
    tag = new_tag(DEFAULT_SCHEME, "Harbour law")
    scheme = TagScheme("default", "Briefing", 2, (*DEFAULT_SCHEME.tags, tag))
    steps = [
        before.having("articles", FISH),
        before.having("articles", FISH).having("excerpts", replace(FUEL, tags=(tag.id,))),
        before.having("schemes", scheme).having("excerpts", replace(FUEL, tags=(tag.id,))),
        before.having("articles", replace(FERRY, text="Buses only")),
        before.without("excerpts", FUEL.id),
    ]
    assert index.search("fish").count == 0
    at = before
    queries = ("fish", "tag:KF", 'tag:"harbour law"', "buses", "subsidy", "ferry")
    answers = []
    for step in steps:
        index.update(changes_between(at, step))
        at = step
        answers.append([count_of(index, query) for query in queries])
    assert answers == [
        [1, 1, None, 0, 1, 2],
        [1, 0, None, 0, 1, 2],
        [0, 0, 1, 0, 1, 1],
        [0, 1, None, 1, 1, 1],
        [0, 0, None, 0, 1, 1],
    ]


def count_of(index, query):
    try:
        return index.search(query).count
    except SearchError:
        return None


def test_a_file_is_kept_and_brought_into_line_when_the_project_has_changed(tmp_path):
    path = tmp_path / "cache" / "a.search"
    indexed(project(FERRY, FISH), path).close()
    changed = replace(FERRY, text="Buses only", sha256="")
    index = indexed(project(changed), path)
    assert [index.search(query).count for query in ("fish", "buses", "cafe")] == [0, 1, 0]
    assert index.near(FISH) == []
    index.close()


@pytest.mark.parametrize("damage", ["header", "middle", "version", "empty", "schema"])
def test_a_damaged_file_is_made_anew(tmp_path, damage):
    path = tmp_path / "a.search"
    many = [article(f"{FISH.text} {n} {'harbour ' * n}", added=f"{n:04}") for n in range(80)]
    indexed(project(*many), path).close()
    data = bytearray(path.read_bytes())
    if damage == "header":
        data[:16] = b"something else!!"
    elif damage == "middle":
        data[8192:] = bytes(len(data) - 8192)
    elif damage == "version":
        data[60:64] = (999).to_bytes(4, "big")
    elif damage == "schema":
        data = data.replace(b"CREATE TABLE sketch", b"CREATE TABLE scetch")
    path.write_bytes(b"" if damage == "empty" else bytes(data))
    index = indexed(project(*many), path)
    assert index.search("harbour").count == 79
    assert len(index.search("fish", limit=200).hits) == 80
    index.close()


def test_a_file_that_another_window_has_is_left_alone(tmp_path):
    path = tmp_path / "a.search"
    first, second = indexed(project(FERRY), path), indexed(project(FISH), path)
    assert (first.search("cafe").count, second.search("fish").count) == (1, 1)
    first.close()
    second.close()


def test_small_projects_leave_nothing_in_the_cache_and_large_ones_one_file(tmp_path, monkeypatch):
    indexes = SearchIndexes(tmp_path)
    of = project(FERRY)
    small = indexes.open(tmp_path / "a.briefing", of)
    assert not list(tmp_path.iterdir())
    monkeypatch.setattr(search_index, "SMALL", 10)
    large = indexes.open(tmp_path / "a.briefing", of)
    assert indexes.file_of(tmp_path / "a.briefing").is_file()
    assert indexes.file_of(tmp_path / "b.briefing") != indexes.file_of(tmp_path / "a.briefing")
    small.close()
    large.close()


def test_a_build_that_was_stopped_answers_with_what_it_has_and_says_so(tmp_path):
    of = project(*(article(f"Ferry number {n}", added=f"{n:04}") for n in range(120)))
    index = SearchIndex(tmp_path / "a.search")
    done = []
    index.build(of, lambda share, _word: done.append(share), lambda: len(done) == 1)
    result = index.search("ferry")
    assert 0 < result.count < 120
    assert not result.complete
    index.build(of, lambda share, _word: done.append(share), lambda: False)
    assert index.search("ferry").count == 120
    assert done == sorted(done[:1]) + sorted(done[1:])
    index.close()


def test_searching_and_editing_go_on_while_the_index_is_made():
    of = project(*(article(f"Ferry number {n}", added=f"{n:04}") for n in range(300)))
    index = SearchIndex(None)
    builder = threading.Thread(target=index.build, args=(of, lambda *_: None, lambda: False))
    builder.start()
    gone = next(iter(of.articles))
    index.update(changes_between(of, of.without("articles", gone)))
    counts = [index.search("ferry").count for _ in range(20)]
    builder.join()
    assert counts == sorted(counts)
    assert index.search("ferry").count == 299


def test_a_story_that_was_changed_a_little_is_a_near_duplicate_and_another_one_is_not(index):
    again = replace(FERRY, id="again", text=FERRY.text.replace("Monday", "Tuesday evening"))
    (near,) = index.near(again)
    assert (near.article, near.name) == (FERRY.id, "Ferry subsidy returns")
    assert near.share > 0.6
    assert index.near(FERRY) == []
    assert index.near(article("Buses run again in Skellan after a strike of six days there.")) == []


LETTERS = ["ana", "bo", "cafe", "daru", "e", "港", "口"]
TEXTS = st.lists(st.lists(st.sampled_from(LETTERS), max_size=12), max_size=6)
LEAVES = st.sampled_from(
    ["ana", "bo", '"ana bo"', '"bo ana cafe"', "ca*", "daru", "港口", "tag:PS", "status:disputed",
     "tag:EC", "in:headline bo"]
)  # fmt: skip
QUERIES = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.tuples(inner, inner).map("({0[0]} {0[1]})".format),
        st.tuples(inner, inner).map("({0[0]} OR {0[1]})".format),
        inner.map("-({})".format),
    ),
    max_leaves=6,
)


@given(
    TEXTS, QUERIES, st.lists(st.tuples(st.integers(0, 5), st.sampled_from("PEB")), max_size=6),
    st.sampled_from([0, 2_000]),
)  # fmt: skip
def test_any_query_finds_what_reading_every_article_finds(texts, query, tags, few):
    articles = [
        replace(article(" ".join(words) + f" z{n}"), title=" ".join(words[:2]) or f"z{n}")
        for n, words in enumerate(texts)
    ]
    by_letter = {
        "P": ("policy-shift",),
        "E": ("economic-concerns",),
        "B": ("policy-shift", "economic-concerns"),
    }
    marked = [
        excerpt(articles[n], articles[n].text, *by_letter[letter], status=status)
        for place, (n, letter) in enumerate(tags)
        if n < len(articles)
        for status in [[Status.DISPUTED, Status.REPORTED][place % 2]]
    ]
    index = indexed(project(*articles, *marked))
    wanted = {
        a.id for a in articles if fits(parse(query), a, [e for e in marked if e.article == a.id])
    }
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            search_rows, "FEW", few
        )  # as if there were more articles than are counted out
        result = index.search(query)
    assert {hit.article for hit in result.hits} == wanted
    assert result.count == len(wanted)
    index.close()


def fits(query, of, excerpts):
    match query:
        case Words():
            return stands(query, folded(of.name)) or (
                not query.headline and stands(query, folded(of.text))
            )
        case Marked():
            return any(has(each, query) for each in excerpts)
        case Without():
            return not fits(query.part, of, excerpts)
        case OneOf():
            return any(fits(part, of, excerpts) for part in query.parts)
        case AllOf() if is_marked(query):
            return any(has(each, query) for each in excerpts)
        case AllOf():
            together = [part for part in query.parts if is_marked(part)]
            rest = [part for part in query.parts if not is_marked(part)]
            one = any(all(has(each, mark) for mark in together) for each in excerpts)
            return (one or not together) and all(fits(part, of, excerpts) for part in rest)


def stands(words, text):
    return f" {' '.join(words.words)}{'' if words.prefix else ' '}" in f" {text} "


def is_marked(query):
    if isinstance(query, AllOf | OneOf):
        return all(map(is_marked, query.parts))
    return isinstance(query, Marked)


def has(each, query):
    if isinstance(query, AllOf | OneOf):
        parts = [has(each, part) for part in query.parts]
        return all(parts) if isinstance(query, AllOf) else any(parts)
    ids = {"PS": "policy-shift", "EC": "economic-concerns"}
    return each.assessment.status == query.value or ids.get(query.value) in each.tags


def test_words_wanted_are_those_that_are_shown():
    assert [words.words for words in wanted_words(parse("a -b (c OR d)"))] == [
        ("a",),
        ("c",),
        ("d",),
    ]
