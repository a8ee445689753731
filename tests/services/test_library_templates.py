"""Templates of a library: what is not to be trusted is not taken, and none replaces another."""

import base64
import io
import json
import zipfile
from dataclasses import replace

import pytest

from briefing.errors import LibraryError, TemplateError
from briefing.paths import standard_paths
from briefing.services.library.port import Edition, Kind, LibraryItem, LibraryRecord
from briefing.services.library.templates import LARGEST, LibraryTemplates
from briefing.templating.library import standard_library
from briefing.templating.own_templates import OwnTemplates


class Checker:
    def lint(self, _document, _name, _template=None):
        return []


@pytest.fixture
def templates(tmp_path):
    own = tmp_path / "own"
    return LibraryTemplates(
        standard_library(standard_paths().templates, own), OwnTemplates(own), Checker()
    )


def record(data, key="policy-brief"):
    value = json.dumps({"bundle": base64.b64encode(data).decode()}, separators=(",", ":"))
    item = LibraryItem(Kind.TEMPLATE, key, "A template", "", value)
    return LibraryRecord(item, Edition("Desk", 1, "Ben", "2026-01-02"))


def bundle(templates, key="policy-brief"):
    return templates.bundles.bundle(templates.library.get(key))


def test_a_template_never_takes_the_place_of_another(templates):
    shipped = templates.library.get("policy-brief")
    taken = templates.take(record(bundle(templates)))
    assert taken.id == "policy-brief-2"
    assert templates.library.get("policy-brief") == shipped
    mine = templates.library.get("policy-brief-2")
    assert mine.document == shipped.document
    assert not mine.built_in


def zipped(**files):
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return target.getvalue()


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"no zip file", TemplateError),
        (zipped(**{"../template.toml": "x"}), TemplateError),
        (zipped(**{"template.toml": "id = 'x'", "template.docx": b"", "run.sh": b""}),
         TemplateError),
        (zipped(**{"template.toml": "id = '../x'", "template.docx": b""}), TemplateError),
        (b"x" * (LARGEST + 1), LibraryError),
        (b"", LibraryError),
    ],
    ids=["no zip", "outside", "a program", "an id that is a path", "too large", "nothing"],
)  # fmt: skip
def test_what_cannot_be_trusted_is_not_taken(templates, tmp_path, data, error):
    with pytest.raises(error):
        templates.take(record(data))
    assert not list((tmp_path / "own").glob("*"))


def test_a_damaged_template_says_who_can_help(templates):
    bad = record(b"")
    with pytest.raises(LibraryError, match="damaged in the library"):
        templates.take(replace(bad, item=replace(bad.item, value='{"bundle": 7}')))
