"""A server that is away: work goes on, what is published waits on disk and is sent later."""

import pytest
from postgres import Server, free_port
from published import ferry_project, found, headed

from briefing.errors import LibraryAwayError, LibraryConflictError
from briefing.library import library_service
from briefing.services.library.port import Choice, Wanted
from briefing.services.library.service import sent_words

NOBODY = "postgresql://anna@127.0.0.1:{}/desk"


@pytest.fixture
def service(tmp_path):
    """Return the use of a library at an address that the test may change, over a restart too."""
    made = _Moving(tmp_path)
    yield made
    made.use.close()


class _Moving:
    def __init__(self, tmp_path):
        self.at = NOBODY.format(free_port())
        self.path = tmp_path / "Ferries.briefing"
        self._folder = tmp_path / "library"
        self.restart()

    def restart(self):
        self.use = library_service(lambda: self.at, self._folder)

    def publish(self, project, time="2026-02-03T10:00:00"):
        return self.use.publish(self.use.prepared(project, self.path, "Anna", time))


def test_what_is_published_while_the_server_is_away_waits_and_says_so(service):
    done = service.publish(ferry_project())
    assert "does not answer" in done.away
    assert done.edition is None
    assert service.use.waiting.count() == 1
    with pytest.raises(LibraryAwayError):
        service.use.search(Wanted("fuel"))
    assert service.use.send().left == 1


def test_a_newer_publication_takes_the_place_of_one_that_waits(service):
    service.publish(ferry_project())
    service.publish(headed("New", "New words."), "2026-02-03T11:00:00")
    (waiting,) = service.use.waiting.all()
    assert [item.title for item in waiting.publication.items] == ["New"]


def test_a_file_that_cannot_be_read_waits_where_it_is_and_stops_no_other(service, tmp_path):
    service.publish(ferry_project())
    broken = tmp_path / "library" / "waiting" / "0.json"
    broken.write_text("{", encoding="utf-8")
    assert [each.publication.name for each in service.use.waiting.all()] == ["Ferries"]
    assert service.use.waiting.unreadable() == [broken]
    assert f"{broken} is damaged" in sent_words(service.use.send())


def test_what_waits_is_sent_after_a_restart_of_program_and_server(service, opened):
    """A server of its own, since it is stopped and started."""
    server = Server()
    server.start()
    try:
        server.sql("CREATE DATABASE desk")
        service.at = server.address("desk")
        opened(service.at).set_up()
        service.publish(ferry_project())
        server.stop()
        assert "does not answer" in service.publish(headed("New", "New words.")).away
        service.use.close()
        service.restart()
        assert service.use.waiting.count() == 1
        server.start()
        (sent,) = service.use.send().published
        assert (sent.edition.version, service.use.waiting.count()) == (2, 0)
        assert found(service.use, "new") == [("article", "New")]
        service.use.close()
        server.stop()
    finally:
        server.remove()


def test_what_waits_overwrites_nobody_either(service, server, database, tmp_path):
    service.publish(ferry_project())
    (waiting,) = service.use.waiting.all()
    there = server.address(database)
    other = library_service(lambda: there, tmp_path / "other")
    other.publish(other.prepared(headed("Theirs", "Their words."), service.path, "Ben", "2"))
    moved = type(waiting)(there, waiting.project, waiting.publication)
    service.use.waiting.drop(waiting)
    service.use.waiting.put(moved)
    sent = service.use.send()
    ((_waiting, error),) = sent.refused
    assert isinstance(error, LibraryConflictError)
    assert (error.who, sent.left) == ("Ben", 1)
    done = service.use.decide(moved, error, Choice.KEEP)
    assert (done.edition, service.use.waiting.count()) == (None, 0)
    assert found(other, "their") == [("article", "Theirs")]
    other.close()
