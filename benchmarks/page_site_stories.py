"""Further stories for the pages of sites; all invented.

`PRESS` speaks in its own sentences of what furniture speaks of: newsletters, cookies, readers who
subscribe. None of it may be taken for furniture.
"""

# ruff: noqa: E501 - a paragraph is one line
from __future__ import annotations

from page_stories import Story

PRESS = Story(
    "Courier ends its printed edition",
    "Tove Lindqar",
    "2026-06-02T07:30:00+02:00",
    "Almary Courier",
    "en",
    (
        ("p", "The Almary Courier will stop printing at the end of the year and ask its readers to subscribe to a daily newsletter instead, its owners announced on Tuesday."),
        ("p", "Subscribe or go without: that, said one reader in the queue at the kiosk, was how she understood the letter that came with her paper."),
        ("h2", "Share of readers online"),
        ("p", "Share prices of the parent company rose by 6% after the news. Advertising had fallen by half since 2019, while the newsletter has 14,000 readers who pay 7 marks a month."),
        ("p", "Related talks with the printers’ union broke down in April. The union wants two years of wages for each of the 83 people at the plant in Marl."),
        ("q", "Follow the money and you end at the price of paper, which nobody here can set."),
        ("p", "Cookies on the paper’s website will no longer track readers who pay, the owners promised. The data office had fined the publisher 90,000 marks for that in March."),
        ("p", "Comments from readers were mostly angry. More than four hundred had written by the evening, and the editor answered each of them herself."),
        ("p", "Read aloud at a meeting in the harbour, the announcement was met with silence."),
        ("p", "Contact with the new owners has been “polite and short”, the works council says."),
    ),
)  # fmt: skip
DELTA = Story(
    "What the delta lost, and what came back",
    "Samuel Ostrow",
    "2026-05-09T05:00:00+00:00",
    "The Long Water",
    "en",
    (
        ("p", "Nobody in Karu remembers who opened the sluice. They remember the sound, a groan of wet timber, and then, for the first time in thirty-one years, water that moved."),
        ("p", "The river authority calls it an unauthorised release. The fishers call it Thursday. Within a month the eels were back under the quay, and with them came the herons, the buyers from the city and, last of all, the officials."),
        ("h2", "A wall for wheat"),
        ("p", "The dam was built in 1993 to keep salt out of 12,000 hectares of wheat. It did so for nine harvests. Then the soil behind it began to sink, four centimetres a year, because nothing new was carried in."),
        ("p", "By the time the engineers measured it, the fields lay lower than the sea they had been saved from. “We had built a bowl,” says Irma Sool, who signed the first report and now grows reeds."),
        ("p", "Her report was filed, and so were three others. A fifth, which cost 2.2 million and ran to 900 pages, recommended a sixth."),
        ("h2", "What a fish is worth"),
        ("p", "A kilo of smoked eel fetches more at the roadside than a sack of wheat at the mill. That sum, done on the back of an envelope, is what ended the argument in Karu, though not in the capital."),
        ("q", "You can eat a subsidy only once. The eel comes back, if you let it."),
        ("p", "The minister has given the village until October to close the sluice. The village has written back, courteously, to ask which of its two hundred people he means."),
        ("p", "Until somebody answers, the gate stands open by a hand’s width, and twice a day the water goes through it in both directions, as it used to."),
    ),
)  # fmt: skip
FRENCH = Story(
    "La traversée de nuit maintenue jusqu’en mai",
    "Ilda Marun",
    "2026-03-04T08:15:00+01:00",
    "Le Courrier d’Almary",
    "fr",
    (
        ("p", "La traversée de nuit entre Port-Almary et les îles du nord sera assurée jusqu’à la fin du mois de mai, a décidé lundi le conseil provincial après cinq heures de débat."),
        ("p", "Le conseil voulait y mettre fin dès ce mois, faute de passagers. Les insulaires ont réuni 3 100 signatures contre ce projet."),
        ("h2", "Le prix du carburant"),
        ("p", "Le carburant représente 31 % du coût d’une traversée, selon l’exploitant, et la taxe a doublé en deux ans. Le ministère étudie un remboursement partiel."),
        ("q", "On ne peut pas déplacer un hôpital sur une île, alors le bateau doit aller à l’hôpital."),
        ("p", "L’exploitant s’est félicité de la décision, tout en regrettant de n’avoir pas été consulté. Ses deux plus vieux navires auront besoin de nouveaux moteurs à l’automne."),
    ),
)  # fmt: skip
SPANISH = Story(
    "El museo del puerto cierra un año",
    "Redacción de Cultura",
    "2026-04-11T10:00:00+02:00",
    "Diario del Puerto",
    "es",
    (
        ("p", "El museo del puerto cerrará durante un año a partir de septiembre, anunció el viernes su directora en una reunión con los vecinos."),
        ("p", "El tejado de la antigua cordelería, donde se guarda la mayoría de las maquetas, deja pasar la lluvia. La obra cuesta 2,4 millones y la ciudad pagará la mitad."),
        ("p", "La biblioteca de cartas náuticas seguirá abierta los miércoles por la tarde, y los talleres para escuelas se trasladarán al mercado viejo."),
        ("p", "Los comerciantes del muelle temen perder visitantes. Su asociación pide que las obras empiecen por la fachada, para que la plaza pueda usarse en verano."),
    ),
)  # fmt: skip
