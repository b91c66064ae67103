"""The facts below a letter, and deadlines and changes in words."""

import pytest

from samenkomst.core.contract import Contact
from samenkomst.core.instants import end_of_day, write_instant
from samenkomst.core.letter_details import describe_changes, describe_contacts, describe_deadline
from samenkomst.core.translation import dutch
from tests.builders import HOSTILE, NOW


def test_contacts_are_described_in_one_line() -> None:
    contacts = [Contact("Noor", "Fonds", "noor@example.org", "06"), Contact("Voorbeeld & Fonds")]
    assert describe_contacts(contacts) == "Noor, Fonds, 06, noor@example.org; Voorbeeld & Fonds"
    assert describe_contacts([]) == ""


@pytest.mark.parametrize(
    ("instant", "words"),
    [
        ("2027-03-12T22:59:59Z", "vrijdag 12 maart 2027"),  # winter time
        ("2027-07-12T21:59:59Z", "maandag 12 juli 2027"),  # summer time
        ("2027-03-12T23:00:00Z", "vrijdag 12 maart 2027"),
        ("2026-12-31T22:59:59Z", "donderdag 31 december 2026"),
        ("2027-03-12T12:30:00Z", "vrijdag 12 maart 2027, 13.30 uur"),
        ("2027-03-12T22:30:00Z", "vrijdag 12 maart 2027, 23.30 uur"),
        (write_instant(NOW), "zaterdag 21 november 2026, 21.15 uur"),
        (end_of_day(NOW.date()), "zaterdag 21 november 2026"),
    ],
)
def test_deadline_at_the_end_of_a_day_is_that_day(instant: str, words: str) -> None:
    assert describe_deadline(instant, "nl") == words


def test_deadline_in_english() -> None:
    assert describe_deadline("2027-03-12T12:30:00Z", "en") == "Friday 12 March 2027, 13:30"


def test_nothing_that_changed_is_nothing_to_tell() -> None:
    facts = [["Waar", "Utrecht"], ["Waar", "Zwolle"]]
    assert describe_changes(facts, [tuple(each) for each in facts], dutch) == ""


def test_label_that_stands_twice_is_compared_as_one() -> None:
    old = [["Zaal", "Een"], ["Zaal", HOSTILE]]
    new = [["Zaal", "Een"], ["Zaal", "Twee"]]
    assert describe_changes(old, new, dutch) == f"Zaal: Een; Twee\n(dit was: Een; {HOSTILE})"
