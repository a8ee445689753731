"""Exchange with other tools, one format a file: read, written, and what each cannot carry."""

from __future__ import annotations

from collections.abc import Callable

from briefing.errors import BriefingError
from briefing.interchange.guarded import GuardedFormat, ImportingProcess
from briefing.language import tr
from briefing.services.interchange import InterchangeService, ReadingFormat, WritingFormat
from briefing.services.registry import nearest


def _refi() -> ReadingFormat:
    from briefing.interchange.refi_read import RefiReader

    return RefiReader()


def _refi_codebook() -> ReadingFormat:
    from briefing.interchange.refi_codebook import RefiCodebook

    return RefiCodebook()


def _web_annotation() -> ReadingFormat:
    from briefing.interchange.web_annotation import WebAnnotations

    return WebAnnotations()


def _cas_json() -> ReadingFormat:
    from briefing.interchange.cas import JsonCas

    return JsonCas()


def _cas_xmi() -> ReadingFormat:
    from briefing.interchange.cas import XmiCas

    return XmiCas()


def _csv() -> ReadingFormat:
    from briefing.interchange.sheets_csv import CsvCodebook

    return CsvCodebook()


def _xlsx() -> ReadingFormat:
    from briefing.interchange.sheets_xlsx import Workbook

    return Workbook()


READERS: dict[str, Callable[[], ReadingFormat]] = {
    "refi": _refi, "refi-codebook": _refi_codebook, "web-annotation": _web_annotation,
    "cas-json": _cas_json, "cas-xmi": _cas_xmi, "csv": _csv, "xlsx": _xlsx,
}  # fmt: skip
"""What makes the reader of each format, by the format's name."""


def reader(form: str) -> ReadingFormat:
    """Return the reader of this name as it is, in this process."""
    if form not in READERS:
        raise BriefingError(
            tr("There is no format to read “{form}”.", form=form), nearest(form, READERS)
        )
    return READERS[form]()


def writers() -> tuple[WritingFormat, ...]:
    """Return the writers of all formats."""
    from briefing.interchange.refi_codebook import RefiCodebook
    from briefing.interchange.refi_write import RefiWriter
    from briefing.interchange.sheets_csv import CsvTable
    from briefing.interchange.sheets_xlsx import Workbook
    from briefing.interchange.tables import TABLES
    from briefing.interchange.web_annotation import WebAnnotations

    tables = [CsvTable(table) for table in TABLES]
    return (RefiWriter(), RefiCodebook(), WebAnnotations(), Workbook(), *tables)


def standard_interchange() -> InterchangeService:
    """Return the service with all formats; what comes in is read in a process of its own."""
    process = ImportingProcess()

    def readers() -> list[ReadingFormat]:
        return [GuardedFormat(reader(form), process) for form in READERS]

    return InterchangeService(readers, writers, process.close)
