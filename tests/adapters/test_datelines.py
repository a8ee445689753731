"""Openings of agencies' stories in many tongues, and what only looks like one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.loaders.dates import written_date
from briefing.loaders.newswire import read_newswire


def said(text):
    return read_newswire(text)[1]


@pytest.mark.parametrize(
    ("lead", "agency", "place", "published"),
    [
        ("NORTHWIRE: Port Almary: The ferries stay.", "NORTHWIRE", "Port Almary", None),
        ("PORT ALMARY, March 4 (Northwire) - The ferries stay.", "Northwire", "Port Almary", None),
        ("PORT ALMARY, March 4, 2026 (Northwire) -- The ferries stay.",
         "Northwire", "Port Almary", "2026-03-04"),
        ("Port Almary, Mar 4 (NWI) The ferries stay, a minister said.", "NWI", "Port Almary", None),
        ("Port Almary [Norland], March 4 (NWI): The ferries stay.", "NWI", "Port Almary", None),
        ("PORT ALMARY — The ferries stay.", None, "Port Almary", None),
        ("PORT ALMARY, Norland — The ferries stay.", None, "Port Almary", None),
        ("PORT ALMARY (Northwire) — The ferries stay.", "Northwire", "Port Almary", None),
        ("Northwire | Port Almary | The ferries stay until May, says the council.",
         "Northwire", "Port Almary", None),
        ("Northwire | Port Almary | 4 March 2026", "Northwire", "Port Almary", "2026-03-04"),
        ("March 4, 2026, Port Almary (Northwire) – The ferries stay.",
         "Northwire", "Port Almary", "2026-03-04"),
        ("4 March 2026 – Port Almary – The ferries stay.", None, "Port Almary", "2026-03-04"),
        ("Port-Almary, 4 mars 2026 (ANP) - Les traversées restent.",
         "ANP", "Port-Almary", "2026-03-04"),
        ("Almhafen (dpa) - Die Fähren bleiben, sagte der Rat.", "dpa", "Almhafen", None),
        ("ALMHAFEN, 4. März (NWD) – Die Fähren bleiben.", "NWD", "Almhafen", None),
        ("Puerto Almar, 4 mar (EFN).- Los barcos se quedan.", "EFN", "Puerto Almar", None),
        ("(AGNORD) - ALMARIA, 4 MAR - I traghetti restano.", "AGNORD", "Almaria", None),
        ("PORTO ALMAR, 4 de março de 2026 (Norte) – Os barcos ficam.",
         "Norte", "Porto Almar", "2026-03-04"),
        ("АЛЬМАРСК, 4 мар — Севервести. Паромы остаются.", "Севервести", "Альмарск", None),
        ("АЛЬМАРСК, 4 марта. /СЕВЕР/. Паромы остаются.", "СЕВЕР", "Альмарск", None),
        ("المرفأ 4 مارس (شمال) - قال المجلس إن العبارات باقية.", "شمال", "المرفأ", None),
        ("المرفأ (أ ف ش) - قال المجلس إن العبارات باقية.", "أ ف ش", "المرفأ", None),
        ("北方社安港3月4日电 议会周三说，渡轮将继续开行到五月底。", "北方社", "安港", None),
        ("北方社記者安港4日電 議會週三說，渡輪將繼續開行到五月底。", "北方社", "安港", None),
        ("[安港 4日 北通信] - 議会は水曜日、渡し船は残ると言った。", "北通信", "安港", None),
        ("【安港共同】議会は水曜日、渡し船は五月末まで残ると言った。", "共同", "安港", None),
        ("(안항=북방통신) 의회는 수요일 여객선이 남는다고 말했다.", "북방통신", "안항", None),
        ("अलमरी, 4 मार्च (उत्तर) परिषद ने कहा कि नौका चलती रहेगी।", "उत्तर", "अलमरी", None),
        ("ALMARA (AA) - Meclis, vapurların kalacağını söyledi.", "AA", "Almara", None),
    ],
)  # fmt: skip
def test_the_opening_of_a_story_tells_agency_place_and_full_dates(lead, agency, place, published):
    found = said(f"{lead}\nMore words follow here.")
    assert (found.agency, found.place, found.published) == (agency, place, published)
    assert {where for _field, where in found.found} <= {"dateline"}


@pytest.mark.parametrize(
    "lead",
    [
        "BREAKING: The ferries stay, the council says.",
        "BREAKING — The ferries stay, the council says.",
        "BREAKING NEWS (Northwire) — The ferries stay.",
        "EXCLUSIVE: BREAKING: The ferries stay.",
        "UPDATE 2 — The ferries stay, the council says.",
        "NATO — the alliance, that is — will not send ships.",
        "Meanwhile — and nobody had asked — the ferries stayed.",
        "Marun (Island Party) — who had asked for it — was glad.",
        "The council (again) — this was its third try — kept the ferries.",
        "Home | Sport | News",
        "Home | World | Islands | Ferries | All the news from the north",
        "In March 4 (four) ferries will sail each night.",
        "Ferries may stay, March 4 notwithstanding, the council said.",
        "On 4 March 2026 – a Wednesday – the ferries stayed.",
        "议会周三说，渡轮将继续开行到五月底，北方社的记者没有到场。",
        "قال المجلس (أمس) إن العبارات باقية حتى نهاية أيار.",
        "परिषद ने कहा कि नौका मई के अंत तक चलती रहेगी।",
        "(The council) - as ever - had nothing to add to what it said.",
        "АЛЬМАРСК остается без паромов, сказал совет в среду.",
        "The minister said so: nothing changes.",
    ],
)
def test_what_only_looks_like_an_opening_gives_no_place_and_no_agency(lead):
    found = said(f"{lead}\nMore words follow here.")
    assert (found.agency, found.place, found.published) == (None, None, None)


def test_lines_above_the_story_tell_who_wrote_it_and_when():
    found = said(
        "Ferries stay until May\n\nBy Ilda Marun and Oke Tarn, Northwire\n\n4 March 2026\n\n"
        "PORT ALMARY — The ferries stay, the council says."
    )
    assert (found.byline, found.agency) == ("Ilda Marun and Oke Tarn", "Northwire")
    assert (found.published, found.place) == ("2026-03-04", "Port Almary")
    assert dict(found.found)["published"] == "line with the date"
    assert found.headline is None


@pytest.mark.parametrize(
    "line",
    ["By Monday Ferries Return", "By All Accounts Good", "By then it was too late for the boats",
     "By Sea And Land", "Bypass Road Closed"],
)  # fmt: skip
def test_a_line_that_begins_with_by_and_names_nobody_is_no_byline(line):
    assert said(f"{line}\nThe ferries stay, the council says.\nMore.").byline is None


@pytest.mark.parametrize(
    ("line", "name", "place"),
    [
        ("By Jan Novak", "Jan Novak", None),
        ("By April Kamau", "April Kamau", None),
        ("By Ilda Marun in Port Almary", "Ilda Marun", "Port Almary"),
        ("Von Ilda Marun aus Almhafen, Nordblatt", "Ilda Marun", "Almhafen"),
        ("By April Ferries Return", None, None),
    ],
)
def test_who_wrote_it_may_be_called_like_a_month_and_be_somewhere(line, name, place):
    found = said(f"{line}\nThe ferries stay, the council says.\nMore.")
    assert (found.byline, found.place) == (name, place)


def test_labelled_lines_at_the_top_are_read_and_sentences_are_not():
    found = said(
        "Headline: Ferries stay\nSource: Almary Courier\nDate: 4 March 2026\n"
        "URL: https://courier.example/1\nThe ferries stay, the council says."
    )
    assert (found.headline, found.outlet) == ("Ferries stay", "Almary Courier")
    assert (found.published, found.url) == ("2026-03-04", "https://courier.example/1")
    other = said("Source: nobody would say where it came from.\nDate: not known\nThe ferries stay.")
    assert (other.outlet, other.published) == (None, None)


@pytest.mark.parametrize(
    ("line", "field", "value"),
    [
        ("Источник: Альмарский курьер", "outlet", "Альмарский курьер"),
        ("المصدر: بريد المرفأ", "outlet", "بريد المرفأ"),
        ("来源：安港日报", "outlet", "安港日报"),
        ("日付：2026年3月4日", "published", "2026-03-04"),
        ("Language: English", "language", "en"),
        ("Language: pt-BR", "language", "pt-BR"),
        ("Language: of the sea", "language", None),
    ],
)
def test_labels_of_other_tongues_are_read_and_languages_become_tags(line, field, value):
    assert getattr(said(f"{line}\nThe ferries stay, the council says.\nMore."), field) == value


def test_labels_further_down_are_the_articles_own_words():
    text = "The ferries stay, the council says.\nSource: Almary Courier\nBy Ilda Marun\nMore."
    assert (said(text).outlet, said(text).byline) == (None, None)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("2026-03-04", "2026-03-04"),
        ("2026-03-04T08:15:00+01:00", "2026-03-04T08:15:00+01:00"),
        ("20260304T081500Z", "2026-03-04T08:15:00Z"),
        ("20260304T081500+0100", "2026-03-04T08:15:00+01:00"),
        ("Wednesday, 4 March 2026", "2026-03-04"),
        ("March 4, 2026 Wednesday 3:14 PM GMT", "2026-03-04T15:14:00+00:00"),
        ("March 4, 2026 Wednesday 3:14 PM EST", "2026-03-04T15:14"),
        ("4. März 2026", "2026-03-04"),
        ("1er avril 2026", "2026-04-01"),
        ("4 de marzo de 2026", "2026-03-04"),
        ("4 أبريل 2026", "2026-04-04"),
        ("2026年3月4日", "2026-03-04"),
        ("04.03.2026", "2026-03-04"),
        ("4. 3. 2026", "2026-03-04"),
        ("4 марта 2026 года", "2026-03-04"),
        ("الأربعاء، 4 مارس/آذار 2026", "2026-03-04"),
        ("4 كانون الثاني 2026", "2026-01-04"),
        ("2026년 3월 4일", "2026-03-04"),
        ("बुधवार, 4 मार्च 2026", "2026-03-04"),
        ("4 במרץ 2026", "2026-03-04"),
        ("4 listopada 2026", None),
        ("le 4 mars 2026 à 14h05", "2026-03-04T14:05"),
        ("4 March 2026, 14:05 GMT+2", "2026-03-04T14:05:00+02:00"),
        ("4 March 2026, 14:05 UTC", "2026-03-04T14:05:00+00:00"),
        ("Wed, 04 Mar 2026 08:15:00 +0100", "2026-03-04T08:15:00+01:00"),
        ("Wed, 04 Mar 2026 08:15:00 -0000", "2026-03-04T08:15"),
        ("4 March 2026, 14:05-15:30", "2026-03-04T14:05"),
        ("03/04/2026", None),
        ("31 February 2026", None),
        ("may 2026 be better", None),
        ("ferries may stay", None),
        ("4 March", None),
        ("", None),
    ],
)
def test_a_date_is_read_as_far_as_it_is_written_and_no_further(written, read):
    assert written_date(written) == read


@given(st.text(max_size=120))
def test_any_line_is_read_without_an_error(line):
    read_newswire(f"{line}\nMore words follow here.")


@pytest.mark.parametrize(
    "line",
    [
        "PARIS, " + "Aa-" * 2_000 + "(AFP",
        "March 4, 2026, " + "Aa-" * 2_000,
        "AFP | Paris | " + "2024 " * 100_000 + "|",
        "AFP | Paris | " + " " * 100_000 + "| x",
    ],
    ids=["hyphens", "hyphens after a date", "years", "spaces"],
)
def test_a_line_that_is_made_to_be_hard_is_read_as_any_other(line):
    blocks, metadata = read_newswire(f"{line}\nMore words follow here.")
    assert len(blocks) == 2
    assert metadata.place is None
