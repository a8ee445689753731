"""The language of an article that does not name it is told by its words, or left open."""

import json

import pytest

from briefing.assembly import make_desk
from briefing.loaders.tongues import language_of
from briefing.paths import standard_paths

WRITTEN = {
    "en": (
        "The port stays open this winter, the minister said on Tuesday, although fuel "
        "prices are rising. Operators have put off repairs for the third year in a row "
        "because they lack the money to pay the workers."
    ),
    "fr": (
        "Le port restera ouvert cet hiver, a déclaré la ministre mardi, malgré la hausse "
        "des prix du carburant. Les armateurs ont repoussé les réparations pour la "
        "troisième année de suite, faute d’argent pour payer les ouvriers."
    ),
    "de": (
        "Der Hafen bleibt im Winter offen, sagte die Ministerin am Dienstag, obwohl die "
        "Preise steigen. Die Reedereien haben die Reparaturen im dritten Jahr in Folge "
        "verschoben, weil ihnen das Geld für die Arbeiter fehlt."
    ),
    "it": (
        "Il porto resterà aperto quest’inverno, ha detto martedì la ministra, nonostante "
        "l’aumento dei prezzi del carburante e il calo del traffico marittimo. Gli "
        "operatori hanno rinviato le riparazioni per il terzo anno, perché non hanno "
        "abbastanza soldi."
    ),
    "pl": (
        "Port pozostanie otwarty zimą, powiedziała we wtorek minister, mimo wzrostu cen "
        "paliwa. Armatorzy odłożyli naprawy trzeci rok z rzędu, ponieważ brakuje im "
        "pieniędzy na wypłaty dla pracowników, a rząd nie pomaga."
    ),
    "ru": (
        "Порт останется открытым зимой, заявила во вторник министр, несмотря на рост цен "
        "на топливо. Операторы отложили ремонт третий год подряд, потому что им не "
        "хватает денег. Правительство обещает помочь рабочим до конца следующего года и "
        "снизить сборы."
    ),
    "ar": (
        "قالت الوزيرة يوم الثلاثاء إن الميناء سيبقى مفتوحا خلال فصل الشتاء رغم ارتفاع "
        "أسعار الوقود وتراجع حركة السفن. وأجل المشغلون الإصلاحات للعام الثالث على التوالي"
        " لأنهم يفتقرون إلى المال الكافي لدفع أجور العمال، ووعدت الحكومة بتقديم المساعدة "
        "قبل نهاية العام المقبل."
    ),
    "zh": (
        "部长星期二表示，尽管燃料价格上涨，港口今年冬天仍将开放。由于缺乏支付工人的资金，运营商连续第三年推迟"
        "了维修。渔民们正在等待政府的帮助。"
    ),
}


@pytest.mark.parametrize("code", WRITTEN)
def test_a_few_sentences_show_their_language(code):
    assert language_of(WRITTEN[code]) == code


@pytest.mark.parametrize(
    "text",
    [
        "",
        "The port stays open.",
        "1,200; 1,300; 1,400\n" * 40,
        "if (x != 0) { y[i] += f(x, z); } else return k;\n" * 20,
        "xq zvk wjq pfz\n" * 60,
        "\U0001f600" * 400,
    ],
)
def test_where_words_leave_a_doubt_no_language_is_named(text):
    assert language_of(text) is None


def test_what_an_article_says_of_its_language_goes_before_its_words():
    desk = make_desk(standard_paths())
    (own,) = desk.loading.load_bytes(f"---\nlang: fr\n---\n{WRITTEN['en']}".encode(), "own.md")
    assert own.article.metadata.language == "fr"
    (told,) = desk.loading.load_text(WRITTEN["de"])
    assert told.article.metadata.language == "de"
    assert ("language", "the article’s own words") in told.article.metadata.found
    desk.close()


def test_inspect_names_the_language_of_plain_words(tmp_path, capsys):
    from briefing import cli

    (tmp_path / "port.txt").write_text(WRITTEN["en"], encoding="utf-8")
    assert cli.main(["inspect", str(tmp_path / "port.txt"), "--json"], None, None) == 0
    (article,) = json.loads(capsys.readouterr().out)["articles"]
    assert article["metadata"]["language"] == "en"
