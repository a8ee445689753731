"""Real limits of the system, in a process of its own: a largest file, a user who may not write."""

from __future__ import annotations

import multiprocessing
import os
import resource
import shutil
import tempfile
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QCoreApplication
from random_edits import SlowClock, beginning, digest

from briefing.errors import BriefingError
from briefing.model.edits import Stamp, add_articles, set_note, toggle_tag
from briefing.qt.document import ProjectDocument
from briefing.services.writing import write_atomically
from briefing.storage.files import ProjectFiles

NOBODY = 65534
FILES = ProjectFiles(SlowClock())
_context = multiprocessing.get_context("forkserver")
_context.set_forkserver_preload(["victims", "limits"])


def in_a_process(act, *given):
    """Run `act` in a process of its own and return what it returns, or raise what it said."""
    mine, its = _context.Pipe(duplex=False)
    process = _context.Process(target=_told, args=(its, act, given))
    process.start()
    its.close()
    try:
        found, said = mine.recv()
    finally:
        process.join()
        process.close()
        mine.close()
    assert not said, said
    return found


def _told(pipe, act, given):
    import traceback

    application = QCoreApplication([])
    try:
        pipe.send((act(*given), ""))
    except BaseException:  # noqa: BLE001 the parent raises what it says
        pipe.send((None, traceback.format_exc()))
    application.quit()


@contextmanager
def open_to_all():
    """Give a folder that every user may enter."""
    folder = Path(tempfile.mkdtemp(prefix="briefing-torture-"))
    folder.chmod(0o777)
    try:
        yield folder
    finally:
        folder.chmod(0o777)
        shutil.rmtree(folder)


def as_nobody(*owned):
    """Become a user to whom permissions apply, where this one is root; `owned` goes to that one."""
    if os.geteuid() == 0:
        for each in owned:
            os.chown(each, NOBODY, NOBODY)
        os.setgroups([])
        os.setgid(NOBODY)
        os.setuid(NOBODY)


def full_after(path, room):
    """Edit while no file may grow by more than `room` bytes; returns what was said of it.

    Then the limit goes, and all is written.
    """
    document = ProjectDocument(FILES.open(path), SlowClock(), "me")
    heard = []
    document.save_failed.connect(heard.append)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (path.stat().st_size + room, hard))
    of = document.project.articles_in_order()[0]
    data = os.urandom(20_000)
    document.apply(add_articles([of], {"0" * 64: data}))
    for number in range(6):
        stamp = Stamp(f"n{number}", "me", "t")
        document.apply(toggle_tag(of.id, number, number + 9, "outlook", "Outlook", stamp))
        document.apply(set_note(document.project.excerpts[stamp.id], "A note. " * 900))
    saved = document.is_saved
    note = path.with_name("note.docx")
    note.write_bytes(b"old")
    words = _refusal(lambda: write_atomically(note, b"new" * 100_000))
    assert note.read_bytes() == b"old" or not words
    resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert document.retry()
    wanted = digest(document.project)
    document.store.close()
    store = FILES.open(path)
    assert digest(store.load()) == wanted
    store.close()
    return saved, [f"{error.message} {error.hint}" for error in heard[:1]], words


def project_in(folder):
    """Return the path of a project with an article in it."""
    path = folder / "p.briefing"
    document = ProjectDocument(FILES.create(path), SlowClock(), "me")
    document.apply(beginning())
    document.store.close()
    return path


def opened_where_nothing_can_be_written(path):
    """Open a project as a user who may only read; returns how it went."""
    as_nobody()
    store = FILES.open(path)
    found = store.read_only, store.notice, digest(store.load())
    copy = _refusal(lambda: store.save_copy(path.with_name("copy.briefing")))
    store.close()
    export = _refusal(lambda: write_atomically(path.with_name("note.docx"), b"new"))
    return *found, copy, export


def permissions_withdrawn(path):
    """Edit while the folder and the file lose their permissions; returns what was said."""
    as_nobody(path.parent, path)
    document = ProjectDocument(FILES.open(path), SlowClock(), "me")
    heard = []
    document.save_failed.connect(heard.append)
    path.chmod(0o444)
    path.parent.chmod(0o555)
    of = document.project.articles_in_order()[0]
    document.apply(toggle_tag(of.id, 0, 9, "outlook", "Outlook", Stamp("n1", "me", "t")))
    words = [error.message for error in heard]
    path.parent.chmod(0o777)
    path.chmod(0o666)
    assert document.retry()
    wanted = digest(document.project)
    document.store.close()
    store = FILES.open(path)
    assert digest(store.load()) == wanted
    store.close()
    return words


def first_edit_in_a_folder_that_is_read_only(path):
    """Open a file that can be written in a folder that cannot; returns what was said."""
    as_nobody()
    store = FILES.open(path)
    if store.read_only:
        notice = store.notice
        store.close()
        return notice
    document = ProjectDocument(store, SlowClock(), "me")
    heard = []
    document.save_failed.connect(heard.append)
    of = document.project.articles_in_order()[0]
    document.apply(toggle_tag(of.id, 0, 9, "outlook", "Outlook", Stamp("n1", "me", "t")))
    store.close()
    return heard[0].message


def _refusal(act):
    try:
        act()
    except BriefingError as refused:
        return f"{refused.message} {refused.hint}"
    return ""
