"""What a person is told when the process that reads a file for them broke."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import TYPE_CHECKING

from briefing.errors import LoadError
from briefing.language import tr

if TYPE_CHECKING:
    from briefing.guarding.process import Broken

_log = logging.getLogger(__name__)


def error_of(
    broken: Broken, source: str, caps: tuple[float, int], hints: Mapping[str, str]
) -> LoadError:
    """Return the error for a file that was not read; a fault of our own goes to the log.

    `caps` are the seconds and megabytes that the process had. `hints` has the remedy for each
    kind of `Broken`, and under "" that of the others.
    """
    if broken.kind == "told":
        return LoadError(broken.message, broken.hint)
    if broken.kind == "fault":
        _log.error("Reading %s failed: %s", source, broken.trace)
    return LoadError(_sentence(broken, source, caps), hints.get(broken.kind, hints[""]))


def closing(source: str) -> str:
    """Return the sentence for a file that was asked for while the program closes."""
    return tr("{source} was not read: the program is closing.", source=source)


def _sentence(broken: Broken, source: str, caps: tuple[float, int]) -> str:
    seconds, megabytes = caps
    if broken.kind == "time":
        words = tr(
            "{source} took longer than {seconds:g} s to read.", source=source, seconds=seconds
        )
    elif broken.kind == "memory":
        words = tr(
            "{source} needed more than {megabytes:,} MB of memory to read.",
            source=source,
            megabytes=megabytes,
        )
    elif broken.kind == "output":
        words = tr("{source} holds more than can be taken in.", source=source)
    elif broken.kind == "closing":
        words = closing(source)
    else:
        words = _of_its_end(broken, source)
    return words


def _of_its_end(broken: Broken, source: str) -> str:
    words = {
        "fault": tr(
            "{source} could not be read ({message}).", source=source, message=broken.message
        ),
        "ended": tr(
            "{source} could not be read: it made its reader end ({message}).",
            source=source,
            message=broken.message,
        ),
        "start": tr(
            "{source} was not read: its reader could not be started ({message}).",
            source=source,
            message=broken.message,
        ),
    }
    return words[broken.kind]
