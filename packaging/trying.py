"""What the built program is tried at from the command line, beside the source that it is of."""

from __future__ import annotations

import json
import shutil
import zipfile
from pathlib import Path

from program import Program, require, say

from briefing.cli import COMMANDS
from briefing.commands.tools import Tools
from briefing.exporters import standard_exporters
from briefing.exporters.office import find_office
from briefing.guarding.children import CHILD, CHILDREN
from briefing.guarding.process import Caps, GuardedProcess, own_command
from briefing.interchange import READERS, writers
from briefing.loaders import DOCUMENTS
from briefing.model.changes import changes_between
from briefing.paths import standard_paths
from briefing.services.clock import SystemClock
from briefing.services.ports import Step
from briefing.services.sample import load_sample
from briefing.storage.files import ProjectFiles

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = ROOT / "resources/sample"
ARTICLE, EXCERPTS = SAMPLE / "article.txt", SAMPLE / "excerpts.json"
ENCODINGS = {
    "utf-16": "Die Fähre fährt wieder. 😀", "windows-1252": "La traversée “du soir” coûte 9 €.",
    "koi8-r": "Паром снова ходит на острова, сообщил совет. Он ходит круглый год.",
    "shift_jis": "連絡船は一年を通して運航すると議会は述べた。島の人々は喜んでいる。",
}  # fmt: skip
"""Encodings, and a text in each: those that are not usual are loaded by their names."""
PAGE = (
    "<!DOCTYPE html><html lang='fr'><head><title>Le bac</title></head><body><article>"
    "<h1>Le bac</h1><p class='byline'>Par Odile Varenne, publié le 3 février 2026</p>"
    + "<p>Le bac du soir circule de nouveau entre les îles, a annoncé le conseil.</p>" * 5
    + "</article></body></html>"
)
"""A page whose author and date stand in its words, which libraries of many modules find."""
NOBODY = "postgresql://me@127.0.0.1:9/library"


def try_commands(program: Program, source: Program) -> None:
    """Do the simplest job of every command; what reads and lists says what the source says."""
    out = program.folder / "out"
    require(program.run("--version").startswith("briefing "), "no version")
    of_sample = (ARTICLE, "--template", "policy-brief", "--excerpts", EXCERPTS)
    for job in (
        ("inspect", ARTICLE, "--json"), ("suggest", ARTICLE, "--json"),
        ("check", *of_sample, "--json"), ("templates", "list", "--json"),
        ("templates", "show", "policy-brief"), ("templates", "lint", "policy-brief"),
    ):  # fmt: skip
        require(
            program.outcome(*job) == source.outcome(*job),
            f"{job[:2]} says otherwise than the source",
        )
    require("missing.txt" in program.fails("inspect", "missing.txt"), "no word on a missing file")
    articles = program.folder / "articles"
    articles.mkdir()
    for number in range(3):
        shutil.copy(ARTICLE, articles / f"{number}.txt")
    job = ("batch", articles, "--template", "media-summary", "-o", out, "--suggest", "--jobs", "2")
    program.run(*job)
    require(len(list(out.glob("?.docx"))) == 3, "no batch")
    said = program.fails(*job, "--again", "--scheduler", "tcp://127.0.0.1:9")
    require("Dask" in said or "127.0.0.1" in said, f"a batch without a cluster says: {said}")
    program.run("demo", "-o", out)
    require((out / "window.png").stat().st_size > 10_000, "no picture")
    say("commands: inspect, suggest, check, templates as the source; batch in processes; demo")


def try_exporters(program: Program, source: Program) -> None:
    """Write every format; the texts of each are those that the source writes."""
    for exporter in standard_exporters(Tools(standard_paths(), _no_picture).renderer()):
        names = [place.folder / f"sample{exporter.suffix}" for place in (program, source)]
        for place, name in zip((program, source), names, strict=True):
            place.run("export", ARTICLE, "--template", "policy-brief", "--excerpts", EXCERPTS,
                      "-o", name, "--format", exporter.name, "--draft")  # fmt: skip
        made, wanted = (_texts(name) for name in names)
        require(made == wanted, f"{exporter.name} is written otherwise than by the source")
    by = "LibreOffice" if find_office() else "our own pages"
    say(f"exporters: each as the source writes it; PDF by {by}")


