"""What is pasted from Word and the web: structure stays, everything else is left out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.services.section_text.markdown_reading import read
from briefing.services.section_text.markdown_writing import write
from briefing.services.section_text.pasted import blocks_in

WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>p.MsoNormal
{color:red}</style></head><body><!--StartFragment-->
<h2>Ferry plan<o:p></o:p></h2>
<p class=MsoNormal style='font-family:"Arial"'>The <b>north
quay</b> stays <i>open</i>.<o:p>&nbsp;</o:p></p>
<p class=MsoListParagraphCxSpFirst style='text-indent:-.25in;mso-list:l0 level1 lfo1'>
<![if !supportLists]><span style='font-family:Symbol'><span style='mso-list:Ignore'>·<span
style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp; </span></span></span><![endif]>First point</p>
<p style='mso-list:l0 level2 lfo1'><span style='mso-list:Ignore'>o<span>&nbsp;</span></span>Below
it</p>
<p style='mso-list:l1 level1 lfo2'><span style='mso-list:Ignore'>1.<span>&nbsp;</span></span>One</p>
<p style='mso-list:l1 level1 lfo2'><span style='mso-list:Ignore'>2.</span>Two</p>
<table><tr><td><p class=MsoNormal>Port</p></td><td>Ships</td></tr>
<tr><td>Velden</td><td>4</td></tr></table><!--EndFragment--></body></html>"""


def pasted(html, text=""):
    return write(blocks_in(html, text))


@pytest.mark.parametrize("level", ["level0", "level99", "level٣"])
def test_a_list_of_a_depth_that_no_list_has_is_a_list_all_the_same(level):
    item = f"<p style='mso-list:l0 {level} lfo1'><span style='mso-list:Ignore'>·</span>Point</p>"
    assert pasted(item) == "- Point"


def test_word_keeps_its_headings_lists_and_tables():
    assert pasted(WORD) == (
        "## Ferry plan\n\nThe **north quay** stays _open_.\n\n- First point\n  - Below it\n\n"
        "1. One\n2. Two\n\n| Port | Ships |\n| --- | --- |\n| Velden | 4 |"
    )


@pytest.mark.parametrize(
    ("html", "written"),
    [
        ("<p>a<br>b</p>", "a\\\nb"),
        ("one <em>two</em> three", "one _two_ three"),
        ("<ul><li>a<ol><li>b</li></ol></li><li>c</li></ul>", "- a\n  1. b\n- c"),
        ("<ul><li><p>a</p></li><li><div>b</div></li></ul>", "- a\n- b"),
        ("<blockquote><p>q</p></blockquote>after", "> q\n\nafter"),
        ("<a href='https://example.org/x'>go</a>", "[go](https://example.org/x)"),
        ("<a href='javascript:alert(1)'>go</a>", "go"),
        ("<b style='font-weight:normal'><p>a <span style='font-weight:700'>b</span></p></b>",
         "a **b**"),
        ("<p>seen<span style='display:none'>hidden</span></p>", "seen"),
        ("<p>a</p><script>b</script><style>c</style><img src='file:///etc/passwd' alt='d'>", "a"),
        ("<table><tr><td><p>for the look</p><p>of a page</p></td></tr></table>",
         "for the look of a page"),
        ("<p>*not* [a](b) # mark</p>", "\\*not\\* \\[a\\](b) # mark"),
    ],
)  # fmt: skip
def test_the_web_keeps_structure_alone(html, written):
    assert pasted(html) == written


def test_notes_comments_and_deleted_words_stay_where_they_were():
    word = (
        "<p class=MsoNormal>Fees fall.<a style='mso-footnote-id:ftn1' href='#_ftn1'><span "
        "class=MsoFootnoteReference>[1]</span></a> <a style='mso-comment-reference:A_1'>Yards"
        "</a><span class=MsoCommentReference><a class=msocomanchor href='#_msocom_1'>[A1]</a>"
        "</span> <del cite='mailto:a'>lose</del><ins>win</ins>.</p>"
        "<div style='mso-element:footnote-list'><p class=MsoFootnoteText>[1] Courier</p></div>"
        "<div style='mso-element:comment-list'><p>Who says so?</p></div>"
    )
    assert pasted(word) == "Fees fall. Yards win."
    web = (
        "<p>Fees fall.<sup class='reference'><a href='#cite-1'>[1]</a></sup> By 10<sup>3</sup>"
        " crowns.<button>Share</button></p>"
    )
    assert pasted(web) == "Fees fall. By 103 crowns."


def test_hostile_html_is_bounded():
    deep = "<div>" * 100_000 + "x" + "</div>" * 100_000
    assert pasted(deep, "the words") in ("the words", "x")
    many = "<p>x</p>" * 200_000
    assert pasted(many, "the words") == "the words"
    nested = "<table><tr><td>a" * 300 + "</td></tr></table>" * 300
    assert isinstance(pasted(nested, "the words"), str)
    assert pasted("<p>" + "x" * 3_000_000, "the words") == "the words"


def test_html_that_says_nothing_leaves_the_words():
    assert pasted("<img src=x>", "caption") == "caption"
    assert pasted("", "one\n\ntwo") == "one\n\ntwo"


@given(st.text(st.sampled_from("<>/abpliutrd ='\"&;x\n"), max_size=80))
def test_whatever_is_pasted_can_be_written_and_read(html):
    blocks = blocks_in(html, "words")
    assert read(write(blocks)) == blocks
