"""Builds the Word files of the shipped templates from their manifests and one house style.

python tools/build_templates.py [ID...]
"""

from __future__ import annotations

import io
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from docx import Document
from docx.oxml.ns import qn

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
sys.path[:0] = [str(ROOT), str(HERE)]

from house_style import page, styles  # noqa: E402 the tree is put on the path above
from layouts import LAYOUTS, furniture, policy  # noqa: E402

from briefing.model.template import Template  # noqa: E402
from briefing.templating.manifest import read_manifest  # noqa: E402
from briefing.templating.package import drop_part, read_package, write_package  # noqa: E402


def main(wanted: Sequence[str]) -> None:
    """Build these templates, or every one that has a manifest."""
    for folder in sorted((ROOT / "templates").iterdir()):
        if (folder / "template.toml").is_file() and (not wanted or folder.name in wanted):
            manifest = read_manifest((folder / "template.toml").read_bytes(), folder.name)
            layout = LAYOUTS.get(manifest.id, policy)
            (folder / "template.docx").write_bytes(built(manifest, layout))
            print(folder.name)


def built(template: Template, layout: Callable[[Any, Template], None]) -> bytes:
    """Return the Word file of a template, the same bytes for the same manifest and style."""
    document = Document()
    body = document.element.body
    for paragraph in list(body.iterchildren(qn("w:p"))):
        body.remove(paragraph)
    page(document)
    styles(document)
    furniture(document, template)
    layout(document, template)
    target = io.BytesIO()
    document.save(target)
    parts = read_package(target.getvalue(), template.id)
    for part in ("docProps/thumbnail.jpeg", "word/stylesWithEffects.xml"):
        drop_part(parts, part)
    return write_package(parts)


if __name__ == "__main__":
    main(sys.argv[1:])
