"""A project of each kind of thing that the REFI-QDA standard has, kept on its way through Briefing.

It has the parts of the example in the standard's Annex A, rebuilt by hand in words of our own.
"""

from exchange_samples import TEXT, taken, written, zipped
from hypothesis import given
from lxml import etree
from test_exchange_properties import projects
from tries import tries

from briefing.interchange.archive import unpacked
from briefing.interchange.refi_schema import CODEBOOK, PROJECT, schema_of

WHO = 'creatingUser="{0}" creationDateTime="2025-05-06T07:08:09Z"'


def guid(number):
    return f"{number:08d}-1111-4111-8111-111111111111"


def coding(number, code):
    who = WHO.format(guid(11))
    return f'<Coding guid="{guid(number)}" {who}><CodeRef targetGUID="{guid(code)}"/></Coding>'


def value(variable, kind, words):
    ref = f'<VariableRef targetGUID="{guid(variable)}"/>'
    return f"<VariableValue>{ref}<{kind}Value>{words}</{kind}Value></VariableValue>"


BOX = 'firstX="1" firstY="2" secondX="30" secondY="40"'
KINDS = {
    "Text": "Almary", "Boolean": "true", "Integer": "52", "Float": "1.5", "Date": "2025-05-06",
    "DateTime": "2025-05-06T07:08:09Z",
}  # fmt: skip
START = TEXT.index("Fuel costs")
XML = f"""<Project xmlns="{PROJECT}" name="Ferry talks" origin="Other Tool 3"
 creatingUserGUID="{guid(11)}" creationDateTime="2025-05-06T07:08:09Z">
<Users><User guid="{guid(11)}" name="Ane Holt" id="AH"/><User guid="{guid(12)}" name="Bo"/></Users>
<CodeBook><Codes>
<Code guid="{guid(21)}" name="Costs" isCodable="false" color="#AA00BB">
<Description>All that is paid</Description><NoteRef targetGUID="{guid(81)}"/>
<Code guid="{guid(22)}" name="Fuel" isCodable="true" color="#12AB34">
<Code guid="{guid(23)}" name="Diesel" isCodable="true" color="#0072B2"/></Code></Code>
<Code guid="{guid(24)}" name="Doubt" isCodable="true" color="#D55E00"/></Codes></CodeBook>
<Variables>{
    "".join(
        f'<Variable guid="{guid(30 + n)}" name="V{n}" typeOfVariable="{kind}"/>'
        for n, kind in enumerate(KINDS)
    )
}</Variables>
<Cases><Case guid="{guid(41)}" name="Board"><Description>Eight people</Description>
<CodeRef targetGUID="{guid(22)}"/>{
    "".join(value(30 + n, kind, words) for n, (kind, words) in enumerate(KINDS.items()))
}
<SourceRef targetGUID="{guid(51)}"/><SelectionRef targetGUID="{guid(61)}"/></Case></Cases>
<Sources>
<TextSource guid="{guid(51)}" name="Minutes" plainTextPath="internal://minutes.txt"
 {WHO.format(guid(12))}><Description>Of the board</Description>
<PlainTextSelection guid="{guid(61)}" name="Fuel costs rose by 31%" startPosition="{START}"
 endPosition="{START + 22}" {WHO.format(guid(12))}>{coding(62, 23)}{coding(63, 24)}
<NoteRef targetGUID="{guid(82)}"/></PlainTextSelection>{coding(64, 21)}</TextSource>
<PictureSource guid="{guid(52)}" name="Quay" path="internal://quay.png">
<PictureSelection guid="{guid(65)}" name="Crane" {BOX}>{coding(66, 22)}</PictureSelection>
</PictureSource>
<AudioSource guid="{guid(53)}" name="Hearing" path="internal://hearing.mp3">
<Transcript guid="{guid(54)}" name="As heard"><PlainTextContent>We heard it.</PlainTextContent>
<SyncPoint guid="{guid(55)}" timeStamp="0" position="0"/>
<SyncPoint guid="{guid(56)}" timeStamp="900" position="12"/>
<TranscriptSelection guid="{guid(67)}" fromSyncPoint="{guid(55)}" toSyncPoint="{guid(56)}">
{coding(68, 24)}</TranscriptSelection></Transcript>
<AudioSelection guid="{guid(69)}" begin="100" end="700">{coding(70, 22)}</AudioSelection>
</AudioSource>
<VideoSource guid="{guid(57)}" name="Harbour" path="internal://harbour.mp4">
<VideoSelection guid="{guid(71)}" begin="1" end="2">{coding(72, 24)}</VideoSelection></VideoSource>
</Sources>
<Notes><Note guid="{guid(81)}" name="On costs"><PlainTextContent>As paid.</PlainTextContent></Note>
<Note guid="{guid(82)}" name="Ask" {WHO.format(guid(11))}>
<PlainTextContent>Ask the board.</PlainTextContent></Note></Notes>
<Links><Link guid="{guid(91)}" name="causes" direction="OneWay" color="#112233"
 originGUID="{guid(61)}" targetGUID="{guid(65)}"><NoteRef targetGUID="{guid(81)}"/></Link></Links>
<Sets><Set guid="{guid(92)}" name="Money"><Description>Paid things</Description>
<MemberCode targetGUID="{guid(22)}"/><MemberSource targetGUID="{guid(51)}"/>
<MemberSource targetGUID="{guid(53)}"/><MemberNote targetGUID="{guid(82)}"/></Set></Sets>
<Graphs><Graph guid="{guid(93)}" name="Map">
<Vertex guid="{guid(94)}" representedGUID="{guid(22)}" firstX="1" firstY="2" shape="Oval"
 color="#445566"/><Vertex guid="{guid(95)}" name="Then" firstX="5" firstY="6" shape="Star"/>
<Edge guid="{guid(96)}" sourceVertex="{guid(94)}" targetVertex="{guid(95)}" direction="OneWay"
 lineStyle="dashed"/></Graph></Graphs>
<Description>Talks on the ferry</Description></Project>"""
FILES = {"minutes.txt": TEXT, "quay.png": "picture", "hearing.mp3": "sound", "harbour.mp4": "film"}


