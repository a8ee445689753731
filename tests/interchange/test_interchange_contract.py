"""What every format of exchange promises; a new one is covered by being registered."""

import random

import pytest
from exchange_samples import GOOD, ROUND, WRITERS, exchanged, filled, taken, written

from briefing.errors import BriefingError, ExportError, LoadError
from briefing.interchange import READERS, reader, standard_interchange
from briefing.interchange.guarded import ImportingProcess, packed, unpacked
from briefing.model.article import clean_text
from briefing.model.project import Project

EACH_READER = pytest.mark.parametrize("form", READERS)
EACH_WRITER = pytest.mark.parametrize("form", WRITERS)
ENTITY = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'


def outcome(form, data):
    """Return what bytes give, or the error that names the file; nothing else may come of any."""
    try:
        return reader(form).read(data, "strange.x")
    except LoadError as error:
        assert "strange.x" in error.message  # noqa: PT017 a reading is as good as an error here
        return error


def test_each_format_has_the_name_it_is_registered_under_and_a_sample():
    assert [reader(form).name for form in READERS] == list(READERS)
    assert set(GOOD) == set(READERS)


@EACH_READER
def test_what_is_read_is_sound_and_the_same_each_time(form):
    one, two = (reader(form).read(GOOD[form], "a.x") for _ in range(2))
    assert one == two
    assert one.articles or one.schemes
    texts = {article.id: article.text for article in one.articles}
    assert all(text == clean_text(text) for text in texts.values())
    for each in one.excerpts:
        assert 0 <= each.start < each.end <= len(texts[each.article])
        assert each.review or texts[each.article][each.start : each.end] == each.quote
    known = {tag.id for scheme in one.schemes for tag in scheme.tags}
    assert all(tag in known for each in one.excerpts for tag in each.tags)


@EACH_READER
def test_it_passes_between_processes_as_it_is(form):
    found = reader(form).read(GOOD[form], "a.x")
    assert unpacked(*packed(found)) == found


@EACH_READER
def test_files_cut_short_or_damaged_give_something_or_a_clear_error(form):
    chance, data = random.Random(5), GOOD[form]
    cuts = [data[: len(data) * part // 24] for part in range(24)]
    for _ in range(60):
        broken = bytearray(data)
        for _ in range(chance.randint(1, 6)):
            broken[chance.randrange(len(broken))] = chance.randrange(256)
        cuts.append(bytes(broken))
    for each in [b"", b"\0" * 50, b"[" * 100_000, *cuts]:
        outcome(form, each)


@EACH_READER
def test_a_second_import_brings_nothing(form):
    once, _, first = taken(form, GOOD[form])
    twice, _, second = taken(form, GOOD[form], once)
    assert not first.is_empty
    assert second.is_empty
    assert twice.excerpts == once.excerpts
    assert len(twice.origins) <= 1


@pytest.mark.parametrize("form", ["refi-codebook", "cas-xmi"])
def test_entities_are_refused(form):
    broken = GOOD[form].replace(b"?>", b"?>" + ENTITY, 1)
    assert "entities" in outcome(form, broken).message


@EACH_WRITER
def test_what_is_written_names_what_it_leaves_behind(form):
    value = filled()
    done = WRITERS[form].write(exchanged(value))
    assert done.data
    assert all(loss.count > 0 and loss.what for loss in done.losses)


@EACH_WRITER
def test_an_empty_project_is_written_or_refused_in_words(form):
    try:
        assert WRITERS[form].write(exchanged(Project())).data
    except ExportError as error:
        assert "Nothing was written" in error.message  # noqa: PT017 either is right


@EACH_WRITER
def test_briefs_are_named_as_lost(form):
    from builders import brief, slot, template

    value = filled().having("templates", template(slot())).having("briefs", brief(facts="w"))
    (lost,) = [each for each in written(form, value).losses if each.what == "Briefs"]
    assert lost.names == ("A brief",)


@pytest.mark.parametrize("form", [each for each in WRITERS if each != "xlsx"])
def test_the_same_project_gives_the_same_bytes(form):
    value = filled()
    assert written(form, value).data == written(form, value).data


@pytest.mark.parametrize("form", ROUND)
def test_our_own_project_comes_back_as_it_was(form):
    value = filled()
    back, _, found = taken(form, written(form, value).data)
    assert back.articles == {key: _without_original(item) for key, item in value.articles.items()}
    assert back.schemes == value.schemes
    assert found.excerpts == len(value.excerpts)
    one, two = (sorted(p.excerpts.values(), key=lambda e: e.start) for p in (value, back))
    for before, after in zip(one, two, strict=True):
        for part in ("start", "end", "quote", "prefix", "suffix", "tags", "note", "assessment",
                     "review"):  # fmt: skip
            assert getattr(before, part) == getattr(after, part), part
    assert two[2].author == "Ane"
    assert two[2].created == "2026-01-02T03:04:05+01:00"


@pytest.mark.parametrize("form", ROUND)
def test_taken_into_the_project_it_came_from_nothing_is_new(form):
    value = filled()
    same, _, found = taken(form, written(form, value).data, value)
    assert found.is_empty
    assert (same.excerpts, same.schemes) == (value.excerpts, value.schemes)


def _without_original(article):
    from dataclasses import replace

    return replace(article, original=None, warnings=())


@pytest.fixture(scope="module")
def service():
    made = standard_interchange()
    yield made
    made.close()


@EACH_READER
def test_files_are_read_in_a_process_of_their_own(service, tmp_path, form):
    path = tmp_path / f"a{reader(form).suffixes[0]}"
    path.write_bytes(GOOD[form])
    name, found = service.read(path)
    assert name == form
    assert found == reader(form).read(GOOD[form], path.name)
    with pytest.raises(LoadError, match="odd"):
        service.read_bytes(b"\xff\xfe\0", "odd", form)


def test_a_reader_that_takes_too_long_is_ended(service):
    process = ImportingProcess(seconds=0.05)
    many = b"name\n" + b"a,b\n" * 2_000_000
    with pytest.raises(LoadError, match=r"took longer than 0\.05 s|could not be started"):
        process.read("csv", many, "many.csv")


def test_an_unknown_ending_names_those_that_are_known(service, tmp_path):
    (tmp_path / "a.odd").write_bytes(b"x")
    with pytest.raises(BriefingError, match=r"\.qdpx"):
        service.read(tmp_path / "a.odd")
    with pytest.raises(LoadError, match="is not there"):
        service.read(tmp_path / "b.qdpx")
