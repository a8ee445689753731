"""Suggesters: every one keeps the contract, and each sees what a reader would see."""

from dataclasses import replace

import pytest
from builders import article
from hypothesis import given
from hypothesis import strategies as st
from tries import tries

from briefing import language
from briefing.model.excerpt import Impact, SourceKind, Status
from briefing.model.suggestion import KINDS
from briefing.paths import standard_paths
from briefing.services.suggesting.close_reading import CloseReader
from briefing.services.suggesting.lexicons import LexiconFolders
from briefing.suggesters import standard_suggesters
from briefing.suggesters.tagging import GROUPS

SHIPPED = standard_paths().lexicons
LEXICONS = LexiconFolders(SHIPPED, SHIPPED / "none").current()
READER = CloseReader(LEXICONS)
SUGGESTERS = standard_suggesters(LEXICONS)
TEXT = (
    "👩‍👩‍👧 Sources say 😀 the ministry may cut the fuel tax by 12% on 3 May.\n"
    "قالت الوزارة إن الضريبة قد تنخفض. وزارة النقل لم تعلق.\n"
    "部长说，价格可能上涨。出口下降了3%。\n"
    "A narrow opening\n"
    "For fish farms 🐟 on the coast, the change may bring relief, Mara Ilvek said.\n"
    "Reuters noted it has not independently verified this list."
)
PIECES = st.sampled_from(
    ["“", "”", '"', "said ", "according to ", "the ministry ", "😀", "1,000 ", "12% ", "could ",
     ", ", ". ", "\n", "Mara ", "وزارة ", "部长", "For farmers, ", "in 2019 ", "who ", "told ",
     "May "]
)  # fmt: skip


def all_of(text, name=None):
    reading = READER.read(article(text))
    chosen = [s for s in SUGGESTERS if name is None or s.name == name]
    return [found for suggester in chosen for found in suggester.suggest(reading)]


def check(suggester, of):
    reading = READER.read(of)
    found = list(suggester.suggest(reading))
    for each in found:
        assert 0 <= each.start < each.end <= len(of.text)
        assert each.quote == of.text[each.start : each.end]
        assert each.article == of.id
        assert each.kind == suggester.kind
        assert each.kind in KINDS
        assert each.reason
        assert 0 < each.score <= 1
    assert found == list(suggester.suggest(READER.read(of)))
    assert [f.start for f in found] == sorted(f.start for f in found)


@pytest.mark.parametrize("suggester", SUGGESTERS, ids=lambda s: s.name)
class TestEverySuggester:
    def test_quotes_are_the_words_at_their_offsets_in_any_script(self, suggester):
        check(suggester, article(TEXT))

    def test_an_empty_article_has_no_suggestions(self, suggester):
        assert list(suggester.suggest(READER.read(article("")))) == []

    @given(text=st.lists(PIECES, max_size=40).map("".join))
    @tries(20)
    def test_scrambled_text_breaks_nothing(self, suggester, text):
        check(suggester, article(text))


@pytest.mark.parametrize(
    "piece",
    ["“said ", "a", "1,111,", "according to the ", "For the a, ", "No. U.S. ", "from 1 to ",
     "，部长说", "said, who, ", "could not be ", "in 2019 ", "Aa Bb said ", ".”) ", "(", "İ said "],
)  # fmt: skip
def test_one_line_of_a_megabyte_is_read_in_bounded_time(piece):
    text = piece * (1_000_000 // len(piece))
    of = article(text)
    reading = READER.read(of, within=(0, 100_000))
    for suggester in SUGGESTERS:
        for found in suggester.suggest(reading):
            assert found.quote == of.text[found.start : found.end]


def test_a_reader_that_is_told_to_stop_stops():
    of = article(TEXT * 50)
    assert READER.read(of, lambda: True).sentences == ()


@pytest.mark.parametrize(
    ("text", "attribution", "kind"),
    [
        ("According to a source cited by the Tarn Post, the ministry has set up a task force.",
         "a source, via the Tarn Post", SourceKind.ANONYMOUS),
        ("The trade paper Harbour Monthly reported that five routes are on the list.",
         "the trade paper Harbour Monthly", SourceKind.NAMED_OUTLET),
        ("The toll will go, Deputy Minister Karel Onn said on Tuesday.",
         "Karel Onn", SourceKind.NAMED_PERSON),
        ("“It is over,” said Mara Ilvek, head of the Growers’ Union.",
         "Mara Ilvek", SourceKind.NAMED_PERSON),
        ("Nimbus Core, a cloud company, said it would cancel the campus.",
         "Nimbus Core", SourceKind.INSTITUTION),
        ("Prices rose, according to the Marine Survey.",
         "the Marine Survey", SourceKind.INSTITUTION),
        ("Many say the boats are old.", "many", SourceKind.VAGUE),
        ("A ministry paper shows that costs doubled.", "a ministry paper", SourceKind.DOCUMENT),
        ("The minister will go, an aide said on condition of anonymity.",
         "an aide", SourceKind.ANONYMOUS),
        ("The Bay Chronicle, citing an unnamed board member, said jobs would go.",
         "an unnamed board member, via The Bay Chronicle", SourceKind.ANONYMOUS),
        ("A list of 63 sailings is circulating on social media.",
         "unknown (circulating)", SourceKind.RUMOUR),
        ("The European Roads Bank, which was to lend the money, said it was thinking again.",
         "the European Roads Bank", SourceKind.INSTITUTION),
    ],
)  # fmt: skip
def test_who_said_it_is_found_with_how_directly_they_are_known(text, attribution, kind):
    found = all_of(text, "attributions")
    assert [(f.assessment.attribution, f.assessment.source_kind) for f in found] == [
        (attribution, kind)
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Everything went according to plan.",
        "Pay is set according to age.",
        "He is said to be ill.",
        "The ministry did not say why.",
        "She has nothing to say to them.",
        "“The ministry said no” is a song.",
    ],
)
def test_what_looks_like_an_attribution_and_is_none_is_left_alone(text):
    assert all_of(text, "attributions") == []


