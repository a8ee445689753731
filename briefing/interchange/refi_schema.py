"""The parts of REFI-QDA 1.5 as one table: what may stand where, and the XML Schema made of it.

The names and their order are those of the standard (REFI-QDA 1.5, www.qdasoftware.org); the
table is our own writing, compared line by line with the Project.xsd and the Codebook.xsd that REFI
publishes under the MIT licence. Version 1.5 still writes the namespace `project:1.0`. What a file
holds beyond the table is left out and counted, so that what is written is always valid.
"""

from __future__ import annotations

import re
import uuid
from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from itertools import pairwise
from typing import Any
from xml.sax.saxutils import quoteattr

PROJECT = "urn:QDA-XML:project:1.0"
CODEBOOK = "urn:QDA-XML:codebook:1.0"
_XSD = "http://www.w3.org/2001/XMLSchema"
_IDS = uuid.UUID("0d5b7c1e-7c35-5d39-8b3a-0b9f4f3a6f10")
_GUID = re.compile(r"\{?([0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12})\}?\Z")

# A line is a type: its attributes, a bar, the elements in it in order. "!" after an attribute is
# required, after an element "?" may be absent, "*" come often, "+" come at least once, and of those
# with "^" one at most. After a colon stands the type where it is not text, or not named as the
# element.
_AUDIT = "creatingUser:guid creationDateTime:time modifyingUser:guid modifiedDateTime:time"
_BOX = "firstX!:int firstY!:int secondX!:int secondY!:int"
_CODED = "Coding* NoteRef*:Ref"
_ENDS = f"{_CODED} VariableValue*"
_FILE = f"guid!:guid name path currentPath {_AUDIT}"
_PLAIN = f"guid!:guid name richTextPath plainTextPath {_AUDIT}"
_SELECTION = f"guid!:guid name {_AUDIT}"
_TABLE = f"""
Project: name! origin creatingUserGUID:guid creationDateTime:time modifyingUserGUID:guid \
modifiedDateTime:time basePath | Users? CodeBook? Variables? Cases? Sources? Notes? Links? Sets? \
Graphs? Description?:text NoteRef*:Ref
Users: | User+
User: guid!:guid name id |
CodeBook: | Codes
Codes: | Code+
Code: guid!:guid name! isCodable!:bool color:colour | Description?:text NoteRef*:Ref Code*
Variables: | Variable+
Variable: guid!:guid name! typeOfVariable!:variable | Description?:text
Cases: | Case+
Case: guid!:guid name | Description?:text CodeRef*:Ref VariableValue* SourceRef*:Ref \
SelectionRef*:Ref
VariableValue: | VariableRef:Ref TextValue^:text BooleanValue^:bool IntegerValue^:int \
FloatValue^:decimal DateValue^:date DateTimeValue^:time
Sources: | TextSource|:Text PictureSource| PDFSource| AudioSource| \
VideoSource|
Text: {_PLAIN} | Description?:text PlainTextContent?:text PlainTextSelection* {_ENDS}
PlainTextSelection: {_SELECTION} startPosition!:int endPosition!:int | Description?:text {_CODED}
PictureSource: {_FILE} | Description?:text TextDescription?:Text PictureSelection* {_ENDS}
PictureSelection: {_SELECTION} {_BOX} | Description?:text {_CODED}
PDFSource: {_FILE} | Description?:text PDFSelection* Representation?:Text {_ENDS}
PDFSelection: {_SELECTION} page!:int {_BOX} | Description?:text Representation?:Text {_CODED}
AudioSource: {_FILE} | Description?:text Transcript* AudioSelection*:MediaSelection {_ENDS}
VideoSource: {_FILE} | Description?:text Transcript* VideoSelection*:MediaSelection {_ENDS}
MediaSelection: {_SELECTION} begin!:int end!:int | Description?:text {_CODED}
Transcript: {_PLAIN} | Description?:text PlainTextContent?:text SyncPoint* TranscriptSelection* \
NoteRef*:Ref
TranscriptSelection: {_SELECTION} fromSyncPoint:guid toSyncPoint:guid | Description?:text {_CODED}
SyncPoint: guid!:guid timeStamp:int position:int |
Coding: guid!:guid creatingUser:guid creationDateTime:time | CodeRef:Ref NoteRef*:Ref
Notes: | Note+:Text
Links: | Link+
Link: guid!:guid name direction:direction color:colour originGUID:guid targetGUID:guid | \
NoteRef*:Ref
Sets: | Set+
Set: guid!:guid name! | Description?:text MemberCode*:Ref MemberSource*:Ref MemberNote*:Ref
Graphs: | Graph+
Graph: guid!:guid name | Vertex* Edge*
Vertex: guid!:guid representedGUID:guid name firstX!:int firstY!:int secondX:int secondY:int \
shape:shape color:colour |
Edge: guid!:guid representedGUID:guid name sourceVertex!:guid targetVertex!:guid color:colour \
direction:direction lineStyle:line |
Ref: targetGUID!:guid |
"""
_CODEBOOK_TABLE = """
CodeBook: origin | Codes Sets?
Codes: | Code+
Code: guid!:guid name! isCodable!:bool color:colour | Description?:text Code*
Sets: | Set+
Set: guid!:guid name! | Description?:text MemberCode*:Member
Member: guid!:guid |
"""
_HEX = "[0-9a-fA-F]"
_GUIDS = f"{_HEX}{{8}}-{_HEX}{{4}}-{_HEX}{{4}}-{_HEX}{{4}}-{_HEX}{{12}}"
_PATTERNS = {
    "guid": rf"({_GUIDS})|(\{{{_GUIDS}\}})",
    "colour": f"#({_HEX}{{6}}|{_HEX}{{3}})",
}
_CHOICES = {
    "variable": ("Text", "Boolean", "Integer", "Float", "Date", "DateTime"),
    "direction": ("Associative", "OneWay", "Bidirectional"),
    "shape": (
        "Person", "Oval", "Rectangle", "RoundedRectangle", "Star", "LeftTriangle",
        "RightTriangle", "UpTriangle", "DownTriangle", "Note",
    ),
    "line": ("dotted", "dashed", "solid"),
}  # fmt: skip
_REQUIRED = ' use="required"'
_PLAIN_KINDS = {
    "text": "string", "int": "integer", "bool": "boolean", "time": "dateTime", "date": "date",
    "decimal": "decimal",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Child:
    """An element that may stand in another: its type, and how often ("1" or one of "?*+|^")."""

    kind: str
    often: str
    place: int


@dataclass(frozen=True, slots=True)
class Shape:
    """What an element may hold: attributes with kind and whether required, children in order."""

    attributes: dict[str, tuple[str, bool]]
    children: dict[str, Child]
    needed: tuple[str, ...]
    required: frozenset[str]
    is_choice: bool


@cache
def shapes(namespace: str) -> dict[str, Shape]:
    """Return the types of the schema of a namespace by name."""
    made = {}
    table = _CODEBOOK_TABLE if namespace == CODEBOOK else _TABLE
    for line in filter(None, table.splitlines()):
        name, _, rest = line.partition(":")
        left, _, right = rest.partition(" |")
        attributes = {}
        for words in left.split():
            key, _, kind = words.partition(":")
            attributes[key.rstrip("!")] = (kind or "text", key.endswith("!"))
        children = {}
        for place, words in enumerate(right.split()):
            key, _, kind = words.partition(":")
            often = key[-1] if key[-1] in "?*+|^" else "1"
            bare = key.rstrip("?*+|^")
            children[bare] = Child(kind or bare, often, place)
        made[name] = Shape(
            attributes, children,
            tuple(key for key, (_, required) in attributes.items() if required),
            frozenset(tag for tag, child in children.items() if child.often in "1+"),
            any(child.often == "|" for child in children.values()),
        )  # fmt: skip
    return made


@cache
def schema_of(namespace: str) -> Any:
    """Return the compiled XML Schema of a namespace."""
    from lxml import etree

    return etree.XMLSchema(etree.fromstring(schema_text(namespace).encode()))


def schema_text(namespace: str) -> str:
    """Return the XML Schema of a namespace."""
    root = "CodeBook" if namespace == CODEBOOK else "Project"
    lines = [
        f'<x:schema xmlns:x="{_XSD}" xmlns="{namespace}" targetNamespace="{namespace}"'
        ' elementFormDefault="qualified">',
        f'<x:element name="{root}" type="{root}"/>',
    ]
    for name, pattern in _PATTERNS.items():
        lines.append(_simple(name, f"<x:pattern value={quoteattr(pattern)}/>"))
    for name, words in _CHOICES.items():
        lines.append(_simple(name, "".join(f'<x:enumeration value="{w}"/>' for w in words)))
    for name, shape in shapes(namespace).items():
        lines.append(_complex(name, shape))
    return "".join([*lines, "</x:schema>"])


def _simple(name: str, inside: str) -> str:
    return (
        f'<x:simpleType name="{name}"><x:restriction base="x:token">{inside}'
        "</x:restriction></x:simpleType>"
    )


def _complex(name: str, shape: Shape) -> str:
    parts: list[str] = []
    others: list[str] = []
    for tag, child in shape.children.items():
        least = 0 if child.often in "?*|^" else 1
        most = "unbounded" if child.often in "*+" else "1"
        (others if child.often == "^" else parts).append(
            f'<x:element name="{tag}" type="{_named(child.kind)}" minOccurs="{least}"'
            f' maxOccurs="{most}"/>'
        )
    if others:
        parts += ["<x:choice>", *others, "</x:choice>"]
    group = ('<x:choice maxOccurs="unbounded">', "</x:choice>") if shape.is_choice else (
        "<x:sequence>", "</x:sequence>",
    )  # fmt: skip
    attributes = "".join(
        f'<x:attribute name="{key}" type="{_named(kind)}"{_REQUIRED if required else ""}/>'
        for key, (kind, required) in shape.attributes.items()
    )
    inside = "".join(parts)
    return (
        f'<x:complexType name="{name}">{group[0] + inside + group[1] if inside else ""}'
        f"{attributes}</x:complexType>"
    )


def _named(kind: str) -> str:
    return f"x:{_PLAIN_KINDS[kind]}" if kind in _PLAIN_KINDS else kind


def made_guid(words: str) -> str:
    """Return the GUID that stands for words which are none; the same for the same words."""
    return str(uuid.uuid5(_IDS, words))


def key_of(guid: str) -> str:
    """Return a GUID as it is compared: without braces, in small letters."""
    return guid.strip("{} ").lower()


def mended(value: str, kind: str) -> str | None:
    """Return a value as its kind is spelled, or None if it cannot be one."""
    value = value.strip()
    if kind == "guid":
        return value if _GUID.match(value) else (made_guid(value) if value else None)
    if kind == "bool":
        return {"true": "true", "false": "false", "1": "true", "0": "false"}.get(value.lower())
    if kind in ("time", "date"):
        return _mended_time(value, kind)
    if kind in _CHOICES:
        return value if value in _CHOICES[kind] else None
    fits = {"int": r"[+-]?\d{1,18}\Z", "decimal": r"[+-]?\d{1,30}(\.\d{1,30})?\Z",
            "colour": _PATTERNS["colour"] + r"\Z"}  # fmt: skip
    return value if re.match(fits[kind], value, re.ASCII) else None


def _mended_time(value: str, kind: str) -> str | None:
    if kind == "date":
        try:
            return date.fromisoformat(value[:10]).isoformat()
        except ValueError:
            return None
    spelled = value.replace(" ", "T", 1)
    if re.match(r"\d{4}-\d\d-\d\d\Z", spelled):
        spelled += "T00:00:00"
    shape = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-](0\d|1[0-3]):[0-5]\d)?\Z"
    if not re.match(shape, spelled, re.ASCII):
        return None
    try:
        datetime.fromisoformat(spelled[:19])
    except ValueError:
        return None
    return spelled if spelled[:4] != "0000" else None


