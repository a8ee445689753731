"""Sentences and paragraphs: exact to the code point, in any script, whatever the length."""

from pathlib import Path

import pytest
from builders import article
from hypothesis import given
from hypothesis import strategies as st
from tries import tries

from briefing.services.reading.article_sentences import (
    ParagraphNumbers,
    _found_again,
    _segmenter,
    lead,
    quick_sentences,
    sentence_at,
    sentences,
)
from briefing.services.reading.scripts import mended

DATA = Path(__file__).resolve().parent.parent / "data" / "suggestions"


def cut(text, language=None):
    return [text[start:end] for start, end in sentences(text, 0, len(text), language)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Dr. Smith came. He left.", ["Dr. Smith came.", "He left."]),
        ("It fell 3.5% in the U.S. today. Then it rose.",
         ["It fell 3.5% in the U.S. today.", "Then it rose."]),
        ("今天下雨。明天晴。", ["今天下雨。", "明天晴。"]),
        ("هل جاء؟ نعم، جاء.", ["هل جاء؟", "نعم، جاء."]),
        ("👩‍👩‍👧 came. 😀 left!", ["👩‍👩‍👧 came.", "😀 left!"]),
        ("  spaced out.  ", ["spaced out."]),
    ],
)  # fmt: skip
def test_sentences_end_where_a_reader_ends_them(text, expected):
    assert cut(text) == expected


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("ar", ["قال د. سامي إن العبارات باقية.", "هل يعرف أحد متى تعود؟", "لا!", "سنرى."]),
        ("fa", ["دکتر سامی گفت که کشتی‌ها می‌مانند.", "آیا کسی می‌داند؟", "نه."]),
        ("ur", ["وزیر نے کہا کہ کشتیاں رہیں گی۔", "کیا کوئی جانتا ہے؟", "نہیں۔"]),
        ("hi", ["परिषद ने कहा कि नौका चलती रहेगी।",
                "किराया 3.5 प्रतिशत घटेगा।",
                "डॉ. शर्मा सहमत हैं।"]),
        ("ru", ["Советник г. Тарн сказал, что паромы останутся.", "Цена упала на 3,5%.",
                "Это было в 2026 г. в Альмарске.", "Кто знает?"]),
        ("el", ["Το συμβούλιο είπε ότι τα πλοία μένουν.",
                "Ποιος το ξέρει;", "Ο κ. Ταρν συμφωνεί."]),
        ("am", ["ጀልባዎቹ ይቀጥላሉ።", "ማን ያውቃል?", "ዋጋው ቀንሷል።"]),
        ("hy", ["Նավերը մնում են։", "Գինը նվազել է։"]),
        ("my", ["လှေများ ဆက်သွားမည်။", "မည်သူ သိသနည်း။"]),
        ("ko", ["의회는 배가 남는다고 했다.", "누가 아는가?", "요금은 3.5% 내린다."]),
        ("de", ["Dr. Marun sagte am 4. März, dass z. B. nachts gefahren wird.", "Wer weiß?"]),
        ("fr", ["M. Tarn a dit que oui.", "Le prix baisse de 3,5 %.", "Qui sait ?"]),
        ("es", ["El Sr. Tarn dijo que los barcos se quedan.", "¿Quién sabe?", "La tarifa baja."]),
        ("it", ["Il dott. Tarn ha detto che i traghetti restano.", "Chi lo sa?"]),
        ("pl", ["Kosztuje to ok. 3,5 mln zł.", "Kto wie?"]),
        ("nl", ["Dhr. Tarn zei dat de boten blijven.", "Wie weet het?"]),
    ],
)  # fmt: skip
def test_sentences_end_where_a_reader_of_their_language_ends_them(language, expected):
    assert cut(" ".join(expected), language) == expected


@pytest.mark.parametrize(
    "expected",
    [
        ["议会周三说，“渡轮不停。”", "船长同意。", "票价降3.5%！", "谁知道呢？"],
        ["議会は「渡し船は残る。」と言った。", "運賃は3.5％下がる。", "誰が知るのか？"],
    ],
)
def test_sentences_without_spaces_between_them_keep_their_closing_marks(expected):
    assert cut("".join(expected)) == expected


def test_the_script_of_a_paragraph_goes_before_the_language_of_the_article():
    assert cut("Dr. Smith came. He left.", "ar") == ["Dr. Smith came.", "He left."]
    assert cut("هل جاء؟ نعم، جاء.", "en-GB") == ["هل جاء؟", "نعم، جاء."]
    assert cut("Dhr. Tarn bleef. Hij zweeg.", "nl_NL") == ["Dhr. Tarn bleef.", "Hij zweeg."]
    assert cut("One. Two.", "no language") == ["One.", "Two."]


