"""A library of each kind: an SQLite file, and a database on a server that the tests start."""

from itertools import count

import pytest
from postgres import OWNER, Server

from briefing.library import open_library

_numbers = count(1)


@pytest.fixture(scope="session")
def server():
    """Return a running server, which every database of this process's tests is on."""
    made = Server()
    made.start()
    made.sql("CREATE DATABASE prepared")
    library = open_library(made.address("prepared"), made.folder)
    library.set_up(roles=True)
    library.close()
    made.sql(
        *(f"CREATE ROLE {name} LOGIN PASSWORD '{name}-secret'" for name in PEOPLE),
        *(f"GRANT briefing_{role} TO {name}" for name, role in PEOPLE.items()),
    )
    yield made
    made.stop()
    made.remove()


PEOPLE = {"rea": "reader", "anna": "analyst", "ben": "analyst", "edda": "editor"}


@pytest.fixture
def database(server):
    """Return the name of a database with an empty library and its roles."""
    name = f"library_{next(_numbers)}"
    server.sql(f"CREATE DATABASE {name} TEMPLATE prepared")
    return name


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request, tmp_path):
    """Return the address of an empty library, of each kind in turn."""
    if request.param == "sqlite":
        return str(tmp_path / "library.sqlite")
    server, name = request.getfixturevalue("server"), request.getfixturevalue("database")
    return server.address(name, OWNER)


@pytest.fixture
def opened(tmp_path):
    """Return what opens a library; all are closed at the end."""
    made = []

    def open_(address, account="me"):
        made.append(open_library(address, tmp_path / "default.sqlite", account))
        return made[-1]

    yield open_
    for each in made:
        each.close()


@pytest.fixture
def library(address, opened):
    return opened(address)
