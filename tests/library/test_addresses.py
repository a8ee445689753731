"""Where a library may be: no password in an address, no connection in the clear, TLS checked."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from published import found, publication

from briefing.errors import LibraryAwayError, LibraryError, LibraryRefusedError
from briefing.library import open_library, remember_password
from briefing.library.address import Server, read_address

DEFAULT = Path("/nowhere/library.sqlite")


def test_no_address_is_the_users_own_file():
    assert read_address("  ", DEFAULT) == DEFAULT


def test_a_file_is_named_by_its_path_or_as_sqlite():
    assert read_address("/data/desk.sqlite", DEFAULT) == Path("/data/desk.sqlite")
    assert read_address("sqlite:////data/desk.sqlite", DEFAULT) == Path("/data/desk.sqlite")


@pytest.mark.parametrize(
    "address",
    [
        "postgresql://anna:secret@db.example/desk",
        "postgresql://anna:@db.example/desk",
        "postgresql://anna@db.example/desk?password=secret",
    ],
)
def test_a_password_in_an_address_is_refused_and_not_repeated(address):
    with pytest.raises(LibraryError, match="has a password in it") as caught:
        read_address(address, DEFAULT)
    assert "secret" not in str(caught.value)
    assert "pgpass" in caught.value.hint


def test_another_machine_is_asked_for_its_certificate_unless_said_otherwise():
    server = read_address("postgresql://anna@db.example/desk", DEFAULT)
    assert isinstance(server, Server)
    assert server.options["sslmode"] == "verify-full"
    assert "sslmode" not in read_address("postgresql://anna@localhost/desk", DEFAULT).options


@pytest.mark.parametrize("mode", ["disable", "allow", "prefer"])
def test_another_machine_is_never_talked_to_in_the_clear(mode):
    with pytest.raises(LibraryError, match="let the library be read on the way"):
        read_address(f"postgresql://anna@db.example/desk?sslmode={mode}", DEFAULT)


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("mysql://anna@db.example/desk", "no kind of library"),
        ("postgresql://anna@db.example", "names no database"),
        ("postgresql://anna@db.example:port/desk", "cannot be read"),
        ("postgresql://anna@db.example/desk?options=-csearch_path%3Dx", "options"),
    ],
)
def test_an_address_that_cannot_be_used_says_why(address, words):
    with pytest.raises(LibraryError, match=words):
        read_address(address, DEFAULT)


@pytest.fixture
def keyring(monkeypatch):
    """Give the test a keyring of its own, in memory."""
    import keyring
    from keyring.backend import KeyringBackend

    class Memory(KeyringBackend):
        priority = 1

        def __init__(self):
            super().__init__()
            self.kept = {}

        def get_password(self, service, username):
            return self.kept.get((service, username))

        def set_password(self, service, username, password):
            self.kept[service, username] = password

    before = keyring.get_keyring()
    keyring.set_keyring(Memory())
    yield keyring.get_keyring().kept
    keyring.set_keyring(before)


def test_a_certificate_of_the_right_name_is_accepted_with_a_password_of_the_keyring(
    server, database, keyring, opened
):
    address = server.tcp(database, "anna")
    remember_password(address, "anna-secret")
    library = opened(address)
    library.publish(publication())
    assert len(found(library, "fuel")) == 3
    with library._engine.connect() as connection:
        asked = "SELECT ssl, version FROM pg_stat_ssl WHERE pid = pg_backend_pid()"
        assert connection.exec_driver_sql(asked).one()[0] is True


def test_a_certificate_of_another_name_is_refused(server, database, keyring, opened):
    address = server.tcp(database, "anna", host="127.0.0.1")
    remember_password(address, "anna-secret")
    with pytest.raises(LibraryError, match="is not trusted"):
        opened(address).state()


def test_a_certificate_of_an_authority_that_is_not_ours_is_refused(
    server, database, keyring, opened, tmp_path
):
    from postgres import make_certificates

    other = make_certificates(tmp_path)
    address = server.tcp(database, "anna").replace(str(server.authority), str(other))
    with pytest.raises(LibraryError, match="is not trusted"):
        opened(address).state()


def test_a_password_file_is_used_where_the_keyring_has_none(
    server, database, keyring, opened, tmp_path, monkeypatch
):
    file = tmp_path / "pgpass"
    file.write_text(f"localhost:{server.port}:{database}:anna:anna-secret\n", encoding="utf-8")
    file.chmod(0o600)
    monkeypatch.setenv("PGPASSFILE", str(file))
    assert opened(server.tcp(database, "anna")).state().account == "anna"


def test_a_wrong_password_is_no_server_that_is_away(server, database, keyring, opened):
    address = server.tcp(database, "anna")
    with pytest.raises(LibraryRefusedError, match="wants a password"):
        opened(address).state()
    remember_password(address, "wrong")
    with pytest.raises(LibraryRefusedError, match="does not let you in"):
        opened(address).state()


def test_a_file_has_no_password_and_no_roles(tmp_path):
    with pytest.raises(LibraryError, match="A file has no password"):
        remember_password(str(tmp_path / "x.sqlite"), "secret")
    library = open_library(str(tmp_path / "x.sqlite"), tmp_path)
    with pytest.raises(LibraryError, match="A file has no roles"):
        library.set_up(roles=True)
    library.close()


def test_a_file_that_is_no_library_is_left_as_it_is(tmp_path, opened):
    path = tmp_path / "notes.txt"
    path.write_text("These are notes, and no library at all. " * 50, encoding="utf-8")
    with pytest.raises(LibraryError, match="cannot be used"):
        opened(str(path)).state()
    assert path.read_text(encoding="utf-8").startswith("These are notes")


def test_a_file_of_another_kind_of_database_is_left_as_it_is(tmp_path, opened):
    path = tmp_path / "other.sqlite"
    with closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE theirs (a)")
    before = path.read_bytes()
    with pytest.raises(LibraryError, match="is no library"):
        opened(str(path)).publish(publication())
    assert path.read_bytes() == before


def test_a_file_that_another_program_holds_lets_a_publication_wait(tmp_path, opened, monkeypatch):
    monkeypatch.setattr("briefing.library.connecting.BUSY", 0.05)
    library = opened(str(tmp_path / "own.sqlite"))
    library.state()
    with closing(sqlite3.connect(tmp_path / "own.sqlite")) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(LibraryAwayError, match="is busy"):
            library.publish(publication())
    assert library.publish(publication()).version == 1


def test_a_database_without_a_library_says_who_makes_it(server, opened):
    with pytest.raises(LibraryError, match="There is no library") as caught:
        opened(server.address("postgres")).state()
    assert "set-up" in caught.value.hint
