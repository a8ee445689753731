"""What a process does until it is killed; it tells over a pipe what it is about to do and has done.

Each runs in a child of a fork server that has everything imported, so that a thousand kills take
minutes.
"""

from __future__ import annotations

import random
from itertools import count
from pathlib import Path

from PySide6.QtCore import QCoreApplication
from random_edits import SlowClock, beginning, digest, next_step

from briefing.qt.document import ProjectDocument
from briefing.storage.files import ProjectFiles

FILES = ProjectFiles(SlowClock())


def edits(pipe, path, seed):
    """Make random edits; says the digest of the project before and after each."""
    application = QCoreApplication([])
    chance = random.Random(seed)
    document = ProjectDocument(FILES.open(path), SlowClock(), "me")
    if not document.steps:
        document.apply(beginning())
    pipe.send(("done", digest(document.project)))
    for number in count():
        after, act = next_step(chance, document, f"{seed}-{number}")
        pipe.send(("about", digest(after)))
        act()
        assert document.is_saved
        pipe.send(("done", digest(document.project)))
    application.quit()


def migration(pipe, path, old):
    """Open a file of an older version, which brings it up to date."""
    for number in count():
        copy = path.with_name(f"{number}.briefing")
        copy.write_bytes(old.read_bytes())
        pipe.send(("about", copy.name))
        FILES.open(copy).close()
        pipe.send(("done", copy.name))


def creation(pipe, path):
    """Make new projects."""
    for number in count():
        new = path.with_name(f"{number}.briefing")
        pipe.send(("about", new.name))
        FILES.create(new).close()
        pipe.send(("done", new.name))


def copies(pipe, path, target):
    """Save the project over an older copy of itself, again and again."""
    store = FILES.open(path)
    for number in count():
        pipe.send(("about", number))
        store.save_copy(target)
        pipe.send(("done", number))


def exports(pipe, target, outlines, package):
    """Export one brief after the other over the same document, templates rendered as strangers'."""
    from briefing.app import make_application
    from briefing.exporters import standard_exporters
    from briefing.paths import standard_paths
    from briefing.qt.pages import QtPageRenderer
    from briefing.services.brief.exporting import ExportService
    from briefing.templating.guarded import GuardedRenderer

    application = make_application()
    renderer = GuardedRenderer(standard_paths().templates, 5.0, 512, lambda: ())
    service = ExportService(standard_exporters(renderer, QtPageRenderer()))
    for number in count():
        pipe.send(("about", number % 2))
        service.export(outlines[number % 2], package, Path(target), draft=True)
        pipe.send(("done", number % 2))
    application.quit()


def imports(pipe, path, articles):
    """Read articles from files into the project."""
    from briefing.loaders import standard_loaders
    from briefing.model.edits import add_articles
    from briefing.services.articles.loading import LoadingService

    application = QCoreApplication([])
    document = ProjectDocument(FILES.open(path), SlowClock(), "me")
    loading = LoadingService(standard_loaders())
    pipe.send(("done", digest(document.project)))
    for number in count():
        loaded = loading.load_file(articles[number % len(articles)])[0]
        edit = add_articles([loaded.article], {loaded.article.original: loaded.original})
        pipe.send(("about", digest(edit.apply(document.project))))
        document.apply(edit)
        pipe.send(("done", digest(document.project)))
    application.quit()
