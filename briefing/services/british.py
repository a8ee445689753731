"""What British spellings are in American dictionaries, by the common alternations."""

from __future__ import annotations

import re
from collections.abc import Iterator

_OUR = re.compile(
    r"\b((?:dis|mis|un|multi|re)?(?:ard|arm|behavi|cand|clam|col|demean|endeav|fav|ferv|flav|harb|"
    r"hon|hum|lab|mis?demean|neighb|od|parl|ranc|rig|rum|sav|splend|succ|tum|val|vap|vig))our"
)
_ISE = re.compile(r"(?<=\w{3})is(e[drs]?|ers|ing|ations?|ational|able)\b")
_NEVER_ISE = re.compile(r"\b(?:cap|down|out|over|under|mid|re|up)?si[sz]|\b(?:pri|sei)s")
_YSE = re.compile(r"\b(anal|paral|catal|electrol|dial|psychoanal)ys(e[drs]?|ers|ing)\b")
_RE = re.compile(
    r"\b(\w*(?:cent|(?<!\w)lit|lit|met|theat|fib|calib|sab|spect|somb|lust|meag|mit|och|reconnoit))"
    r"re(s|d|-\w+)?\b"
)
_OGUE = re.compile(r"(?<=\w{3})og(?:ue|u(?=ed|ing))")
_LL = re.compile(
    r"\b(\w*(?:[^aeiou\W]|u|i)[ae]l|\w*(?:(?:pen|sten|coun)cil|devil|cavil|peril|carol|gambol))"
    r"l(ed|ings?|ers?|ors?|ous|y)\b"
)
_ENCE = re.compile(r"\b(def|off|pret|lic)ence(s|d|less)?\b")
_WORDS = {
    "grey": "gray", "greys": "grays", "cheque": "check", "cheques": "checks", "tyre": "tire",
    "tyres": "tires", "kerb": "curb", "kerbs": "curbs", "plough": "plow", "ploughed": "plowed",
    "programme": "program", "programmes": "programs", "mould": "mold", "sceptical": "skeptical",
    "sceptic": "skeptic", "sceptics": "skeptics", "scepticism": "skepticism", "storey": "story",
    "storeys": "stories", "jewellery": "jewelry", "aluminium": "aluminum", "ageing": "aging",
    "judgement": "judgment", "judgements": "judgments", "acknowledgement": "acknowledgment",
    "practise": "practice", "practised": "practiced", "practising": "practicing",
    "fulfil": "fulfill", "fulfils": "fulfills", "fulfilment": "fulfillment", "enrol": "enroll",
    "enrols": "enrolls", "enrolment": "enrollment", "instalment": "installment",
    "instalments": "installments", "skilful": "skillful", "skilfully": "skillfully",
    "wilful": "willful", "wilfully": "willfully", "whilst": "while", "learnt": "learned",
    "aeroplane": "airplane", "aeroplanes": "airplanes", "tonne": "ton", "tonnes": "tons",
    "manoeuvre": "maneuver", "manoeuvres": "maneuvers", "manoeuvring": "maneuvering",
    "artefact": "artifact", "artefacts": "artifacts", "draught": "draft", "draughts": "drafts",
    "paediatric": "pediatric", "encyclopaedia": "encyclopedia", "anaesthetic": "anesthetic",
    "haemorrhage": "hemorrhage", "diarrhoea": "diarrhea", "foetus": "fetus", "licence": "license",
    "cosy": "cozy", "woollen": "woolen", "disc": "disk", "axe": "ax",
    "pyjamas": "pajamas", "sulphur": "sulfur",
    "orientated": "oriented", "cancelled": "canceled", "cancelling": "canceling",
}  # fmt: skip


def american_of(word: str) -> Iterator[str]:
    """Yield what a British spelling would be in American, in small letters; none for most words.

    The endings -our, -ise, -yse, -re, -ogue, -ence and doubled l, each only with stems in which
    they alternate or, for -ise and the l, where what comes out has to be a word itself.
    """
    small = word.lower()
    if (known := _WORDS.get(small)) is not None:
        yield known
    if not _NEVER_ISE.search(small):
        yield from _changed(_ISE, r"iz\1", small)
    for pattern, to in (
        (_OUR, r"\1or"), (_YSE, r"\1yz\2"), (_RE, r"\1er\2"), (_OGUE, "og"), (_LL, r"\1\2"),
        (_ENCE, r"\1ense\2"),
    ):  # fmt: skip
        yield from _changed(pattern, to, small)


def _changed(pattern: re.Pattern[str], to: str, word: str) -> Iterator[str]:
    changed = pattern.sub(to, word)
    if changed != word:
        yield changed
