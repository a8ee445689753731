"""The command line: its fixed forms, its errors, and no Qt."""

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from briefing import cli
from briefing.paths import standard_paths

SAMPLE = standard_paths().sample
ROOT = str(Path(__file__).resolve().parent.parent)
ARTICLE, EXCERPTS = str(SAMPLE / "article.txt"), str(SAMPLE / "excerpts.json")


def run(capsys, *arguments):
    code = cli.main([str(a) for a in arguments], lambda path: path.write_bytes(b"picture"))
    said = capsys.readouterr()
    return code, said.out, said.err


def test_inspect_prints_one_json_document_with_what_was_found(capsys):
    code, out, err = run(capsys, "inspect", ARTICLE, "--json")
    (found,) = json.loads(out)["articles"]
    assert (code, err) == (0, "")
    assert set(found) == {"title", "metadata", "sha256", "words", "blocks", "warnings"}
    assert found["metadata"]["agency"] == "NORTHWIRE"
    assert found["metadata"]["headline"] is None
    assert len(found["metadata"]["keywords"]) == 5
    text = Path(ARTICLE).read_text(encoding="utf-8")
    assert all(b["text"] == text[b["start"] : b["end"]] for b in found["blocks"])


def test_inspect_of_the_seed_gives_what_the_contract_shows(capsys, seed):
    if seed is None:
        return
    _, out, _ = run(capsys, "inspect", seed / "article.txt", "--json")
    (found,) = json.loads(out)["articles"]
    gold = json.loads((seed / "gold.json").read_text(encoding="utf-8"))
    assert found["sha256"] == gold["sha256"]
    assert found["words"] == gold["metadata"]["words"]
    assert found["metadata"]["keywords"] == gold["metadata"]["keywords"]
    assert (found["metadata"]["agency"], found["metadata"]["place"]) == ("IBNS-CMEDIA", "Beijing")


@pytest.mark.parametrize("suffix", [".docx", ".html", ".md", ".odt", ".txt"])
def test_export_writes_the_document_in_the_format_of_its_name(capsys, tmp_path, suffix):
    out = tmp_path / f"brief{suffix}"
    code, said, _ = run(
        capsys, "export", ARTICLE, "--template", "policy-brief", "-o", out,
        "--excerpts", EXCERPTS, "--field", "organisation=Desk & Co", "--draft",
    )  # fmt: skip
    assert (code, said.strip()) == (0, str(out))
    data = out.read_bytes()
    assert data.startswith(b"PK") if suffix in (".docx", ".odt") else "Desk" in data.decode()


@pytest.mark.parametrize("office", [True, False])
def test_a_pdf_is_made_by_libreoffice_else_by_pages_of_our_own(
    capsys, monkeypatch, tmp_path, office
):
    from briefing.exporters.office import OfficeConverter

    monkeypatch.setattr(OfficeConverter, "is_there", office)
    monkeypatch.setattr(OfficeConverter, "to_pdf", lambda _self, data, _stop: b"office " + data[:2])
    asked = []

    def make_pages(outline):
        asked.append(outline.draft)
        return b"pages"

    out = tmp_path / "brief.pdf"
    arguments = ["export", str(ARTICLE), "--template", "policy-brief", "-o", str(out), "--draft"]
    assert cli.main(arguments, None, make_pages) == 0
    assert (out.read_bytes(), asked) == ((b"office PK", []) if office else (b"pages", [True]))
    capsys.readouterr()
    if not office:
        assert cli.main(arguments, None) == 1
        assert "LibreOffice" in capsys.readouterr().err


def test_a_final_export_is_refused_while_required_things_are_missing(capsys, tmp_path):
    out = tmp_path / "brief.docx"
    code, _, err = run(
        capsys, "export", ARTICLE, "--template", "policy-brief", "-o", out, "--excerpts", EXCERPTS
    )
    assert code == 1
    assert "Executive summary" in err
    assert not out.exists()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["inspect", "none.txt"], "not there"),
        (["export", ARTICLE, "--template", "polcy-brief", "-o", "x.docx"], "policy-brief"),
        (["export", ARTICLE, "--template", "policy-brief", "-o", "x.xyz", "--draft"], ".docx"),
        (["export", ARTICLE, "--template", "policy-brief", "-o", "x.docx", "--field", "orgnstn=x"],
         "organisation"),
        (["project", "info", "none.briefing"], "not there"),
        (["templates", "show", "media-sumary"], "media-summary"),
        (["suggest", "none.txt"], "not there"),
        (["batch", "none", "--template", "policy-brief", "-o", "x"], "no folder"),
    ],
)  # fmt: skip
def test_an_error_is_one_line_with_a_remedy_and_exit_code_one(capsys, arguments, words):
    code, out, err = run(capsys, *arguments)
    assert (code, out) == (1, "")
    assert err.startswith("briefing: ")
    assert err.count("\n") == 1
    assert words in err


