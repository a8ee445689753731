"""How soon the preview follows: the outline after each key, the pages after typing has paused.

    python3 dev.py bench preview

The outline is timed from an edit of one key to the end of its writing, with the pages out of view
and with a document being made beside it. Pages are timed from the outline to what is shown, the
first picture not included: by LibreOffice started for the document, by one that was started ahead,
and by ourselves. The brief of 10 pages is 10 sections of three paragraphs, a list and a table.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

HERE = Path(__file__).resolve().parent
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path[:0] = [str(HERE.parent), str(HERE)]

import exports  # noqa: E402

from briefing.app import make_application  # noqa: E402
from briefing.assembly import make_desk  # noqa: E402
from briefing.exporters.docx import DocxExporter  # noqa: E402
from briefing.exporters.office import OfficeConverter, find_office  # noqa: E402
from briefing.exporters.office_standby import StandbyOffice  # noqa: E402
from briefing.exporters.pdf_pages import PdfPages  # noqa: E402
from briefing.model.brief import Words  # noqa: E402
from briefing.model.edits import write_section  # noqa: E402
from briefing.model.outline import Outline  # noqa: E402
from briefing.paths import standard_paths  # noqa: E402
from briefing.qt.document import ProjectDocument  # noqa: E402
from briefing.qt.jobs import JobRunner  # noqa: E402
from briefing.qt.live_outline import LiveOutline  # noqa: E402
from briefing.qt.live_pages import LivePages  # noqa: E402
from briefing.qt.pages import QtPageRenderer  # noqa: E402
from briefing.services.pages.page_places import places_of  # noqa: E402
from briefing.services.pages.page_preview import PagePreviewer  # noqa: E402
from briefing.services.ports import TemplatePackage  # noqa: E402
from briefing.templating.render import TemplateEngine  # noqa: E402
from briefing.widgets.output.preview_switch import PreviewSwitch  # noqa: E402

if TYPE_CHECKING:
    from briefing.services.pages.page_ports import RestingConverter

KEYS = 60
SETTLED = 6.0
"""Seconds in which a LibreOffice that was started ahead is ready."""


class OneForEach(OfficeConverter):
    """Starts a LibreOffice for each document."""

    def rest(self) -> None:
        """Nothing waits."""


class Nobody:
    """No LibreOffice at all."""

    is_there = False

    def to_pdf(self, document: bytes, stop: threading.Event | None = None) -> bytes:
        """Return nothing."""
        raise NotImplementedError

    def rest(self) -> None:
        """Nothing waits."""


class Desk:
    """The sample's brief with both previews."""

    def __init__(self, folder: Path) -> None:
        self.app = make_application()
        paths = standard_paths()
        self.desk = make_desk(paths)
        store = self.desk.stores.create(folder / "Sample.briefing")
        self.document = ProjectDocument(store, self.desk.clock)
        self.desk.add_sample(self.document)
        self.outline = LiveOutline(self.document, self.desk.clock, JobRunner(), self.app)
        self.outline.show(self.document.project.briefs_in_order()[0].id)
        pages = LivePages(self.outline, self.desk.previewer, self.desk.library)
        self.pages = pages
        self.switch = PreviewSwitch(self.outline, pages, self.desk.settings)
        self.switch.resize(480, 900)
        self.switch.choose("outline")
        self.switch.show()

    def sample(self) -> tuple[Outline, TemplatePackage]:
        """Return the sample's outline and its template."""
        outline, package = self.outline.current(), self.outline.package(self.desk.library)
        assert outline is not None
        assert package is not None
        return outline, package

    def keys(self) -> list[float]:
        """Return how long the outline took after each of many keys, in ms."""
        brief = self.outline.brief_id or ""
        times: list[float] = []
        heard: list[object] = []
        self.outline.changed.connect(heard.append)
        for number in range(KEYS):
            heard.clear()
            begin = time.perf_counter()
            words = Words("The ministry is working on it"[: number % 29 + 1] + str(number))
            self.document.apply(write_section(brief, "executive_summary", (words,)))
            while not heard or self.switch.is_writing:
                self.app.processEvents()
            self.switch.outline.repaint()
            times.append(1000 * (time.perf_counter() - begin))
        self.outline.changed.disconnect(heard.append)
        return times

    def close(self) -> None:
        """End everything."""
        self.switch.end()
        self.document.store.close()
        self.desk.close()


def beside(work: Callable[[], object]) -> Callable[[], None]:
    """Do something over and over on another thread; return what ends it."""
    ended = threading.Event()

    def go_on() -> None:
        while not ended.is_set():
            work()

    thread = threading.Thread(target=go_on)
    thread.start()

    def end() -> None:
        ended.set()
        thread.join()

    return end


def timed(work: Callable[[], object]) -> float:
    """Return the seconds that something takes."""
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


def pages(name: str, outline: Outline, package: TemplatePackage) -> None:
    """Print how long each way takes to make the pages of one brief."""
    office: dict[str, RestingConverter] = {
        "LibreOffice for each": OneForEach(), "LibreOffice ahead": StandbyOffice(),
    } if find_office() else {}  # fmt: skip
    ways = {**office, "our own": Nobody()}
    for way, converter in ways.items():
        found = figures(converter, outline, package, wait=way == "LibreOffice ahead")
        print(f"| {name} | {way} | {' | '.join(found)} |", flush=True)


def figures(
    converter: RestingConverter, outline: Outline, package: TemplatePackage, *, wait: bool
) -> list[str]:
    """Return the columns of one way: pages, seconds, and milliseconds of what is in them."""
    reader, word = PdfPages(), DocxExporter(TemplateEngine())
    made = PagePreviewer(word, converter, QtPageRenderer(), reader)
    rendered = made.render(outline, package, threading.Event())
    times = []
    for _ in range(5):
        time.sleep(SETTLED if wait else 0)
        times.append(timed(lambda: made.render(outline, package, threading.Event())))
    parts = (
        lambda: reader.read(rendered.pdf),
        lambda: places_of(outline, rendered.pages),
        lambda: made.picture(rendered, 0, 2.0),
    )
    ms = [f"{1000 * timed(part):.0f}" for part in parts]
    made.close()
    seconds = [f"{statistics.median(times):.2f}", f"{max(times):.2f}"]
    return [str(len(rendered.pages)), *seconds, *ms]


def main() -> None:
    """Print both tables."""
    with tempfile.TemporaryDirectory() as folder:
        desk = Desk(Path(folder))
        outline, package = desk.sample()
        print(
            "| a key in the sample, until the outline shows it | p50 ms | p95 ms |\n|---|---|---|"
        )
        word = DocxExporter(TemplateEngine()).export(outline, package)
        quiet = desk.keys()
        office = StandbyOffice()
        end = beside(lambda: office.to_pdf(word)) if find_office() else lambda: None
        loud = desk.keys()
        end()
        office.rest()
        for name, times in (("alone", quiet), ("beside LibreOffice", loud)):
            p95 = sorted(times)[len(times) * 95 // 100]
            print(f"| {name} | {statistics.median(times):.0f} | {p95:.0f} |", flush=True)
        print("\n| brief | pages by | pages | s, median | s, most | of it reading ms | places ms | "
              "a picture ms |\n|---|---|---|---|---|---|---|---|")  # fmt: skip
        pages("sample", outline, package)
        pages("10 sections", exports.outline(10), exports.package(10))
        desk.close()


if __name__ == "__main__":
    main()
