"""The names of months: English ones as they are said and found, and those of other languages."""

from __future__ import annotations

import re

from briefing.language import marked

ENGLISH = (
    marked("January"), marked("February"), marked("March"), marked("April"), marked("May"),
    marked("June"), marked("July"), marked("August"), marked("September"), marked("October"),
    marked("November"), marked("December"),
)  # fmt: skip
"""The months from January, as the program says them (through `tr`)."""

SHORT = ("Jan", "Feb", "Mar", "Apr", "Jun", "Jul", "Aug", "Sept", "Sep", "Oct", "Nov", "Dec")
"""What is written for them in English; May is written out."""

ENGLISH_MONTH = "|".join((*ENGLISH, *(rf"{name}\.?" for name in SHORT)))
"""A pattern for a month in an English text, where a capital tells it from “may” and “march”."""

ENGLISH_WORDS = frozenset(name.lower() for name in (*ENGLISH, *SHORT))
"""All of them in lower case."""

_FOREIGN = (
    "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "janv fevrier mars avr mai juin juil aout sept oct nov decembre",
    "- févr - - - - - - - - - déc",
    "januar februar märz april mai juni juli august september oktober november dezember",
    "jan feb maerz apr mai juni juli aug sept okt nov dez",
    "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "ene - - abr - - - ago - - - dic",
    "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
    "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
    "- fev - - - - - - - out - -",
    "januari februari maart april mei juni juli augustus september oktober november december",
    "januari februari mars april maj juni juli augusti september oktober november december",
    "januar februar marts april mai juni juli august setiembre oktober november desember",
    "tammikuuta helmikuuta maaliskuuta huhtikuuta toukokuuta kesäkuuta heinäkuuta elokuuta "
    "syyskuuta lokakuuta marraskuuta joulukuuta",
    "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października - grudnia",
    "ledna února března dubna května června července srpna září října listopadu prosince",
    "ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık",
    "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    "січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня",
    "януари февруари март април май юни юли август септември октомври ноември декември",
    "ιανουαρίου φεβρουαρίου μαρτίου απριλίου μαΐου ιουνίου ιουλίου αυγούστου σεπτεμβρίου "
    "οκτωβρίου νοεμβρίου δεκεμβρίου",
    "ינואר פברואר מרץ אפריל מאי יוני יולי אוגוסט ספטמבר אוקטובר נובמבר דצמבר",
    "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر",
    "كانون_الثاني شباط آذار نيسان أيار حزيران تموز آب أيلول تشرين_الأول تشرين_الثاني كانون_الأول",
    "جانفي فيفري مارس أفريل ماي جوان جويلية أوت سبتمبر أكتوبر نوفمبر ديسمبر",
    "- - - ابريل - يونيه يوليه اغسطس - اكتوبر - -",
    "जनवरी फरवरी मार्च अप्रैल मई जून जुलाई अगस्त सितंबर अक्टूबर नवंबर दिसंबर",
    "- फ़रवरी - - - - - - सितम्बर अक्तूबर नवम्बर दिसम्बर",
)
"""The months from January in a language, or as some spell them: “-” for none, “_” for a space.

In languages that decline them, the form is the one that stands in dates. A name that is one month
here and another there, such as “listopada”, is left out.
"""

NUMBERS = (
    {
        name.replace("_", " "): number
        for names in _FOREIGN
        for number, name in enumerate(names.split(), 1)
        if name != "-"
    }
    | {name.lower(): number for number, name in enumerate(ENGLISH, 1)}
    | {name.lower(): [n[:3] for n in ENGLISH].index(name[:3]) + 1 for name in SHORT}
)
"""The number of a month by its name in any of the languages known here, in lower case."""

MONTH = "|".join(sorted(map(re.escape, NUMBERS), key=len, reverse=True))
"""A pattern for the name of a month in any of these languages, in lower case."""
