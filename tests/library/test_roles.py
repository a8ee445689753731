"""Roles of a desk: three database users, and what PostgreSQL itself lets each of them do."""

from dataclasses import replace

import psycopg
import pytest
from published import ferry_project, found, headed, publication

from briefing.errors import LibraryConflictError, LibraryRefusedError
from briefing.services.library.port import Choice, Wanted


@pytest.fixture
def desk(server, database, opened):
    """Return the library as each person of the desk has it."""
    return {name: opened(server.address(database, name)) for name in ("rea", "anna", "ben", "edda")}


def as_user(server, database, name, statement, *values):
    """Return what a user gets by SQL of their own, past the program."""
    where = {"host": str(server.sockets), "port": server.port, "user": name, "dbname": database}
    with psycopg.connect(**where) as connection:
        done = connection.execute(statement, values)
        return done.fetchall() if done.description else done.rowcount


def test_everyone_is_told_their_role(desk):
    assert {name: each.state().role for name, each in desk.items()} == {
        "rea": "reader", "anna": "analyst", "ben": "analyst", "edda": "editor",
    }  # fmt: skip


def test_a_reader_reads_what_an_analyst_published_and_publishes_nothing(desk):
    desk["anna"].publish(publication())
    assert len(found(desk["rea"], "fuel")) == 3
    hit = desk["rea"].search(Wanted("compare")).hits[0]
    assert desk["rea"].read(hit.id).article is not None
    with pytest.raises(LibraryRefusedError, match="does not let you do that"):
        desk["rea"].publish(publication("Mine"))
    with pytest.raises(LibraryRefusedError):
        desk["rea"].retire("Ferries")


def test_an_analyst_publishes_their_own_again_and_not_over_others(desk):
    desk["anna"].publish(publication())
    anew = publication(base=1, of=headed("New", "New words."))
    with pytest.raises(LibraryRefusedError, match="only an editor may publish over it"):
        desk["ben"].publish(replace(anew, author="Ben"))
    assert desk["anna"].publish(anew).version == 2
    assert found(desk["ben"], "new") == [("article", "New")]
    assert desk["ben"].publish(publication("Beside", "Ben")).version == 1


def test_an_editor_publishes_over_all_and_retires_all(desk):
    desk["anna"].publish(publication())
    anew = publication(who="Edda", base=1, of=headed("New", "New words."))
    assert desk["edda"].publish(anew).version == 2
    with pytest.raises(LibraryConflictError, match="published by Edda"):
        desk["anna"].publish(publication(base=1))
    desk["edda"].retire("Ferries")
    assert found(desk["rea"], "new") == []
    desk["edda"].retire("Ferries", retired=False)
    assert found(desk["rea"], "new") == [("article", "New")]


def test_an_analyst_does_not_take_out_of_searches(desk):
    desk["anna"].publish(publication())
    with pytest.raises(LibraryRefusedError):
        desk["anna"].retire("Ferries")


def test_what_is_retired_is_hidden_from_a_readers_own_sql(desk, server, database):
    desk["anna"].publish(publication())
    desk["edda"].retire("Ferries")
    for table in ("publications", "editions", "items"):
        assert as_user(server, database, "rea", f"SELECT count(*) FROM {table}") == [(0,)]
    asked = "SELECT * FROM library_hits('fuel'::tsquery, '{}', '', '', 10)"
    assert as_user(server, database, "rea", asked) == []
    assert as_user(server, database, "edda", "SELECT count(*) FROM items") == [(4,)]


@pytest.mark.parametrize(
    ("name", "statement"),
    [
        ("rea", "SELECT * FROM words"),
        ("rea", "DELETE FROM items"),
        ("rea", "UPDATE publications SET who = 'rea'"),
        ("anna", "DELETE FROM items"),
        ("anna", "UPDATE items SET text = 'other'"),
        ("anna", "UPDATE publications SET owner = 'anna'"),
        ("anna", "DROP TABLE items"),
        ("ben", "INSERT INTO publications (name, version, who, time, owner, retired) "
                "VALUES ('x', 1, 'anna', '', 'anna', false)"),
        ("ben", "INSERT INTO editions (publication, version, who, account, time) "
                "SELECT id, 9, 'ben', 'ben', '' FROM publications"),
        ("edda", "UPDATE alembic_version SET version_num = '0'"),
        ("edda", "CREATE TABLE mine (a int)"),
    ],
)  # fmt: skip
def test_sql_of_their_own_goes_no_further_than_the_role(desk, server, database, name, statement):
    desk["anna"].publish(publication())
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        as_user(server, database, name, statement)


@pytest.mark.parametrize(
    "statement",
    ["UPDATE publications SET who = 'ben'", "UPDATE items SET until = 1"],
)
def test_an_analysts_own_sql_changes_no_row_of_others(desk, server, database, statement):
    desk["anna"].publish(publication())
    assert as_user(server, database, "ben", statement) == 0


def test_a_user_without_a_role_is_told_so(server, database, opened):
    server.sql("DROP ROLE IF EXISTS stranger", "CREATE ROLE stranger LOGIN")
    with pytest.raises(LibraryRefusedError, match="does not let you"):
        opened(server.address(database, "stranger")).state()


def test_roles_can_be_set_up_again(server, database, opened):
    library = opened(server.address(database))
    library.set_up(roles=True)
    assert library.state().role == "owner"


def test_the_choice_beside_gives_an_analyst_a_place_of_their_own(server, database, tmp_path):
    from briefing.library import library_service

    service = library_service(lambda: server.address(database, "anna"), tmp_path / "anna")
    service.publish(service.prepared(ferry_project(), tmp_path / "Ferries.briefing", "Anna", "1"))
    other = library_service(lambda: server.address(database, "ben"), tmp_path / "ben")
    mine = other.prepared(headed("Mine", "My words."), tmp_path / "b/Ferries.briefing", "Ben", "2")
    with pytest.raises(LibraryConflictError) as caught:
        other.publish(mine)
    with pytest.raises(LibraryRefusedError):
        other.decide(mine, caught.value, Choice.OVER)
    done = other.decide(mine, caught.value, Choice.BESIDE)
    assert (done.edition.name, done.edition.version) == ("Ferries (2)", 1)
    again = other.prepared(headed("Mine", "More."), tmp_path / "b/Ferries.briefing", "Ben", "3")
    assert other.publish(again).edition.version == 2
    service.close()
    other.close()
