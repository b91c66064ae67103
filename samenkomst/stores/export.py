"""Lists for spreadsheets: every cell is text, so that no answer can act as a formula."""

import csv
import io
import re
from collections.abc import Sequence
from typing import Any

Row = Sequence[str]

_FORMULA = re.compile(r"^[\s\x00-\x1f]*[=+\-@\uff1d\uff0b\uff0d\uff20]|^[\t\r\n]")
"""What a spreadsheet may take for a formula, full-width signs included (OWASP, CSV injection)."""
_NOT_IN_XML = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 cannot hold: one such character makes the whole workbook unreadable (measured)."""
_WIDEST = 60


def to_csv(rows: Sequence[Row]) -> bytes:
    """Return the rows as a file that a Dutch Excel opens well: semicolons, UTF-8 with a mark.

    A cell that could be a formula gets an apostrophe in front: CSV has no other way to say "text".
    """
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerows([_guarded(cell) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def _guarded(cell: str) -> str:
    return f"'{cell}" if is_formula(cell) else cell


def is_formula(cell: str) -> bool:
    """Return whether a spreadsheet may take this text for a formula."""
    return _FORMULA.search(cell) is not None


def to_xlsx(rows: Sequence[Row], title: str) -> bytes:
    """Return the rows as a workbook with one sheet; the first row is a heading that stays in view.

    The value of each cell is kept as it is: its type says that it is text.
    """
    # Here, for commands that write no workbook start 0.1 s sooner without it.
    from openpyxl import Workbook
    from openpyxl.utils import get_column_letter

    book = Workbook(write_only=True)
    sheet = book.create_sheet(re.sub(r"[\[\]:*?/\\]", " ", title)[:31] or "Lijst")
    sheet.freeze_panes = "A2"
    for number, column in enumerate(zip(*rows, strict=True), start=1):
        width = min(_WIDEST, 2 + max(map(len, column)))
        sheet.column_dimensions[get_column_letter(number)].width = width
    for number, row in enumerate(rows):
        sheet.append([_text_cell(sheet, cell, heading=number == 0) for cell in row])
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _text_cell(sheet: Any, value: str, *, heading: bool) -> Any:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font

    cell = WriteOnlyCell(sheet, value=_NOT_IN_XML.sub("", value))
    cell.data_type = "s"  # openpyxl makes a live formula of what begins with "=" (measured)
    cell.quotePrefix = True
    if heading:
        cell.font = Font(bold=True)
    return cell
