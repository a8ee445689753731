"""Plug-ins: found without a cost, used like our own, and switched off and named when they fail."""

import logging
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from builders import article, brief, project, slot, template
from plug_in_folder import forget, install, install_example

from briefing.errors import ExportError, LoadError
from briefing.loaders import standard_loaders
from briefing.model.outline import Outline
from briefing.paths import standard_paths
from briefing.services.articles.loading import LoadingService
from briefing.services.brief.composing import compose
from briefing.services.brief.exporting import ExportService
from briefing.services.checks import CHECKS, examine
from briefing.services.plug_ins.added import PlugIns, State
from briefing.services.plug_ins.scan import installed_packages
from briefing.services.plug_ins.shapes import (
    LiveChecks,
    live_exporters,
    live_suggesters,
    template_folders,
)
from briefing.services.suggesting.lexicons import Lexicons
from briefing.services.suggesting.service import SuggestingService
from briefing.templating.library import standard_library

LOADER = """
from briefing.loaders.article import made
from briefing.loaders.blocks import TextBuilder
from briefing.loaders.findings import Findings

class Loader:
    name, label, suffixes = "{name}", "Added", (".{name}",)
    def load(self, data, source):
        text = TextBuilder()
        text.add(data.decode("utf-8", "replace"))
        {work}
        return [made(data, source, text.text, text.blocks, Findings().metadata())]
"""
EXPORTER = """
class Exporter:
    name, label, suffix = "{name}", "Added", ".{name}"
    def export(self, outline, package):
        {work}
"""
SUGGESTER = """
class Suggester:
    name, kind = "first word", "heading"
    def suggest(self, reading):
        yield reading.suggestion(0, 4, "heading", "the first word", 0.9)
        {work}
"""
CHECK = """
from briefing.model.finding import Finding, Severity
from briefing.services.checks.matter import Check

def run(matter):
    {work}
    yield Finding("added", Severity.NOTE, "Look.", "Look.")

CHECK = Check("added", "Added check", run)
"""


OUTLINE = Outline("Ferries", "short", "en", "", "", "2026-02-03")


@pytest.fixture
def folder(tmp_path, caplog):
    """Return a folder for plug-ins that is forgotten afterwards; failures may be logged."""
    caplog.set_level(logging.CRITICAL, logger="briefing.services.plug_ins.added")
    made = tmp_path / "plug-ins"
    made.mkdir()
    yield made
    forget(made)


def one_of(folder, kind, value, source, name="added"):
    """Install a plug-in with one thing and return the plug-ins."""
    module = value.partition(":")[0]
    install(folder, name, modules=[(module, source)], **{kind: f"it = {value}"})
    return PlugIns(folder)


def failed(plug_ins, name="added"):
    """Return why a plug-in failed."""
    (found,) = [each for each in plug_ins.all() if each.name == name]
    assert found.state is State.FAILED
    return found.error


def loading(plug_ins):
    return LoadingService(standard_loaders(plug_ins))


def formats(plug_ins):
    return ExportService(live_exporters((), plug_ins))


def report(plug_ins):
    manifest = template(slot("facts"))
    of = brief(facts="Basically nothing happened.")
    value = project(article(), of, manifest)
    outline = compose(value, of, manifest, author="", date="2026-02-03")
    return examine(outline, of, manifest, value, checks=LiveChecks(CHECKS, plug_ins))


def suggested(plug_ins):
    class Words:
        lexicons = Lexicons()

        def current(self):
            return self.lexicons

    of = article()
    service = SuggestingService(Words(), lambda _words: live_suggesters((), plug_ins))
    return [each.quote for each in service.suggest(of, project(of))]


def test_packages_are_found_by_what_pip_writes(folder):
    (folder / "no_plug_in-1.dist-info").mkdir()
    install(
        folder, "My.Plug_In", "2.1", loaders="# a comment\nx = m:A [extra]\n y=m:B", other="z = m"
    )
    found = installed_packages([str(folder), str(folder / "none"), str(folder)])
    assert [(each.name, each.version) for each in found] == [("my-plug-in", "2.1")]
    assert [(e.group, e.name, e.value) for e in found[0].entries] == [
        ("briefing.loaders", "x", "m:A"),
        ("briefing.loaders", "y", "m:B"),
    ]


def test_nothing_is_looked_for_before_it_is_needed(folder):
    plug_ins = one_of(folder, "loaders", "never_imported:Loader", "raise SystemExit(3)")
    service = loading(plug_ins)
    service.close()
    assert str(folder) not in sys.path
    assert "never_imported" not in sys.modules


