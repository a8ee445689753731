"""What the window is started without: libraries and readers that only some work needs."""

import subprocess
import sys
from pathlib import Path

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
    "briefing.widgets.templates.template_dialog", "briefing.widgets.importing.watching",
)  # fmt: skip
MOST = 235
"""Modules of our own, folders not counted, that may be loaded when an empty project is shown."""
SHOWN = """
import sys
from pathlib import Path
from briefing.app import make_application, make_desk
from briefing.paths import standard_paths
from briefing.qt.document import ProjectDocument
from briefing.widgets.help.crash import CrashReport
from briefing.widgets.main_window import MainWindow
app = make_application()
CrashReport(standard_paths().log)
desk = make_desk(standard_paths())
store = desk.stores.create(Path("Start.briefing"))
window = MainWindow(ProjectDocument(store, desk.clock), desk)
window.show()
app.processEvents()
window.grab()
print(",".join(sys.modules))
print(",".join(name for name, module in sys.modules.items() if hasattr(module, "__path__")))
window.close()
store.close()
desk.close()
"""


def test_the_window_is_shown_before_what_only_some_work_needs_is_loaded(tmp_path):
    done = subprocess.run(
        [sys.executable, "-c", SHOWN], cwd=tmp_path, capture_output=True, text=True, check=True,
        env={
            "PYTHONPATH": str(Path(__file__).parent.parent), "BRIEFING_HOME": str(tmp_path),
            "QT_QPA_PLATFORM": "offscreen",
        },
    )  # fmt: skip
    loaded, folders = (set(line.split(",")) for line in done.stdout.splitlines())
    assert "briefing.widgets.main_window" in loaded
    assert sorted(loaded & set(LATE)) == []
    assert sum(name.split(".")[0] == "briefing" for name in loaded - folders) <= MOST