def example():
    files = {f"sources/{name}": words for name, words in FILES.items()}
    return zipped({"project.qde": XML, **files})


def tree(data):
    return etree.fromstring(unpacked(data, "x")["project.qde"])


def by_guid(root):
    return {each.get("guid"): each for each in root.iter() if each.get("guid")}


def inside(element):
    """Return what an element holds that has no GUID of its own: words, references, values."""
    return [
        (etree.QName(each).localname, (each.text or "").strip(), dict(each.attrib),
         [(etree.QName(one).localname, one.text, dict(one.attrib)) for one in each])
        for each in element if not each.get("guid")
    ]  # fmt: skip


def test_the_example_is_as_the_schema_has_it():
    schema_of(PROJECT).assertValid(etree.fromstring(XML))


def test_every_code_source_coding_note_set_guid_and_colour_comes_back():
    project, blobs, _ = taken("refi", example())
    root = tree(written("refi", project, blobs).data)
    schema_of(PROJECT).assertValid(root)
    before, after = by_guid(etree.fromstring(XML)), by_guid(root)
    for key, one in before.items():
        other = after[key]
        assert other.tag == one.tag
        given = {k: v for k, v in one.attrib.items() if k != "plainTextPath"}
        assert {k: other.get(k) for k in given} == given, key
        assert other.getparent().get("guid") == one.getparent().get("guid")
        for piece in inside(one):
            assert piece in inside(other), (key, piece)
    files = unpacked(written("refi", project, blobs).data, "x")
    assert set(map(str.encode, FILES.values())) <= set(files.values())


def test_a_second_round_changes_nothing_more():
    project, blobs, _ = taken("refi", example())
    first = written("refi", project, blobs).data
    again, more, _ = taken("refi", first)
    second = tree(written("refi", again, more).data)
    assert by_guid(second).keys() == by_guid(tree(first)).keys()


@tries(12)
@given(value=projects())
def test_whatever_a_project_says_is_written_as_the_schema_has_it(value):
    schema_of(PROJECT).assertValid(tree(written("refi", value).data))
    schema_of(CODEBOOK).assertValid(etree.fromstring(written("refi-codebook", value).data))
