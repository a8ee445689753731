"""Earlier versions: listed and read as they were, on both databases."""

from published import FERRY, ferry_project, publication

from briefing.services.library.port import Kind, Wanted


def test_every_version_keeps_what_it_had(library):
    first = library.publish(publication())
    changed = ferry_project(FERRY.replace("October", "November")).without("excerpts", "fuel")
    library.publish(publication(base=1, of=changed, who="Ben"))
    assert [(each.version, each.who) for each in library.editions("Ferries")] == [
        (2, "Ben"), (1, "Anna"),
    ]  # fmt: skip
    had = library.contents(first)
    assert sorted(hit.kind for hit in had.hits) == sorted(Kind)
    old = next(hit for hit in had.hits if hit.kind is Kind.ARTICLE)
    record = library.read(old.id, 1)
    assert (record.item.text, record.edition.who, record.edition.version) == (FERRY, "Anna", 1)
    assert [each.key for each in record.excerpts] == ["fuel"]
    (new,) = library.search(Wanted("november", (Kind.ARTICLE,))).hits
    assert library.read(new.id).excerpts == ()


def test_what_did_not_change_is_read_as_of_the_version_that_is_asked_for(library):
    library.publish(publication())
    library.publish(publication(base=1, of=ferry_project().without("briefs", "b1"), who="Ben"))
    (hit,) = library.search(Wanted("fuel", (Kind.ARTICLE,))).hits
    assert [library.read(hit.id, version).edition.who for version in (0, 1, 2)] == [
        "Ben", "Anna", "Ben",
    ]  # fmt: skip


def test_a_name_that_is_not_there_has_no_versions(library):
    first = library.publish(publication())
    assert library.editions("Boats") == ()
    assert library.contents(type(first)("Boats", 1, "", "")).hits == ()
