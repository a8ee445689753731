"""The template library: the built-in folder, the user's, and a team's, later ones winning."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from briefing.errors import TemplateError
from briefing.language import tr
from briefing.services.ports import TemplateFault, TemplatePackage, TemplateShelf
from briefing.services.registry import nearest

MANIFEST, DOCUMENT = "template.toml", "template.docx"
LARGEST = 50 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Place:
    """A folder of template folders; `origin` says whose it is."""

    folder: Path
    origin: str
    built_in: bool = False


class FolderLibrary:
    """Reads the folders when asked; what has not changed since is not read again."""

    def __init__(self, places: Callable[[], Sequence[Place]]) -> None:
        self._places = places
        self._read: dict[Path, tuple[tuple[int, ...], TemplatePackage]] = {}

    def shelf(self) -> TemplateShelf:
        """Return what the folders hold now; of two templates with one id the later folder's."""
        packages: dict[str, TemplatePackage] = {}
        faults: list[TemplateFault] = []
        overridden: list[str] = []
        for place in self._places():
            for folder in _folders(place.folder):
                try:
                    package = self._package(folder, place)
                except TemplateError as error:
                    faults.append(TemplateFault(folder, error.message, error.hint))
                    continue
                key = package.template.id
                if key in packages:
                    overridden.append(
                        tr(
                            "“{key}” from {origin} is replaced by {place_origin}",
                            key=key,
                            origin=packages[key].origin,
                            place_origin=place.origin,
                        )
                    )
                packages[key] = package
        return TemplateShelf(packages, tuple(faults), tuple(overridden))

    def get(self, template_id: str) -> TemplatePackage:
        """Return one template; raises TemplateError that names the nearest ids.

        Of the others as little is read as tells that they are others.
        """
        found = None
        for place in self._places():
            for folder in _folders(place.folder):
                if not _may_be(folder, template_id):
                    continue
                with suppress(TemplateError):
                    package = self._package(folder, place)
                    found = package if package.template.id == template_id else found
        if found is None:
            raise TemplateError(
                tr("There is no template “{template_id}”.", template_id=template_id),
                nearest(template_id, self.shelf().packages),
            )
        return found

    def _package(self, folder: Path, place: Place) -> TemplatePackage:
        files = [folder / MANIFEST, folder / DOCUMENT]
        stamp = tuple(n for file in files for n in _stamp(file))
        kept = self._read.get(folder)
        if kept and kept[0] == stamp:
            return kept[1]
        package = read_folder(folder, place)
        self._read[folder] = (stamp, package)
        return package


def read_folder(folder: Path, place: Place) -> TemplatePackage:
    """Return the template in a folder; raises TemplateError naming the file at fault."""
    manifest = _bytes(folder / MANIFEST)
    document = _bytes(folder / DOCUMENT)
    from briefing.templating.manifest import read_manifest

    template = read_manifest(manifest, f"{folder.name}/{MANIFEST}")
    template = replace(template, document=hashlib.sha256(document).hexdigest())
    return TemplatePackage(template, document, place.origin, folder, place.built_in)


def _folders(folder: Path) -> Iterable[Path]:
    try:
        inside = sorted(folder.iterdir())
    except OSError:
        return []
    return [each for each in inside if (each / MANIFEST).is_file()]


def _may_be(folder: Path, template_id: str) -> bool:
    """Return whether a manifest may have this id, which TOML can spell with backslashes too."""
    try:
        manifest = _bytes(folder / MANIFEST)
    except TemplateError:
        return False
    return template_id.encode() in manifest or b"\\" in manifest


def _bytes(path: Path) -> bytes:
    try:
        if path.stat().st_size > LARGEST:
            raise TemplateError(
                tr("{path} is too large for a template.", path=path), tr("Use smaller pictures.")
            )
        return path.read_bytes()
    except OSError as error:
        raise TemplateError(
            tr(
                "{name} has no {path_name} that can be read ({reason}).",
                name=path.parent.name,
                path_name=path.name,
                reason=error.strerror,
            ),
            tr("A template is a folder with template.toml and template.docx."),
        ) from error


def _stamp(path: Path) -> tuple[int, int]:
    try:
        found = path.stat()
    except OSError:
        return (0, 0)
    return found.st_mtime_ns, found.st_size


def standard_library(
    built_in: Path,
    own: Path,
    others: Callable[[], Iterable[str | Path]] = tuple,
    added: Callable[[], Iterable[tuple[Path, str]]] = tuple,
) -> FolderLibrary:
    """Return the library of the shipped templates, plug-ins', a team's folders, then the user's.

    `others` gives the team's folders each time that the library is read, `added` those of plug-ins
    with whose they are.
    """

    def places() -> list[Place]:
        shared = [Place(Path(folder), str(folder)) for folder in others()]
        plug_ins = [Place(folder, origin) for folder, origin in added()]
        shipped = Place(built_in, tr("built in"), True)
        return [shipped, *plug_ins, *shared, Place(own, tr("your folder"))]

    return FolderLibrary(places)
