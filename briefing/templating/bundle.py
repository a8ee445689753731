"""A template as one file to pass on, `NAME.brieftemplate`: its folder, zipped."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

from briefing.errors import TemplateError
from briefing.language import tr
from briefing.templating.unpacking import Limits, unpack

SUFFIX = ".brieftemplate"
FILES = (
    "template.toml", "template.docx", "template.html.j2", "template.md.j2", "thumbnail.png",
    "README", "README.md", "README.txt",
)  # fmt: skip
"""What a template's folder may hold."""
NEEDED = FILES[:2]
_LIMITS = Limits(entries=64, total=64 * 1024 * 1024)
_LEFT_BEHIND = ("__MACOSX/", ".DS_Store", "Thumbs.db", "desktop.ini")
_TIME = (1980, 1, 1, 0, 0, 0)


def unpack_template(data: bytes, name: str) -> dict[str, bytes]:
    """Return the files of a template by name, from its zipped folder or what is in it.

    What systems leave in folders is passed over. Raises TemplateError, naming `name` and the file,
    for a zip file that cannot be trusted, a file that no template has, or one that is missing.
    """
    unpacked = unpack(data, name, _LIMITS)
    kept = {path: data for path, data in unpacked.items() if not _is_left_behind(path)}
    folder = _common_folder(kept)
    files = {path.removeprefix(folder): data for path, data in kept.items()}
    for path in files:
        if path not in FILES:
            raise TemplateError(
                tr("{name} holds “{path}”, which no template has.", name=name, path=path),
                tr("A template holds {files} and a README.", files=", ".join(FILES[:5])),
            )
    for path in NEEDED:
        if path not in files:
            raise TemplateError(
                tr("{name} has no {path}.", name=name, path=path),
                tr("A template needs template.toml and template.docx."),
            )
    return files


def pack_template(files: Mapping[str, bytes]) -> bytes:
    """Return a template's files as one, the same bytes for the same files; others are left out."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name in FILES:
            if name in files:
                entry = zipfile.ZipInfo(name, _TIME)
                entry.compress_type = zipfile.ZIP_DEFLATED
                entry.create_system = 0
                archive.writestr(entry, files[name])
    return target.getvalue()


def _common_folder(files: Mapping[str, bytes]) -> str:
    folders = {path.partition("/")[0] if "/" in path else "" for path in files}
    return f"{folders.pop()}/" if len(folders) == 1 and "" not in folders else ""


def _is_left_behind(path: str) -> bool:
    return path.startswith("__MACOSX/") or path.rpartition("/")[2] in _LEFT_BEHIND
