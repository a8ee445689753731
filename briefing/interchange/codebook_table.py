"""A table of codes as tag schemes; what is wrong in it is named by row and column."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from briefing.errors import LoadError
from briefing.language import tr
from briefing.model.article import clean_text
from briefing.model.tag_edits import in_tree_order
from briefing.model.tags import CODE, KEY, Tag, TagScheme, codes, free_code, free_id, new_tag
from briefing.services.contrast import is_colour
from briefing.services.interchange import Imported, Loss, losses
from briefing.services.registry import nearest

MOST_ROWS = 500
_LONGEST = {"name": 120, "description": 2_000}
_COLUMNS = {
    "name": "name", "tag": "name", "code name": "name", "code": "code", "abbreviation": "code",
    "letters": "code", "colour": "colour", "color": "colour", "key": "key", "parent": "parent",
    "parent code": "parent", "description": "description", "memo": "description",
    "definition": "description", "scheme": "scheme", "retired": "retired",
}  # fmt: skip
"""What a column may be called, and what it then is."""
_KNOWN = "name, code, colour, key, parent, description"


@dataclass(frozen=True, slots=True)
class _Row:
    """One row of the table: its number, its cells by what they are, and their columns."""

    source: str
    number: int
    values: Mapping[str, str]
    columns: Mapping[str, str]

    def fault(self, key: str, what: str, hint: str) -> LoadError:
        """Return an error that names row and column."""
        column = self.columns.get(key, "A")
        return LoadError(
            tr(
                "{source}, row {number}, column {column} ({key}): {what}",
                source=self.source,
                number=self.number,
                column=column,
                key=key,
                what=what,
            ),
            hint,
        )

    def text(self, key: str) -> str:
        """Return the words of a cell on one line; a leading ' that guards a formula goes."""
        words = " ".join(clean_text(self.values.get(key, "")).split())
        if words[:1] == "'" and words[1:2] in ("=", "+", "-", "@", " "):
            words = words[1:]
        most = _LONGEST.get(key, 80)
        if len(words) > most:
            raise self.fault(
                key, tr("it is longer than {most} characters.", most=most), tr("Shorten it.")
            )
        return words


def scheme_of(table: Sequence[tuple[int, Sequence[str]]], source: str) -> Imported:
    """Return the schemes in a table, each row of it with its number; raises LoadError."""
    filled = [(n, row) for n, row in table if any(cell.strip() for cell in row)]
    if not filled:
        raise LoadError(
            tr("{source} is empty.", source=source),
            tr("Its first row names the columns: {known}.", known=_KNOWN),
        )
    if len(filled) > MOST_ROWS + 1:
        raise LoadError(
            tr("{source} has more than {most_rows} codes.", source=source, most_rows=MOST_ROWS),
            tr("Make several codebooks of it."),
        )
    columns, unknown = _columns(filled[0], source)
    letters = {key: _letter(place) for place, key in columns.items()}
    rows = [
        _Row(source, n, {columns[p]: cell for p, cell in enumerate(row) if p in columns}, letters)
        for n, row in filled[1:]
    ]
    if not rows:
        raise LoadError(
            tr("{source} names columns but no code.", source=source),
            tr("Write a code on each row."),
        )
    schemes = _schemes(rows, source)
    lost = losses(Loss(tr("Columns that are not for codes"), len(unknown), tuple(unknown[:5])))
    return Imported(schemes=schemes, losses=lost, by_name=True)


