"""Letters that editors write for one event: each kind knows its own placeholders."""

from typing import Any

import pytest

from samenkomst.core.letter_text import PLACEHOLDERS
from samenkomst.core.model.event import Event
from samenkomst.core.model.fault import Fault
from samenkomst.core.model.letter import EventLetters
from tests.builders import make_event_raw, validate

LETTER = {"subject": "Over {title}", "text": "Zie {page} en {link}."}


def faults_of(letters: Any) -> list[tuple[tuple[str | int, ...], str]]:
    faults: list[Fault] = []
    validate(Event, make_event_raw(letters=letters), (), faults)
    return [(fault.path, fault.code) for fault in faults]


def test_every_kind_can_be_written_but_the_receipt() -> None:
    """That one stands with its form."""
    assert set(EventLetters.model_fields) == set(PLACEHOLDERS) - {"received"}
    assert faults_of({kind: LETTER for kind in EventLetters.model_fields}) == []


@pytest.mark.parametrize("kind", EventLetters.model_fields)
def test_kind_takes_its_own_placeholders_alone(kind: str) -> None:
    every = {name for names in PLACEHOLDERS.values() for name in names}
    for name in every:
        found = faults_of({kind: LETTER | {"text": f"Een {{{name}}}"}})
        known = name in PLACEHOLDERS[kind]
        assert found == ([] if known else [(("letters", kind, "text"), "placeholder")])


@pytest.mark.parametrize(
    ("letters", "expected"),
    [
        ({"uitnodiging": LETTER}, [(("letters", "uitnodiging"), "extra_forbidden")]),
        ({"invitation": "Kom!"}, [(("letters", "invitation"), "mapping_expected")]),
        ({"link": {"subject": "x"}}, [(("letters", "link", "text"), "missing")]),
        (
            {"link": LETTER | {"subject": "{0.__class__} {naam}"}},
            [(("letters", "link", "subject"), "placeholder")] * 2,
        ),
    ],
)
def test_letter_with_a_fault_is_named(letters: Any, expected: list[Any]) -> None:
    assert faults_of(letters) == expected
