"""Every sentence of the program is gathered for translators, and no catalogue can break one."""

import ast
import re
from pathlib import Path

import languages_tool
import pytest

COMPLETE = ("fr", "ar")
"""The codes of the languages in which every sentence is translated, to stay so."""
ROOT = Path(__file__).resolve().parent.parent
WINDOW = sorted(
    path for layer in ("widgets", "qt") for path in (ROOT / "briefing" / layer).rglob("*.py")
)
TAKES_WORDS = {
    "Label", "QLabel", "QPushButton", "QAction", "QCheckBox", "QRadioButton", "QGroupBox", "QMenu",
    "QDockWidget", "QToolBar", "setText", "setToolTip", "setPlaceholderText", "setAccessibleName",
    "setAccessibleDescription", "setWindowTitle", "setTitle", "setHeaderLabels",
    "setHorizontalHeaderLabels", "addAction", "addMenu", "addItem", "addItems", "addTab", "addRow",
    "setStatusTip", "setWhatsThis", "setTabText", "setIconText", "say", "showMessage", "LineField",
    "getOpenFileName", "getOpenFileNames", "getSaveFileName", "getExistingDirectory",
}  # fmt: skip
SAYING = {"tr", "tr_many", "marked"}
SIGNS = {"Aa", "“ab”", "Briefing", "https://", "PDF (*.pdf)"}
"""What stands in the window without being said: signs, the program's name."""
tool = languages_tool.load()


def test_the_gathered_sentences_are_those_that_the_source_says():
    assert tool.TEMPLATE.read_bytes() == tool.written(tool.extracted()), (
        "run python tools/languages.py"
    )


def test_no_sentence_is_said_where_the_tool_that_gathers_them_does_not_look():
    """It does not look into the braces of an f-string."""
    hidden = []
    for path in sorted((ROOT / "briefing").rglob("*.py")):
        for made in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            calls = ast.walk(made) if isinstance(made, ast.JoinedStr) else ()
            hidden += [
                f"{path.name}:{made.lineno}" for call in calls
                if isinstance(call, ast.Call) and ast.unparse(call.func) in SAYING
                and call.args and isinstance(call.args[0], ast.Constant)
            ]  # fmt: skip
    assert hidden == []


@pytest.fixture(params=tool.LANGUAGES)
def code(request):
    return request.param


@pytest.fixture
def catalogue(code):
    return tool.read(code)


def test_a_catalogue_has_just_the_sentences_of_now_and_no_guesses(code, catalogue):
    wanted = {(m.id, m.context) for m in tool.extracted() if m.id}
    assert {(m.id, m.context) for m in catalogue if m.id} == wanted, "run python tools/languages.py"
    assert not [message.id for message in catalogue if message.fuzzy and message.id]
    assert not catalogue.obsolete


def test_what_the_program_reads_is_what_the_translators_wrote(code, catalogue):
    assert tool.path_of(code).with_suffix(".mo").read_bytes() == tool.compiled(catalogue)


def test_a_complete_language_stays_complete():
    for code in COMPLETE:
        missing = [m.id for m in tool.read(code) if m.id and not tool.is_translated(m)]
        assert not missing, code


def test_a_translation_has_the_names_and_the_marks_of_its_sentence(catalogue):
    faults = [
        (message.id, words)
        for message in catalogue
        if message.id and tool.is_translated(message)
        for words in _forms(message.string)
        if not _fits(_forms(message.id)[-1], words, counted=message.pluralizable)
    ]
    assert not faults


def _forms(words):
    return list(words) if isinstance(words, list | tuple) else [words]


def _fits(sentence, words, *, counted):
    """A form for one or two things may leave the number out; & may stand on another letter."""
    wanted, has = (set(re.findall(r"\{([^}]*)\}", each)) for each in (sentence, words))
    may_lack = {"count", "count:,", "shown"} if counted else set()
    return (
        has <= wanted
        and wanted - has <= may_lack
        and _marks(sentence) == _marks(words)
        and sentence.endswith("…") == words.endswith("…")
    )


def _marks(words):
    return len(re.findall(r"&\w", words))


def test_no_sentence_of_the_window_bypasses_its_language():
    faults = [fault for path in WINDOW for fault in _unsaid(path)]
    assert not faults


def _unsaid(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
        name = getattr(call.func, "attr", getattr(call.func, "id", ""))
        if name in TAKES_WORDS:
            for words in _bare(call.args, path.name):
                yield f"{path.name}:{call.lineno} {name}({words!r})"
        elif name == "tr" and isinstance(getattr(call.func, "value", None), ast.Name):
            yield f"{path.name}:{call.lineno} Qt's own tr: use briefing.language"


def _bare(nodes, name):
    """Yield the literals with a word in them that are not inside tr and the like."""
    for node in nodes:
        if isinstance(node, ast.Call):
            continue  # its own words are looked at where it is called
        if isinstance(node, ast.Constant):
            if isinstance(node.value, str) and _is_said(node.value):
                yield node.value
        elif isinstance(node, ast.JoinedStr):
            fixed = "".join(v.value for v in node.values if isinstance(v, ast.Constant))
            if _is_said(fixed):
                yield fixed
        elif isinstance(node, ast.BinOp | ast.IfExp | ast.BoolOp | ast.List | ast.Tuple):
            yield from _bare(ast.iter_child_nodes(node), name)


def _is_said(words):
    without = re.sub(r"[\w-]*\.[a-z]{3,}$|Briefing", "", words)  # endings of file names
    return words.strip() not in SIGNS and bool(re.search(r"[^\W\d_]{2}", without))


def test_a_piece_of_a_sentence_keeps_the_space_it_is_joined_with(catalogue):
    faults = [
        (message.id, words)
        for message in catalogue
        if message.id and tool.is_translated(message)
        for words in _forms(message.string)
        if _ends(words) != _ends(_forms(message.id)[-1])
    ]
    assert not faults


def _ends(words):
    return words[:1].isspace(), words[-1:].isspace()
