"""Files beside the journal in which someone may stand."""

from email.message import EmailMessage
from pathlib import Path

import pytest

from samenkomst.stores.export import to_csv, to_xlsx
from samenkomst.stores.mail import MailFolder
from samenkomst.stores.private_file import write_private
from samenkomst.stores.traces import remove_traces
from tests.builders import HOSTILE

PERSON = "noor+o'x&y@example.org"
ROWS = [("Naam", "E-mail"), (HOSTILE, PERSON.upper())]
OTHERS = [("Naam", "E-mail"), ("Sam", "sam@example.org")]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    write_private(tmp_path / "exports" / "noor.csv", to_csv(ROWS))
    write_private(tmp_path / "exports" / "noor.xlsx", to_xlsx(ROWS, "lijst"))
    write_private(tmp_path / "exports" / "sam.csv", to_csv(OTHERS))
    write_private(tmp_path / "exports" / "sam.xlsx", to_xlsx(OTHERS, "lijst"))
    MailFolder(tmp_path / "mail").send(letter("1", "K7QM-2XHD"))
    MailFolder(tmp_path / "mail").send(letter("2", "AAAA-BBBB"))
    return tmp_path


def letter(number: str, reference: str) -> EmailMessage:
    message = EmailMessage()
    message["Message-ID"] = f"<{number}@example.org>"
    message.set_content(f"Uw kenmerk is {reference}. " + "é" * 80, cte="base64")
    return message


def names(data: Path) -> set[str]:
    return {path.name for path in data.rglob("*") if path.is_file()}


def test_files_with_the_person_go_and_the_others_stay(data: Path) -> None:
    removal = remove_traces(data, {PERSON, "K7QM-2XHD"})
    assert names(data) == {"sam.csv", "sam.xlsx", "2@example.org.eml"}
    assert {path.name for path in removal.removed} == {"noor.csv", "noor.xlsx", "1@example.org.eml"}
    assert removal.unreadable == ()


def test_nobody_to_look_for_removes_nothing(data: Path) -> None:
    before = names(data)
    assert remove_traces(data, {""}).removed == ()
    assert names(data) == before


def test_half_written_file_goes_too(data: Path) -> None:
    (data / "exports" / ".lijst.csv.part").write_text("No", encoding="utf-8")
    remove_traces(data, {PERSON})
    assert ".lijst.csv.part" not in names(data)


def test_torn_lines_alone_leave_letters_and_lists(data: Path) -> None:
    (data / "journal.torn-900-1").write_text(f'{{"email":"{PERSON}","na', encoding="ascii")
    (data / ".journal.torn-950-1.part").write_text("No", encoding="ascii")
    (data / "mail" / ".3.eml.part").write_text("No", encoding="ascii")
    before = names(data)
    removal = remove_traces(data, {PERSON}, torn_only=True)
    assert removal.removed == (data / "journal.torn-900-1",)
    assert names(data) == before - {"journal.torn-900-1"}


def test_workbook_that_cannot_be_read_is_named(data: Path) -> None:
    broken = data / "exports" / "kapot.xlsx"
    broken.write_bytes(b"PK no zip")
    assert remove_traces(data, {PERSON}).unreadable == (broken,)
    assert broken.exists()


def test_folders_that_are_not_there_are_no_matter(tmp_path: Path) -> None:
    assert remove_traces(tmp_path, {PERSON}).removed == ()
