"""Edits of whole tag schemes: add, name and take out; ids, codes and keys stay unique."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace

from briefing.errors import ProjectError
from briefing.language import tr, tr_many
from briefing.model.edits import Edit
from briefing.model.project import Project
from briefing.model.tag_edits import in_tree_order
from briefing.model.tags import Tag, TagScheme, codes, free_code, free_id


def add_scheme(scheme: TagScheme, reserved: Collection[str] = ()) -> Edit:
    """Add a tag scheme, or put it in place of the one with its id; see `adopted`."""
    return Edit(
        tr("Add tags “{name}”", name=scheme.name),
        lambda project: project.having("schemes", adopted(project, scheme, reserved)),
    )


def adopted(project: Project, scheme: TagScheme, reserved: Collection[str] = ()) -> TagScheme:
    """Return a scheme as the project can have it beside its others.

    A tag whose id another scheme has gets the scheme's id before its own, a code that is taken
    becomes one that is free, a key that is taken (or among `reserved`) goes. Where the project has
    a scheme of this id already, its tags that the new one has not but some excerpt has stay on,
    retired.
    """
    old = project.schemes.get(scheme.id)
    others = [tag for s in project.schemes.values() if s.id != scheme.id for tag in s.tags]
    ids = _ids(scheme, {tag.id for tag in others}, {tag.id for tag in old.tags} if old else set())
    named = [
        replace(tag, id=own, parent=ids.get(tag.parent or ""))
        for tag, own in zip(scheme.tags, _in_order(scheme, ids), strict=True)
    ]
    used = {tag for excerpt in project.excerpts.values() for tag in excerpt.tags}
    known = {tag.id for tag in named}
    kept = [t for t in (old.tags if old else ()) if t.id in used and t.id not in known]
    known.update(tag.id for tag in kept)
    retired = [
        replace(t, retired=True, parent=t.parent if t.parent in known else None) for t in kept
    ]
    tags = in_tree_order(list(_told_apart([*named, *retired], others, reserved)))
    version = max(scheme.version, old.version + 1) if old else scheme.version
    return replace(scheme, version=version, tags=tags)


def new_scheme(project: Project, name: str) -> TagScheme:
    """Return an empty scheme of this name, with an id that is free."""
    return TagScheme(free_id(name, set(project.schemes)), name, 1, ())


def rename_scheme(scheme: TagScheme, name: str) -> Edit:
    """Give a scheme another name; raises ProjectError for an empty one when applied."""

    def apply(project: Project) -> Project:
        current = _scheme_in(project, scheme)
        if not name.strip():
            raise ProjectError(tr("A tag scheme needs a name."), tr("Write one."))
        if name == current.name:
            return project
        changed = replace(current, name=name, version=current.version + 1)
        return project.having("schemes", changed)

    return Edit(tr("Rename tags “{name}”", name=scheme.name), apply, merge=f"scheme {scheme.id}")


def remove_scheme(scheme: TagScheme) -> Edit:
    """Take a scheme out that no excerpt has a tag of.

    When applied it raises ProjectError if one has, or if it is the only scheme.
    """

    def apply(project: Project) -> Project:
        ids = {tag.id for tag in _scheme_in(project, scheme).tags}
        count = sum(not ids.isdisjoint(e.tags) for e in project.excerpts.values())
        if count:
            raise ProjectError(
                tr_many(
                    "{count:,} excerpt has tags of “{name}”.",
                    "{count:,} excerpts have tags of “{name}”.",
                    count,
                    name=scheme.name,
                ),
                tr("Merge or retire its tags instead."),
            )
        if len(project.schemes) == 1:
            raise ProjectError(tr("This is the only tag scheme."), tr("Add another one first."))
        return project.without("schemes", scheme.id)

    return Edit(tr("Remove tags “{name}”", name=scheme.name), apply)


def _scheme_in(project: Project, scheme: TagScheme) -> TagScheme:
    found = project.schemes.get(scheme.id)
    if found is None:
        raise ProjectError(
            tr("There are no tags “{name}” any more.", name=scheme.name), tr("Choose others.")
        )
    return found


def _ids(scheme: TagScheme, others: Collection[str], before: Collection[str]) -> dict[str, str]:
    """Return the id each tag of a scheme gets, by its own; what had a prefix before keeps it."""
    given: dict[str, str] = {}
    own = {tag.id for tag in scheme.tags}
    for tag in scheme.tags:
        prefixed = f"{scheme.id}-{tag.id}"
        if tag.id not in others and not (prefixed in before and prefixed not in own):
            given[tag.id] = tag.id
            continue
        taken = {*others, *given.values(), *own}
        given[tag.id] = prefixed if prefixed not in taken else free_id(prefixed, taken)
    return given


def _in_order(scheme: TagScheme, ids: dict[str, str]) -> Iterator[str]:
    """Yield the new id of each tag; a second tag of one id gets a number."""
    given: set[str] = set()
    for tag in scheme.tags:
        own = ids[tag.id]
        own = own if own not in given else free_id(own, {*given, *ids.values()})
        given.add(own)
        yield own


def _told_apart(tags: list[Tag], others: list[Tag], reserved: Collection[str]) -> Iterator[Tag]:
    """Yield tags with the codes and keys that they can have."""
    taken = codes(others)
    keys = {*reserved, *(tag.key for tag in others if not tag.retired)}
    for place, tag in enumerate(tags):
        code = tag.code
        if code.upper() in taken:
            code = free_code(tag.name, taken | codes(tags[place + 1 :]))
        taken.add(code.upper())
        key = "" if tag.key in keys and not tag.retired else tag.key
        if key and not tag.retired:
            keys.add(key)
        yield replace(tag, code=code, key=key)
