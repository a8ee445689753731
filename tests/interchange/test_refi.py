"""REFI-QDA projects and codebooks: what other tools wrote comes in, and goes back as it was."""

import io
import zipfile
from dataclasses import replace

import pytest
from exchange_samples import CODEBOOK_XML, PROJECT_XML, TEXT, qdpx, taken, written, zipped
from lxml import etree

from briefing.errors import LoadError
from briefing.interchange import reader
from briefing.interchange.archive import unpacked
from briefing.interchange.refi_schema import CODEBOOK, PROJECT, schema_of
from briefing.model.edits import Stamp, set_note, toggle_tag
from briefing.model.project import Project

FUEL = "22111111-1111-4111-8111-11111111111a"
SELECTION = "41111111-1111-4111-8111-111111111111"


def tree(data):
    return etree.fromstring(unpacked(data, "x")["project.qde"])


def by_guid(root):
    return {e.get("guid").strip("{}").lower(): e for e in root.iter() if e.get("guid")}


def local(element):
    return etree.QName(element).localname


def test_another_tools_project_comes_in_with_codes_notes_users_and_dates():
    project, _, found = taken("refi", qdpx())
    (article,) = project.articles.values()
    assert (article.text, article.name) == (TEXT, "Minutes")
    (excerpt,) = project.excerpts.values()
    assert excerpt.quote == "Fuel costs rose by 31%"
    assert (excerpt.author, excerpt.created) == ("Bo Lind", "2025-05-07T01:02:03Z")
    assert excerpt.note == "Ask the board."
    assert excerpt.review == ""
    (scheme,) = project.schemes.values()
    costs, fuel, doubt = scheme.tags
    assert (costs.name, costs.colour, costs.retired) == ("Costs", "#AA00BB", True)
    assert (fuel.parent, fuel.colour, excerpt.tags) == (costs.id, "#12AB34", (fuel.id,))
    assert doubt.parent is None
    named = {loss.what for loss in found.losses}
    assert {"Cases", "Links", "Sets", "Graphs", "Pictures, sound and video"} <= named


def test_what_is_written_follows_the_standards_schema_and_its_folders():
    project, blobs, _ = taken("refi", qdpx())
    data = written("refi", project, blobs).data
    root = tree(data)
    schema_of(PROJECT).assertValid(root)
    assert root.tag == f"{{{PROJECT}}}Project"
    names = zipfile.ZipFile(io.BytesIO(data)).namelist()
    assert sorted(names) == [
        "project.qde", "sources/31111111-1111-4111-8111-111111111111.txt",
        "sources/minutes.docx", "sources/quay.png",
    ]  # fmt: skip
    assert unpacked(data, "x")[names[1]].decode() == TEXT


def test_everything_of_another_tool_goes_back_as_it_came():
    project, blobs, _ = taken("refi", qdpx())
    before = by_guid(etree.fromstring(PROJECT_XML.replace("{0}", "1").replace("{1}", "2").encode()))
    root = tree(written("refi", project, blobs).data)
    after = by_guid(root)
    for guid, element in before.items():
        other = after[guid]
        assert local(other) == local(element)
        for key, value in element.attrib.items():
            if key not in ("plainTextPath", "startPosition", "endPosition"):
                assert other.get(key) == value, (guid, key)
        mine = {local(e) for e in element}
        assert mine <= {local(e) for e in other}
    parents = {guid: before[guid].getparent().get("guid") for guid in before}
    assert {g: after[g].getparent().get("guid") for g in before} == parents
    assert (root.get("origin"), root.get("creationDateTime")) == (
        "Other Tool 3", "2025-05-06T07:08:09Z",
    )  # fmt: skip
    assert "Talks on the ferry" in {e.text for e in root if local(e) == "Description"}


