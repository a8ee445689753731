"""Outlook messages: subject, sender, time, words and what is attached, in every form of body."""

import struct
from datetime import UTC, datetime

import pytest
from outlook_samples import compound, message, outlook_mail
from samples import SERVICE

from briefing.errors import LoadError
from briefing.loaders.compressed_rtf import unpacked
from briefing.model.article import BlockKind

SENT = datetime(2026, 3, 4, 7, 15, tzinfo=UTC)


def read(data, name="mail.msg"):
    return [each.article for each in SERVICE.load_bytes(data, name)]


def packed(rtf):
    """RTF stored without compression, as [MS-OXRTFCP] allows."""
    return struct.pack("<II4sI", len(rtf) + 12, len(rtf), b"MELA", 0) + rtf


def test_a_message_gives_its_subject_sender_time_and_words():
    (article,) = read(
        outlook_mail(
            subject="Ferries",
            sender="Ilda Marun",
            sent=SENT,
            body="It stays.\r\n\r\n> Will it?\r\n",
        )
    )
    said = article.metadata
    assert (said.headline, said.byline) == ("Ferries", "Ilda Marun")
    assert said.published == "2026-03-04T07:15:00+00:00"
    assert [b.kind for b in article.blocks] == [BlockKind.PARAGRAPH, BlockKind.QUOTATION]
    assert article.text == "It stays.\nWill it?"


def test_a_long_message_is_read_whole():
    body = "\r\n\r\n".join(f"Paragraph {n} about the ferries." for n in range(500))
    assert read(outlook_mail(body=body))[0].text.endswith("Paragraph 499 about the ferries.")


def test_the_page_is_read_where_there_is_no_plain_text():
    page = "<html><body><h1>Ferries</h1><p>It stays in Zoë’s plan.</p></body></html>".encode()
    (article,) = read(outlook_mail(html=page))
    assert article.text == "Ferries\nIt stays in Zoë’s plan."
    assert article.blocks[0].kind is BlockKind.HEADING


def test_rich_text_is_read_where_there_is_nothing_else():
    (article,) = read(outlook_mail(rtf=packed(rb"{\rtf1\ansi It stays.\par Fares fall.}")))
    assert article.text.split("\n") == ["It stays.", "Fares fall."]


def test_text_that_is_not_unicode_is_read_in_its_code_page():
    (article,) = read(outlook_mail(body="Паром остаётся.".encode("cp1251"), codepage=1251))
    assert article.text == "Паром остаётся."


def test_what_is_attached_is_named_and_an_attached_message_is_an_article():
    inner = message(subject="Inner", body="Inner words.", sent=SENT)
    outer, attached = read(
        outlook_mail(subject="Outer", body="Outer words.", attached=["plan.pdf", inner])
    )
    assert (outer.name, outer.warnings) == ("Outer", ("1 attachment was not read: plan.pdf.",))
    assert (attached.name, attached.text) == ("Inner", "Inner words.")
    assert attached.metadata.published == "2026-03-04T07:15:00+00:00"


def test_a_message_is_told_from_an_old_word_document_by_what_is_in_it():
    assert read(outlook_mail(body="It stays."), "letter.doc")[0].text == "It stays."
    with pytest.raises(LoadError, match="is a DOC file"):
        read(compound({"WordDocument": b"words"}), "letter.doc")


def test_compressed_rich_text_is_unpacked_with_its_runs():
    # the example of [MS-OXRTFCP], 4.1.1: a run that refers to the words the window begins with
    example = bytes.fromhex(
        "2d0000002b0000004c5a4675f1c5c7a703000a0072637067313235423"
        "20af32068656c090020627705b06c647d0a800fa0"
    )
    assert unpacked(example) == b"{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n"


@pytest.mark.parametrize("data", [b"", b"short", b"\0" * 40, b"x" * 16 + b"LZFu" * 9])
def test_what_is_no_compressed_rich_text_gives_nothing(data):
    assert unpacked(data) == b""


def test_a_run_of_runs_stops_at_the_size_that_it_names():
    bomb = struct.pack("<II4sI", 4_000, 100, b"LZFu", 0) + b"\xff" * 4_000
    assert len(unpacked(bomb)) < 1_000


def test_a_message_without_words_says_so():
    with pytest.raises(LoadError, match=r"mail\.msg has no text"):
        read(outlook_mail(subject="Plan", attached=["plan.pdf"]))


def test_a_damaged_message_is_named_with_a_remedy():
    data = outlook_mail(body="It stays.")
    for cut in range(1, 100):
        try:
            read(data[: len(data) * cut // 100])
        except LoadError as error:
            assert "mail.msg" in error.message  # noqa: PT017 an article is as good as an error
            assert error.hint  # noqa: PT017


@pytest.mark.parametrize("shift", [63, 80])
def test_a_message_whose_sectors_would_be_larger_than_memory_is_damage(shift):
    data = bytearray(outlook_mail(subject="Ferry", body="The ferry stays.", sender="Ilda"))
    data[32:34] = shift.to_bytes(2, "little")
    with pytest.raises(LoadError, match="damaged"):
        read(bytes(data))
