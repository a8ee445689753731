"""What the window is started without: libraries and readers that only some work needs."""

import subprocess
import sys
from pathlib import Path

import pytest

LATE = (
    "PIL", "alembic", "distributed", "docx", "http.client", "jinja2", "keyring", "logging.handlers",
    "lxml", "markdown_it", "numpy", "odfdo", "openpyxl", "pypdfium2", "pysbd", "rapidfuzz", "regex",
    "spylls", "sqlalchemy", "ssl", "striprtf", "trafilatura", "briefing.loaders.docx",
    "briefing.loaders.html", "briefing.loaders.newswire", "briefing.services.guide",
    "briefing.widgets.help.help_page", "briefing.widgets.help.help_sheets",
    "briefing.widgets.help.help_topics", "briefing.widgets.help.help_window",
    "briefing.loaders.pdf", "briefing.loaders.text", "briefing.loaders.fetching",
    "briefing.commands.batch_work", "briefing.exporters", "briefing.interchange",
    "briefing.services.analysis", "briefing.services.checks", "briefing.services.brief.composing",
    "briefing.qt.import_session", "briefing.qt.page_printing", "briefing.services.batch.service",
    "briefing.services.interchange", "briefing.services.library.service",
    "briefing.services.articles.loading", "briefing.services.versions.reading_back",
    "briefing.services.suggesting.service", "briefing.services.taking_in",
    "briefing.storage.backups", "briefing.storage.search_index", "briefing.suggesters",
    "briefing.templating.guarded", "briefing.templating.own_templates",
    "briefing.widgets.brief.fill_dialog", "briefing.widgets.importing.import_window",
    "briefing.widgets.output.print_window", "briefing.widgets.versions.read_back_dialog",
    "briefing.widgets.versions.back_from_word", "briefing.widgets.brief.brief_page",
    "briefing.widgets.brief.checks_panel", "briefing.widgets.projects.exchanging",
    "briefing.widgets.output.export_flow", "briefing.widgets.article.find_bar",
    "briefing.widgets.projects.history_panel", "briefing.widgets.article.hover_card",
    "briefing.widgets.importing.importing", "briefing.widgets.output.page_preview",
    "briefing.widgets.excerpts.review_list", "briefing.widgets.writing.rich_text",
    "briefing.widgets.search.searching", "briefing.widgets.brief.section_editor",
    "briefing.widgets.writing.snippets", "briefing.widgets.writing.spelling",
    "briefing.widgets.excerpts.suggesting", "briefing.widgets.analysis.tables_panel",
    "briefing.widgets.templates.template_dialog", "briefing.widgets.importing.watching",
)  # fmt: skip
MOST = 133
"""Modules of our own, folders not counted, that may be loaded when an empty project is shown."""
MOST_FOR_FRAME = 20
"""And before its frame is, which is all that there is to see at first."""
MOST_A_TURN = 20
"""Modules of our own that one turn after that may load, so that it holds up no key."""
SHOWN = """
import sys
from pathlib import Path
from briefing.app import begin, dress, show_frame
app = begin()
window = show_frame(app)
def say_loaded():
    print(",".join(sys.modules))
    print(",".join(name for name, module in sys.modules.items() if hasattr(module, "__path__")))
say_loaded()
dress(app)
from briefing.assembly import make_desk
from briefing.paths import standard_paths
from briefing.qt.document import ProjectDocument
from briefing.widgets.help.crash import CrashReport
CrashReport(standard_paths().log)
desk = make_desk(standard_paths())
store = desk.stores.create(Path("Start.briefing"))
window.fill(ProjectDocument(store, desk.clock), desk)
app.processEvents()
window.grab()
say_loaded()
from importlib import import_module
from briefing.widgets.loading_ahead import AHEAD
for name in AHEAD:
    before = set(sys.modules)
    import_module(name)
    print(sum(each.startswith("briefing.") for each in sys.modules.keys() - before))
window.close()
store.close()
desk.close()
"""


@pytest.fixture(scope="module")
def said(tmp_path_factory):
    """Return what a start says: the modules loaded by then, and how many each turn loads more."""
    folder = tmp_path_factory.mktemp("start")
    done = subprocess.run(
        [sys.executable, "-c", SHOWN], cwd=folder, capture_output=True, text=True, check=True,
        env={
            "PYTHONPATH": str(Path(__file__).parent.parent), "BRIEFING_HOME": str(folder),
            "QT_QPA_PLATFORM": "offscreen",
        },
    )  # fmt: skip
    return done.stdout.split()


def own(loaded, folders):
    """Return how many modules of our own are loaded, of two lines that a start says."""
    return sum(name.split(".")[0] == "briefing" for name in loaded - folders)


def test_the_frame_is_shown_before_what_fills_it_is_loaded(said):
    loaded, folders = (set(line.split(",")) for line in said[:2])
    assert "briefing.widgets.main_window" in loaded
    assert loaded & {"apsw", "msgspec", "briefing.assembly", "briefing.widgets.actions"} == set()
    assert own(loaded, folders) <= MOST_FOR_FRAME


def test_the_window_is_shown_before_what_only_some_work_needs_is_loaded(said):
    loaded, folders = (set(line.split(",")) for line in said[2:4])
    assert "briefing.widgets.actions" in loaded
    assert sorted(loaded & set(LATE)) == []
    assert own(loaded, folders) <= MOST


def test_what_is_loaded_ahead_is_loaded_in_short_turns(said):
    turns = list(map(int, said[4:]))
    assert all(turns), "what an earlier turn brought along needs none of its own"
    assert max(turns) <= MOST_A_TURN
