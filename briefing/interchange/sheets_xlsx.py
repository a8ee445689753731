"""Writes the tables of a project as an Excel workbook, and reads codebooks from one."""

from __future__ import annotations

import io
import zipfile
from typing import Any

from briefing.interchange.archive import damaged, unpacked
from briefing.interchange.codebook_table import MOST_ROWS, scheme_of
from briefing.interchange.tables import TABLES, cells, left_out
from briefing.language import marked, tr
from briefing.services.interchange import Exchanged, Imported, Written, loss, losses

LONGEST = 32_767
"""Characters that a cell of Excel can hold."""
_MOST_COLUMNS = 50
_WIDTH = 24


class Workbook:
    """All tables of a project in one workbook, a sheet each; read, its tags are a codebook."""

    name = "xlsx"
    label = marked("Excel workbook")
    suffixes = (".xlsx",)

    def prepare(self) -> None:
        """Load what reading loads at first need."""
        exchanged = Exchanged(_empty(), "", "", lambda _name: b"")
        self.read(self.write(exchanged, "Name").data, "sample.xlsx")

    def write(self, exchanged: Exchanged, sample: str = "") -> Written:
        """Return the workbook; `sample` is a tag's name that it gets besides."""
        from openpyxl import Workbook as Book

        book = Book(write_only=True)
        cut: list[str] = []
        for table in TABLES:
            sheet = book.create_sheet(table.title)
            sheet.freeze_panes = "A2"
            for number in range(len(table.header)):
                sheet.column_dimensions[chr(ord("A") + number)].width = _WIDTH
            rows = [*table.rows(exchanged.project)]
            if sample and table.title == "Tags":
                rows.append(("", sample))
            sheet.append([_cell(sheet, word, bold=True) for word in table.header])
            for row in rows:
                cut += [row[0] for cell in row if len(cell) > LONGEST]
                sheet.append([_cell(sheet, word) for word in cells(row)])
        out = io.BytesIO()
        book.save(out)
        titles = [table.title for table in TABLES]
        long = loss(tr("Words of cells that are longer than a cell can be"), cut)
        return Written(out.getvalue(), (*losses(long), *left_out(exchanged.project, *titles)))

    def read(self, data: bytes, source: str) -> Imported:
        """Return the codes of the sheet “Tags”, else of the first; raises LoadError."""
        from openpyxl import load_workbook

        for name, part in unpacked(data, source).items():
            if b"<!DOCTYPE" in part[:2000] or b"<!ENTITY" in part:
                raise damaged(source, tr("{name} declares entities", name=name[:80]))
        try:
            book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
            named = [s for s in book.worksheets if s.title.casefold() in ("tags", "codes")]
            sheet = next(iter([*named, *book.worksheets]), None)
            if sheet is None:
                raise damaged(source, tr("it has no sheet"))
            found = sheet.iter_rows(max_row=MOST_ROWS + 2, max_col=_MOST_COLUMNS, values_only=True)
            rows = [(n, [_words(cell) for cell in row]) for n, row in enumerate(found, 1)]
            book.close()
        except _FAULTS as error:
            raise damaged(source, error) from error
        return scheme_of(rows, source)


_FAULTS = (
    KeyError, ValueError, TypeError, AttributeError, IndexError, zipfile.BadZipFile, EOFError,
    SyntaxError, OverflowError, NotImplementedError, LookupError,
)  # fmt: skip
"""What openpyxl lets through for a workbook that is none; it has no error of its own for that."""


def _cell(sheet: Any, words: str, *, bold: bool = False) -> Any:
    """Return a cell that is text whatever its words look like."""
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font

    cell = WriteOnlyCell(sheet, value=words[:LONGEST])
    cell.data_type = "s"
    if bold:
        cell.font = Font(bold=True)
    return cell


def _words(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _empty() -> Any:
    from briefing.model.project import Project

    return Project()