def test_what_was_changed_here_is_changed_there_and_nothing_else():
    project, blobs, _ = taken("refi", qdpx())
    (excerpt,) = project.excerpts.values()
    (scheme,) = project.schemes.values()
    doubt = scheme.tags[2].id
    project = set_note(excerpt, "Asked.").apply(project)
    stamp = Stamp("n", "Cy", "2026-03-03T10:00:00Z")
    project = toggle_tag(excerpt.article, excerpt.start, excerpt.end, doubt, "Doubt", stamp).apply(
        project
    )
    project = toggle_tag(excerpt.article, 0, 3, doubt, "Doubt", stamp).apply(project)
    root = tree(written("refi", project, blobs).data)
    found = by_guid(root)
    selection = found[SELECTION]
    codes = [e[0].get("targetGUID") for e in selection if local(e) == "Coding"]
    assert codes == [
        "22111111-1111-4111-8111-11111111111A", "{23111111-1111-4111-8111-111111111111}",
    ]  # fmt: skip
    assert "45111111-1111-4111-8111-111111111111" in found
    assert "51111111-1111-4111-8111-111111111111" not in found
    back, _, _ = taken("refi", written("refi", project, blobs).data)
    assert {e.note for e in back.excerpts.values()} == {"Asked.", ""}
    assert {e.author for e in back.excerpts.values()} == {"Bo Lind", "Cy"}


def test_what_is_removed_here_goes_with_all_that_refers_to_it():
    project, blobs, _ = taken("refi", qdpx())
    (scheme,) = project.schemes.values()
    gone = project.without("excerpts", SELECTION).having(
        "schemes", replace(scheme, tags=(scheme.tags[0], scheme.tags[2]))
    )
    root = tree(written("refi", gone, blobs).data)
    schema_of(PROJECT).assertValid(root)
    words = etree.tostring(root).decode()
    assert SELECTION not in words
    assert FUEL not in words.lower()
    (article,) = project.articles
    root = tree(written("refi", gone.without("articles", article), blobs).data)
    assert "31111111" not in etree.tostring(root).decode()
    assert "32111111" in etree.tostring(root).decode()


@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("way", ["points", "units", "lines", "pairs"])
def test_whichever_way_positions_are_counted_the_words_are_found(way, mark):
    text = TEXT.replace("\n", "\r\n") if way != "pairs" else TEXT
    start = TEXT.index("Fuel costs")
    before = TEXT[:start]
    shift = {"points": before.count("\n"), "lines": 0, "pairs": before.count("\n"),
             "units": before.count("\n") + before.count("😀")}[way]  # fmt: skip
    at = (start + shift, start + shift + len("Fuel costs rose by 31%"))
    project, _, _ = taken("refi", qdpx(text=mark + text, at=at))
    (excerpt,) = project.excerpts.values()
    assert (excerpt.quote, excerpt.review) == ("Fuel costs rose by 31%", "")


def test_words_that_stand_elsewhere_than_the_file_says_are_found_or_looked_at():
    project, _, found = taken("refi", qdpx(at=(0, 22)))
    (excerpt,) = project.excerpts.values()
    assert (excerpt.quote, excerpt.review) == ("Fuel costs rose by 31%", "")
    assert "Excerpts moved to where their words stand" in {e.what for e in found.losses}
    nameless = PROJECT_XML.replace('name="Fuel costs rose by 31%"', "")
    project, _, found = taken("refi", qdpx(nameless, text=TEXT.replace("\n", "\r\n")))
    (excerpt,) = project.excerpts.values()
    assert "line ends" in excerpt.review
    assert found.review == 1
    project, _, _ = taken("refi", qdpx(nameless, at=(9_000, 9_009)))
    (excerpt,) = project.excerpts.values()
    assert "outside the text" in excerpt.review


def test_ids_that_are_no_guids_and_strange_elements_are_mended_and_counted():
    xml = PROJECT_XML.replace("81111111-1111-4111-8111-111111111111", "set-one")
    xml = xml.replace("2025-05-07T01:02:03Z", "2025-05-07 01:02:03").replace(
        "</Sets>", "</Sets><Odd/>"
    )
    project, blobs, found = taken("refi", qdpx(xml))
    assert "“Odd”" in {loss.what for loss in found.losses}
    (excerpt,) = project.excerpts.values()
    assert excerpt.created == "2025-05-07T01:02:03"
    schema_of(PROJECT).assertValid(tree(written("refi", project, blobs).data))


