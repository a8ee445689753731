"""Projects and files of other tools for the tests of exchange; people and places are invented."""

import io
import json
import zipfile
from dataclasses import replace

from builders import article, excerpt, project

from briefing.interchange import reader, writers
from briefing.model.edits import Stamp
from briefing.model.excerpt import Confidence, Impact, SourceKind, Status
from briefing.model.project import Project
from briefing.services.interchange import Exchanged
from briefing.services.taking_in import taking_in

STAMP = Stamp("origin-1", "me", "2026-02-03T10:00:00+00:00")
WRITERS = {each.name: each for each in writers()}
ROUND = ("refi", "web-annotation")
TEXT = (
    "The 😀 harbour board met in Port Almary.\nמעבורת חוזרת לאיים.\n"
    "Fuel costs rose by 31%, the board said. Nobody has confirmed it.\n"
)
# The shape of the example in the standard's Annex A (a user, a code below a code, a text source
# with selections, notes, a case with a variable, a set, a link, a graph), in words of our own.
PROJECT_XML = """<?xml version="1.0" encoding="utf-8"?>
<Project xmlns="urn:QDA-XML:project:1.0" name="Ferry talks" origin="Other Tool 3"
  creatingUserGUID="11111111-1111-4111-8111-111111111111" creationDateTime="2025-05-06T07:08:09Z">
<Users><User guid="11111111-1111-4111-8111-111111111111" name="Ane Holt" id="AH"/>
<User guid="12111111-1111-4111-8111-111111111111" name="Bo Lind"/></Users>
<CodeBook><Codes><Code guid="21111111-1111-4111-8111-111111111111" name="Costs" isCodable="false"
  color="#A0B"><Description>All that is paid for</Description>
<Code guid="22111111-1111-4111-8111-11111111111A" name="Fuel" isCodable="true" color="#12ab34">
<NoteRef targetGUID="53111111-1111-4111-8111-111111111111"/></Code></Code>
<Code guid="{23111111-1111-4111-8111-111111111111}" name="Doubt" isCodable="true"/></Codes>
</CodeBook><Variables>
<Variable guid="61111111-1111-4111-8111-111111111111" name="Age" typeOfVariable="Integer"/>
</Variables>
<Cases><Case guid="62111111-1111-4111-8111-111111111111" name="Board"><VariableValue>
<VariableRef targetGUID="61111111-1111-4111-8111-111111111111"/><IntegerValue>52</IntegerValue>
</VariableValue><SourceRef targetGUID="31111111-1111-4111-8111-111111111111"/></Case></Cases>
<Sources><TextSource guid="31111111-1111-4111-8111-111111111111" name="Minutes"
  plainTextPath="internal://Minutes.TXT" richTextPath="internal://minutes.docx"
  creatingUser="11111111-1111-4111-8111-111111111111" creationDateTime="2025-05-06T07:08:10Z">
<PlainTextSelection guid="41111111-1111-4111-8111-111111111111" name="Fuel costs rose by 31%"
  startPosition="{0}" endPosition="{1}" creatingUser="12111111-1111-4111-8111-111111111111"
  creationDateTime="2025-05-07T01:02:03Z" modifiedDateTime="2025-05-08T01:02:03Z">
<Coding guid="45111111-1111-4111-8111-111111111111"
  creatingUser="12111111-1111-4111-8111-111111111111" creationDateTime="2025-05-07T01:02:04Z">
<CodeRef targetGUID="22111111-1111-4111-8111-11111111111A"/></Coding>
<NoteRef targetGUID="51111111-1111-4111-8111-111111111111"/></PlainTextSelection>
<Coding guid="46111111-1111-4111-8111-111111111111">
<CodeRef targetGUID="{23111111-1111-4111-8111-111111111111}"/></Coding></TextSource>
<PictureSource guid="32111111-1111-4111-8111-111111111111" name="Quay" path="internal://quay.png"/>
</Sources>
<Notes><Note guid="51111111-1111-4111-8111-111111111111" name="Ask"
  creationDateTime="2025-05-07T02:02:02Z">
<PlainTextContent>Ask the board.</PlainTextContent></Note>
<Note guid="53111111-1111-4111-8111-111111111111">
<PlainTextContent>On fuel</PlainTextContent></Note>
</Notes>
<Links><Link guid="71111111-1111-4111-8111-111111111111" direction="OneWay"
  originGUID="41111111-1111-4111-8111-111111111111"
  targetGUID="31111111-1111-4111-8111-111111111111"/></Links>
<Sets><Set guid="81111111-1111-4111-8111-111111111111" name="Money">
<MemberCode targetGUID="22111111-1111-4111-8111-11111111111A"/></Set></Sets>
<Graphs><Graph guid="91111111-1111-4111-8111-111111111111" name="Map">
<Vertex guid="92111111-1111-4111-8111-111111111111" firstX="1" firstY="2" shape="Oval"
  representedGUID="22111111-1111-4111-8111-11111111111A"/></Graph></Graphs>
<Description>Talks on the ferry</Description>
</Project>"""
CODEBOOK_XML = """<?xml version="1.0" encoding="utf-8"?>
<CodeBook xmlns="urn:QDA-XML:codebook:1.0" origin="Other Tool 3"><Codes>
<Code guid="21111111-1111-4111-8111-111111111111" name="Costs" isCodable="true" color="#AA00BB">
<Description>All that is paid for</Description>
<Code guid="22111111-1111-4111-8111-11111111111A" name="Fuel" isCodable="true"/></Code></Codes>
<Sets><Set guid="81111111-1111-4111-8111-111111111111" name="Money">
<MemberCode guid="22111111-1111-4111-8111-11111111111A"/></Set></Sets></CodeBook>"""
CAS = {
    "%TYPES": {},
    "%FEATURE_STRUCTURES": [
        {"%ID": 1, "%TYPE": "uima.cas.Sofa", "sofaNum": 1, "sofaID": "_InitialView",
         "mimeType": "text", "sofaString": "A 😀 ferry sails.\r\nIt is late."},
        {"%ID": 2, "%TYPE": "custom.Span", "@sofa": 1, "begin": 5, "end": 10, "label": "Ship"},
        {"%ID": 3, "%TYPE": "custom.Span", "@sofa": 1, "begin": 19, "end": 21, "label": "Ship"},
        {"%ID": 4, "%TYPE": "de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Token",
         "@sofa": 1, "begin": 0, "end": 1},
        {"%ID": 5, "%TYPE": "custom.Span", "@sofa": 1, "begin": 5, "end": 500},
    ],
    "%VIEWS": {"_InitialView": {"%SOFA": 1, "%MEMBERS": [2, 3, 4, 5]}},
}  # fmt: skip
XMI = """<?xml version="1.0" encoding="utf-8"?>
<xmi:XMI xmlns:xmi="http://www.omg.org/XMI" xmlns:cas="http:///uima/cas.ecore"
  xmlns:custom="http:///custom.ecore" xmi:version="2.0">
<cas:Sofa xmi:id="1" sofaNum="1" sofaID="_InitialView" sofaString="A 😀 ferry sails."/>
<custom:Span xmi:id="2" sofa="1" begin="5" end="10" label="Ship"/></xmi:XMI>"""


