"""What the sheet plug-in promises; run with `pytest` where Briefing is installed."""

import pytest
from briefing_sheet.filler import CHECK
from briefing_sheet.loader import SheetLoader

from briefing.errors import LoadError
from briefing.services.contracts import check_loader

GOOD = b"""%SHEET
%headline Ferry returns to the northern islands
%place Port Almary
The ferry to the northern islands is back.
- It runs all year.
"""


def test_the_loader_keeps_every_promise():
    check_loader(SheetLoader(), GOOD)


def test_fields_and_paragraphs_are_read():
    (found,) = SheetLoader().load(GOOD, "ferry.sheet")
    article = found.article
    assert article.metadata.headline == "Ferry returns to the northern islands"
    assert article.metadata.place == "Port Almary"
    assert article.text == "The ferry to the northern islands is back.\nIt runs all year."


def test_what_is_no_sheet_says_what_is_missing():
    with pytest.raises(LoadError, match="first line"):
        SheetLoader().load(b"Words.", "a.sheet")


def test_the_check_has_a_name_of_its_own():
    assert (CHECK.kind, CHECK.on) == ("filler", True)