def excerpts_file(tmp_path, **row):
    path = tmp_path / "excerpts.json"
    path.write_text(json.dumps({"excerpts": [row]}), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ({"quote": "words that are not there", "tags": ["outlook"]}, "words that are not there"),
        ({"quote": "The government is considering", "tags": ["polcy-shift"]}, "policy-shift"),
        ({"quote": "The government", "tags": [], "assessment": {"status": "true"}}, "unverified"),
        ({"quote": "The government", "tag": []}, "tags"),
        ({"tags": []}, "no quote"),
        ({"quote": " "}, "no quote"),
    ],
)
def test_a_fault_in_the_excerpts_is_named_with_what_is_near(capsys, tmp_path, row, words):
    code, _, err = run(
        capsys, "export", ARTICLE, "--template", "policy-brief", "-o", tmp_path / "x.docx",
        "--excerpts", excerpts_file(tmp_path, **row), "--draft",
    )  # fmt: skip
    assert code == 1
    assert words in err


def test_offsets_settle_repeated_words(tmp_path):
    from builders import article

    from briefing.model.tags import DEFAULT_SCHEME
    from briefing.services.excerpts.excerpt_file import read_excerpts

    of = article("Again and again and again.")
    data = json.dumps({"excerpts": [{"quote": "again", "start": 20, "tags": ["outlook"]}]}).encode()
    (found,) = read_excerpts(data, [of], DEFAULT_SCHEME.tags)
    assert (found.start, found.end) == (20, 25)
    data = json.dumps({"excerpts": [{"quote": "again.", "start": -6}]}).encode()
    (found,) = read_excerpts(data, [of], DEFAULT_SCHEME.tags)
    assert (found.start, found.end) == (20, 26)


@pytest.mark.parametrize("data", [b'{"excerpts": 5}', b"[" * 100_000, b"5", b'{"excerpts": null}'])
def test_a_file_that_is_no_list_of_excerpts_is_refused_in_words(data):
    from briefing.errors import ProjectError
    from briefing.services.excerpts.excerpt_file import read_excerpts

    with pytest.raises(ProjectError, match="is not a list of excerpts"):
        read_excerpts(data, [], [])


def test_check_lists_what_is_to_mend_and_fails_while_something_blocks(capsys):
    code, out, err = run(capsys, "check", ARTICLE, "--template", "policy-brief",
                         "--excerpts", EXCERPTS)  # fmt: skip
    assert (code, err) == (1, "briefing: 2 findings to mend.\n")
    assert "blocks: Recommendations: " in out
    _, out, _ = run(capsys, "check", ARTICLE, "--template", "policy-brief",
                    "--excerpts", EXCERPTS, "--json")  # fmt: skip
    found = json.loads(out)["findings"]
    assert {f["section"] for f in found if f["severity"] == "blocks"} == {
        "executive_summary", "recommendations",
    }  # fmt: skip


def test_templates_list_names_the_shipped_ones(capsys):
    _, out, _ = run(capsys, "templates", "list", "--json")
    assert {"policy-brief", "decision-memo", "media-summary"} <= {
        row["id"] for row in json.loads(out)["templates"]
    }


def test_templates_lint_passes_the_shipped_and_names_the_fault_of_another(capsys, tmp_path):
    from documents import word

    assert run(capsys, "templates", "lint", "policy-brief")[:2] == (0, "")
    faulty = tmp_path / "faulty.docx"
    faulty.write_bytes(word("Dear {{ name }},", "{% if name %} open"))
    code, out, err = run(capsys, "templates", "lint", faulty)
    assert code == 1
    assert "{% if name %}" in out
    assert "1 fault" in err


