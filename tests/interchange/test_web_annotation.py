"""Web Annotations of other programs: nested how they may be, with their own things kept."""

import json

from builders import article, excerpt, project
from exchange_samples import filled, taken, written

from briefing.interchange.positions import MOVED, Places, Wanted
from briefing.language import speak
from briefing.paths import standard_paths

QUOTE = {"type": "TextQuoteSelector", "exact": "31%", "prefix": "rose by ", "suffix": " in"}
NOTE = {"type": "TextualBody", "value": "Ask.", "purpose": "commenting"}
TAG = {"type": "TextualBody", "value": "Outlook", "purpose": "tagging"}


def annotation(target, *bodies, **more):
    return {"@context": "http://www.w3.org/ns/anno.jsonld", "id": "http://a.example/1",
            "type": "Annotation", "body": list(bodies), "target": target, **more}  # fmt: skip


def read(value, into=None):
    return taken("web-annotation", json.dumps(value).encode(), into, "notes.jsonld")


def test_words_are_looked_for_in_the_articles_that_are_here():
    of = article()
    target = {"source": "http://a.example/page", "selector": [QUOTE]}
    more = {"creator": {"name": "Ane"}, "rights": "mine"}
    back, blobs, found = read([annotation(target, NOTE, TAG, **more)], project(of))
    (excerpt,) = back.excerpts.values()
    assert (excerpt.quote, excerpt.tags, excerpt.note) == ("31%", ("outlook",), "Ask.")
    assert (excerpt.author, excerpt.review, excerpt.article) == ("Ane", "", of.id)
    assert found.articles == 0
    out = json.loads(written("web-annotation", back, blobs).data)
    (again,) = [i for i in out["first"]["items"] if i["id"] == "http://a.example/1"]
    assert again["rights"] == "mine"


def test_what_other_programs_read_is_spelled_as_theirs_whatever_the_window_speaks():
    of = article()
    speak("ar", standard_paths().languages)
    try:
        out = json.loads(written("web-annotation", project(of, excerpt(of, "31%")), {}).data)
        spot = Places("One ferry sails.").placed([Wanted(9, 14, ("ferry",))])[0]
    finally:
        speak("en")
    assert {each["type"] for each in out["first"]["items"]} == {"Annotation"}
    assert spot.review == MOVED, (
        "what the project keeps is said in the language of the one who reads"
    )


def test_words_that_are_nowhere_or_everywhere_are_told():
    of = article("The ferry and the ferry.\n")
    target = {"source": "x", "selector": {"type": "TextQuoteSelector", "exact": "ferry"}}
    back, _, found = read(annotation(target), project(of))
    assert "several times" in next(iter(back.excerpts.values())).review
    target["selector"]["exact"] = "harbour"
    _, _, found = read(annotation(target), project(of))
    assert "Excerpts without their article" in {loss.what for loss in found.losses}


def test_a_page_of_a_collection_with_its_text_stands_alone():
    source = {"id": "urn:x", "type": "TextualBody", "value": "A 😀 ferry sails."}
    target = {"source": source, "selector": {"type": "TextPositionSelector", "start": 4, "end": 9}}
    page = {"type": "AnnotationPage", "items": [annotation(target, "A plain note")]}
    back, _, _ = read({"type": "AnnotationCollection", "first": page})
    (excerpt,) = back.excerpts.values()
    assert (excerpt.quote, excerpt.note) == ("ferry", "A plain note")


def test_an_annotation_of_a_picture_is_kept_and_given_back():
    odd = annotation({"source": "http://a.example/p.png", "selector": {"type": "SvgSelector"}})
    target = {"source": {"id": "urn:x", "value": "Late."}, "selector": {**QUOTE, "exact": "Late"}}
    back, blobs, found = read([odd, {**annotation(target), "id": "http://a.example/2"}])
    assert "Annotations without words of a text" in {loss.what for loss in found.losses}
    out = json.loads(written("web-annotation", back, blobs).data)
    assert odd in out["first"]["items"]
    sources = [i["target"].get("source") for i in out["first"]["items"]]
    assert "urn:x" in sources


def test_what_is_written_is_in_the_words_of_the_standard():
    out = json.loads(written("web-annotation", filled()).data)
    assert out["@context"][0] == "http://www.w3.org/ns/anno.jsonld"
    items = out["first"]["items"]
    assert out["total"] == len(items) == 4
    (text,) = [i for i in items if i["motivation"] == "describing"]
    marked = next(i for i in items if i.get("creator"))
    position, quote = marked["target"]["selector"]
    words = text["body"]["value"]
    assert words[position["start"] : position["end"]] == quote["exact"] == "Fuel costs rose by 31%"
    assert len({i["id"] for i in items}) == 4
