"""Tells by its words what asks a reader for something, or announces what is no part of a story.

A phrase is one line below. Prompts hold for whole sentences, so each is one that an article does
not begin a paragraph with; labels hold for lines without an end stop, headings for whole headings.
"""

from __future__ import annotations

import re

LONGEST_PROMPT = 45
"""Words of what asks a reader for something; what is longer tells a story."""

_PROMPTS = r"""
sign up (?:for|to|here|now|today|and|below)\b
subscribe (?:to (?:our|the|this|us)|now|today|here|for free|for (?:our|as)|below)\b
(?:please )?(?:consider )?(?:becoming|subscribing)\b.{0,80}\bour\b
(?:get|receive) .{0,80}\b(?:inbox|newsletters?|e-?mails?|phone|alerts)\b
to (?:get|receive) (?:new|our|more) .{0,60}\b(?:posts|stories|updates|alerts)\b
(?:download|get|open|try) (?:it in |in )?(?:our|the)(?: free)?(?: \w+)? app\b
(?:follow|like|join|find) us (?:on|at|for|in|here|today)\b
join (?:our (?:group|community|newsletter|channel|mailing)|the conversation|the discussion)\b
(?:click|tap|swipe) (?:here|to|for|below|through)\b
(?:enter|type) your e-?mail\b
your e-?mail (?:address )?will not\b
(?:do you have|have you got|got|have) (?:a|any) (?:\w+ )?(?:story|tip|question|news)\b.{0,40}[?]
(?:e-?mail|write to|call|contact|text) our (?:newsroom|news ?desk|reporters?|editors?|team)\b
(?:e-?mail|contact|text|whatsapp) us\b
(?:support|help fund|donate to) (?:our (?:work|journalism|reporting)|independent journalism)\b
(?:please )?(?:donate|give) (?:now|today|what you can)\b
become a (?:paid |free )?(?:member|subscriber|supporter|patron)\b
already (?:a )?(?:member|subscriber|registered|subscribed|have an account)\b.{0,40}[?]
create (?:a|an|your) (?:free )?account\b
(?:register|log ?in|sign ?in) (?:now|here|to (?:read|continue|comment|keep|view))\b
you (?:can|may) unsubscribe\b
thank(?:s| you) for (?:reading|subscribing|signing up)\b
share (?:this (?:article|story|page|post)|full article|on (?:facebook|twitter|x)|via)\b
copy (?:the )?link\b
(?:re)?print this (?:article|story|page)\b
(?:listen to|watch|play) this (?:article|story|page|video)\b
(?:read|see|watch|listen)(?: more| next| also| too)? ?[:|>»]
read (?:more|next|also)(?: (?:about|on|from|here)\b.{0,80})?[\W_]*$
related(?: \w+)? ?[:|]
you (?:may|might) also (?:like|enjoy|be interested)\b
is this (?:page|article) useful\b
help us (?:to )?(?:improve|keep|fund|continue)\b
our standards ?:
what did you think of this\b
tell us what you think\b
(?:we|this (?:web)?site)(?: and our \d* ?partners)? uses?(?: some| essential)* cookies\b
we (?:and our \d* ?partners )?store (?:cookies|information on your)\b
we (?:value|respect) your privacy\b
by (?:tapping|clicking|continuing|signing up|subscribing)\b.{0,80}\byou (?:agree|accept)\b
privacy notice\b
all rights reserved\b
copyright (?:\d|©|by)
©
(?:image|picture|photo)(?:graph)?(?: caption| credit| source)? ?:
(?:this )?(?:advertisement|sponsored content)(?: ?[·|:–-].*)?[\W_]*$
skip to (?:the )?(?:main |content|navigation|search)
back to (?:the )?(?:top|list|overview|home)\b
(?:please )?(?:enable|turn on) (?:java)?script\b
leave a (?:reply|comment)\b
\d+ (?:comments?|shares?)$
written by ?:?$
lesen sie (?:auch|mehr|dazu)\b
mehr zum thema\b
(?:jetzt|hier)(?: kostenlos)? (?:anmelden|abonnieren|registrieren|testen)\b
newsletter ?:
(?:melden|abonnieren|registrieren|folgen) sie\b.{0,60}\b(?:an|uns|newsletter|kostenlos)\b
(?:auch interessant|zum thema|lesezeit|bild|foto|quelle) ?:
kommentieren können nur\b
(?:à )?lire (?:aussi|également)\b
à lire ?:
(?:abonnez|inscrivez|connectez)-vous\b
suivez-nous\b
il vous reste .{0,40}\bà lire\b
recevez (?:chaque|tous les|toutes les|gratuitement|nos|notre)\b
partager(?: cet article| sur \w+)?$
temps de lecture\b
(?:lea|lee|leia|veja) (?:también|também|mais|más) ?:?
(?:suscríbete|suscríbase|síguenos|regístrate|regístrese)\b
te puede interesar\b
inscreva-se\b
(?:leggi anche|iscriviti|lees ook|meld je aan)\b
责任编辑
相关阅读
اقرأ أيضا
"""

