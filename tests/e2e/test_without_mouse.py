"""A whole article to a finished document with the keyboard alone, in a real window."""

from docx import Document
from real_program import until

from briefing.paths import standard_paths

TAGGED = (
    ("1", "l", "7", "j", "1", "4", "j", "1", "l", "4", "5", "j", "j", "5"),
    ("j", "2", "j", "2", "4", "j", "6", "j", "6", "j", "3", "j", "8"),
)


def test_an_article_becomes_a_finished_document_without_the_mouse(start, tmp_path):
    program = start(tmp_path)
    program.keys("ctrl+o")
    program.dialog("^Open articles")
    program.type(str(standard_paths().sample / "article.txt"))
    program.keys("Return")
    until(lambda: program.project().articles)
    program.tool("windowfocus", "--sync", program.window)
    program.keys("F6", "j", *TAGGED[0], *TAGGED[1])
    until(lambda: len(program.project().excerpts) >= 11)
    program.keys("ctrl+shift+n")
    program.dialog("^Templates$")
    program.keys("p", "o", "Return")
    brief = until(lambda: program.project().briefs_in_order())[0]
    program.tool("windowfocus", "--sync", program.window)
    program.keys("F7")
    program.type("Seven routes may get support back.")
    program.keys("ctrl+Prior")
    program.type("Wait for the draft.")
    until(lambda: len(program.project().briefs[brief.id].sections) == 2)
    program.keys("ctrl+e")
    program.dialog("^Export")
    target = tmp_path / "brief.docx"
    program.keys("ctrl+a")
    program.type(str(target))
    program.keys("Return")
    until(target.exists)
    words = "".join(Document(target).element.itertext())
    assert "Wait for the draft." in words
    assert "According to an official cited" in words
    program.kill()
