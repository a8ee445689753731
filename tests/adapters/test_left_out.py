"""Characters that no document can hold are left out by name, never in silence."""

import pytest
from samples import SERVICE

BODY = "A long enough paragraph about the ports, so that the page is taken for an article. " * 3


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.txt", "One\x07 two\x1b three\x07."),
        ("a.md", "# One\n\nTwo\x07 three\x1b four\x07."),
        ("a.html", f"<html><body><article><p>\x07{BODY}\x1b</p><p>{BODY}\x07</p></article></body>"),
    ],
)
def test_control_characters_are_named_and_counted(name, text):
    article = SERVICE.load_bytes(text.encode(), name)[0].article
    assert "\x07" not in article.text
    assert article.warnings == (
        "3 control characters that no document can hold were left out: U+0007 (2), U+001B (1).",
    )


def test_pasted_text_names_them_too_and_loses_no_word():
    article = SERVICE.load_text("\x01before\x02after, and the rest")[0].article
    assert article.text == "beforeafter, and the rest"
    assert "U+0001 (1), U+0002 (1)" in article.warnings[0]


def test_one_is_named_in_the_singular_and_many_kinds_are_cut_short():
    one = SERVICE.load_bytes(b"One\x07.", "a.txt")[0].article
    assert one.warnings[0].startswith("1 control character that no document can hold was left out")
    many = SERVICE.load_text("x" + "".join(map(chr, range(1, 9))))[0].article
    assert many.warnings[0].endswith(", ….")


def test_clean_text_and_every_kind_of_line_end_say_nothing():
    assert SERVICE.load_bytes(b"One.\r\nTwo.\x0cThree.\x0b", "a.txt")[0].article.warnings == ()
