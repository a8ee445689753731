"""Opening an address in the window: asking, stopping, what is said, links that are dropped."""

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialogButtonBox
from web_server import moved, reply, serving

from briefing.loaders.fetching import HttpFetcher
from briefing.widgets.importing.open_address import AddressDialog

WORDS = "The ferry to the northern islands is back, and it runs all year, the council said."
PAGE = (
    "<html><head><title>Ferry</title>"
    "<meta property='og:title' content='The ferry is back'>"
    "<link rel='canonical' href='https://elsewhere.example/ferry'>"
    "<link rel='stylesheet' href='/style.css'></head><body><article><h1>The ferry is back</h1>"
    + f"<p>{WORDS}</p><img src='/a.png'><p>{WORDS}</p>" * 3
    + "</article></body></html>"
).encode()


@pytest.fixture
def web(window, no_network):
    """Return a server that the window takes for a public one named pages.example."""
    addresses = window.desk.addresses
    fetcher = addresses._fetcher = HttpFetcher(addresses._fetcher.network)
    fetcher.resolve = lambda _host, _port: ["127.0.0.1"]
    fetcher.public = lambda ip: ip == "127.0.0.1"
    with serving({"/story": reply(PAGE)}, no_network) as server:
        yield server


def asked(window):
    window.actions_by_id["open-address"].trigger()
    return window.findChild(AddressDialog)


def settle(window, qtbot):
    qtbot.waitUntil(lambda: window.desk.jobs.idle, timeout=60_000)


def opened(window, qtbot, address):
    dialog = asked(window)
    dialog.field.setText(address)
    qtbot.keyClick(dialog.field, Qt.Key.Key_Return)
    settle(window, qtbot)


def test_the_page_of_an_address_becomes_an_article_and_nothing_else_is_asked_for(
    window, qtbot, web
):
    web.answers["/old"] = moved("/story")
    opened(window, qtbot, web.url("/old"))
    article = window.view.article
    assert article.source == web.url("/story")
    assert article.metadata.url == web.url("/story")
    assert dict(article.metadata.found)["url"] == "address it was opened from"
    assert article.name == "The ferry is back"
    assert WORDS in article.text
    assert window.document.blob(article.original) == PAGE
    assert [head.split()[1] for head in web.asked] == ["/old", "/story"]
    led = f"The address led on: {web.url('/old')} → {web.url('/story')}"
    assert led in window.bar.words.text()
    assert led in article.warnings


def test_the_server_says_in_which_encoding_a_page_is(window, qtbot, web):
    words = "Паром снова ходит на острова, сообщил совет. " * 10
    page = f"<html><body><article><p>{words}</p></article></body></html>".encode("cp1251")
    web.answers["/ru"] = reply(page, kind="text/html; charset=windows-1251")
    opened(window, qtbot, web.url("/ru"))
    assert window.view.article.text.startswith("Паром снова ходит")
    assert window.document.blob(window.view.article.original) == page


def test_text_is_read_as_text_whatever_its_name(window, qtbot, web):
    web.answers["/notes.html"] = reply(b"Some <b>plain</b> words.", kind="text/plain")
    opened(window, qtbot, web.url("/notes.html"))
    assert window.view.article.text == "Some <b>plain</b> words."


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (reply(status="404 Not Found"), "/x is not there"),
        (reply(b"\x89PNG", kind="image/png"), "/x is a picture (image/png)"),
        (reply(b"{}", kind="application/json"), "/x is no article (application/json)"),
        (reply(b"  "), "/x is empty"),
        (reply(b"<html><body></body></html>"), "No article was found in pages.example"),
    ],
)
def test_what_cannot_be_read_is_named(window, qtbot, web, answer, words):
    web.answers["/x"] = answer
    opened(window, qtbot, web.url("/x"))
    assert words in window.bar.words.text()
    assert window.document.project.articles == {}


def test_fetching_can_be_stopped_from_the_message(window, qtbot, web):
    import threading

    done = threading.Event()
    web.answers["/slow"] = lambda _link: done.wait(30)
    window.addresses.open(web.url("/slow"))
    (stop,) = window.bar._offers
    assert stop.text() == "Stop"
    stop.click()
    settle(window, qtbot)
    done.set()
    assert "it was stopped" in window.bar.words.text()
    assert window.document.project.articles == {}


