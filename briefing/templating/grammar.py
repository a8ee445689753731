"""What a template may say: the parts of Jinja's language that are allowed, made countable."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterable, Iterator

from jinja2 import nodes
from jinja2.exceptions import TemplateSyntaxError
from jinja2.lexer import Token
from jinja2.visitor import NodeTransformer

from briefing.language import tr

LONGEST_SOURCE = 50_000_000
MOST_TOKENS = 200_000
DEEPEST = 60
"""How deeply brackets, blocks and sums may stand in one another."""
TURN, TURNS, JOIN, CUT = "counting a turn", "counting turns", "joining texts", "cutting out"
"""Filters of our own; no template can write names with a space."""

_STATEMENTS = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.For, nodes.If, nodes.With,
    nodes.Assign, nodes.AssignBlock, nodes.FilterBlock, nodes.Macro, nodes.CallBlock,
)  # fmt: skip
_EXPRESSIONS = (
    nodes.Name, nodes.NSRef, nodes.Const, nodes.Tuple, nodes.List, nodes.Dict, nodes.Pair,
    nodes.Keyword, nodes.CondExpr, nodes.Filter, nodes.Test, nodes.Call, nodes.Getitem,
    nodes.Getattr, nodes.Slice, nodes.Concat, nodes.Compare, nodes.Operand, nodes.And, nodes.Or,
    nodes.Add, nodes.Sub, nodes.Mul, nodes.Div, nodes.FloorDiv, nodes.Mod, nodes.Pow, nodes.Not,
    nodes.Neg, nodes.Pos,
)  # fmt: skip
_ALLOWED = frozenset((*_STATEMENTS, *_EXPRESSIONS))
_REFUSED_NAMES = {"self", "super", "varargs", "kwargs"}
_IN_WORDS = {
    "Extends": "{% extends %}", "Include": "{% include %}", "Import": "{% import %}",
    "FromImport": "{% from … import %}", "Block": "{% block %}",
    "ScopedEvalContextModifier": "{% autoescape %}",
}  # fmt: skip
_BODIES = (nodes.For, nodes.Macro, nodes.CallBlock)
_OPENING, _CLOSING = ("lparen", "lbracket", "lbrace"), ("rparen", "rbracket", "rbrace")


def counted(tokens: Iterable[Token], name: str | None) -> Iterator[Token]:
    """Pass tokens on; raises TemplateSyntaxError for too many, or brackets too deep.

    Jinja's parser and Python's compiler both call themselves for each level.
    """
    depth = 0
    for number, token in enumerate(tokens):
        depth += (token.type in _OPENING) - (token.type in _CLOSING)
        if depth > DEEPEST:
            raise TemplateSyntaxError(tr("brackets stand too deeply in one another"), token.lineno)
        if number > MOST_TOKENS:
            words = tr("it has more than {most:,} words and signs in its tags", most=MOST_TOKENS)
            raise TemplateSyntaxError(words, token.lineno, name)
        yield token


def guarded(
    tree: nodes.Template, filters: Collection[str], tests: Collection[str]
) -> nodes.Template:
    """Return the tree with its loops counted and its joins measured.

    Raises TemplateSyntaxError, with the line, for what a template may not say.
    """
    _check(tree, filters, tests, depth=0)
    _Counting().visit(tree)
    return tree


def nearest_name(name: str, known: Iterable[str]) -> str:
    """Return the known name that is nearest to a misspelt one, or ""."""
    return next(iter(difflib.get_close_matches(name, sorted(known), n=1, cutoff=0.6)), "")


def _check(node: nodes.Node, filters: Collection[str], tests: Collection[str], depth: int) -> None:
    if type(node) not in _ALLOWED:
        kind = type(node).__name__
        raise _refused(
            tr("{in_words} is not allowed in a template", in_words=_IN_WORDS.get(kind, kind)), node
        )
    if depth > DEEPEST:
        raise _refused(tr("it stands too deeply in other tags"), node)
    if fault := _name_fault(node, filters, tests):
        raise _refused(fault, node)
    for child in node.iter_child_nodes():
        _check(child, filters, tests, depth + 1)


def _name_fault(node: nodes.Node, filters: Collection[str], tests: Collection[str]) -> str:
    match node:
        case nodes.Filter(name=name) if name not in filters:
            return tr("there is no filter “{name}”", name=name) + _hint(name, filters)
        case nodes.Test(name=name) if name not in tests:
            return tr("there is no test “{name}”", name=name) + _hint(name, tests)
        case nodes.Name(name=name) | nodes.Getattr(attr=name) | nodes.Keyword(key=name):
            if name.startswith("_") or (isinstance(node, nodes.Name) and name in _REFUSED_NAMES):
                return tr("the name “{name}” may not be used", name=name)
    return ""


def _hint(name: str, known: Collection[str]) -> str:
    near = nearest_name(name, known)
    return tr("; did you mean “{near}”?", near=near) if near else ""


def _refused(message: str, node: nodes.Node) -> TemplateSyntaxError:
    return TemplateSyntaxError(message, node.lineno or 1)


class _Counting(NodeTransformer):
    """Puts the counting filters where loops turn and texts are joined."""

    def visit_For(self, node: nodes.For) -> nodes.Node:  # noqa: N802 Jinja calls it by this name
        if node.test is not None:
            node.iter = _filter(node.iter, TURNS, node.lineno)
        return self._counted(node)

    def visit_Macro(self, node: nodes.Macro) -> nodes.Node:  # noqa: N802
        return self._counted(node)

    def visit_CallBlock(self, node: nodes.CallBlock) -> nodes.Node:  # noqa: N802
        return self._counted(node)

    def visit_Concat(self, node: nodes.Concat) -> nodes.Node:  # noqa: N802
        self.generic_visit(node)
        return _filter(nodes.List(node.nodes, lineno=node.lineno), JOIN, node.lineno)

    def visit_Getitem(self, node: nodes.Getitem) -> nodes.Node:  # noqa: N802
        self.generic_visit(node)
        if not isinstance(node.arg, nodes.Slice):
            return node
        ends = (node.arg.start, node.arg.stop, node.arg.step)
        cut = _filter(node.node, CUT, node.lineno)
        cut.args = [nodes.Const(None) if end is None else end for end in ends]
        return cut

    def _counted(self, node: nodes.For | nodes.Macro | nodes.CallBlock) -> nodes.Node:
        """Let each turn count itself and the words that it prints."""
        count = _filter(nodes.Const(_characters(node.body)), TURN, node.lineno)
        self.generic_visit(node)
        node.body.insert(0, nodes.ExprStmt(count, lineno=node.lineno))
        return node


def _characters(body: Iterable[nodes.Node]) -> int:
    inside = [node for node in body if not isinstance(node, _BODIES)]
    own = sum(len(node.data) for node in inside if isinstance(node, nodes.TemplateData))
    return own + sum(_characters(node.iter_child_nodes()) for node in inside)


def _filter(value: nodes.Node, name: str, line: int) -> nodes.Filter:
    return nodes.Filter(value, name, [], [], None, None, lineno=line)
