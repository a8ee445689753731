"""Mails: what was written, by whom and when; what it answers as quotation; attachments by name."""

import base64
from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.errors import LoadError
from briefing.loaders.mail import EmlLoader
from briefing.model.article import BlockKind

LOADER = EmlLoader()


def mail(body="The council meets on Monday.", html="", **headers):
    message = EmailMessage()
    said = {"Subject": "Council", "From": "Ilda Marun <ilda@harbour.example>", **headers}
    for name, value in said.items():
        message[name] = value
    message.set_content(body)
    if html:
        message.add_alternative(html, subtype="html")
    return message


def read(message):
    data = message if isinstance(message, bytes) else message.as_bytes()
    return LOADER.load(data, "mail.eml")


def article(message):
    return read(message)[0].article


def blocks(found, kind):
    return [found.text[b.start : b.end] for b in found.blocks if b.kind is kind]


def raw(body, content_type="text/plain", encoding="8bit"):
    head = f"Subject: S\nContent-Type: {content_type}\nContent-Transfer-Encoding: {encoding}\n\n"
    return head.encode() + body


def test_the_headers_give_subject_sender_and_date_with_its_zone():
    said = article(mail(Date="Tue, 3 Mar 2026 08:15:00 +0100")).metadata
    assert (said.headline, said.byline) == ("Council", "Ilda Marun")
    assert said.published == "2026-03-03T08:15:00+01:00"
    assert dict(said.found)["published"] == "header Date"


def test_a_sender_in_no_known_encoding_does_not_keep_the_mail_from_being_read():
    data = b"From: Ilda Maru\x90 <The night crossing stays until May. \xf0\x9f\x98\x80\n"
    data += b"Subject: Council\n\nIt meets on Monday.\n"
    assert read(data)[0].article.text == "It meets on Monday."


def test_a_zone_that_the_mail_does_not_know_is_not_guessed():
    assert article(mail(Date="Tue, 3 Mar 2026 08:15:00 -0000")).metadata.published == (
        "2026-03-03T08:15:00"
    )


@pytest.mark.parametrize("date", ["soon", "", "Tue, 99 Mar 2026 88:15:00 +0100"])
def test_a_date_that_is_none_stays_unknown(date):
    data = f"Subject: S\nDate: {date}\n\nWords of the mail.\n".encode()
    said = article(data).metadata
    assert (said.published, said.byline, said.outlet) == (None, None, None)


def test_quoted_lines_and_a_signature_are_kept_as_quotations():
    found = article(
        mail(
            "Yes, it stays.\n\n> Will the ferry stay?\n>> It may not.\n\n-- \nIlda Marun\nHarbour\n"
        )
    )
    assert blocks(found, BlockKind.QUOTATION) == [
        "Will the ferry stay?", "It may not.", "Ilda Marun", "Harbour",
    ]  # fmt: skip
    assert blocks(found, BlockKind.PARAGRAPH) == ["Yes, it stays."]


def test_all_after_the_line_of_an_original_message_is_quotation():
    found = article(mail("Agreed.\n\n-----Original Message-----\nFrom: Desk\n\nShall we?"))
    assert blocks(found, BlockKind.QUOTATION)[-1] == "Shall we?"
    assert blocks(found, BlockKind.PARAGRAPH) == ["Agreed."]


def test_wrapped_lines_are_one_paragraph_and_short_ones_are_not():
    found = article(
        mail(
            "The council says that the night crossing will stay until the end\nof May.\n\n"
            "Port Almary\nQuay 4\n"
        )
    )
    assert found.text.split("\n") == [
        "The council says that the night crossing will stay until the end of May.",
        "Port Almary",
        "Quay 4",
    ]


def test_plain_text_is_read_when_it_says_as_much_as_the_page():
    found = article(mail("The ferry stays.", "<p>The <b>ferry</b> stays.</p>"))
    assert found.text == "The ferry stays."


def test_the_page_is_read_when_it_says_more_and_hidden_words_are_not():
    found = article(
        mail(
            "Your program shows no HTML.",
            '<div style="display:none">Preheader</div><h1>Harbour letter</h1>'
            "<p>The night crossing stays until May, says the council of Port Almary.</p>"
            "<ul><li>Fares fall by 4%.</li></ul><blockquote>Will it stay?</blockquote>"
            "<table><tr><td>Fuel</td><td>31%</td></tr></table><script>x()</script>",
        )
    )
    assert found.text.split("\n") == [
        "Harbour letter",
        "The night crossing stays until May, says the council of Port Almary.",
        "Fares fall by 4%.",
        "Will it stay?",
        "Fuel\t31%",
    ]
    assert [b.kind for b in found.blocks] == [
        BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.QUOTATION,
        BlockKind.TABLE_ROW,
    ]  # fmt: skip