def test_templates_are_made_of_word_documents_taken_in_and_taken_out(capsys, tmp_path, monkeypatch):
    from docx import Document

    monkeypatch.setenv("BRIEFING_HOME", str(tmp_path / "home"))
    document = Document()
    document.add_heading("Background", 1)
    document.add_heading("Outlook", 1)
    document.save(tmp_path / "house.docx")
    code, out, _ = run(capsys, "templates", "new", "house", "--from", tmp_path / "house.docx")
    assert (code, out.splitlines()[0]) == (0, "“Background” became a section.")
    assert run(capsys, "templates", "lint", "house")[0] == 0
    made = Path(out.splitlines()[-1])
    code, out, _ = run(capsys, "templates", "remove", "house")
    assert (code, made.exists()) == (0, False)
    code, _, err = run(capsys, "templates", "show", "house")
    assert (code, "no template “house”" in err) == (1, True)
    kept = out.rpartition(" lies in ")[2].strip()
    assert run(capsys, "templates", "add", kept)[0] == 0
    assert made.exists()
    code, _, err = run(capsys, "templates", "remove", "policy-brief")
    assert (code, "ships with the program" in err) == (1, True)


def test_project_info_and_excerpts_read_a_project_from_outside(capsys, tmp_path, qapp):
    from fakes import FixedClock

    from briefing.assembly import make_desk
    from briefing.qt.document import ProjectDocument

    desk = make_desk(standard_paths())
    document = ProjectDocument(desk.stores.create(tmp_path / "p.briefing"), FixedClock())
    desk.add_sample(document)
    _, out, _ = run(capsys, "project", "info", tmp_path / "p.briefing", "--json")
    assert json.loads(out)["excerpts"] == 14
    _, out, _ = run(capsys, "project", "excerpts", tmp_path / "p.briefing", "--json")
    assert len(json.loads(out)["excerpts"]) == 14
    path = tmp_path / "again.json"
    path.write_text(out, encoding="utf-8")
    code, _, err = run(
        capsys, "export", ARTICLE, "--template", "policy-brief", "-o", tmp_path / "x.docx",
        "--excerpts", path, "--draft",
    )  # fmt: skip
    assert (code, "Executive summary" in err) == (0, True)
    out = tmp_path / "final.docx"
    code, _, err = run(
        capsys, "export", tmp_path / "p.briefing", "--template", "policy-brief", "-o", out
    )
    assert (code, "“63” has no citation" in err, out.exists()) == (0, True, True)
    document.store.close()


def test_a_damaged_project_is_noticed_and_what_is_sound_is_saved(capsys, tmp_path, qapp):
    import apsw
    from fakes import FixedClock

    from briefing.assembly import make_desk
    from briefing.qt.document import ProjectDocument

    path = tmp_path / "p.briefing"
    desk = make_desk(standard_paths())
    document = ProjectDocument(desk.stores.create(path), FixedClock())
    desk.add_sample(document)
    document.store.close()
    code, out, _ = run(capsys, "project", "verify", path)
    assert (code, "sound" in out) == (0, True)
    with apsw.Connection(str(path)) as connection:
        connection.execute(
            "UPDATE content SET data = CAST('x' AS BLOB) WHERE sha256 IN "
            "(SELECT sha256 FROM item WHERE kind = 'excerpts' LIMIT 1)"
        )
    code, _, err = run(capsys, "project", "verify", path)
    assert (code, "damaged" in err) == (1, True)
    rescued = tmp_path / "rescued.briefing"
    code, out, _ = run(capsys, "project", "recover", path, "-o", rescued)
    assert code == 0
    assert "1 lost" in out
    _, out, _ = run(capsys, "project", "info", rescued, "--json")
    assert json.loads(out)["excerpts"] == 13


def test_terminal_escapes_of_an_article_do_not_reach_the_terminal(capsys, tmp_path):
    nasty = tmp_path / "nasty\x1b[31m.md"
    nasty.write_text("# Red \u202e title\n\nBody.", encoding="utf-8")
    _, out, _ = run(capsys, "inspect", nasty)
    assert "\x1b" not in out
    assert "\u202e" not in out


def test_demo_writes_the_document_and_the_picture_and_prints_their_paths(capsys, tmp_path):
    code, out, _ = run(capsys, "demo", "-o", tmp_path)
    assert code == 0
    paths = [Path(line) for line in out.split("\n") if line]
    assert [path.name for path in paths] == ["sample-brief.docx", "window.png"]
    assert all(path.exists() for path in paths)


