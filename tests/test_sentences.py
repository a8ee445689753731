"""Every sentence for a person can be said in another language: none is given past `tr`."""

import ast
import re
from pathlib import Path
from string import Formatter

import pytest

ROOT = Path(__file__).resolve().parent.parent / "briefing"
LAYERS = (
    "model", "services", "templating", "loaders", "storage", "exporters", "interchange",
    "suggesters", "guarding",
)  # fmt: skip
SOURCES = sorted(path for layer in LAYERS for path in (ROOT / layer).rglob("*.py"))
OUR_OWN = {
    "AssertionError", "EOFError", "FrameError", "ImportError", "KeyError", "NotImplementedError",
    "OSError", "RuntimeError", "TemplateSyntaxError", "TypeError", "ValueError",
}  # fmt: skip
"""What is raised for programs, or said again in a sentence for a person."""
TELLING = re.compile(r"(?:.*Error|Finding|LintFinding|PackageFinding|Edit)\Z")


def untold(source):
    """Return where words with a blank in them are given to what tells a person, and not to tr."""
    for node in ast.walk(ast.parse(source)):
        given = []
        if isinstance(node, ast.Call):
            name = ast.unparse(node.func).rpartition(".")[2]
            if TELLING.fullmatch(name) and name not in OUR_OWN:
                said = [k.value for k in node.keywords if k.arg in ("message", "hint")]
                given = [*node.args, *said]
        elif isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) in ("label", "message"):
            given = [node.value]
        for words in (found for each in given for found in literals(each)):
            if (
                re.match(r"[A-Z“{]", words)
                and " " in words.strip()
                and re.search("[a-z]{2}", words)
            ):
                yield f"{node.lineno}: {words}"


def literals(node):
    """Return the words that stand in an argument itself or in what chooses between two."""
    match node:
        case ast.Constant(value=str(words)):
            return [words]
        case ast.JoinedStr(values=parts):
            return ["".join(p.value if isinstance(p, ast.Constant) else "{}" for p in parts)]
        case ast.IfExp(body=one, orelse=other):
            return literals(one) + literals(other)
        case ast.BinOp(left=one, right=other):
            return literals(one) + literals(other)
        case ast.BoolOp(values=parts):
            return [words for part in parts for words in literals(part)]
    return []


def filled(source):
    """Return the calls of tr whose names and values do not belong together."""
    for call in (each for each in ast.walk(ast.parse(source)) if isinstance(each, ast.Call)):
        name = ast.unparse(call.func)
        spoken = {"tr": 1, "tr_many": 3, "said_in": 2}.get(name)
        if spoken is None:
            continue
        told = [a.value for a in call.args[:spoken] if isinstance(a, ast.Constant)]
        given = {keyword.arg for keyword in call.keywords}
        wanted = set()
        for words in told if given or name == "tr_many" else ():
            wanted |= {name for _, name, _, _ in Formatter().parse(words) if name}
        if any(isinstance(a, ast.JoinedStr) for a in call.args[:spoken]):
            yield f"{call.lineno}: a sentence made up while the program runs"
        if told and given != wanted - ({"count"} if name == "tr_many" else set()):
            yield f"{call.lineno}: {sorted(given)} for {sorted(wanted)}"


def test_every_sentence_is_told_through_the_language_with_all_its_names():
    faults = []
    for path in SOURCES:
        source = path.read_text(encoding="utf-8")
        found = [*untold(source), *filled(source)]
        faults += [f"{path.relative_to(ROOT)}, {fault}" for fault in found]
    assert not faults


@pytest.mark.parametrize("given", ['"It is gone."', 'f"{name} is gone."', 'x or "It is gone."'])
def test_a_sentence_past_the_language_is_found(given):
    assert list(untold(f"raise LoadError({given}, tr('Look for it.'))"))
    assert not list(untold("raise LoadError(tr('It is gone.'))"))
    assert list(untold(f"label = {given}"))


@pytest.mark.parametrize("given", ["tr('{name} is gone.', nom=1)", "tr(f'{name} is gone.')"])
def test_a_sentence_without_a_value_for_its_name_is_found(given):
    assert list(filled(given))
