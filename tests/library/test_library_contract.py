"""What a library does, the same in an SQLite file and on a PostgreSQL server."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier

import pytest
from published import FERRY, OUTLET, TIME, ferry_project, found, headed, publication

from briefing.errors import LibraryConflictError, LibraryError, SearchError
from briefing.library import schema
from briefing.library.tables import METADATA
from briefing.services.library.port import Kind, Wanted
from briefing.services.library.publishing import publication_of

EVERYTHING = [
    ("article", "Islands wait for ferries"), ("brief", "A brief"),
    ("excerpt", "Islands wait for ferries"), ("template", "Short brief"),
]  # fmt: skip


def test_all_of_a_project_is_found_once_it_is_published(library):
    edition = library.publish(publication())
    assert (edition.name, edition.version, edition.who) == ("Ferries", 1, "Anna")
    assert sorted(found(library, "fuel OR short")) == [EVERYTHING[0], *EVERYTHING[1:]]
    assert library.state().items == 4


def test_a_hit_says_where_it_is_from_and_which_words_were_found(library):
    library.publish(publication())
    (hit,) = library.search(Wanted("fuel costs", (Kind.EXCERPT,))).hits
    assert (hit.said.outlet, hit.said.date, hit.said.url) == (
        OUTLET, "2025-11-04", "https://news.example/ferry",
    )  # fmt: skip
    assert (hit.said.attribution, hit.said.status) == ("Port of Almary", "unverified")
    assert [hit.snippet[low - hit.start : high - hit.start] for low, high in hit.marks] == [
        "Fuel", "costs",
    ]  # fmt: skip
    assert hit.edition.who == "Anna"


def test_words_in_a_headline_count_more_than_those_in_the_text(library):
    library.publish(publication("Text", of=headed("Fish", "The ferries carry fish and ferries.")))
    library.publish(publication("Head", of=headed("Ferries are dear", "Rope rose in price.")))
    library.publish(publication("Both", of=headed("Boats", "Many boats, and one ferry.")))
    assert found(library, "ferries") == [("article", "Ferries are dear"), ("article", "Fish")]


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("ferry", ["A"]),
        ("FÄHRE", ["B"]),
        ("fahre", ["B"]),
        ('"port fee"', ["A", "C"]),
        ('"fee port"', []),
        ("tarif*", ["B", "C"]),
        ("port -ferry", ["C"]),
        ("-ferry", ["B", "C"]),
        ("ferry OR tariff", ["A", "C"]),
        ("(ferry OR tariff) port", ["A", "C"]),
        ("in:headline port", ["C"]),
        ("港口", ["B"]),
        ("港", ["B"]),
        ("o'brien's", ["C"]),
        ("st*", []),
        ("fee':*A 'ferry'&port", []),
    ],
)
def test_a_query_finds_the_same_wherever_the_library_is(library, query, names):
    texts = {
        "A": ("One", "The ferry pays a port fee."),
        "B": ("Two", "Die Fähre und der Tarif. 港口费"),
        "C": ("Port notes", "A tariff is no port fee, says O’Brien’s paper."),
    }
    for name, (headline, text) in texts.items():
        library.publish(publication(name, of=headed(headline, text)))
    hits = library.search(Wanted(query, (Kind.ARTICLE,))).hits
    assert sorted(hit.edition.name for hit in hits) == names


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("status:unverified", 1),
        ("status:disputed", 0),
        ("said:almary", 1),
        ("said:port*", 1),
        ('tag:"Key figures"', 1),
        ("tag:outlook", 0),
        ("costs -status:unverified", 2),
    ],
)
def test_what_is_said_of_an_excerpt_can_be_asked_for(library, query, count):
    library.publish(publication())
    assert library.search(Wanted(query)).count == count


def test_a_query_that_cannot_be_read_names_its_place(library):
    with pytest.raises(SearchError, match="is not closed"):
        library.search(Wanted("(ferry"))


def test_what_was_said_last_year_is_found_by_its_date(library):
    library.publish(publication("Old", of=headed("Old", "Ferries.", "2024-03-01")))
    library.publish(publication("New", of=headed("New", "Ferries.", "2025-03-01T10:00")))
    assert found(library, "ferries", since="2025-01-01", until="2026-01-01") == [("article", "New")]
    assert found(library, "ferries", until="2025-01-01") == [("article", "Old")]


def test_a_new_version_takes_the_place_of_the_one_before(library):
    library.publish(publication())
    changed = ferry_project(FERRY.replace("31%", "31% or so").replace("ferry", "boat"))
    assert library.publish(publication(base=1, of=changed)).version == 2
    assert found(library, "boat", kinds=(Kind.ARTICLE,)) == [EVERYTHING[0]]
    assert found(library, '"ferry subsidy"') == []


def test_what_has_not_changed_is_no_new_version(library):
    library.publish(publication())
    assert library.publish(publication(time="2026-03-03T10:00:00+00:00", who="Ben")).version == 1


def test_what_is_taken_out_of_a_project_is_no_longer_found(library):
    library.publish(publication())
    library.publish(publication(base=1, of=ferry_project().without("excerpts", "fuel")))
    assert found(library, "fuel", kinds=(Kind.EXCERPT,)) == []


def test_nobody_overwrites_what_they_have_not_seen(library, address, opened):
    library.publish(publication())
    other = opened(address)
    mine = publication(who="Ben", of=headed("Mine", "Other words."))
    with pytest.raises(LibraryConflictError, match="published by Anna on 2026-02-03") as caught:
        other.publish(mine)
    assert (caught.value.who, caught.value.when, caught.value.version) == ("Anna", TIME, 1)
    assert found(library, "other") == []
    assert other.publish(replace(mine, base=caught.value.version)).version == 2
    assert found(library, "other") == [("article", "Mine")]


def test_of_two_who_publish_at_once_one_is_told_of_the_other(library, address, opened):
    """The first versions under a name too, and the next ones."""
    both = [opened(address), opened(address)]
    library.state()
    for base in (0, 1):
        start = Barrier(2)

        def publish(number, base=base, start=start):
            of = headed("Mine", f"Words of {number} after {base}.")
            start.wait(10)
            try:
                both[number].publish(publication(who=f"P{number}", base=base, of=of))
            except LibraryConflictError as error:
                return error.who
            return "won"

        with ThreadPoolExecutor(2) as pool:
            ends = list(pool.map(publish, (0, 1)))
        assert sorted(ends) in (["P0", "won"], ["P1", "won"])
        assert ends[int(min(ends)[1])] == "won"
        assert library.current("Ferries").version == base + 1


def test_a_whole_excerpt_is_read_with_its_article(library):
    library.publish(publication())
    (hit,) = library.search(Wanted("fuel", (Kind.EXCERPT,))).hits
    record = library.read(hit.id)
    assert record.item.text == "Fuel costs rose by 31%\nCompare with diesel."
    assert record.article.text == FERRY


def test_what_is_retired_is_not_found_until_it_is_put_back(library):
    library.publish(publication())
    library.retire("Ferries")
    assert found(library, "fuel") == []
    library.retire("Ferries", retired=False)
    assert len(found(library, "fuel")) == 3
    with pytest.raises(LibraryError, match="“Boats” is not in the library"):
        library.retire("Boats")


def test_a_publication_that_cannot_be_written_changes_nothing(library):
    library.publish(publication())
    item = publication().items[0]
    broken = replace(publication(base=1), items=(replace(item, text="x" * 20_000_001),))
    with pytest.raises(LibraryError, match="too long"):
        library.publish(broken)
    assert library.current("Ferries").version == 1


def test_a_long_article_with_many_words_is_found_by_its_last(library):
    text = " ".join(f"word{n}" for n in range(60_000))
    library.publish(publication(of=headed("Long", text)))
    assert found(library, "word59999 word3", kinds=(Kind.ARTICLE,)) == [("article", "Long")]


def test_migrations_make_the_tables_that_the_program_knows(library, address, opened):
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    library.state()
    with library._engine.connect() as connection:
        ours = set(METADATA.tables)
        context = MigrationContext.configure(
            connection,
            opts={"include_name": lambda name, kind, _parent: kind != "table" or name in ours},
        )
        assert compare_metadata(context, METADATA) == []
    assert schema.newest() == schema.HEAD


def test_a_library_of_another_version_is_left_alone(library, address, opened):
    library.state()
    with library._engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(LibraryError, match=r"newer version of Briefing \(9999\)"):
        opened(address).state()


def test_an_older_library_is_brought_up_to_date_and_keeps_what_was_published(
    library, address, opened
):
    library.publish(publication())
    with library._engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0001'")
    newer = opened(address)
    newer.set_up()
    assert newer.state().items == 4
    assert found(newer, "fuel OR short") == found(library, "fuel OR short") != []
    with newer._engine.connect() as connection:
        assert schema.version_of(connection) == schema.HEAD


def test_publishing_the_sample_of_other_words_keeps_every_kind(library):
    library.publish(publication_of(ferry_project(), "Whole", "Anna", TIME))
    assert {hit.kind for hit in library.search(Wanted("-nothing")).hits} == set(Kind)
