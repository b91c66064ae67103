"""Lists that organisers bring: CSV as several programs write it, and Excel."""

import io
import zipfile
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from samenkomst.stores import spreadsheet
from samenkomst.stores.export import to_csv, to_xlsx
from samenkomst.stores.spreadsheet import SheetError, read_sheet
from tests.builders import HOSTILE


def written(folder: Path, data: bytes, name: str = "lijst.csv") -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def refused(path: Path) -> str:
    with pytest.raises(SheetError) as caught:
        read_sheet(path)
    return caught.value.code


@pytest.mark.parametrize(
    "data",
    [
        "naam;plaats\r\nZoë;’s-Graveland\r\n".encode("utf-8-sig"),
        "naam;plaats\nZoë;’s-Graveland".encode(),
        "naam,plaats\nZoë,’s-Graveland\n".encode("cp1252"),
        'naam\tplaats\n\n"Zoë"\t" ’s-Graveland "\n;;\n\t\n'.encode().replace(b";;\n", b""),
    ],
)
def test_csv_is_read_however_a_program_wrote_it(tmp_path: Path, data: bytes) -> None:
    assert read_sheet(written(tmp_path, data)) == [["naam", "plaats"], ["Zoë", "’s-Graveland"]]


def test_cell_may_hold_lines_and_delimiters(tmp_path: Path) -> None:
    data = b'naam;waarom\nSam;"Een;\ntwee ""drie"""\n'
    assert read_sheet(written(tmp_path, data))[1] == ["Sam", 'Een;\ntwee "drie"']


def test_what_we_exported_is_read_as_it_was(tmp_path: Path) -> None:
    """Also what looks like a formula: the apostrophe before it is ours."""
    rows = [["naam", "x"], [HOSTILE, "=1+1"], ["'t Hart", "+31 6"], ["-", "@"]]
    expected = [[" ".join(cell.split("\0")) for cell in row] for row in rows]
    assert read_sheet(written(tmp_path, to_csv(rows))) == expected
    assert read_sheet(written(tmp_path, to_xlsx(rows, "x"), "lijst.XLSX")) == expected


def test_cells_of_a_workbook_are_read_as_one_would_type_them(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    row: list[Any] = [1.0, 1.5, 12, True, False, None, " x ", date(2027, 3, 29)]
    sheet.append(["kop"] * len(row) + ["kop", "kop"])
    times = ((2027, 3, 29), (2027, 3, 29, 9, 30))
    sheet.append([*row, *(datetime(*time) for time in times)])  # noqa: DTZ001 - as Excel has them
    path = tmp_path / "lijst.xlsx"
    book.save(path)
    assert read_sheet(path)[1] == [
        "1",
        "1.5",
        "12",
        "ja",
        "nee",
        "",
        "x",
        "2027-03-29",
        "2027-03-29",
        "2027-03-29T09:30:00",
    ]


@pytest.mark.parametrize(
    ("data", "name", "code"),
    [
        (b"", "lijst.csv", "empty"),
        (b"naam\n", "lijst.csv", "empty"),
        (b'naam\n"Sam\n', "lijst.csv", "format"),
        (b"naam\nSam\n", "lijst.xlsx", "format"),
        (b"PK\x03\x04 rommel", "lijst.xlsx", "format"),
    ],
)
def test_file_that_is_no_list_is_refused(tmp_path: Path, data: bytes, name: str, code: str) -> None:
    assert refused(written(tmp_path, data, name)) == code


def test_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    assert refused(tmp_path / "niets.csv") == "not_found"
    assert refused(tmp_path) == "not_found"


def test_zip_that_holds_no_workbook_is_refused(tmp_path: Path) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("x", "y")
    assert refused(written(tmp_path, stream.getvalue(), "lijst.xlsx")) == "format"


def test_small_file_that_unpacks_to_a_large_one_is_refused(tmp_path: Path) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", bytes(spreadsheet.MOST_BYTES + 1))
    assert refused(written(tmp_path, stream.getvalue(), "lijst.xlsx")) == "too_large"


def test_list_without_end_is_refused(tmp_path: Path) -> None:
    data = b"naam\n" + b"Sam\n" * spreadsheet.MOST_ROWS
    assert refused(written(tmp_path, data)) == "too_large"
