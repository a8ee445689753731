"""What a server means that answers without a page, and what to do about it."""

from __future__ import annotations

from briefing.errors import FetchError
from briefing.language import tr


def refusal(status: int, copy: str) -> tuple[str, str]:
    """Return what the page does by the answer's number, and the remedy; `copy` is the usual one."""
    known = {
        401: (tr("asks for a name and a password"), tr(copy)),
        402: (tr("is only for subscribers"), tr(copy)),
        403: (tr("is not given to a program"), tr(copy)),
        404: (tr("is not there"), tr("Check the address; the page may have moved.")),
        410: (
            tr("is there no longer"),
            tr("Look for it in an archive, or paste a copy of yours."),
        ),
        429: (tr("is asked for too often"), tr("Try again later.")),
        451: (tr("may not be shown where you are"), tr(copy)),
    }
    other = (tr("gave no page"), tr(copy) if status < 500 else tr("Try again later."))
    return known.get(status, other)


def never_fetched(address: str, copy: str) -> FetchError:
    """Return why nothing is fetched where the network is never to be used."""
    return FetchError(
        tr(
            "{address} was not fetched: this program is set never to use the network.",
            address=address,
        ),
        tr(
            "Change that where the address is asked for, or: {remedy}",
            remedy=copy[:1].lower() + copy[1:],
        ),
    )


def refused(name: str, said: str, words: str, hint: str) -> FetchError:
    """Return that a page was not given, with what its server says."""
    return FetchError(
        tr("{name} {words} (the server says {said}).", name=name, words=words, said=said), hint
    )
