"""Writes the tables of a project as CSV, and reads codebooks from CSV."""

from __future__ import annotations

import csv
import io

from briefing.errors import LoadError
from briefing.interchange.archive import text_of
from briefing.interchange.codebook_table import MOST_ROWS, scheme_of
from briefing.interchange.tables import Table, cells, left_out
from briefing.language import marked, tr
from briefing.services.interchange import Exchanged, Imported, Written


class CsvTable:
    """One table as CSV (RFC 4180), in UTF-8 with the mark by which Excel knows it."""

    suffixes = (".csv",)

    def __init__(self, table: Table) -> None:
        self.name = f"csv-{table.name}" if table.name else "csv"
        self.label = f"{table.title}, CSV"
        self._table = table

    def write(self, exchanged: Exchanged) -> Written:
        """Return the table."""
        out = io.StringIO(newline="")
        writer = csv.writer(out, lineterminator="\r\n")
        writer.writerow(self._table.header)
        writer.writerows(cells(row) for row in self._table.rows(exchanged.project))
        data = out.getvalue().encode("utf-8-sig")
        return Written(data, left_out(exchanged.project, self._table.title))


class CsvCodebook:
    """A codebook as CSV or tab-separated text."""

    name = "csv"
    label = marked("Codebook, CSV")
    suffixes = (".csv", ".tsv")

    def read(self, data: bytes, source: str) -> Imported:
        """Return the codes as schemes; raises LoadError naming row and column."""
        text = text_of(data).removeprefix("\ufeff")
        mark = max("\t;,", key=text.partition("\n")[0].count)
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=mark)
        rows: list[tuple[int, list[str]]] = []
        try:
            for cells_of_row in reader:
                rows.append((reader.line_num, cells_of_row))
                if len(rows) > MOST_ROWS:
                    break
        except csv.Error as error:
            raise LoadError(
                tr(
                    "{source}, line {line_num}: this is no CSV ({error}).",
                    source=source,
                    line_num=reader.line_num,
                    error=error,
                ),
                tr("Save it as CSV again."),
            ) from error
        return scheme_of(rows, source)
