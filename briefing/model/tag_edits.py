"""Edits of tags: change, arrange, merge, split, retire; no excerpt loses what was said of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any

from briefing.errors import ProjectError
from briefing.language import tr, tr_many
from briefing.model.edits import Edit
from briefing.model.excerpt import Excerpt
from briefing.model.project import Project
from briefing.model.tags import CODE, KEY, Tag, TagScheme

_COLOUR = re.compile(r"#[0-9A-F]{6}\Z")
_TYPED = frozenset({"name", "code", "description"})
Ids = tuple[str, ...]


def change_tag(tag: Tag, values: Mapping[str, Any], reserved: Collection[str] = ()) -> Edit:
    """Give a tag other values, by the names of its fields.

    `reserved` are keys that the article view needs itself. When applied it raises ProjectError if
    a value cannot be taken, see `faults`.
    """

    def apply(project: Project) -> Project:
        current = tag_in(project, tag.id)
        changed = replace(current, **values)
        found = faults(project, changed, reserved)
        for each in values:
            if each in found:
                raise found[each]
        return _replacing(project, changed)

    merge = f"tag {tag.id} {' '.join(sorted(values))}" if _TYPED.issuperset(values) else ""
    return Edit(tr("Change tag “{name}”", name=tag.name), apply, merge=merge)


def faults(project: Project, tag: Tag, reserved: Collection[str] = ()) -> dict[str, ProjectError]:
    """Return what is wrong with a tag of the project, by the name of the field."""
    found = {
        "name": _name_fault(tag),
        "code": _code_fault(project, tag),
        "colour": _colour_fault(tag),
        "key": _key_fault(project, tag, reserved),
        "parent": _parent_fault(project, tag),
    }
    return {field: fault for field, fault in found.items() if fault}


def add_tag(scheme: str, tag: Tag, after: str | None = None) -> Edit:
    """Add a tag to a scheme, as the next after another with the same parent, or at the end."""

    def apply(project: Project) -> Project:
        of = project.schemes[scheme]
        if project.tag(tag.id):
            raise ProjectError(
                tr("There is a tag “{id}” already.", id=tag.id), tr("Give it another id.")
            )
        for fault in faults(project.having("schemes", _with(of, (*of.tags, tag))), tag).values():
            raise fault
        return project.having("schemes", _with(of, _inserted(of, after, tag)))

    return Edit(tr("New tag “{name}”", name=tag.name), apply)


def move_tag(tag: Tag, step: int) -> Edit:
    """Move a tag, with those below it, up (-1) or down (+1) among those of the same parent."""

    def apply(project: Project) -> Project:
        scheme = scheme_of(project, tag.id)
        tags = list(in_tree_order(scheme.tags))
        parents = _parents(tags)
        beside = [t for t in tags if parents[t.id] == parents[tag.id]]
        place = next(n for n, t in enumerate(beside) if t.id == tag.id)
        if not 0 <= place + step < len(beside):
            return project
        one, other = tags.index(beside[place]), tags.index(beside[place + step])
        tags[one], tags[other] = tags[other], tags[one]
        return project.having("schemes", _with(scheme, tuple(tags)))

    return Edit(tr("Move tag “{name}”", name=tag.name), apply)


def merge_tags(one: Tag, into: Tag) -> Edit:
    """Let every excerpt that has `one` have `into` in its place; `one` goes.

    Sections that `one` fills are filled by `into`; tags below `one` go below `into` where that is
    in the same scheme, else one level up.
    """

    def apply(project: Project) -> Project:
        tag_in(project, into.id)
        scheme = scheme_of(project, tag_in(project, one.id).id)
        if one.id == into.id:
            raise ProjectError(tr("A tag cannot be merged into itself."), tr("Choose another tag."))

        def merged(tags: Ids) -> Ids:
            return tuple(dict.fromkeys(into.id if t == one.id else t for t in tags))

        changed = [
            replace(e, tags=merged(e.tags)) for e in project.excerpts.values() if one.id in e.tags
        ]
        learnt = [
            replace(d, tags=merged(d.tags)) for d in project.decisions.values() if one.id in d.tags
        ]
        project = project.having("excerpts", *changed).having("decisions", *learnt)
        project = _slots_filled(project, one.id, merged)
        below = scheme.tag(into.id) is not None and into.id not in subtree(scheme, one.id)
        left = _without(scheme, one.id, into.id if below else scheme_parent(scheme, one.id))
        return project.having("schemes", _with(scheme, left))

    return Edit(tr("Merge “{name}” into “{into_name}”", name=one.name, into_name=into.name), apply)


def split_tag(tag: Tag, new: Sequence[Tag], given: Mapping[str, Ids]) -> Edit:
    """Part a tag: `given` says for excerpts, by id, which of the old and new tags they have now.

    They stand where the old tag stood; excerpts that `given` leaves out keep the old one. The new
    tags come after the old one, and fill the sections that it fills. When applied it raises
    ProjectError if an excerpt would be left with none of them or has not the old tag.
    """

    def apply(project: Project) -> Project:
        tag_in(project, tag.id)
        for before, each in zip((tag, *new), new, strict=False):
            scheme = scheme_of(project, tag.id)
            beside = replace(each, parent=scheme_parent(scheme, tag.id))
            project = add_tag(scheme.id, beside, after=before.id).apply(project)
        known = {tag.id, *(each.id for each in new)}
        changed = [_given(project, tag, excerpt, ids, known) for excerpt, ids in given.items()]
        made = tuple(each.id for each in new)

        def also(tags: Ids) -> Ids:
            place = tags.index(tag.id) + 1
            return tuple(dict.fromkeys((*tags[:place], *made, *tags[place:])))

        return _slots_filled(project.having("excerpts", *changed), tag.id, also)

    return Edit(tr("Split “{name}”", name=tag.name), apply)


def retire(tag: Tag) -> Edit:
    """Offer a tag no more; excerpts that have it keep it."""
    return Edit(
        tr("Retire “{name}”", name=tag.name),
        lambda project: _replacing(project, replace(tag_in(project, tag.id), retired=True)),
    )


def unretire(tag: Tag, reserved: Collection[str] = ()) -> Edit:
    """Offer a tag again; its key goes if something else has it by now."""

    def apply(project: Project) -> Project:
        back = replace(tag_in(project, tag.id), retired=False)
        if _key_fault(project, back, reserved):
            back = replace(back, key="")
        return _replacing(project, back)

    return Edit(tr("Offer “{name}” again", name=tag.name), apply)


def remove_tag(tag: Tag) -> Edit:
    """Take out a tag that no excerpt has; tags below it go one level up.

    When applied it raises ProjectError if an excerpt has it.
    """

    def apply(project: Project) -> Project:
        scheme = scheme_of(project, tag.id)
        count = sum(tag.id in excerpt.tags for excerpt in project.excerpts.values())
        if count:
            raise ProjectError(
                tr_many(
                    "{count:,} excerpt has the tag “{name}”.",
                    "{count:,} excerpts have the tag “{name}”.",
                    count,
                    name=tag.name,
                ),
                tr("Merge it into another tag, or retire it."),
            )
        left = _without(scheme, tag.id, scheme_parent(scheme, tag.id))
        return project.having("schemes", _with(scheme, left))

    return Edit(tr("Remove tag “{name}”", name=tag.name), apply)


def excerpts_with(project: Project, tag_id: str) -> list[Excerpt]:
    """Return the excerpts that have a tag, article by article as they stand."""
    return [
        excerpt
        for article in project.articles_in_order()
        for excerpt in project.excerpts_of(article.id)
        if tag_id in excerpt.tags
    ]


def tag_in(project: Project, tag_id: str) -> Tag:
    """Return a tag of the project; raises ProjectError if it has gone."""
    found = project.tag(tag_id)
    if found is None:
        raise ProjectError(
            tr("There is no tag “{tag_id}” any more.", tag_id=tag_id), tr("Choose another tag.")
        )
    return found


def scheme_of(project: Project, tag_id: str) -> TagScheme:
    """Return the scheme that has a tag; raises ProjectError if none has."""
    found = (scheme for scheme in project.schemes.values() if scheme.tag(tag_id))
    scheme = next(found, None)
    if scheme is None:
        raise ProjectError(
            tr("There is no tag “{tag_id}” any more.", tag_id=tag_id), tr("Choose another tag.")
        )
    return scheme


def scheme_parent(scheme: TagScheme, tag_id: str) -> str | None:
    """Return the id of the tag above one, None for those at the top.

    A parent that the scheme has not, or that stands below the tag itself, counts as none.
    """
    return _parents(scheme.tags)[tag_id]


def subtree(scheme: TagScheme, tag_id: str) -> set[str]:
    """Return the ids of a tag and of all below it."""
    parents = _parents(scheme.tags)
    found = {tag_id}
    for tag in in_tree_order(scheme.tags):
        if parents[tag.id] in found:
            found.add(tag.id)
    return found


def in_tree_order(tags: Sequence[Tag]) -> tuple[Tag, ...]:
    """Return tags with each followed by those below it, otherwise in their order.

    A parent that is unknown, or stands below the tag itself, is taken off.
    """
    parents = _parents(tags)
    below: dict[str | None, list[Tag]] = {}
    for tag in tags:
        above = parents[tag.id]
        sound = tag if tag.parent == above else replace(tag, parent=above)
        below.setdefault(above, []).append(sound)
    ordered: list[Tag] = []
    waiting = list(reversed(below.get(None, [])))
    while waiting:
        ordered.append(waiting.pop())
        waiting.extend(reversed(below.get(ordered[-1].id, [])))
    return tuple(ordered)


def _parents(tags: Sequence[Tag]) -> dict[str, str | None]:
    """Return the parent of each tag; one that is unknown, or leads round in a circle, is None."""
    named = {tag.id: tag.parent for tag in tags}
    sound: dict[str, str | None] = {}
    for tag in tags:
        above, seen = named[tag.id], {tag.id}
        while above in named and above not in seen:
            seen.add(above)
            above = sound[above] if above in sound else named[above]
        sound[tag.id] = None if above in seen or tag.parent not in named else tag.parent
    return sound


def _with(scheme: TagScheme, tags: Sequence[Tag]) -> TagScheme:
    return replace(scheme, version=scheme.version + 1, tags=in_tree_order(tags))


def _inserted(scheme: TagScheme, after: str | None, tag: Tag) -> tuple[Tag, ...]:
    place = next((n + 1 for n, t in enumerate(scheme.tags) if t.id == after), len(scheme.tags))
    return (*scheme.tags[:place], tag, *scheme.tags[place:])


def _without(scheme: TagScheme, tag_id: str, above: str | None) -> tuple[Tag, ...]:
    """Return a scheme's tags without one; those below it go below `above`."""
    kept = (tag for tag in scheme.tags if tag.id != tag_id)
    return tuple(replace(t, parent=above) if t.parent == tag_id else t for t in kept)


