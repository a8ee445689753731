"""The process that reads files of other tools; see `guarding/serving.py`."""

from __future__ import annotations

import logging
from collections.abc import Sequence

from briefing.errors import BriefingError
from briefing.guarding.frames import Header
from briefing.guarding.serving import Answer, Task, serve
from briefing.interchange import reader
from briefing.interchange.guarded import packed
from briefing.services.interchange import Imported

_XML = b"<?xml version='1.0' encoding='utf-8'?><a/>"


def main(arguments: Sequence[str]) -> None:
    """Answer requests until the input ends; arguments are megabytes and the format's name."""
    logging.disable()
    serve(int(arguments[0]), lambda: _tasks(arguments[1]))


def _tasks(form: str) -> dict[str, Task]:
    reading = reader(form)
    _prepare(form)

    def read(header: Header, blobs: list[bytes]) -> Answer:
        return packed(reading.read(blobs[0], header["source"]))

    return {"read": read}


def _prepare(form: str) -> None:
    """Load what reading loads at first need: behind the walls no file can be opened."""
    import encodings.cp437
    import encodings.cp1252
    import encodings.utf_8_sig
    import encodings.utf_16

    from lxml import etree

    _used = (encodings.cp1252, encodings.cp437, encodings.utf_8_sig, encodings.utf_16)
    packed(Imported())
    etree.fromstring(_XML)
    reading = reader(form)
    if form == "xlsx":
        from briefing.interchange.sheets_xlsx import Workbook

        Workbook().prepare()
    for data in (_XML, b"{}", b"PK\x03\x04", b"name,code\nOne,ON\n"):
        try:
            reading.read(data, "sample")
        except BriefingError:
            continue  # it need not be a file of this kind