_LABELS = r"""
advertis
share\s
sign in
sign up
subscri
unsubscri
view in browser
read more
read also
more:
more (?:on|from|about|in)\b
related
recommended
follow\b
contact
press office
phone
copyright
comments?\b
discussion
thanks for reading
terms of
cookies?\b
imprint
back to
skip to
newsletter
categor
filed under
posted (?:in|on)\b
written by
log in
"""

_THINGS = (
    "(?:stories|story|articles?|news|reading|content|links|topics|posts|coverage|videos?|picks)"
)
_OTHERS = r"""
(?:related|recommended|similar|suggested|further|latest|other|recent)(?: \w+){0,2} THINGS
(?:popular|trending|top|more|editor['’]s)(?: \w+){0,2} THINGS
related
recommended(?: for you)?
more (?:on|from|in|about)\b.{0,40}
latest(?: news)?
read (?:next|more|on)
up next
(?:most|top) (?:read|popular|viewed|shared|watched|commented)
you (?:may|might) (?:also )?(?:like|enjoy|be interested in)
keep reading
don['’]t miss
comments?
\d+ (?:comments?|thoughts?|responses?)\b.{0,60}
leave a (?:reply|comment)
join the conversation
about (?:the )?authors?
about (?:us|our \w+|this (?:article|story|site))
written by
share(?: this(?: \w+)?)?
share on.{0,20}
follow us
stay (?:in touch|connected|informed)
newsletter
sign ?up\b.{0,60}
subscribe (?:to|now|for|today)\b.{0,60}
cookies on (?:this|our)\b.{0,40}
cookie (?:policy|settings|notice)
is this page useful
like this
advertisement
contents|table of contents
discussion about this post
explore more(?: on these topics)?
(?:media|press) contacts?
das könnte (?:sie|dich)\b.{0,40}
mehr (?:zum thema|aus (?:dem ressort|der rubrik)|von)\b.{0,40}
meistgelesen
auch interessant
lesen sie auch
kommentare
sur le même (?:sujet|thème)
à lire (?:aussi|également)
les plus lus
commentaires
dans la même rubrique
(?:noticias|artículos) relacionad[ao]s
te puede interesar
lo más (?:leído|visto)
comentarios
leia (?:também|mais)
mais lidas
leggi anche
potrebbe interessarti
lees ook
meest gelezen
"""


_CALLS = r"""
(?:donate|give|subscribe|sign ?up|register|join|apply)(?: now| today| here| us| free| for free)?
(?:buy|get|book)(?: your)? tickets?(?: now)?
(?:shop|order|buy|start|try|get started)(?: now| today| free| for free)
become a (?:member|supporter|subscriber)
(?:spenden|jetzt spenden|jetzt anmelden|anmelden|abonnieren)
(?:je m['’]abonne|s['’]abonner|s['’]inscrire|faire un don)
(?:suscribirse|suscríbete|donar|donar ahora)
"""


def _any_of(phrases: str) -> str:
    return f"(?:{'|'.join(phrases.strip().splitlines())})".replace("THINGS", _THINGS)


# what begins with a quotation mark was said by somebody, and is told
_PROMPT = re.compile(rf"[^\w\"“„«‘'「]*{_any_of(_PROMPTS)}", re.IGNORECASE)
_LABEL = re.compile(rf"[\W_]*{_any_of(_LABELS)}", re.IGNORECASE)
_CALL = re.compile(rf"[\W_]*{_any_of(_CALLS)}[\W_]*$", re.IGNORECASE)
_OTHER = re.compile(rf"[\W_]*{_any_of(_OTHERS)}[\W_]*$", re.IGNORECASE)


def is_prompt(words: str, counted: int) -> bool:
    """Tell whether words, that many, ask the reader for something or name whose a picture is."""
    return counted <= LONGEST_PROMPT and bool(_PROMPT.match(words))


def is_label(words: str) -> bool:
    """Tell whether a line that is no sentence is one of those that stand around articles."""
    return bool(_LABEL.match(words) or _PROMPT.match(words))


def is_call(words: str) -> bool:
    """Tell whether a button or link says to give, join, buy or subscribe."""
    return bool(_CALL.match(words))


def announces_others(heading: str) -> bool:
    """Tell whether a heading stands above other stories, comments, or the site's own matters."""
    return bool(_OTHER.match(heading))
