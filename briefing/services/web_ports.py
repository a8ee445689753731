"""What opening an address needs from the layers above: something that fetches one page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from briefing.services.ports import Progress


@dataclass(frozen=True, slots=True)
class FetchedPage:
    """One page as it came, unpacked.

    `address` is where it was in the end, `passed` the addresses that led there, first asked first;
    `kind` its content type in lower case and `charset` its encoding, "" where the server did not
    say.
    """

    address: str
    data: bytes
    kind: str = ""
    charset: str = ""
    passed: tuple[str, ...] = ()


class PageFetcher(Protocol):
    """Fetches one page; the only way by which anything comes from the network."""

    def fetch(self, address: str, progress: Progress, cancelled: Callable[[], bool]) -> FetchedPage:
        """Return the page at an address and nothing that it points to.

        Raises FetchError naming the address and what to do.
        """
