"""Which sections use an excerpt: those that print it and those that cite it in a sentence."""

from builders import article, brief, excerpt, project, slot, template

from briefing.services.brief.composing import compose
from briefing.services.brief.usage import Usage

OF = article()


def test_sections_that_print_or_cite_an_excerpt_use_it_each_once():
    one, two = excerpt(OF, "Fuel costs", "outlook"), excerpt(OF, "The ministry", "background")
    shape = template(slot("facts", "outlook"), slot("summary"), slot("gaps"))
    body = brief(summary=f"It costs more [@{one.id}], much more [@{one.id}].")
    value = project(OF, one, two, shape, body)
    usage = Usage(compose(value, body, shape, author="", date=""))
    assert usage.sections_using(one.id) == ["Facts", "Summary"]
    assert usage.sections_using(two.id) == []


def test_a_section_of_one_article_names_it():
    one = excerpt(OF, "Fuel costs", "outlook")
    shape = template(slot("facts", "outlook", per_article=True))
    value = project(OF, one, shape, brief())
    usage = Usage(compose(value, brief(), shape, author="", date=""))
    assert usage.sections_using(one.id) == ["Facts (ferry.txt)"]


def test_rows_of_tables_count_and_without_a_brief_nothing_is_used():
    from briefing.model.template import Form

    one = excerpt(OF, "Fuel costs", "outlook", stakeholder="operators")
    shape = template(slot("who", "outlook", form=Form.TABLE))
    value = project(OF, one, shape, brief())
    outline = compose(value, brief(), shape, author="", date="")
    assert Usage(outline).sections_using(one.id) == ["Who"]
    assert Usage(None).sections_using(one.id) == []