def test_a_pronoun_and_a_surname_stand_for_the_person_named_before():
    text = "Minister Mara Ilvek said no. She added that it was late. Ilvek insisted on it."
    found = [f.assessment.attribution for f in all_of(text, "attributions")]
    assert found == ["Mara Ilvek"] * 3


def test_the_source_may_stand_in_the_next_sentence():
    first, *_ = all_of(
        "A test found a gap of 11 billion. The figure comes from a letter to the bank.",
        "attributions",
    )
    assert first.quote == "A test found a gap of 11 billion."
    assert first.assessment.attribution == "a letter to the bank"
    assert "next sentence" in first.reason


def test_a_claim_that_the_next_sentence_calls_unverified_is_unverified():
    claim, doubt = all_of(
        "A list is going round. Reuters noted it has not independently verified this list.",
        "hedges",
    )
    assert (claim.quote, claim.assessment.status) == ("A list is going round.", Status.UNVERIFIED)
    assert claim.tags == ("sources-verification",)
    assert doubt.assessment.status is Status.UNASSESSED


def test_the_month_of_may_is_no_hedge():
    assert all_of("It will open in May.", "hedges") == []
    assert all_of("It may open.", "hedges") != []


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("A 125% tariff on 131 product categories.", ["125%", "131 product categories"]),
        ("It cost 310 million euros and $4,800.", ["310 million euros", "$4,800"]),
        ("On 3 May 2024, at 10 in the morning, in 2019.", []),
        ("Twelve tonnes and 22 per cent.", ["Twelve tonnes", "22 per cent"]),
        ("👩‍👩‍👧 paid 0.18 marks.", ["0.18 marks"]),
    ],
)
def test_figures_have_their_units_and_dates_are_none(text, figures):
    assert [f.quote for f in all_of(text, "figures")] == figures


def test_dates_are_found_and_verbs_are_no_months():
    found = [f.quote for f in all_of("On June 1 it may rise, and march on in 2030.", "dates")]
    assert found == ["June 1", "2030"]


def test_a_stakeholder_is_named_with_what_it_means_for_them():
    (found,) = all_of("For US exporters, the exemptions may offer a reprieve.", "stakeholders")
    assert found.assessment.stakeholder == "US exporters"
    assert found.assessment.impact is Impact.POSITIVE


def test_sub_headings_are_the_lines_that_the_loader_saw():
    assert [f.quote for f in all_of(TEXT, "headings")] == ["A narrow opening"]


def test_a_tag_shows_the_words_that_speak_for_it():
    (found,) = all_of("The government has lifted its ban on foreign seed.", "tag policy-shift")
    assert found.tags == ("policy-shift",)
    assert "“lifted”" in found.reason
    assert "“ban”" in found.reason


def test_the_place_and_agency_before_the_news_are_no_part_of_a_suggestion():
    text = "NORTHWIRE: Almary: The government has lifted its ban on seed.\nMore of it follows here."
    (found,) = all_of(text, "tag policy-shift")
    assert found.quote == "The government has lifted its ban on seed."


@pytest.mark.parametrize(("added", "told"), [("2024-05-01", False), ("2030-05-01", True)])
def test_whether_a_year_has_passed_is_seen_from_when_the_article_appeared(added, told):
    of = article("The harbour was leased to the port company in 2023.", added=added)
    suggesters = [s for s in SUGGESTERS if s.name == "tag background"]
    found = [s for each in suggesters for s in each.suggest(READER.read(of))]
    assert ["“in 2023”" in s.reason for s in found] == ([True] if told else [])


def test_the_reasons_are_said_in_the_language_spoken_and_nothing_else_changes(monkeypatch):
    text = "Ilda Marun told Almary Courier on 3 May 2026 that a quarter of the boats may stay."
    plain = all_of(text)
    known = {"a day": "un jour", "share": "une part", "cue “{words}”": "verbe « {words} »"}
    monkeypatch.setattr(language, "_spoken", _Known(known))
    other = all_of(text)
    assert [replace(each, reason="") for each in other] == [replace(s, reason="") for s in plain]
    reasons = " / ".join(each.reason for each in other)
    assert all(words in reasons for words in ("un jour", "une part", "verbe « told »"))


class _Known:
    def __init__(self, words):
        self.words = words

    def gettext(self, words):
        return self.words.get(words, words)


def test_the_names_of_all_groups_of_words_are_there_to_be_translated():
    shipped = {
        group.name for lexicon in LEXICONS.tagged() for group in lexicon.groups.values()
        if group.weight > 0
    }  # fmt: skip
    assert shipped == set(GROUPS)
