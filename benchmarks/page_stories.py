"""Stories for the pages that reading of web pages is measured on; all invented."""

# ruff: noqa: E501 - a paragraph is one line
from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Story:
    """What a page tells; `parts` are pairs of a kind (p, h2, q, li) and words."""

    headline: str
    byline: str
    published: str
    outlet: str
    language: str
    parts: tuple[tuple[str, str], ...]

    @property
    def words(self) -> str:
        """The article's words and no others."""
        return "\n".join(words for _kind, words in self.parts)


FERRY = Story(
    "Night crossing to the islands stays until May",
    "Ilda Marun",
    "2026-03-04T08:15:00+01:00",
    "Almary Courier",
    "en",
    (
        ("p", "The night crossing between Port Almary and the northern islands will run until the end "
         "of May, the provincial council decided on Monday after a debate of five hours."),
        ("p", "The council had wanted to end it this month because fewer than forty people use it on "
         "most nights. Islanders collected 3,100 signatures against the plan."),
        ("h2", "A question of fuel"),
        ("p", "Fuel makes up 31% of what the crossing costs, the operator says, and the duty on it has "
         "doubled within two years. The ministry of transport is thinking about a partial refund."),
        ("q", "We cannot move a hospital to the island, so the boat has to go to the hospital."),
        ("p", "That is how Oke Tarn, who chairs the health board, put it to the council."),
        ("li", "Seven routes would get money from the first of June."),
        ("li", "Fares would fall by 4% on all of them, and stay there for a year."),
        ("p", "The operator welcomed the decision. It said that it had not been asked what it would do "
         "in June, and that its two older ships need new engines by the autumn."),
        ("p", "A spokesperson for the ministry declined to comment on drafts."),
    ),
)  # fmt: skip
GRAIN = Story(
    "Grain waits at the border as new checks begin",
    "The field desk",
    "2026-02-03T18:05:00+00:00",
    "Field Notes",
    "en",
    (
        ("p", "Four hundred lorries with grain stood at the eastern border on Tuesday evening, the first "
         "day of the new checks, and drivers were told to expect a wait of two nights."),
        *(
            ("p", f"At checkpoint {n} the scales failed {n + 1} times before noon, according to the clerk "
             f"in charge, and {n * 12 + 7} loads were sent back to be weighed again in Marl.")
            for n in range(1, 7)
        ),
        ("h2", "Who pays for the wait"),
        ("p", "Farmers say that each day costs them about 90 marks a lorry. The customs office disputes "
         "that figure and has published none of its own."),
        ("q", "Nobody has explained to us why a moist load is suddenly a dangerous load."),
        ("p", "The union of hauliers wants a second lane for animal feed. The minister of agriculture "
         "promised an answer by Friday, and a visit to the border in the week after."),
        ("p", "Millers in the south have flour for three weeks. After that, their association warned, "
         "bakeries would have to buy abroad, at prices a fifth higher than today’s."),
        ("p", "In the village of Marl the school gym has been opened so that drivers can sleep."),
    ),
)  # fmt: skip
SHORT = Story(
    "Harbour museum closes for a year",
    "Culture desk",
    "2026-04-11",
    "Harbour Post",
    "en",
    (
        ("p", "The harbour museum will close for a year from September, its director said on Friday."),
        ("p", "The roof of the old rope works, where most of the ships’ models are kept, lets in rain. "
         "Repairs cost 2.4 million marks, of which the city pays half."),
        ("p", "The library of charts stays open on Wednesdays."),
    ),
)  # fmt: skip
GERMAN = Story(
    "Drei Geburtsstationen schließen im Herbst",
    "Jorun Velt",
    "2026-05-21T06:00:00+02:00",
    "Almhafener Bote",
    "de",
    (
        ("p", "Drei Krankenhäuser im Norden der Provinz schließen im Oktober ihre Geburtsstationen, wie "
         "das Gesundheitsministerium am Mittwoch in Almhafen mitteilte."),
        ("p", "Es fehlt an Hebammen: Von 61 Stellen sind 24 unbesetzt. Die Wege werden länger, im "
         "äußersten Fall dauert die Fahrt künftig 95 Minuten."),
        ("h2", "Was die Gemeinden fordern"),
        ("p", "Die Bürgermeisterin von Marl verlangt einen Hubschrauber, der auch nachts fliegt. Das "
         "Ministerium will das prüfen und nennt keinen Termin."),
        ("q", "Wir reden hier nicht über Komfort, wir reden über die Zeit bis zur Hilfe."),
        ("p", "Der Verband der Hebammen sieht die Ursache in den Dienstplänen und nicht im Geld."),
    ),
)  # fmt: skip
ARABIC = Story(
    "العبّارات الليلية باقية حتى نهاية أيار",
    "إلدا مارون",
    "2026-03-04T09:15:00+02:00",
    "بريد المرفأ",
    "ar",
    (
        ("p", "قرر مجلس المقاطعة يوم الاثنين أن تستمر العبّارات الليلية بين المرفأ والجزر الشمالية حتى "
         "نهاية أيار، بعد نقاش دام خمس ساعات."),
        ("p", "وكان المجلس يريد وقفها هذا الشهر لأن أقل من أربعين راكبا يستخدمونها في معظم الليالي، غير "
         "أن سكان الجزر جمعوا أكثر من ثلاثة آلاف توقيع ضد الخطة."),
        ("p", "ورحبت الشركة بالقرار وقالت إن أحدا لم يسألها عما ستفعله في حزيران."),
    ),
)  # fmt: skip
CHINESE = Story(
    "夜间渡轮开行到五月底",
    "马润",
    "2026-03-04T08:15:00+08:00",
    "安港日报",
    "zh",
    (
        ("p", "省议会星期一经过五个小时的辩论决定，安港与北部群岛之间的夜间渡轮将继续开行到五月底。"),
        ("p", "议会原本打算本月停航，因为多数夜晚的乘客不到四十人。岛上居民为此征集了三千一百个签名。"),
        ("p", "船运公司欢迎这一决定，但表示没有人问过他们六月以后怎么办，两艘旧船秋天以前还需要更换发动机。"),
    ),
)  # fmt: skip
STORIES = (FERRY, GRAIN, SHORT)
