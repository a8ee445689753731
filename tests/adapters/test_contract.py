"""What every loader promises, whichever format it reads; a new one is covered by being registered.

It must have a sound file of its own among the samples.
"""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from samples import GOOD, SERVICE, bare_loaders
from tries import tries

from briefing.errors import LoadError
from briefing.loaders import DOCUMENTS, document_loader, standard_loaders
from briefing.services.contracts import check_loader

LOADERS = bare_loaders()
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


def test_each_loader_has_the_name_it_is_registered_under():
    assert [document_loader(name).name for name in DOCUMENTS] == list(DOCUMENTS)


@EACH
def test_a_sound_file_and_a_hundred_damaged_ones_give_what_plug_ins_promise_too(loader):
    check_loader(loader, GOOD[loader.name])


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
@tries(8)
def test_garbage_gives_an_article_or_an_error_with_a_remedy(loader, data):
    outcome(loader, data)


@EACH
@given(st.data())
@tries(8)
def test_a_good_file_with_bytes_changed_gives_an_article_or_a_load_error(loader, data):
    good = GOOD[loader.name]
    at = data.draw(st.integers(0, len(good) - 1))
    other = data.draw(st.one_of(st.binary(max_size=8), st.just(b"\0" * 64), st.just(good[:200])))
    outcome(loader, good[:at] + other + good[at + len(other) :])


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