def test_what_is_no_address_is_said_at_once_and_nothing_is_closed(window, qtbot):
    dialog = asked(window)
    for words, said in (("", "There is no address"), ("file:///etc/x", "Only addresses that")):
        dialog.field.setText(words)
        qtbot.keyClick(dialog.field, Qt.Key.Key_Return)
        assert dialog.isVisible()
        assert said in dialog.problem.text()
    qtbot.keyClick(dialog.field, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_an_address_on_the_clipboard_is_offered(window):
    QGuiApplication.clipboard().setText("https://courier.example/ferry")
    assert asked(window).field.text() == "https://courier.example/ferry"
    QGuiApplication.clipboard().setText("the ferry")


def test_the_network_can_be_switched_off_for_good(window, qtbot, web):
    dialog = asked(window)
    dialog.network.setCurrentIndex(dialog.network.findData("never"))
    dialog.network.activated.emit(2)
    assert not dialog.field.isEnabled()
    assert not dialog.buttons.button(QDialogButtonBox.StandardButton.Open).isEnabled()
    assert "Nothing is fetched until you allow it" in dialog.problem.text()
    assert window.desk.settings.values.network == "never"
    dialog.reject()
    window.importer.drop(link(web.url("/story")))
    settle(window, qtbot)
    assert "set never to use the network" in window.bar.words.text()
    assert web.asked == []


def link(*addresses):
    data = QMimeData()
    data.setUrls([QUrl(each) for each in addresses])
    data.setText(addresses[0])
    return data


def test_a_dropped_link_is_opened(window, qtbot, web):
    data = link(web.url("/story"))
    assert window.importer.takes(data)
    window.importer.drop(data)
    settle(window, qtbot)
    assert window.view.article.source == web.url("/story")


def test_several_links_are_not_opened_at_once(window, qtbot, web):
    window.importer.drop(link(web.url("/story"), web.url("/other")))
    settle(window, qtbot)
    assert "one link at a time" in window.bar.words.text()
    assert web.asked == []


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("a.url", "[InternetShortcut]\r\nIDList=\r\nURL={}\r\n"),
        ("a.desktop", "[Desktop Entry]\nType=Link\nName=Ferry\nURL={}\n"),
        ("a.webloc", "<plist><dict><key>URL</key>\n<string>{}</string></dict></plist>"),
        ("b.webloc", "bplist00\x08{}\x08\x0b"),
    ],
)
def test_a_dropped_link_file_is_opened_at_its_address(window, qtbot, web, tmp_path, name, words):
    path = tmp_path / name
    path.write_text(words.format(web.url("/story")), encoding="utf-8", newline="")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    window.importer.drop(data)
    settle(window, qtbot)
    assert window.view.article.source == web.url("/story")


def test_a_link_file_that_leads_to_a_file_is_refused(window, qtbot, tmp_path):
    path = tmp_path / "a.url"
    path.write_text("[InternetShortcut]\nURL=file:///etc/hostname\n", encoding="utf-8")
    window.addresses.take([path])
    settle(window, qtbot)
    assert "file:///etc/hostname is not the address of a web page" in window.bar.words.text()
    path.write_text("nothing", encoding="utf-8")
    window.addresses.take([path])
    settle(window, qtbot)
    assert "a.url names no page" in window.bar.words.text()


@pytest.mark.parametrize(
    ("kind", "address"),
    [
        ("chromium/x-source-url", b"https://courier.example/ferry"),
        ("text/x-moz-url-priv", "https://courier.example/ferry".encode("utf-16-le")),
        (
            'application/x-qt-windows-mime;value="HTML Format"',
            b"Version:0.9\r\nStartHTML:1\r\nSourceURL:https://courier.example/ferry\r\n<html>",
        ),
    ],
)
def test_pasted_html_keeps_its_structure_and_where_it_is_from(window, qtbot, kind, address):
    data = QMimeData()
    data.setHtml("<h2>Fares</h2><ul><li>They rise.</li></ul>")
    data.setText("Fares\n\n* They rise.")
    data.setData(kind, address)
    QGuiApplication.clipboard().setMimeData(data)
    window.actions_by_id["paste"].trigger()
    settle(window, qtbot)
    article = window.view.article
    assert [(b.kind.value, b.level) for b in article.blocks] == [("heading", 2), ("list_item", 0)]
    assert article.source == "https://courier.example/ferry"


def test_dropped_html_is_read_like_pasted_html(window, qtbot):
    data = QMimeData()
    data.setHtml("<blockquote>Nobody asked us.</blockquote>")
    assert window.importer.takes(data)
    window.importer.drop(data)
    settle(window, qtbot)
    assert window.view.article.blocks[0].kind.value == "quotation"
    assert window.view.article.source == "Dropped text"


def test_a_long_complaint_is_seen_whole(window):
    dialog = asked(window)
    before = dialog.height()
    dialog.field.setText(f"ftp://{'very-long-host-name.' * 30}example/")
    dialog.accept()
    label = dialog.problem
    assert dialog.height() > before
    assert label.height() >= label.heightForWidth(label.width())