def _replacing(project: Project, tag: Tag) -> Project:
    scheme = scheme_of(project, tag.id)
    if scheme.tag(tag.id) == tag:
        return project
    tags = tuple(tag if each.id == tag.id else each for each in scheme.tags)
    return project.having("schemes", _with(scheme, tags))


def _given(project: Project, tag: Tag, excerpt_id: str, ids: Ids, known: set[str]) -> Excerpt:
    excerpt = project.excerpts.get(excerpt_id)
    if excerpt is None or tag.id not in excerpt.tags:
        raise ProjectError(
            tr("An excerpt has “{name}” no more.", name=tag.name), tr("Split it again.")
        )
    if not ids or not set(ids) <= known:
        raise ProjectError(
            tr("“{quote}” would be left without a tag.", quote=excerpt.quote[:60]),
            tr("Give it “{name}” or one of the new tags.", name=tag.name),
        )
    split = (each for t in excerpt.tags for each in (ids if t == tag.id else (t,)))
    return replace(excerpt, tags=tuple(dict.fromkeys(split)))


def _slots_filled(project: Project, tag_id: str, change: Callable[[Ids], Ids]) -> Project:
    """Return the project with other tags in those slots of its templates that name a tag."""
    changed = [
        replace(template, slots=tuple(
            replace(slot, tags=change(slot.tags)) if tag_id in slot.tags else slot
            for slot in template.slots
        ))
        for template in project.templates.values()
        if any(tag_id in slot.tags for slot in template.slots)
    ]  # fmt: skip
    return project.having("templates", *changed)