def _texts(document: Path) -> object:
    """Return what has to be the same in two documents, which the day's time is not."""
    if document.suffix in (".docx", ".odt"):
        with zipfile.ZipFile(document) as parts:
            names = [name for name in parts.namelist() if not name.startswith(("meta", "docProps"))]
            return {name: parts.read(name) for name in names}
    if document.suffix == ".pdf":
        import pypdfium2

        with pypdfium2.PdfDocument(document) as pages:
            return [page.get_textpage().get_text_range() for page in pages]
    return document.read_bytes()


def try_templates(program: Program) -> None:
    """Make a template, take a stranger's in and render it in the guarded process, remove both."""
    made = program.folder / "stranger"
    shutil.copytree(ROOT / "templates/sitrep", made)
    manifest = made / "template.toml"
    words = manifest.read_text(encoding="utf-8").replace('id = "sitrep"', 'id = "stranger"')
    manifest.write_text(words, encoding="utf-8")
    with zipfile.ZipFile(made / "template.docx", "a") as document:
        document.comment = b"changed"
    program.run("templates", "add", made)
    program.run("export", ARTICLE, "--template", "stranger", "-o", "stranger.docx", "--draft")
    note = ROOT / "templates/backgrounder/template.docx"
    program.run("templates", "new", "house-note", "--from", note)
    listed = program.run("templates", "list")
    require("stranger" in listed and "house-note" in listed, "templates of one's own are missing")
    for name in ("stranger", "house-note"):
        program.run("templates", "remove", name)
    say("templates: a stranger's rendered, one made of a Word document, both removed")


def try_formats(program: Program, source: Program) -> None:
    """Read a sound file of each format, as the source reads it."""
    from samples import GOOD

    files = {
        f"{name}{(row.suffixes or ('.txt',))[0]}": GOOD[name] for name, row in DOCUMENTS.items()
    }
    files |= {f"{name}.txt": words.encode(name) for name, words in ENCODINGS.items()}
    russian = PAGE.replace("<head>", "<head><meta charset='koi8-r'>").replace(
        "Le bac du soir", "Паром"
    )
    files |= {"archive.zip": GOOD["zip"], "dated.html": PAGE.encode()}
    files |= {"old.html": russian.encode("koi8-r", "xmlcharrefreplace")}
    for name, data in files.items():
        (program.folder / name).write_bytes(data)
        job = ("inspect", name, "--json")
        said = program.run(*job)
        require(json.loads(said)["articles"], f"nothing is read of {name}")
        require(said == source.run(*job), f"{name} is read otherwise than by the source")
    say(f"formats: {len(DOCUMENTS)}, archives and {len(ENCODINGS)} encodings as the source reads")


def sample_project(path: Path) -> Path:
    """Make a project with the sample's article, excerpts and brief; return its file."""
    paths, clock = standard_paths(), SystemClock()
    tools = Tools(paths, _no_picture)
    sample = load_sample(paths.sample, tools.loading(), tools.library())
    store = ProjectFiles(clock).create(path)
    before, edit = store.load(), sample.edit("", clock.now())
    changes = changes_between(before, edit.apply(before))
    store.record(Step(edit.label, "", clock.now(), "", lambda: changes), edit.blobs)
    store.close()
    return path


