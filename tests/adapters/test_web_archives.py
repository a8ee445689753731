"""Pages that a browser saved as one file: the article, its address, in the letters it was in."""

import plistlib

import pytest
from loader_samples import safari_page, saved_page
from page_samples import PAGE

from briefing.errors import LoadError
from briefing.loaders.web_archive import MhtLoader, WebarchiveLoader

BARE = (
    "<html><body><article><h1>Café</h1>"
    + "<p>Zoë’s café by the harbour says that it will close before the summer.</p>" * 4
    + "</article></body></html>"
)


def archived(data):
    return MhtLoader().load(data, "page.mht")[0].article


def safari(data):
    return WebarchiveLoader().load(data, "page.webarchive")[0].article


def test_a_saved_page_gives_the_article_what_it_says_and_its_address():
    for found in (archived(saved_page(PAGE.encode())), safari(safari_page(PAGE.encode()))):
        assert found.text.startswith("The government is considering")
        assert "Sportpages" not in found.text
        assert found.metadata.headline == "Ferry money returns"
        assert found.metadata.url == "https://courier.example/ferries"


@pytest.mark.parametrize("charset", ["", "iso-8859-1", "utf-8"])
def test_a_saved_page_in_utf_8_is_read_whatever_its_header_says(charset):
    assert "Zoë’s café" in archived(saved_page(BARE.encode(), charset)).text


def test_a_saved_page_in_another_encoding_is_read_as_its_header_says():
    page = BARE.replace("Zoë’s café", "Кафе Зои").encode("koi8-r", "ignore")
    assert "Кафе Зои" in archived(saved_page(page, "koi8-r")).text


def test_the_time_when_a_page_was_saved_is_not_when_it_was_published():
    data = saved_page(BARE.encode(), headers="Date: Tue, 3 Mar 2026 08:15:00 +0100\r\n")
    assert archived(data).metadata.published is None


def test_a_safari_page_is_read_from_xml_as_from_binary():
    one, two = (safari(safari_page(BARE.encode(), form)) for form in plistlib.PlistFormat)
    assert one.text == two.text
    assert "Zoë’s café" in one.text


def test_an_address_on_this_computer_is_not_kept_as_the_articles():
    data = safari_page(BARE.encode(), WebResourceURL="file:///home/somebody/page.html")
    assert safari(data).metadata.url is None


def test_entities_in_a_safari_page_are_refused():
    data = b'<!DOCTYPE plist [<!ENTITY a "b">]><plist><string>&a;</string></plist>'
    with pytest.raises(LoadError, match=r"page\.webarchive declares entities"):
        safari(data)


@pytest.mark.parametrize(
    "data",
    [b"bplist00", b"bplist00" + b"\xff" * 64, b"garbage", plistlib.dumps({}), plistlib.dumps([1]),
     b"<plist>" + b"<array>" * 100_000, safari_page(b"")],
)  # fmt: skip
def test_a_damaged_safari_page_is_named_with_a_remedy(data):
    with pytest.raises(LoadError, match=r"page\.webarchive") as caught:
        safari(data)
    assert caught.value.hint


def test_an_archive_without_a_page_says_so():
    with pytest.raises(LoadError, match="no web page"):
        archived(b"MIME-Version: 1.0\nContent-Type: image/png\n\nxx")
