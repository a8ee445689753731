"""What every loader promises, whichever format it reads; a new one is covered by being registered.

It must have a sound file of its own among the samples.
"""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from samples import GOOD, bare_loaders

from briefing.errors import LoadError
from briefing.loaders import DOCUMENTS, document_loader, standard_loaders
from briefing.model.article import BlockKind, clean_text
from briefing.services.loading import LoadingService

LOADERS = bare_loaders()
SERVICE = LoadingService(standard_loaders())
EACH = pytest.mark.parametrize("loader", LOADERS, ids=lambda loader: loader.name)
PARTED = pytest.mark.parametrize(
    "loader", [each for each in LOADERS if each.name != "zip"], ids=lambda loader: loader.name
)


def outcome(loader, data, source="thing"):
    """Return the articles, or the error that names the file; nothing else may come of any bytes."""
    try:
        return list(loader.load(data, source))
    except LoadError as error:
        assert source in error.message  # noqa: PT017 an article is as good as an error here
        return error


def assert_sound(article):
    assert article.text == clean_text(article.text)
    ends = [0]
    for block in article.blocks:
        assert ends[-1] <= block.start < block.end <= len(article.text)
        assert article.text[block.start : block.end].strip()
        assert block.level >= 1 if block.kind is BlockKind.HEADING else block.level >= 0
        ends.append(block.end)


def test_each_loader_has_the_name_it_is_registered_under():
    assert [document_loader(name).name for name in DOCUMENTS] == list(DOCUMENTS)


@EACH
def test_clean_text_and_blocks_in_order_within_it(loader):
    found = loader.load(GOOD[loader.name], "source.x")
    assert found
    for each in found:
        assert_sound(each.article)
        assert each.article.source.startswith("source.x")
        assert each.article.words > 0
        assert each.original


@EACH
def test_the_same_article_for_the_same_bytes(loader):
    one, two = (list(loader.load(GOOD[loader.name], "a")) for _ in range(2))
    assert one == two


@EACH
def test_what_an_article_says_of_itself_has_a_place_where_it_stood(loader):
    for each in loader.load(GOOD[loader.name], "source.x"):
        said = each.article.metadata
        assert each.article.title is None
        named = {field for field, _where in said.found}
        known = {f for f in said.__dataclass_fields__ if f != "found" and getattr(said, f)}
        assert loader.name in ("markdown", "zip") or named == known
        assert all(where for _field, where in said.found)


@pytest.mark.parametrize("name", ["text", "markdown", "docx", "pdf", "odt", "rtf", "epub"])
def test_nothing_is_said_that_the_file_does_not_say(name):
    loader = {each.name: each for each in LOADERS}[name]
    for each in loader.load(GOOD[name], "a"):
        said = each.article.metadata
        assert (said.byline, said.published, said.url, said.outlet) == (None,) * 4
        assert said.headline is None or said.headline in each.article.text


@EACH
@given(st.binary(min_size=1, max_size=200))
@settings(max_examples=25)
def test_garbage_gives_an_article_or_an_error_with_a_remedy(loader, data):
    outcome(loader, data)


@EACH
@given(st.data())
@settings(max_examples=25)
def test_a_good_file_with_bytes_changed_gives_an_article_or_a_load_error(loader, data):
    good = GOOD[loader.name]
    at = data.draw(st.integers(0, len(good) - 1))
    other = data.draw(st.one_of(st.binary(max_size=8), st.just(b"\0" * 64), st.just(good[:200])))
    outcome(loader, good[:at] + other + good[at + len(other) :])


@EACH
@pytest.mark.parametrize(
    "data", [b"", b"\n", bytes(range(256)) * 8, b"\0" * 5000, b"<" * 5000, b"{\\rtf1", b"%PDF-1.7",
             b"PK\x03\x04" + b"\0" * 60, b"\xd0\xcf\x11\xe0" * 200, b"\xff\xfe" + b"\xd8\x00" * 99],
    ids=range(10),
)  # fmt: skip
def test_what_is_no_such_file_gives_an_article_or_a_load_error(loader, data):
    found = outcome(loader, data)
    for each in found if isinstance(found, list) else ():
        assert_sound(each.article)


@EACH
def test_a_file_cut_off_anywhere_gives_an_article_or_a_load_error(loader):
    data = GOOD[loader.name]
    for share in range(1, 100):
        found = outcome(loader, data[: len(data) * share // 100])
        for each in found if isinstance(found, list) else ():
            assert_sound(each.article)


@PARTED
def test_a_sound_file_is_read_behind_the_walls_as_it_is_here(loader):
    here = list(loader.load(GOOD[loader.name], "a"))
    service = {each.name: each for each in standard_loaders()}[loader.name]
    assert list(service.load(GOOD[loader.name], "a")) == here


@pytest.mark.parametrize("name", ["html", "docx", "pdf", "odt", "rtf", "epub", "zip", "msg"])
@pytest.mark.parametrize("suffix", [".docx", ".pdf", ".zip", ""])
def test_a_wrong_ending_does_not_matter_where_the_bytes_tell(name, suffix):
    right = {each.name: each for each in LOADERS}[name].load(GOOD[name], f"a{suffix}")
    found = SERVICE.load_bytes(GOOD[name], f"a{suffix}")
    assert [each.article.text for each in found] == [each.article.text for each in right]
