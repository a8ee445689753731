"""Checks what the tags of a part say: expressions, names, filters, attributes, sizes of loops."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import jinja2
from jinja2 import nodes

from briefing.language import tr
from briefing.templating.budget import MOST_ITEMS, MOST_STEPS
from briefing.templating.grammar import nearest_name
from briefing.templating.lint_blocks import CELL_TAGS, REFUSED, opens
from briefing.templating.lint_reading import FoundTag, ReadPart
from briefing.templating.lint_schema import ANY, LOOP, WORDS, Shape
from briefing.templating.sandbox import METHODS, TESTS

_FINISHED = {
    "for": "{{% {} %}}{{% endfor %}}", "if": "{{% {} %}}{{% endif %}}",
    "elif": "{{% if 1 %}}{{% {} %}}{{% endif %}}", "with": "{{% {} %}}{{% endwith %}}",
    "macro": "{{% {} %}}{{% endmacro %}}", "call": "{{% {} %}}{{% endcall %}}",
    "filter": "{{% {} %}}{{% endfilter %}}",
}  # fmt: skip
_NOT_READ = {"else", "raw", "endraw", *CELL_TAGS, *REFUSED}
_BUILT_IN = {"range": ANY, "namespace": ANY, "true": WORDS, "false": WORDS, "none": WORDS,
             "True": WORDS, "False": WORDS, "None": WORDS, "caller": ANY}  # fmt: skip
_FORBIDDEN_NAMES = {"self", "super", "varargs", "kwargs", "lipsum", "cycler", "joiner", "dict"}
_METHOD_NAMES = {name for methods in METHODS.values() for name in methods} | {"cycle", "changed"}
_SAME_LIST = {"sort", "unique", "reverse", "select", "reject", "selectattr", "rejectattr", "list"}
_PICKED = {"first", "last", "min", "max"}


@dataclass(slots=True)
class Names:
    """What is known while a part is read: the shape of the values, and the loops around a tag."""

    part: ReadPart
    schema: Mapping[str, Shape] | None
    filters: Collection[str]
    bound: dict[str, FoundTag] = field(default_factory=dict)
    assigned: set[str] = field(default_factory=set)
    scopes: list[dict[str, Shape]] = field(default_factory=list)
    sizes: list[int] = field(default_factory=list)
    used: list[tuple[int, str]] = field(default_factory=list)
    whole: set[int] = field(default_factory=set)

    def check(self) -> None:
        """Add findings for every tag of the part."""
        trees = [(tag, self._tree(tag)) for tag in self.part.tags]
        for tag, tree in trees:
            self._bind_ahead(tag, tree)
        for tag, tree in trees:
            self._check_tag(tag, tree)

    def _tree(self, tag: FoundTag) -> nodes.Template | None:
        if (not tag.code and not tag.prints) or tag.name in _NOT_READ or tag.name[:3] == "end":
            return None
        source = f"{{{{ {tag.code} }}}}" if tag.prints else _FINISHED.get(
            tag.name, "{{% {} %}}" + ("{{% endset %}}" if opens(tag) else "")
        ).format(tag.code)  # fmt: skip
        parsed, fault = parsed_source(source)
        if fault:
            self.part.findings.append(tag.finding(
                "bad expression", tr("It cannot be read: {fault}.", fault=fault),
                tr("Correct what stands in the tag."),
            ))  # fmt: skip
        return parsed

    def _bind_ahead(self, tag: FoundTag, tree: nodes.Template | None) -> None:
        for loop in tree.find_all(nodes.For) if tree else ():
            for name in loop.target.find_all(nodes.Name):
                self.bound.setdefault(name.name, tag)
            if isinstance(loop.target, nodes.Name):
                self.bound.setdefault(loop.target.name, tag)
        if tree and tag.name in ("set", "macro"):
            stored = [each.name for each in tree.find_all(nodes.Name) if each.ctx == "store"]
            self.assigned.update(stored, (each.name for each in tree.find_all(nodes.Macro)))

    def _check_tag(self, tag: FoundTag, tree: nodes.Template | None) -> None:
        if tag.name.startswith("end") and tag.name != "endset":
            self._leave(tag)
        if tree is None:
            if opens(tag):
                self._enter({}, 1)
            return
        statement = tree.body[0]
        reader = _Expressions(self, tag)
        if isinstance(statement, nodes.For):
            self._check_loop(tag, statement, reader)
        elif tag.name in ("macro", "call", "with"):
            arguments = [each.name for each in statement.find_all(nodes.Name)]
            self._enter(dict.fromkeys(arguments, ANY), 1)
        else:
            shape = reader.read_all(statement)
            if tag.prints:
                self._check_printed(tag, shape)
            elif opens(tag) and tag.name != "set":
                self._enter({}, 1)

    def _check_loop(self, tag: FoundTag, loop: nodes.For, reader: _Expressions) -> None:
        shape = reader.shape(loop.iter)
        inner = shape[0] if isinstance(shape, list) else ANY
        names = [loop.target] if isinstance(loop.target, nodes.Name) else []
        found = {each.name: inner for each in names} or {
            each.name: ANY for each in loop.target.find_all(nodes.Name)
        }
        if isinstance(shape, dict):
            self.whole.add(id(shape))
        size = _turns(loop.iter)
        self._enter({**found, "loop": LOOP}, size)
        product = 1
        for each in self.sizes:
            product *= each
        if size > MOST_ITEMS or product > MOST_STEPS:
            self.part.findings.append(tag.finding(
                "huge loop", tr("It turns {product:,} times.", product=product),
                tr("Loop at most {most_items:,} times, {most_steps:,} within "
                   "other loops.", most_items=MOST_ITEMS, most_steps=MOST_STEPS),
            ))  # fmt: skip
        if loop.test is not None:
            reader.read_all(loop.test)

    def _check_printed(self, tag: FoundTag, shape: Shape) -> None:
        wanted = {"p": "blocks", "r": "runs"}.get(tag.scope, "")
        if isinstance(shape, list) or (isinstance(shape, dict) and wanted not in shape):
            message = (
                tr("It prints a list as words.")
                if isinstance(shape, list)
                else tr("It prints several values as words.")
            )
            better = next((s for s, key in (("p", "blocks"), ("r", "runs"))
                           if isinstance(shape, dict) and key in shape), "")  # fmt: skip
            remedy = (
                tr("Write {{{{{better} {code} }}}}.", better=better, code=tag.code)
                if better
                else tr("Name one, or loop.")
            )
            self.part.findings.append(tag.finding("printed whole", message, remedy))

    def _enter(self, names: dict[str, Shape], size: int) -> None:
        self.scopes.append(names)
        self.sizes.append(size)

    def _leave(self, tag: FoundTag) -> None:
        if tag.name.removeprefix("end") in ("for", "if", "with", "macro", "call", "filter"):
            self.scopes[-1:], self.sizes[-1:] = [], []


@dataclass(slots=True)
class _Expressions:
    """Follows the expressions of one tag through the shape of the values."""

    names: Names
    tag: FoundTag
    lenient: int = 0

    def read_all(self, node: nodes.Node) -> Shape:
        """Check every expression in a statement; return the shape of the last."""
        if isinstance(node, nodes.Expr):
            return self.shape(node)
        shape: Shape = ANY
        for child in node.iter_child_nodes():
            if not (isinstance(child, nodes.Name) and child.ctx == "store"):
                shape = self.read_all(child)
        return shape

    def shape(self, node: nodes.Node) -> Shape:
        """Return the shape of an expression, adding findings for what it asks for in vain."""
        match node:
            case nodes.Name(name=name):
                return self._name(name)
            case nodes.Getattr(node=inner, attr=attr):
                return self._attribute(self.shape(inner), attr, inner)
            case nodes.Getitem():
                return self._item(node)
            case nodes.Filter():
                return self._filter(node)
            case nodes.Test():
                return self._test(node)
            case nodes.Call():
                return self._call(node)
            case nodes.Const():
                return WORDS
        shapes = [self.shape(child) for child in node.iter_child_nodes()]
        same = isinstance(node, nodes.Or | nodes.And | nodes.CondExpr) and shapes
        return shapes[-1] if same and all(each == shapes[-1] for each in shapes) else ANY

    def _name(self, name: str) -> Shape:
        for scope in reversed(self.names.scopes):
            if name in scope:
                return scope[name]
        if name.startswith("_") or name in _FORBIDDEN_NAMES:
            return self._found(
                "forbidden",
                tr("The name “{name}” may not be used.", name=name),
                tr("Take it away."),
            )
        if name in _BUILT_IN or name in self.names.assigned:
            return ANY
        schema = self.names.schema
        if schema is not None and name in schema:
            return schema[name]
        if name == "loop" or name in self.names.bound:
            opener = self.names.bound.get(name)
            message = (
                tr("“{name}” is known within its loop {loop} only.", name=name, loop=opener.written)
                if opener
                else tr("“{name}” is known within its loop only.", name=name)
            )
            return self._found("outside loop", message, tr("Move the tag into the loop."))
        return ANY if schema is None else self._unknown(name, schema, "")

    def _attribute(self, shape: Shape, attr: str, inner: nodes.Node) -> Shape:
        if attr.startswith("_"):
            return self._found(
                "forbidden", tr("“{attr}” may not be used.", attr=attr), tr("Take it away.")
            )
        if isinstance(shape, dict):
            if attr in shape:
                self.names.used.append((id(shape), attr))
                return shape[attr]
            if attr in METHODS[dict]:
                self.names.whole.add(id(shape))
                return ANY
            return self._unknown(attr, shape, _spelt(inner))
        if isinstance(shape, list) and attr not in METHODS[list]:
            return self._found(
                "misspelt variable", tr("“{spelt}” is a list and has no "
                                        "“{attr}”.", spelt=_spelt(inner), attr=attr),
                tr("Loop over it, or take one by |first."),
            )  # fmt: skip
        if shape is WORDS and attr not in METHODS[str]:
            return self._found(
                "misspelt variable", tr("“{spelt}” is text and has no "
                                        "“{attr}”.", spelt=_spelt(inner), attr=attr),
                tr("Take .{attr} away.", attr=attr),
            )  # fmt: skip
        return ANY

    def _item(self, node: nodes.Getitem) -> Shape:
        shape = self.shape(node.node)
        if isinstance(node.arg, nodes.Const) and isinstance(node.arg.value, str):
            return self._attribute(shape, node.arg.value, node.node)
        self.shape(node.arg)
        if isinstance(shape, dict):
            self.names.whole.add(id(shape))
            return next(iter(shape.values()), ANY)
        if isinstance(shape, list):
            return shape if isinstance(node.arg, nodes.Slice) else shape[0]
        return shape

    def _filter(self, node: nodes.Filter) -> Shape:
        if node.name not in self.names.filters:
            near = nearest_name(node.name, self.names.filters)
            remedy = tr("Did you mean “{near}”?", near=near) if near else tr("Take it away.")
            self._found(
                "unknown filter", tr("There is no filter “{name}”.", name=node.name), remedy
            )
        self.lenient += node.name in ("default", "d")
        shape = self.shape(node.node) if node.node is not None else ANY
        self.lenient -= node.name in ("default", "d")
        for each in (*node.args, *(keyword.value for keyword in node.kwargs)):
            self.shape(each)
        return self._filtered(node, shape)

    def _filtered(self, node: nodes.Filter, shape: Shape) -> Shape:
        if not isinstance(shape, list):
            return ANY
        for keyword in node.kwargs:
            if keyword.key == "attribute" and isinstance(keyword.value, nodes.Const):
                inner = shape[0]
                for attr in str(keyword.value.value).split("."):
                    inner = self._attribute(inner, attr, node.node or node)
                if node.name == "map":
                    return [inner]
        if node.name in _PICKED:
            return shape[0]
        return shape if node.name in _SAME_LIST else ANY

    def _test(self, node: nodes.Test) -> Shape:
        if node.name not in TESTS:
            near = nearest_name(node.name, TESTS)
            remedy = tr("Did you mean “{near}”?", near=near) if near else tr("Take it away.")
            self._found("unknown test", tr("There is no test “{name}”.", name=node.name), remedy)
        self.lenient += node.name in ("defined", "undefined")
        self.shape(node.node)
        self.lenient -= node.name in ("defined", "undefined")
        for each in node.args:
            self.shape(each)
        return WORDS

    def _call(self, node: nodes.Call) -> Shape:
        for each in (*node.args, *(keyword.value for keyword in node.kwargs)):
            self.shape(each)
        callee = node.node
        if isinstance(callee, nodes.Getattr) and callee.attr not in _METHOD_NAMES:
            self.shape(callee.node)
            if self.names.schema is not None or not callee.attr.startswith("_"):
                self._found(
                    "forbidden", tr("“{attr}” cannot be called in a template.", attr=callee.attr),
                    tr("Use a filter instead."),
                )  # fmt: skip
            return ANY
        self.shape(callee)
        return ANY

    def _unknown(self, name: str, known: Mapping[str, Shape], owner: str) -> Shape:
        near = nearest_name(name, known)
        if near:
            remedy = tr("Did you mean “{near}”?", near=near)
        elif known:
            remedy = tr("Known: {listed}.", listed=", ".join(list(known)[:12]))
        else:
            remedy = tr("Nothing is known there.")
        message = (
            tr("There is no “{name}” in “{owner}”.", name=name, owner=owner)
            if owner
            else tr("There is no “{name}”.", name=name)
        )
        kind = "unknown slot" if owner.endswith("slots") else "misspelt variable"
        return self._found(kind, message, remedy)

    def _found(self, kind: str, message: str, remedy: str) -> Shape:
        if not self.lenient or kind not in ("misspelt variable", "unknown slot"):
            self.names.part.findings.append(self.tag.finding(kind, message, remedy))
        return ANY


@lru_cache(maxsize=2_000)
def parsed_source(source: str) -> tuple[nodes.Template | None, str]:
    """Return the tree of a tag made whole, and what is wrong with it if it has none."""
    try:
        return jinja2.Environment(autoescape=True).parse(source), ""
    except jinja2.TemplateSyntaxError as error:
        return None, (error.message or str(error)).rstrip(".")
    except (RecursionError, ValueError, OverflowError) as error:
        return None, tr("it is too deep or too large ({kind})", kind=type(error).__name__)


def _turns(iterated: nodes.Node) -> int:
    """Return how often a loop over `range` with plain numbers turns; 1 for any other."""
    if not (isinstance(iterated, nodes.Call) and isinstance(iterated.node, nodes.Name)):
        return 1
    values = [each.value for each in iterated.args if isinstance(each, nodes.Const)]
    whole = len(values) == len(iterated.args) and all(type(each) is int for each in values)
    if iterated.node.name != "range" or not whole or not 1 <= len(values) <= 3 or 0 in values[2:]:
        return 1
    turns = range(*values)
    return max(0, (turns.stop - turns.start) // turns.step)  # len() refuses the largest


def _spelt(node: nodes.Node) -> str:
    """Return an expression as it was written, as far as it is names."""
    match node:
        case nodes.Name(name=name):
            return str(name)
        case nodes.Getattr(node=inner, attr=attr):
            return f"{_spelt(inner)}.{attr}"
    return "…"


def used_keys(names: Names, shape: Mapping[str, Any]) -> Iterator[str]:
    """Yield the keys of one map that the part names; all, if it goes through the map."""
    if id(shape) in names.whole:
        yield from shape
    yield from (key for owner, key in names.used if owner == id(shape))
