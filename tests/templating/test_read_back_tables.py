"""Tables and lists that the analyst wrote come back from Word as tables and lists."""

from edited import compared, exported, ferry_project, reworded, section

from briefing.services.versions.reading_back import State, take_over

TABLE = (
    "Two ports count.\n\n| Port | Ships | Who says so |\n| --- | --- | --- |\n"
    "| Velden | **4** | the yard [@e3] |\n| Skerra \\| north |  | nobody |\n\nSo much for now."
)


def table_project():
    value, brief, ids = ferry_project("policy-brief", {"executive_summary": TABLE})
    return value, brief, brief.section("executive_summary").body, ids


def test_a_table_of_the_analyst_stays_a_table_when_words_beside_it_were_changed():
    value, brief, body, _ = table_project()
    data = reworded(exported(value, brief), "So much for now", "More to come")
    one = section(compared(value, brief, data), "executive_summary")
    assert one.taken.body == body.replace("So much for now", "More to come")
    assert one.warnings == ()


def test_a_cell_that_was_changed_comes_back_into_its_table():
    value, brief, body, _ = table_project()
    data = reworded(exported(value, brief), "nobody", "some | all")
    one = section(compared(value, brief, data), "executive_summary")
    assert one.taken.body == body.replace("nobody", "some \\| all")
    assert one.warnings == ()
    after = take_over(brief, [one]).apply(value)
    again = compared(after, after.briefs[brief.id], data)
    assert section(again, "executive_summary").state is State.SAME


def test_items_of_a_numbered_list_keep_their_numbers_around_a_list_inside_it():
    words = "1. First\n   1. In it\n2. Second\n3. Third"
    value, brief, _ = ferry_project("policy-brief", {"executive_summary": words})
    data = reworded(exported(value, brief), "Third", "Last")
    one = section(compared(value, brief, data), "executive_summary")
    assert one.taken.body == words.replace("Third", "Last")


def test_a_cell_with_nothing_but_a_citation_keeps_it():
    words = "| Port | Who says so |\n| --- | --- |\n| Velden | [@e3] |"
    value, brief, _ = ferry_project("policy-brief", {"executive_summary": words})
    data = exported(value, brief)
    assert section(compared(value, brief, data), "executive_summary").state is State.SAME
    edited = reworded(data, "Velden", "Velden port")
    one = section(compared(value, brief, edited), "executive_summary")
    body = brief.section("executive_summary").body
    assert one.taken.body == body.replace("Velden", "Velden port")