def _columns(first: tuple[int, Sequence[str]], source: str) -> tuple[dict[int, str], list[str]]:
    number, row = first
    names = {place: " ".join(cell.split()).casefold() for place, cell in enumerate(row)}
    found: dict[int, str] = {}
    for place, name in names.items():
        key = _COLUMNS.get(name)
        if key in found.values():
            raise LoadError(
                tr(
                    "{source}, row {number}, column {letter}: there is a column for "
                    "“{key}” already.",
                    source=source,
                    number=number,
                    letter=_letter(place),
                    key=key,
                ),
                tr("Leave one of them out."),
            )
        if key:
            found[place] = key
    if "name" not in found.values() and "code" in found.values():
        found = {p: "name" if key == "code" else key for p, key in found.items()}
    if "name" not in found.values():
        raise LoadError(
            tr("{source}, row {number}: no column is called “name”.", source=source, number=number),
            tr("The first row names the columns: {known}.", known=_KNOWN),
        )
    return found, [row[p] for p, name in names.items() if name and p not in found]


def _schemes(rows: Sequence[_Row], source: str) -> tuple[TagScheme, ...]:
    groups: dict[str, list[_Row]] = {}
    for row in rows:
        groups.setdefault(
            row.text("scheme") or source.rpartition(".")[0][:80] or tr("Codes"), []
        ).append(row)
    schemes: list[TagScheme] = []
    for name, inside in groups.items():
        empty = TagScheme(free_id(name, {s.id for s in schemes}), name, 1, ())
        others = [tag for scheme in schemes for tag in scheme.tags]
        schemes.append(_scheme(empty, inside, others))
    return tuple(schemes)


def _scheme(scheme: TagScheme, rows: Sequence[_Row], others: list[Tag]) -> TagScheme:
    wanted = {row.text("code").upper() for row in rows} | codes(others)
    for row in rows:
        tag = _tag(row, scheme, others, wanted)
        scheme = replace(scheme, tags=(*scheme.tags, tag))
    return replace(scheme, tags=_with_parents(scheme.tags, rows))


def _tag(row: _Row, scheme: TagScheme, others: list[Tag], wanted: set[str]) -> Tag:
    name = row.text("name")
    if not name:
        raise row.fault("name", tr("the code has no name."), tr("Write one, or leave the row out."))
    made = new_tag(scheme, name, others)
    code, key = row.text("code"), row.text("key").upper()
    colour = (row.text("colour") or made.colour).upper()
    code = code or free_code(name, codes(scheme.tags) | wanted)
    if not CODE.match(code):
        raise row.fault(
            "code", tr("“{code}” is no code.", code=code), tr("A code is two letters, such as PS.")
        )
    if not is_colour(colour):
        raise row.fault(
            "colour", tr("“{colour}” is no colour.", colour=colour), tr("Write it as #0072B2.")
        )
    if key and not KEY.match(key):
        raise row.fault(
            "key",
            tr("“{key}” cannot be a key.", key=key),
            tr("A key is a digit or a letter A to Z."),
        )
    for other in scheme.tags:
        for what, one, two in (("code", code.upper(), other.code.upper()), ("key", key, other.key)):
            if one and one == two:
                raise row.fault(
                    what,
                    tr("“{one}” is that of “{name}”.", one=one, name=other.name),
                    tr("Give it another."),
                )
    retired = row.text("retired").casefold() in ("yes", "true", "1", "x")
    return Tag(made.id, name, code, colour, key, row.text("description"), None, retired)


def _with_parents(tags: Sequence[Tag], rows: Sequence[_Row]) -> tuple[Tag, ...]:
    known = {tag.name: tag.id for tag in reversed(tags)}
    found = []
    for tag, row in zip(tags, rows, strict=True):
        parent = row.text("parent")
        if parent and parent not in known:
            what = tr("there is no code “{parent}” to stand below.", parent=parent)
            raise row.fault("parent", what, nearest(parent, known))
        found.append(replace(tag, parent=known[parent] if parent else None))
    sound = in_tree_order(found)
    for tag, row in zip(found, rows, strict=True):
        if tag not in sound:
            raise row.fault(
                "parent",
                tr("“{name}” would stand below itself.", name=tag.name),
                tr("Give it another parent."),
            )
    return sound


def _letter(place: int) -> str:
    """Return what a sheet calls a column."""
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
