"""The templates of one's own: taken in, made, copied, taken out, in the user's folder."""

from __future__ import annotations

import os
import shutil
from collections.abc import Collection, Mapping
from dataclasses import replace
from pathlib import Path

from briefing.errors import TemplateError
from briefing.language import tr
from briefing.model.tags import free_id
from briefing.services.ports import RemovedTemplate, TemplatePackage
from briefing.services.writing import write_atomically
from briefing.templating.bundle import FILES, SUFFIX, pack_template, unpack_template
from briefing.templating.library import DOCUMENT, LARGEST, MANIFEST
from briefing.templating.manifest import manifest_text, read_manifest

REMOVED = ".removed"
KEPT = 20
"""How many removed templates are kept to be put back."""


class OwnTemplates:
    """Changes the user's template folder; see `services.ports.TemplateKeeper`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def add(self, path: Path) -> str:
        """Take in a template folder or a .brieftemplate file; returns the template's id.

        Raises TemplateError if it is no template, or there is one of that id here already.
        """
        if path.suffix.lower() in (".docx", ".dotx"):
            raise TemplateError(
                tr("{name} is a Word document, not a template.", name=path.name),
                tr(
                    "Make a template of it: “New from Word…”, or “briefing templates new ID "
                    "--from”."
                ),
            )
        files = _folder_files(path) if path.is_dir() else unpack_template(_read(path), path.name)
        template = read_manifest(files[MANIFEST], f"{path.name}/{MANIFEST}")
        self._write(template.id, files)
        return template.id

    def new_from_word(self, path: Path, template_id: str) -> list[str]:
        """Make a template of a Word document; returns what was done, a line each."""
        from briefing.templating.from_word import drafted

        draft = drafted(_read(path), template_id, path.name)
        text = manifest_text(draft.template).encode()
        read_manifest(text, MANIFEST)
        self._write(template_id, {MANIFEST: text, DOCUMENT: draft.document})
        return draft.notes

    def duplicate(self, package: TemplatePackage) -> str:
        """Copy a template under a new id; returns it."""
        taken = {folder.name for folder in self._folder.glob("*")}
        base = f"{package.template.id}-copy"
        new = next(n for n in (base, *(f"{base}-{i}" for i in range(2, 999))) if n not in taken)
        files = dict(_folder_files(package.folder)) if package.folder else {}
        copied = replace(
            package.template, id=new, title=tr("{title} (copy)", title=package.template.title)
        )
        files[MANIFEST] = manifest_text(copied).encode()
        files[DOCUMENT] = package.document
        self._write(new, files)
        return new

    def remove(self, package: TemplatePackage) -> RemovedTemplate:
        """Take a template of one's own out, to where it can be put back from."""
        folder = package.folder
        if package.built_in or folder is None or folder.parent != self._folder:
            where = (
                tr("ships with the program")
                if package.built_in
                else tr("lies in {folder}", folder=folder)
            )
            raise TemplateError(
                tr(
                    "“{id}” {where} and is not removed from here.",
                    id=package.template.id,
                    where=where,
                ),
                tr("Duplicate it to change it.")
                if package.built_in
                else tr("Remove that folder itself."),
            )
        away = self._folder / REMOVED
        number = 1 + max((int(p.name.split(" ")[0]) for p in _numbered(away)), default=0)
        kept = away / f"{number:04} {folder.name}"
        try:
            away.mkdir(exist_ok=True)
            folder.rename(kept)
            for old in _numbered(away)[:-KEPT]:
                shutil.rmtree(old)
        except OSError as error:
            raise TemplateError(
                tr(
                    "“{id}” could not be removed ({reason}).",
                    id=package.template.id,
                    reason=error.strerror,
                ),
                tr("Close it in Word and try again."),
            ) from error
        return RemovedTemplate(package.template.id, folder, kept)

    def restore(self, removed: RemovedTemplate) -> None:
        """Put back a template that was taken out."""
        if removed.folder.exists():
            raise _taken(removed.template_id)
        try:
            removed.kept.rename(removed.folder)
        except OSError as error:
            raise TemplateError(
                tr(
                    "“{template_id}” could not be put back ({reason}).",
                    template_id=removed.template_id,
                    reason=error.strerror,
                ),
                tr("It lies in {kept}.", kept=removed.kept),
            ) from error

    def pack(self, package: TemplatePackage, path: Path) -> None:
        """Write a template as one file to pass on; raises ExportError."""
        write_atomically(path.with_suffix(SUFFIX), self.bundle(package))

    def bundle(self, package: TemplatePackage) -> bytes:
        """Return a template as one file to pass on, the same bytes for the same template."""
        files = dict(_folder_files(package.folder)) if package.folder else {}
        files.setdefault(MANIFEST, manifest_text(package.template).encode())
        files[DOCUMENT] = package.document
        return pack_template(files)

    def take(self, data: bytes, name: str, taken: Collection[str]) -> str:
        """Take in the bytes of a .brieftemplate file, under a free id if its own is `taken`.

        Returns the id. `name` names it in errors: raises TemplateError if it is no template.
        """
        if len(data) > LARGEST:
            raise TemplateError(tr("{name} is too large for a template.", name=name), "")
        files = unpack_template(data, name)
        template = read_manifest(files[MANIFEST], f"{name}/{MANIFEST}")
        key = template.id
        if key in taken:
            key = free_id(template.id, taken)
            files[MANIFEST] = manifest_text(replace(template, id=key)).encode()
        self._write(key, files)
        return key

    def _write(self, template_id: str, files: Mapping[str, bytes]) -> None:
        """Write a template's folder whole or not at all."""
        target = self._folder / template_id
        if target.exists():
            raise _taken(template_id)
        part = self._folder / f".{template_id}.{os.getpid()}.part"
        try:
            shutil.rmtree(part, ignore_errors=True)
            part.mkdir(parents=True)
            for name, data in files.items():
                (part / name).write_bytes(data)
            part.rename(target)
        except OSError as error:
            shutil.rmtree(part, ignore_errors=True)
            raise TemplateError(
                tr(
                    "The template could not be written to {folder} ({reason}).",
                    folder=self._folder,
                    reason=error.strerror,
                ),
                tr("Check the folder's permissions and the room on the disk."),
            ) from error


def _taken(template_id: str) -> TemplateError:
    return TemplateError(
        tr("There is a template “{template_id}” in your folder already.", template_id=template_id),
        tr("Remove it first, or use another id."),
    )


def _numbered(folder: Path) -> list[Path]:
    found = folder.iterdir() if folder.is_dir() else iter(())
    return sorted(path for path in found if path.name[:4].isdigit())


def _folder_files(folder: Path) -> dict[str, bytes]:
    """Return what of a folder belongs to a template; raises TemplateError if something misses."""
    files = {name: _read(folder / name) for name in FILES if (folder / name).is_file()}
    for name in (MANIFEST, DOCUMENT):
        if name not in files:
            raise TemplateError(
                tr("{name} has no {name_2}.", name=folder.name, name_2=name),
                tr("A template is a folder with template.toml and template.docx."),
            )
    return files


def _read(path: Path) -> bytes:
    try:
        if path.stat().st_size > LARGEST:
            raise TemplateError(tr("{name} is too large for a template.", name=path.name), "")
        return path.read_bytes()
    except OSError as error:
        raise TemplateError(
            tr("{path} cannot be read ({reason}).", path=path, reason=error.strerror),
            tr("Check its name and its permissions."),
        ) from error
