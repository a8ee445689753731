"""Fetches pages like `fetching.py`, whose libraries no start of the window has to wait for."""

from __future__ import annotations

from collections.abc import Callable

from briefing.services.articles.web_ports import FetchedPage
from briefing.services.ports import Progress


class LateFetcher:
    """Makes an HttpFetcher for each page; `network` gives the setting of that name each time."""

    def __init__(self, network: Callable[[], str]) -> None:
        self.network = network

    def fetch(self, address: str, progress: Progress, cancelled: Callable[[], bool]) -> FetchedPage:
        """Return the page at an address; raises FetchError naming it and what to do."""
        from briefing.loaders.fetching import HttpFetcher

        return HttpFetcher(self.network).fetch(address, progress, cancelled)
