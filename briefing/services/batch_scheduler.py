"""Reaching a scheduler: which addresses are taken, with which certificates, and what is wrong."""

from __future__ import annotations

import ipaddress
import logging
import re
from pathlib import Path
from typing import Any

from briefing.errors import ExportError
from briefing.language import tr
from briefing.services.batch_plan import Scheduler

CONNECTING = 10.0
"""Seconds that the scheduler may take to answer."""
CA, CERTIFICATE, KEY = "ca.pem", "cert.pem", "key.pem"
_ADDRESS = re.compile(r"(tcp|tls)://(\[[0-9a-fA-F:.]+\]|[A-Za-z0-9._-]+):([0-9]{1,5})")


def check_address(at: Scheduler) -> None:
    """Raise ExportError for an address that is none, or to which nothing may go unencrypted."""
    found = _ADDRESS.fullmatch(at.address)
    if not found or not 0 < int(found[3]) < 65_536:
        raise ExportError(
            tr("“{address}” is no address of a scheduler.", address=at.address[:80]),
            tr("Write it as tcp://127.0.0.1:8786 or tls://desk.example:8786."),
        )
    if found[1] == "tcp" and not at.insecure and not _is_near(found[2].strip("[]")):
        raise ExportError(
            tr("Articles would go to {address} unencrypted.", address=at.address),
            tr("Use tls://, the number of a machine in your own network, or --insecure."),
        )


def connected(at: Scheduler) -> Any:
    """Return a client of the scheduler; raises ExportError saying what is wrong."""
    check_address(at)
    try:
        import distributed
    except ImportError as error:
        raise ExportError(
            tr("Batches on a cluster need Dask distributed."), tr('pip install "briefing[cluster]"')
        ) from error
    logger = logging.getLogger("distributed.client")
    if _told not in logger.filters:
        logger.addFilter(_told)
    try:
        # Not the default of this process: nobody else's tasks may go there by accident.
        dask: Any = distributed  # half of its methods have no annotations
        return dask.Client(
            at.address, timeout=CONNECTING, security=_security(at), set_as_default=False,
            direct_to_workers=False,
        )  # fmt: skip
    except ImportError as error:  # how it tells of versions that do not fit
        raise ExportError(
            tr(
                "The scheduler at {address} has another Dask: {first_line}.",
                address=at.address,
                first_line=_first_line(error),
            ),
            tr("Install the same version of distributed here and there."),
        ) from error
    except (OSError, TimeoutError, ValueError, RuntimeError) as error:
        raise ExportError(
            tr(
                "The scheduler at {address} does not answer ({first_line}).",
                address=at.address,
                first_line=_first_line(error),
            ),
            tr("Check that it runs and that the address is its own, tls:// if it asks for that."),
        ) from error


def _told(record: logging.LogRecord) -> bool:
    """Leave out that a scheduler was given up or is away: whoever asked says so itself."""
    if str(record.msg).startswith("Failed to reconnect to scheduler"):
        return False
    return not (record.exc_info and getattr(record.exc_info[0], "__name__", "") == "CancelledError")


def _is_near(host: str) -> bool:
    """Tell whether a host is this machine or, by its number, one of a private network."""
    if host == "localhost":
        return True
    try:
        ip = ipaddress.ip_address(host)
    except ValueError:
        return False  # whom a name leads to is not ours to say
    return ip.is_loopback or ip.is_link_local or (ip.is_private and not ip.is_unspecified)


def _security(at: Scheduler) -> Any:
    if not at.address.startswith("tls:"):
        return None
    import distributed

    dask: Any = distributed
    folder = at.certificates or Path()
    files = [folder / name for name in (CA, CERTIFICATE, KEY)]
    if at.certificates is None or not all(file.is_file() for file in files):
        raise ExportError(
            tr("There are no certificates for {address}.", address=at.address),
            tr(
                "Name a folder with {CA}, {CERTIFICATE} and {KEY}: --certificates, or the setting.",
                CA=CA,
                CERTIFICATE=CERTIFICATE,
                KEY=KEY,
            ),
        )
    ca, certificate, key = map(str, files)
    return dask.Security(
        tls_ca_file=ca, tls_client_cert=certificate, tls_client_key=key, require_encryption=True
    )


def _first_line(error: BaseException) -> str:
    return str(error).strip().split("\n", 1)[0][:160].rstrip(".") or type(error).__name__