def test_two_projects_taken_in_go_out_as_one():
    other = PROJECT_XML
    for digit in ("2", "3", "4", "5", "8"):
        for tail in "123456":
            other = other.replace(f"{digit}{tail}111111-", f"{digit}{tail}999999-")
    one, blobs, _ = taken("refi", qdpx())
    text = TEXT + "More.\n"
    found = taken("refi", qdpx(other, text=text), one)
    from briefing.services.taking_in import taking_in

    again = taking_in(one, reader("refi").read(qdpx(other, text=text), "b.qdpx"), "refi", "b.qdpx",
                      Stamp("o2", "me", "2026-02-04"))  # fmt: skip
    both = again.edit.apply(one)
    assert found[2].excerpts == 1
    root = tree(written("refi", both, {**blobs, **again.edit.blobs}).data)
    guids = by_guid(root)
    assert {SELECTION, SELECTION.replace("41111111", "41999999")} <= set(guids)
    assert len(both.articles) == len([e for e in root.iter() if local(e) == "TextSource"]) == 2


def test_a_pdf_is_read_by_the_text_that_comes_with_it():
    xml = (
        '<Project xmlns="urn:QDA-XML:project:1.0" name="P"><Sources>'
        '<PDFSource guid="31111111-1111-4111-8111-111111111111" name="Note" path="internal://n.pdf">'
        '<Representation guid="33111111-1111-4111-8111-111111111111">'
        "<PlainTextContent>The ferry is late.</PlainTextContent>"
        '<PlainTextSelection guid="41111111-1111-4111-8111-111111111111" startPosition="4"'
        ' endPosition="9"/></Representation></PDFSource></Sources></Project>'
    )
    project, blobs, _ = taken("refi", zipped({"project.qde": xml, "sources/n.pdf": "pdf"}))
    assert [e.quote for e in project.excerpts.values()] == ["ferry"]
    data = written("refi", project, blobs).data
    assert unpacked(data, "x")["sources/n.pdf"] == b"pdf"
    assert local(by_guid(tree(data))["33111111-1111-4111-8111-111111111111"]) == "Representation"


def test_a_codebook_comes_in_as_tags_and_goes_back_with_its_sets():
    project, blobs, _ = taken("refi-codebook", CODEBOOK_XML.encode())
    (scheme,) = project.schemes.values()
    assert [tag.name for tag in scheme.tags] == ["Costs", "Fuel"]
    assert scheme.tags[1].parent == scheme.tags[0].id
    data = written("refi-codebook", project, blobs).data
    root = etree.fromstring(data)
    schema_of(CODEBOOK).assertValid(root)
    before, after = by_guid(etree.fromstring(CODEBOOK_XML.encode())), by_guid(root)
    assert {g: dict(e.attrib) for g, e in before.items()} == {
        g: dict(e.attrib) for g, e in after.items()
    }


def test_bombs_and_locked_files_are_refused(monkeypatch):
    monkeypatch.setattr("briefing.interchange.archive.MOST_BYTES", 1_000_000)
    with pytest.raises(LoadError, match="unpacks to"):
        taken("refi", zipped({"project.qde": PROJECT_XML, "sources/a.txt": "a" * 2_000_000}))
    with pytest.raises(LoadError, match=r"no project\.qde"):
        taken("refi", zipped({"a.txt": "a"}))


def test_what_was_kept_and_is_lost_is_named_and_the_rest_goes_out():
    project, _, _ = taken("refi", qdpx())
    done = written("refi", project, {})
    assert "What was kept of imports" in {loss.what for loss in done.losses}
    back, _, _ = taken("refi", done.data)
    assert {e.quote for e in back.excerpts.values()} == {"Fuel costs rose by 31%"}
    assert Project().origins == {}


def test_a_project_is_written_in_the_namespace_of_the_published_schema():
    project, blobs, _ = taken("refi", qdpx())
    assert tree(written("refi", project, blobs).data).tag == "{urn:QDA-XML:project:1.0}Project"


def test_of_two_values_of_one_variable_the_first_is_kept_as_the_schema_has_it():
    two = PROJECT_XML.replace(
        "<IntegerValue>52</IntegerValue>", "<IntegerValue>52</IntegerValue><TextValue>x</TextValue>"
    )
    project, blobs, _ = taken("refi", qdpx(two))
    root = tree(written("refi", project, blobs).data)
    schema_of(PROJECT).assertValid(root)
    assert [e.text for e in root.iter(f"{{{PROJECT}}}IntegerValue")] == ["52"]
    assert not list(root.iter(f"{{{PROJECT}}}TextValue"))