def _name_fault(tag: Tag) -> ProjectError | None:
    return None if tag.name.strip() else ProjectError(tr("A tag needs a name."), tr("Write one."))


def _code_fault(project: Project, tag: Tag) -> ProjectError | None:
    if not CODE.match(tag.code):
        return ProjectError(
            tr("“{code}” is no code.", code=tag.code),
            tr("A code is two letters, or a letter and a digit."),
        )
    holder = next(
        (t for t in project.tags() if t.id != tag.id and t.code.upper() == tag.code.upper()), None
    )
    if holder is None:
        return None
    return ProjectError(
        tr("“{code}” is the code of “{name}”.", code=tag.code, name=holder.name),
        tr("Choose another."),
    )


def _colour_fault(tag: Tag) -> ProjectError | None:
    if _COLOUR.match(tag.colour):
        return None
    return ProjectError(
        tr("“{colour}” is no colour.", colour=tag.colour), tr("Write it as #0072B2.")
    )


def _key_fault(project: Project, tag: Tag, reserved: Collection[str]) -> ProjectError | None:
    if not tag.key:
        return None
    if not KEY.match(tag.key):
        return ProjectError(
            tr("“{key}” cannot be a key.", key=tag.key), tr("A key is a digit or a letter A to Z.")
        )
    if tag.key in reserved:
        return ProjectError(
            tr("“{key}” does something else in the article.", key=tag.key), tr("Choose another.")
        )
    if tag.retired:
        return None
    holder = next((t for t in project.tags_offered() if t.id != tag.id and t.key == tag.key), None)
    if holder is None:
        return None
    return ProjectError(
        tr("“{key}” is the key of “{name}”.", key=tag.key, name=holder.name), tr("Choose another.")
    )


def _parent_fault(project: Project, tag: Tag) -> ProjectError | None:
    if tag.parent is None:
        return None
    scheme = scheme_of(project, tag.id)
    if scheme.tag(tag.parent) is None:
        return ProjectError(tr("A tag stands below one of its own scheme."), tr("Choose another."))
    if tag.parent in subtree(scheme, tag.id):
        return ProjectError(
            tr("“{name}” cannot stand below itself.", name=tag.name), tr("Choose another.")
        )
    return None
