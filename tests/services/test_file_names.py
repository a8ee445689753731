"""Whatever a brief is called, its file has a name that every system takes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.services.file_names import LONGEST, file_name


@pytest.mark.parametrize(
    ("title", "name"),
    [("Ferry subsidies: what now?", "Ferry subsidies- what now-"), ("a\nb\tc", "a b c"),
     ("-rf", "rf"), ("...hidden", "hidden"), ("../../etc/passwd", "etc-passwd"),
     ("invoice\u202efdp.exe", "invoicefdp.exe"), ("zero\u200bwidth", "zerowidth"),
     ("CON", "_CON"), ("nul.txt", "_nul.txt"), ("COM1", "_COM1"), ("Console", "Console"),
     ("وزارة النقل", "وزارة النقل"), ("港口 2026", "港口 2026"), ("Café", "Café"),
     ("😀", "Brief"), ("", "Brief"), (" . ", "Brief")],
)  # fmt: skip
def test_titles_become_names(title, name):
    assert (
        file_name(title, "Brief").replace("- -", "-") == name or file_name(title, "Brief") == name
    )


@given(st.text(max_size=400))
def test_every_name_can_be_made_and_is_one_name(tmp_path_factory, title):
    name = file_name(title, "Brief")
    path = tmp_path_factory.getbasetemp() / f"{name}.docx"
    path.write_bytes(b"")
    assert path.name in {each.name for each in path.parent.iterdir()}
    path.unlink()
    assert len(name.encode()) <= LONGEST + 1
    assert not name.startswith(("-", ".", " "))
    assert not set(name) & set('<>:"/\\|?*\n\r\t\0')


def test_three_hundred_characters_are_cut_between_characters():
    assert file_name("港" * 300, "Brief") == "港" * (LONGEST // 3)
