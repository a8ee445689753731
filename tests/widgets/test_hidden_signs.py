"""Characters that hide or turn words are named to the reader; the text stays as it is."""

from builders import TEXT, article

from briefing.model.edits import add_articles
from briefing.services.hidden_signs import hidden_signs


def test_an_ordinary_article_in_any_script_has_nothing_hidden():
    assert hidden_signs(TEXT + "👩\u200d👧 می\u200cخواهم السلام\u200f 中文") == ""


def test_what_is_hidden_is_named_at_the_foot_and_the_text_is_unchanged(window):
    words = "Pay \u202e001\u202c to\u200b the port.\U000e0041"
    of = article(words)
    window.document.apply(add_articles([of]))
    window.show_article(of.id)
    said = window.status.place.text()
    assert "2 signs that turn the order of letters, 1 signs of no width, 1 hidden tag" in said
    assert window.document.project.articles[of.id].text == words