@pytest.mark.parametrize(
    "arguments",
    [
        ["inspect", ARTICLE],
        ["export", ARTICLE, "--template", "policy-brief", "-o", "x.docx", "--draft"],
    ],
)
def test_inspect_and_export_never_import_qt(tmp_path, arguments):
    program = (
        "import sys\nfrom briefing import cli\n"
        "code = cli.main(sys.argv[1:], None)\n"
        "assert not [m for m in sys.modules if m.startswith(('PySide6', 'shiboken6'))]\n"
        "sys.exit(code)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, *arguments], cwd=tmp_path, capture_output=True, text=True,
        env={"PYTHONPATH": str(Path(__file__).parent.parent), "BRIEFING_HOME": str(tmp_path)},
        check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr


def test_standard_input_is_read(tmp_path):
    done = subprocess.run(
        [sys.executable, "-m", "briefing", "inspect", "-", "--json"],
        input=Path(ARTICLE).read_bytes(), capture_output=True, cwd=Path(__file__).parent.parent,
        env={"BRIEFING_HOME": str(tmp_path)}, check=True,
    )  # fmt: skip
    assert json.loads(done.stdout)["articles"][0]["words"] == 383


def without_display(folder, *arguments):
    """Run the program as on a machine with no screen."""
    kept = {key: os.environ[key] for key in ("PATH", "HOME") if key in os.environ}
    return subprocess.run(
        [sys.executable, "-m", "briefing", *arguments],
        capture_output=True, text=True, check=False,
        env={**kept, "PYTHONPATH": ROOT, "BRIEFING_HOME": str(folder / "home")},
    )  # fmt: skip


def test_without_a_display_the_demo_works_and_the_window_says_why_not(tmp_path):
    done = without_display(tmp_path, "demo", "-o", str(tmp_path))
    assert done.returncode == 0, done.stderr
    assert [Path(line).exists() for line in done.stdout.splitlines()] == [True, True]
    refused = without_display(tmp_path)
    assert refused.returncode == 1
    assert refused.stderr == "briefing: There is no display for a window. See “briefing --help”.\n"


def test_suggest_prints_each_suggestion_with_its_reason(capsys):
    code, out, err = run(capsys, "suggest", ARTICLE, "--json")
    found = json.loads(out)["suggestions"]
    text = Path(ARTICLE).read_text(encoding="utf-8")
    assert (code, err) == (0, "")
    assert {"start", "end", "quote", "tags", "kind", "reason", "score"} <= set(found[0])
    assert all(row["quote"] == text[row["start"] : row["end"]] for row in found)
    assert {"policy-shift", "economic-concerns", "stakeholder-impacts"} <= {
        tag for row in found for tag in row["tags"]
    }
    assert "why: " in run(capsys, "suggest", ARTICLE)[1]


def test_a_broken_lexicon_of_ones_own_is_one_line_that_names_it(capsys, own_home):
    path = own_home / "data" / "lexicons" / "outlook.toml"
    path.parent.mkdir(parents=True)
    path.write_text('[[group]]\nname = "a"\nwords = [1]\n', encoding="utf-8")
    code, out, err = run(capsys, "suggest", ARTICLE)
    assert (code, out, err.count("\n")) == (1, "", 1)
    assert f"{path}, line 3" in err


def word_text(path):
    """Return all words of a Word file, those of headers and content controls too."""
    from lxml import etree

    with zipfile.ZipFile(path) as file:
        parts = [name for name in file.namelist() if name.endswith(".xml")]
        return "\n".join("".join(etree.fromstring(file.read(p)).itertext()) for p in parts)


@pytest.mark.parametrize("suffix", [".docx", ".html", ".md"])
def test_a_document_of_suggestions_says_that_nobody_has_checked_them(capsys, tmp_path, suffix):
    out = tmp_path / f"brief{suffix}"
    code, _, _ = run(
        capsys, "export", ARTICLE, "--template", "policy-brief", "-o", out, "--suggest"
    )
    words = word_text(out) if suffix == ".docx" else out.read_text(encoding="utf-8")
    assert code == 0
    assert "DRAFT" in words
    assert "suggestions that nobody has checked" in words
    assert "The government is considering" in words
    assert "[unverified" in words.replace("\\", "")