class Conforming:
    """Brings a tree into the schema's shape; `left_out` counts what had to go, by its name.

    Elements are put into the schema's order; values are mended as `mended` does.
    """

    def __init__(self, namespace: str) -> None:
        self._namespace = namespace
        self._shapes = shapes(namespace)
        self._named = {
            tag: f"{{{namespace}}}{tag}" for each in self._shapes.values() for tag in each.children
        }
        self._made = 0
        self.left_out: Counter[str] = Counter()

    def root(self, root: Any) -> None:
        """Bring a whole tree into shape."""
        self._element(root, self._shapes["CodeBook" if self._namespace == CODEBOOK else "Project"])

    def _element(self, element: Any, shape: Shape) -> bool:
        """Return whether the element can stay."""
        if element.text is not None:
            element.text = None
        if not self._attributes(element, shape):
            return False
        seen: set[str] = set()
        places = []
        for inside in list(element):
            child, tag = self._child(inside, shape)
            once = "^" if child is not None and child.often == "^" else tag
            often = child is not None and (child.often in "*+|" or once not in seen)
            if child is not None and often and self._inside(inside, child):
                seen.add(once)
                places.append((child.place, inside))
            else:
                element.remove(inside)
                self.left_out[tag] += bool(tag)
        if not shape.is_choice:
            _put_in_order(element, places)
        return shape.required <= seen and not (shape.is_choice and not seen)

    def _child(self, inside: Any, shape: Shape) -> tuple[Child | None, str]:
        tag = inside.tag if isinstance(inside.tag, str) else ""
        bare = tag.rpartition("}")[2]
        child = shape.children.get(bare)
        if child is not None:
            if tag != self._named[bare]:
                inside.tag = self._named[bare]
            if inside.tail is not None:
                inside.tail = None
        return child, bare

    def _inside(self, inside: Any, child: Child) -> bool:
        shape = self._shapes.get(child.kind)
        return self._value(inside, child.kind) if shape is None else self._element(inside, shape)

    def _attributes(self, element: Any, shape: Shape) -> bool:
        given = element.attrib
        for key, value in list(given.items()):
            known = shape.attributes.get(key)
            if known and known[0] == "text":
                continue
            new = mended(value, known[0]) if known else None
            if new is None:
                del given[key]
                if not key.startswith("{"):
                    self.left_out[f"{element.tag.rpartition('}')[2]} {key}"] += 1
            elif new != value:
                given[key] = new
        return all(key in given or self._default(given, key) for key in shape.needed)

    def _default(self, given: Any, key: str) -> bool:
        """Give a required attribute that is missing its value; False if there is none to give."""
        self._made += 1
        defaults = {
            "guid": made_guid(f"missing {self._made}"), "isCodable": "true", "name": "Untitled",
        }  # fmt: skip
        if key in defaults:
            given[key] = defaults[key]
        return key in defaults

    @staticmethod
    def _value(element: Any, kind: str) -> bool:
        if len(element.attrib):
            element.attrib.clear()
        words = "".join(element.itertext()) if len(element) else element.text or ""
        new = words if kind == "text" else mended(words, kind)
        if new != element.text or len(element):
            del element[:]
            element.text = new
        return new is not None


def _put_in_order(element: Any, places: list[tuple[int, Any]]) -> None:
    if any(one[0] > two[0] for one, two in pairwise(places)):
        for _, inside in sorted(places, key=lambda each: each[0]):
            element.append(inside)