def qdpx(xml=PROJECT_XML, text=TEXT, *, at=None, **files):
    """Return a project of another tool; `at` are the positions it gives its selection."""
    start = text.index("Fuel costs")
    start, end = at or (start, start + len("Fuel costs rose by 31%"))
    xml = xml.replace("{0}", str(start)).replace("{1}", str(end))
    parts = {"project.qde": xml, "Sources/minutes.txt": text, "Sources/minutes.docx": "rich",
             "Sources/quay.png": "picture", **files}  # fmt: skip
    return zipped(parts)


def zipped(parts):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return out.getvalue()


def filled():
    """Return a project that uses all that an excerpt and an article can say."""
    of = article(TEXT)
    of = replace(of, metadata=replace(of.metadata, headline="Ferry <back>", keywords=("a b", "c")))
    said = {"attribution": "The board", "source_kind": SourceKind.INSTITUTION,
            "status": Status.UNVERIFIED, "confidence": Confidence.LOW,
            "stakeholder": "Islanders", "impact": Impact.NEGATIVE}  # fmt: skip
    one = excerpt(of, "Fuel costs rose by 31%", "key-figures", "outlook", **said)
    one = replace(one, note="Ask\nagain 😀", author="Ane", created="2026-01-02T03:04:05+01:00")
    two = excerpt(of, "מעבורת חוזרת", "background")
    three = replace(excerpt(of, "😀 harbour"), review="Look at it.", quote="harbours")
    return project(of, one, two, three)


def exchanged(value, blobs=None):
    return Exchanged(value, "Ferry", "2026-02-03T10:00:00+00:00", (blobs or {}).__getitem__)


def written(form, value, blobs=None):
    return WRITERS[form].write(exchanged(value, blobs))


def taken(form, data, into=None, name="thing.x"):
    """Return a project with what the bytes give taken in, and what was kept."""
    before = Project() if into is None else into
    found = taking_in(before, reader(form).read(data, name), form, name, STAMP)
    return found.edit.apply(before), dict(found.edit.blobs), found


def codebook_table():
    rows = ["Name,Code,Colour,Key,Parent,Description", "Costs,CO,#0072B2,1,,All that is paid for",
            "Fuel,,,,Costs,"]  # fmt: skip
    return "\ufeff" + "\r\n".join(rows) + "\r\n"


GOOD = {
    "refi": qdpx(),
    "refi-codebook": CODEBOOK_XML.encode(),
    "web-annotation": written("web-annotation", filled()).data,
    "cas-json": json.dumps(CAS).encode(),
    "cas-xmi": XMI.encode(),
    "csv": codebook_table().encode(),
    "xlsx": written("xlsx", filled()).data,
}
"""A sound file of each format that is read."""