def test_the_sentence_at_an_offset_follows_the_language_too():
    text = "El Sr. Tarn vino. Ya se fue."
    assert text[slice(*sentence_at(text, 10, "es"))] == "El Sr. Tarn vino."


@given(
    st.text('ab .!?"”。؟।;:«»()’\'1ςдкши説ل።։', max_size=60),
    st.sampled_from(["ar", "fa", "ur", "hi", "mr", "ru", "bg", "kk", "el", "am", "hy", "my", "zh",
                     "ja", "de", "fr", "es", "it", "nl", "pl", "da", "sk", None]),
)  # fmt: skip
@tries(100)
def test_in_every_language_sentences_cover_every_word_once(text, language):
    found = sentences(text, 0, len(text), language)
    assert [at for span in found for at in span] == sorted(at for span in found for at in span)
    assert "".join("".join(text[a:b] for a, b in found).split()) == "".join(text.split())


@given(st.text('ab .!?"”。😀ش', max_size=80))
def test_sentences_never_overlap_and_cover_every_word(text):
    found = sentences(text, 0, len(text))
    covered = set()
    for start, end in found:
        assert start < end
        assert not covered & set(range(start, end))
        covered |= set(range(start, end))
    assert all(character.isspace() for i, character in enumerate(text) if i not in covered)


def test_the_sentence_at_an_offset_in_ten_megabytes_is_the_right_one():
    text = "One here. Two there.\n" * 500_000
    offset = 21 * 250_000 + 12
    assert text[slice(*sentence_at(text, offset))] == "Two there."


def test_an_empty_line_has_no_sentence():
    assert sentence_at("One.\n\nTwo.", 5) is None


def test_paragraphs_are_numbered_without_the_line_of_keywords():
    of = article("#One# Two\nNORTHWIRE: Almary: First.\n\nSecond one.")
    numbers = ParagraphNumbers(of)
    assert numbers.at(of.text.index("First")) == 1
    assert numbers.at(of.text.index("Second")) == 2


def test_paragraph_numbers_of_the_seed_agree_with_its_reading(seed):
    import json

    if seed is None:
        return
    of = article((seed / "article.txt").read_text(encoding="utf-8"))
    numbers = ParagraphNumbers(of)
    for each in json.loads((seed / "gold.json").read_text(encoding="utf-8"))["excerpts"]:
        assert numbers.at(each["start"]) == each["para"]


@pytest.mark.parametrize(
    ("text", "opening"),
    [
        ("#Ferries# Fuel\nNORTHWIRE: Almary: The duty falls.\nMore of it.",
         "NORTHWIRE: Almary: The duty falls."),
        ("Keywords: ferries, fuel\nThe duty falls.", "The duty falls."),
        ("The duty falls.\nMore of it.", "The duty falls."),
    ],
)  # fmt: skip
def test_the_lead_is_the_first_paragraph_that_is_not_a_line_of_keywords(text, opening):
    wire = article(text)
    found = lead(wire)
    assert text[found.start : found.end] == opening


def test_an_article_of_keywords_alone_has_no_lead():
    assert lead(article("#Ferries# Fuel")) is None


@pytest.mark.parametrize("file", sorted(DATA.glob("*.txt")), ids=lambda file: file.stem)
def test_a_paragraph_without_doubt_is_cut_as_the_library_cuts_it(file):
    for paragraph in file.read_text("utf-8").splitlines():
        parts = mended([str(part) for part in _segmenter("en").segment(paragraph)], "en")
        whole = _found_again(paragraph, 0, len(paragraph), parts)
        expected = [paragraph[a:b].strip() for a, b in whole if paragraph[a:b].strip()]
        assert cut(paragraph) == expected


def test_the_quick_cut_knows_abbreviations_and_other_scripts():
    text = "Dr. Smith came on Jan. 3 to the U.S. mission. He left. 今天下雨。明天晴。"
    assert [text[a:b] for a, b in quick_sentences(text, 0, 55)] == [
        "Dr. Smith came on Jan. 3 to the U.S. mission.",
        "He left.",
    ]
    assert [text[a:b] for a, b in quick_sentences(text, 55, len(text))] == [
        "今天下雨。",
        "明天晴。",
    ]