def test_attachments_are_named_in_a_warning_and_not_read():
    message = mail()
    message.add_attachment(b"%PDF-", maintype="application", subtype="pdf", filename="plan é.pdf")
    message.add_attachment("a;b", subtype="csv", filename="fares.csv")
    assert article(message).warnings == ("2 attachments were not read: plan é.pdf, fares.csv.",)


def test_an_attached_mail_is_an_article_of_its_own_and_what_it_holds_is_not():
    inmost = mail("Inmost words.", Subject="Inmost")
    inner = mail("Inner words.", Subject="Inner")
    inner.add_attachment(inmost)
    outer = mail("Outer words.", Subject="Outer")
    outer.add_attachment(inner)
    assert [each.article.name for each in read(outer)] == ["Outer", "Inner"]


@pytest.mark.parametrize(
    ("body", "declared"),
    [
        ("Zoë’s café".encode(), "iso-8859-1"),
        ("Zoë’s café — and that’s “naïve”, déjà vu.".encode("cp1252"), "us-ascii"),
        ("Zoë’s café — and that’s “naïve”, déjà vu.".encode("cp1252"), "utf-8"),
        ("Zoë’s café".encode(), "no-such-charset"),
        ("Zoë’s café".encode("utf-16"), "utf-16"),
    ],
)
def test_a_character_set_that_lies_is_seen_through(body, declared):
    assert article(raw(body, f"text/plain; charset={declared}")).text.startswith("Zoë’s café")


def test_japanese_in_seven_bits_is_read_as_declared():
    body = "港の予算".encode("iso-2022-jp")
    assert article(raw(body, "text/plain; charset=iso-2022-jp")).text == "港の予算"


def test_headers_in_any_encoding_are_read():
    encoded = base64.b64encode("Порт закрыт".encode("koi8-r")).decode()
    data = f"Subject: =?koi8-r?B?{encoded}?=\nFrom: =?utf-8?Q?Zo=C3=AB?= <z@x.example>\n\nWords."
    said = article(data.encode()).metadata
    assert (said.headline, said.byline) == ("Порт закрыт", "Zoë")


def test_a_broken_header_is_read_as_it_stands():
    assert article(b"Subject: =?utf-8?B?x?=\n\nWords.").metadata.headline == "=?utf-8?B?x?="


@pytest.mark.parametrize("kind", ["multipart/mixed", "message/rfc822"])
def test_a_thousand_parts_within_parts_are_refused(kind):
    deep = "".join(f"Content-Type: {kind}; boundary=b{n}\n\n--b{n}\n" for n in range(1_000))
    with pytest.raises(LoadError, match=r"mail\.eml is too tangled"):
        read((deep + "\n\nwords").encode())


def test_a_mail_without_words_says_so():
    message = EmailMessage()
    message["Subject"] = "Plan"
    message.add_attachment(b"%PDF-", maintype="application", subtype="pdf", filename="plan.pdf")
    with pytest.raises(LoadError, match="has no text") as caught:
        read(message)
    assert caught.value.hint


@given(
    st.binary(max_size=300), st.sampled_from(["base64", "quoted-printable", "x-uuencode", "8bit"])
)
def test_any_bytes_in_any_transfer_encoding_give_a_mail_or_a_load_error(body, encoding):
    try:
        found = article(raw(body, "text/html; charset=utf-7", encoding))
    except LoadError as error:
        assert "mail.eml" in error.message  # noqa: PT017 a mail is as good as an error here
    else:
        assert found.text.strip()


@pytest.mark.parametrize("delsp", ["no", "yes"])
def test_paragraphs_of_flowed_text_are_whole_and_short_lines_stay_apart(delsp):
    end = "  " if delsp == "yes" else " "
    body = f"The council{end}\r\nmeets in May.\r\nBring a chair.\r\n"
    body += f"> Who{end}\r\n> asked?\r\n>> Nobody did.\r\n-- \r\nIlda\r\n"
    data = (
        "Subject: x\r\nContent-Type: text/plain; charset=utf-8; format=flowed; "
        f"delsp={delsp}\r\n\r\n{body}"
    ).encode()
    found = article(data)
    assert blocks(found, BlockKind.PARAGRAPH) == ["The council meets in May.", "Bring a chair."]
    assert blocks(found, BlockKind.QUOTATION) == ["Who asked?", "Nobody did.", "Ilda"]


@pytest.mark.parametrize("hiding", ["hidden", "style='max-height:0;overflow:hidden'"])
def test_words_that_no_reader_of_a_mail_sees_are_left_out(hiding):
    found = article(mail("x", f"<div {hiding}>Preheader</div><p>The council meets on Monday.</p>"))
    assert found.text == "The council meets on Monday."