def try_project(program: Program, source: Program) -> None:
    """Look into a project, exchange it in every format, read a document back, recover it."""
    from exchange_samples import GOOD

    file = sample_project(program.folder / "Ferries.briefing")
    for action in ("info", "verify", "excerpts", "snapshots"):
        job = ("project", action, file)
        require(program.outcome(*job) == source.outcome(*job), f"project {action} says otherwise")
    program.run("export", file, "--template", "policy-brief", "-o", "back.docx", "--draft")
    program.run("project", "read-back", file, "back.docx")
    for form in writers():
        target = program.folder / f"out-{form.name}{form.suffixes[0]}"
        program.run("project", "export-as", file, "--format", form.name, "-o", target, "--yes")
        require(target.stat().st_size, f"nothing exported as {form.name}")
    for name in READERS:
        (program.folder / f"in-{name}").write_bytes(GOOD[name])
        program.run("project", "import", f"of-{name}.briefing", f"in-{name}", "--format", name,
                    "--yes")  # fmt: skip
    program.run("project", "recover", file, "-o", "saved.briefing")
    require("is sound" in program.run("project", "verify", "saved.briefing"), "not recovered")
    say(f"project: {len(READERS)} formats in, {len(writers())} out; read back; recovered")


def try_library(program: Program) -> None:
    """Publish a project to a library in a file and find it there: its migrations are data files."""
    file = sample_project(program.folder / "Library.briefing")
    program.run("library", "publish", file)
    status = json.loads(program.run("library", "status", "--json"))
    require(status["publications"] == 1, "nothing was published")
    found = json.loads(program.run("library", "search", "ferry", "--json"))
    require(found["hits"], "what was published is not found")
    other = program.folder / "shared.db"
    program.run("library", "set-up", other)
    program.run("library", "publish", file, "--library", other)
    done = program.end_of("library", "status", "--library", NOBODY, "--json")
    away, without = "away" in done.stdout, "[desk]" in done.stderr
    require(away or without, f"a server that does not answer: {done.stdout}{done.stderr}")
    server = "a server that is away is told" if away else "without the part for servers"
    say(f"library: made, published to and searched ({found['count']} found); {server}")


def try_plug_ins(program: Program) -> None:
    """Read a file with a plug-in from the user's folder, beside one that fails."""
    from plug_in_folder import install, install_example

    install_example(program.home / "data/plug-ins")
    file = program.folder / "ferry.sheet"
    file.write_text("%SHEET\n%headline Ferry returns\nIt runs.\n", encoding="utf-8")
    require("Ferry returns" in program.run("inspect", file), "the plug-in does not read")
    broken = [("broken_sheet", "raise RuntimeError('out of order')\n")]
    install(program.home / "data/plug-ins", "broken-sheet", modules=broken,
            loaders="broken = broken_sheet:Loader")  # fmt: skip
    done = program.end_of("inspect", file)
    kindly = "“broken-sheet” failed and is switched off" in done.stderr
    require(done.returncode == 0 and kindly, f"a plug-in that fails: {done.stderr[-900:]}")
    require("Traceback" not in done.stderr, done.stderr[-900:])
    shutil.rmtree(program.home / "data/plug-ins")
    say("plug-ins: one read its format, one that fails was switched off with a word")


def try_children(program: Program) -> None:
    """Start each guarded process of a frozen program: it stands behind the walls of the source."""
    more = {"briefing.loaders.child": ["docx"], "briefing.interchange.child": ["refi"]}
    for module in CHILDREN:
        if module.endswith("verifying_child"):
            continue  # it answers one question and ends; backups in the window ask it
        asked = ["512", *more.get(module, [])]
        own = (own_command(module, *asked), [*program.command, CHILD, module, str(len(asked)),
                                             *asked])  # fmt: skip
        walls = []
        for command in own:
            process = GuardedProcess(Caps(), lambda command=command: command)  # type: ignore[misc]
            process.warm_up()
            walls.append(process.walls)
            process.close()
        require(walls[0] == walls[1], f"{module} stands behind {walls[1]}, not {walls[0]}")
    say(f"guarded processes: behind the walls {', '.join(walls[0])}, as those of the source")


def try_all_commands(program: Program) -> None:
    """See that no command of the program was left out."""
    left = set(COMMANDS) - program.tried
    require(not left, f"nobody has tried {', '.join(sorted(left))}")


def _no_picture(_path: Path) -> None:
    """Take no picture."""
