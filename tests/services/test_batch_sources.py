"""The articles of a folder, and names for their documents that every system takes."""

import os
import unicodedata
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from briefing.services.batch.plan import BatchPlan
from briefing.services.batch.sources import _name, _stems, find_sources, numbered


@given(
    st.lists(
        st.text(
            st.characters(codec="utf-8", exclude_characters="/\0"), min_size=1, max_size=12
        ).filter(lambda name: name not in (".", "..")),
        unique=True, max_size=8,
    ),
    st.integers(1, 30),
)  # fmt: skip
def test_names_of_documents_are_distinct_and_fit_every_system(names, of):
    stems = _stems([Path(name) for name in names])
    every = [*stems, *(numbered(stems[0], n, of, stems[1:]) for n in range(1, of + 1) if stems)]
    folded = [unicodedata.normalize("NFC", stem).casefold() for stem in every]
    assert len(set(folded)) == len(folded)
    for stem in every:
        assert not set('\\/:*?"<>|\0\n').intersection(stem)
        assert stem.strip(" .") == stem
        assert len(stem.encode()) < 200


def test_a_name_that_is_no_text_is_shown_as_far_as_it_can_be_read(tmp_path):
    below = Path(os.fsdecode(b"caf\xe9.txt"))
    assert _name(below).isprintable()
    assert _stems([below])[0].encode().startswith(b"caf")


def test_an_unreadable_folder_below_is_named(tmp_path, monkeypatch):
    folder = tmp_path / "in"
    (folder / "sub").mkdir(parents=True)
    (folder / "a.txt").write_text("one", encoding="utf-8")
    scandir = os.scandir

    def refuse(path):
        if Path(path).name == "sub":
            raise PermissionError(13, "Permission denied")
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuse)
    plan = BatchPlan(folder, "policy-brief", tmp_path / "out", subfolders=True)
    sources, left_out = find_sources(plan)
    assert [each.name for each in sources] == ["a.txt"]
    assert (left_out[0].source, "no permission" in left_out[0].message) == ("sub", True)