def test_the_example_reads_its_format_and_its_check_finds_its_words(folder, tmp_path):
    install_example(folder)
    plug_ins = PlugIns(folder)
    sheet = tmp_path / "ferry.sheet"
    sheet.write_text("%SHEET\n%headline Ferry returns\nIt runs all year.\n", encoding="utf-8")
    service = loading(plug_ins)
    (found,) = service.load_file(sheet)
    service.close()
    assert (found.article.metadata.headline, found.article.text) == (
        "Ferry returns",
        "It runs all year.",
    )
    assert "*.sheet" in service.filters()
    assert [f.words for f in report(plug_ins).findings if f.kind == "filler"] == ["Basically"]
    assert {each.state for each in plug_ins.all()} == {State.ON}


def test_the_examples_own_tests_pass_with_nothing_installed(tmp_path):
    example = Path(__file__).resolve().parents[2] / "examples" / "briefing-sheet"
    shutil.copytree(example, tmp_path / "sheet")
    root = str(Path(__file__).resolve().parents[2])
    code = (
        f"import sys; sys.path[:0] = ['src', {root!r}]; import pytest; "
        "sys.exit(pytest.main(['-q', '-p', 'no:cacheprovider', 'tests']))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path / "sheet", capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout


def test_a_format_of_a_plug_in_is_read_in_an_archive_too(folder):
    import io
    import zipfile

    install_example(folder)
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("a.sheet", "%SHEET\nIt runs all year.")
    service = loading(PlugIns(folder))
    (found,) = service.load_bytes(target.getvalue(), "a.zip")
    service.close()
    assert found.article.text == "It runs all year."


@pytest.mark.parametrize(
    ("source", "why"),
    [
        ("import a_module_that_is_not_there", "ModuleNotFoundError"),
        ("raise SystemExit(1)", "SystemExit"),
        ("Other = 1", "AttributeError"),
        ("class Loader: pass", "Loader has no “name” in words"),
        ("class Loader:\n name = label = 'x'\n suffixes = '.x'\n load = 1", "no method “load”"),
        ("class Loader:\n name = label = 'x'\n suffixes = '.x'\n def load(self): 1", "“suffixes”"),
        (LOADER.format(name="pdf", work=""), "the name “pdf” is taken"),
        ("class Loader:\n def __init__(self): 1 / 0", "ZeroDivisionError"),
    ],
)
def test_what_cannot_be_used_is_named_and_the_rest_goes_on(folder, source, why):
    plug_ins = one_of(folder, "loaders", "bad_one:Loader", source)
    service = loading(plug_ins)
    assert service.load_bytes(b"Words.", "a.txt")[0].article.text == "Words."
    assert why in failed(plug_ins)
    service.close()


@pytest.mark.parametrize(
    ("work", "why"),
    [
        ("1 / 0", "ZeroDivisionError"),
        ("return None", "TypeError"),
        ("text.blocks.append(text.blocks[0])", "block 1 (0 to 5) is out of order or of the text"),
    ],
)
def test_a_loader_that_fails_at_its_work_is_switched_off(folder, work, why):
    plug_ins = one_of(folder, "loaders", "bad_two:Loader", LOADER.format(name="bad2", work=work))
    service = loading(plug_ins)
    with pytest.raises(LoadError, match=r"a\.bad2 was not read\. The plug-in “added” failed"):
        service.load_bytes(b"Words", "a.bad2")
    assert why in failed(plug_ins)
    assert "*.bad2" not in service.filters()
    assert service.load_bytes(b"# Words", "a.md")[0].article.text == "Words"
    service.close()


def test_what_a_loader_says_of_a_file_does_not_switch_it_off(folder):
    work = "from briefing.errors import LoadError; raise LoadError(f'{source} is no good.')"
    plug_ins = one_of(
        folder, "loaders", "strict_one:Loader", LOADER.format(name="strict", work=work)
    )
    service = loading(plug_ins)
    with pytest.raises(LoadError, match="is no good"):
        service.load_bytes(b"Words", "a.strict")
    service.close()
    assert [each.state for each in plug_ins.all()] == [State.ON]


def test_a_loader_that_recognises_by_error_recognises_nothing(folder):
    source = LOADER.format(name="known", work="") + (
        "    def recognises(self, data, name):\n        raise KeyError(name)\n"
    )
    plug_ins = one_of(folder, "loaders", "knowing:Loader", source)
    assert loading(plug_ins).load_bytes(b"Words.", "a.txt")[0].article.text == "Words."
    assert "KeyError" in failed(plug_ins)


def test_a_format_to_write_of_a_plug_in_is_offered_and_written(folder, tmp_path):
    source = EXPORTER.format(name="added", work="return outline.title.encode()")
    plug_ins = one_of(folder, "exporters", "good_exporter:Exporter", source)
    service = formats(plug_ins)
    assert service.formats == [("Added", ".added")]
    assert service.document(OUTLINE, None, "added") == b"Ferries"


@pytest.mark.parametrize(
    ("work", "why"), [("return 1 / 0", "ZeroDivisionError"), ("return 'words'", "str, not bytes")]
)
def test_a_format_to_write_that_fails_is_switched_off(folder, work, why):
    source = EXPORTER.format(name="added", work=work)
    plug_ins = one_of(folder, "exporters", "bad_exporter:Exporter", source)
    service = formats(plug_ins)
    with pytest.raises(ExportError, match="The plug-in “added” failed and is switched off"):
        service.document(OUTLINE, None, "added")
    assert why in failed(plug_ins)
    assert service.formats == []


@pytest.mark.parametrize(
    ("work", "why"),
    [
        ("1 / 0", "ZeroDivisionError"),
        ("yield 7", "int is no Suggestion"),
        ("yield reading.suggestion(9, 9, 'x', 'y', 1.0)", "does not stand at 9"),
    ],
)
def test_a_suggester_that_fails_stops_no_other(folder, work, why):
    plug_ins = one_of(folder, "suggesters", "bad_suggester:Suggester", SUGGESTER.format(work=work))
    assert suggested(plug_ins) == ["NORT"]
    assert why in failed(plug_ins)
    assert suggested(plug_ins) == []


@pytest.mark.parametrize(
    ("work", "why"),
    [("1 / 0", "ZeroDivisionError"), ("yield 7", "added found 7, which is none of its own")],
)
def test_a_check_that_fails_stops_no_other(folder, work, why):
    plug_ins = one_of(folder, "checks", "bad_check:CHECK", CHECK.format(work=work))
    first = report(plug_ins)
    assert ("added", "Added check") in first.kinds
    assert [f.kind for f in first.findings] == [f.kind for f in report(PlugIns()).findings]
    assert why in failed(plug_ins)
    assert "added" not in dict(report(plug_ins).kinds)


def test_templates_of_a_plug_in_stand_in_the_library_as_a_strangers(folder):
    paths = standard_paths()
    shutil.copytree(paths.templates / "sitrep", folder / "more" / "sitrep")
    manifest = folder / "more" / "sitrep" / "template.toml"
    words = manifest.read_text(encoding="utf-8").replace('id = "sitrep"', 'id = "added-one"')
    manifest.write_text(words, encoding="utf-8")
    source = f"FOLDER = {str(folder / 'more')!r}"
    plug_ins = one_of(folder, "templates", "template_holder:FOLDER", source)
    library = standard_library(
        paths.templates, paths.user_templates, tuple, lambda: template_folders(plug_ins)
    )
    package = library.get("added-one")
    assert (package.origin, package.built_in) == ("plug-in added", False)


def test_templates_that_are_no_folder_are_named(folder):
    plug_ins = one_of(folder, "templates", "no_folder:FOLDER", "FOLDER = 7")
    assert template_folders(plug_ins) == []
    assert failed(plug_ins) == "7 is no folder of templates"


def test_a_plug_in_that_is_switched_off_is_not_even_imported(folder):
    install(folder, "added", modules=[("off_one", "1 / 0")], loaders="it = off_one:Loader")
    off = {"added"}
    plug_ins = PlugIns(folder, lambda: off)
    assert loading(plug_ins).load_bytes(b"Words.", "a.txt")
    assert [each.state for each in plug_ins.all()] == [State.OFF]
    off.clear()
    assert loading(plug_ins).load_bytes(b"Words.", "a.txt")
    assert "ZeroDivisionError" in failed(plug_ins)


def test_each_failure_is_told_once_also_to_who_listens_later(folder):
    plug_ins = one_of(folder, "exporters", "bad_three:Exporter", "1 / 0")
    assert formats(plug_ins).formats == formats(plug_ins).formats == []
    heard = []
    plug_ins.on_failure(heard.append)
    plug_ins.on_failure(heard.append)
    assert [(each.plug_in, each.hint) for each in heard] == [
        ("added", "The program goes on without it.")
    ]
    assert "The plug-in “added” failed" in heard[0].message
