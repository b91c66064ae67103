"""Lists that organisers bring: a CSV file or an Excel workbook, read as rows of text."""

import csv
import io
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

from samenkomst.core.errors import SamenkomstError
from samenkomst.stores.export import is_formula

MOST_ROWS = 20_000
MOST_BYTES = 100_000_000
"""Of a workbook unpacked: a few kilobytes can hold gigabytes (a zip bomb)."""

Row = list[str]


class SheetError(SamenkomstError):
    """The file is no list that we can read: "not_found", "format", "too_large" or "empty"."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def read_sheet(path: Path) -> list[Row]:
    """Return heading and rows as text, empty rows left out. Raises SheetError."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise SheetError("not_found") from error
    rows = _from_workbook(data) if path.suffix.lower() == ".xlsx" else _from_csv(data)
    found: list[Row] = []
    for row in rows:
        found += [row] if any(row) else []
        if len(found) > MOST_ROWS:
            raise SheetError("too_large")
    if len(found) < 2:
        raise SheetError("empty")
    return found


def _from_csv(data: bytes) -> Iterator[Row]:
    text = _decode(data)
    heading = text.partition("\n")[0]
    delimiter = max(";,\t", key=heading.count)
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True):
            yield [_unguarded(cell.strip()) for cell in row]
    except csv.Error as error:
        raise SheetError("format") from error


def _decode(data: bytes) -> str:
    """Return the text; what is not UTF-8 was written by an older Excel."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def _unguarded(cell: str) -> str:
    """Return a cell without the apostrophe that our own export puts before a formula."""
    return cell[1:] if cell.startswith("'") and is_formula(cell[1:]) else cell


def _from_workbook(data: bytes) -> Iterator[Row]:
    # Here, for commands that read no workbook start 0.1 s sooner without it.
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        _check_size(data)
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        rows = book.worksheets[0].iter_rows(values_only=True)
        yield from ([_text(value) for value in row] for row in rows)
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, IndexError) as error:
        raise SheetError("format") from error


def _check_size(data: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if sum(each.file_size for each in archive.infolist()) > MOST_BYTES:
            raise SheetError("too_large")


def _text(value: Any) -> str:
    """Return a cell's value as someone would type it."""
    match value:
        case None:
            return ""
        case bool():
            return "ja" if value else "nee"
        case float() if value.is_integer():
            return str(int(value))
        case datetime() if value.time() == datetime.min.time():
            return value.date().isoformat()
        case date():
            return value.isoformat()
    return str(value).strip()
