"""The accessibility statement: what it claims must follow from what is known."""

from typing import Any

import pytest

from samenkomst.core.model.catalogue import build_catalogue
from samenkomst.core.model.statement import Statement

ISSUE = {
    "title": "Zoeken",
    "cause": "Het draait in de browser.",
    "effect": "Het werkt niet altijd.",
    "alternative": "Het overzicht.",
    "measure": "Geen.",
}
DONE = {"by": "Bureau", "date": "2026-01-15"}
PLANNED = {"by": "Bureau", "date": "2027-03-01"}


def faults(**changes: Any) -> list[tuple[str, tuple[Any, ...]]]:
    """Return the code and the place of each fault in a statement; None leaves a key out."""
    raw = {"organisation": "Wij", "status": "D", "date": "2026-11-22", "contact": "Bel ons"}
    typed = {key: value for key, value in {**raw, **changes}.items() if value is not None}
    files = {f"{shelf}.yaml": {shelf: []} for shelf in ("events", "people")}
    files |= {f"{shelf}.yaml": {shelf: []} for shelf in ("organisations", "forms")}
    catalogue, found = build_catalogue({**files, "accessibility.yaml": typed})
    if not found:
        assert catalogue is not None
        assert isinstance(catalogue.statement, Statement)
    return [(fault.code, fault.path[1:]) for fault in found]


@pytest.mark.parametrize(
    ("changes", "code", "path"),
    [
        ({"organisation": None}, "missing", ("organisation",)),
        ({"contact": "Bel <b>ons</b>"}, "markdown_html", ("contact",)),
        ({"status": "E"}, "choice", ("status",)),
        ({"date": "31-2-2026"}, "date_impossible", ("date",)),
        ({"kleur": "rood"}, "extra_forbidden", ("kleur",)),
        ({"issues": "geen"}, "list_expected", ("issues",)),
        ({"issues": [{**ISSUE, "measure": None}]}, "missing", ("issues", 0, "measure")),
        ({"audit": {"by": "Bureau"}}, "missing", ("audit", "date")),
        ({"audit": {**DONE, "url": "javascript:alert(1)"}}, "url", ("audit", "url")),
    ],
)
def test_mistake_is_told_at_its_place(
    changes: dict[str, Any], code: str, path: tuple[Any, ...]
) -> None:
    assert faults(**changes) == [(code, path)]


def test_mistakes_are_told_all_at_once() -> None:
    assert len(faults(contact=None, status="Z", date="x", issues=[{}])) == 8


@pytest.mark.parametrize(
    ("changes", "code", "key"),
    [
        ({"status": "A"}, "statement_audit", "status"),
        ({"status": "B"}, "statement_audit", "status"),
        ({"status": "B", "audit": PLANNED}, "statement_audit", "status"),
        ({"status": "B", "audit": {**DONE, "date": "2023-01-15"}}, "statement_audit", "status"),
        ({"status": "A", "audit": DONE, "issues": [ISSUE]}, "statement_issues", "issues"),
        ({"status": "C"}, "statement_plan", "status"),
        ({"status": "C", "audit": DONE}, "statement_plan", "status"),
        ({"status": "C", "audit": {**PLANNED, "date": "2027-08-01"}}, "statement_plan", "status"),
    ],
)
def test_status_that_nothing_supports_is_refused(
    changes: dict[str, Any], code: str, key: str
) -> None:
    assert faults(**changes) == [(code, (key,))]


@pytest.mark.parametrize(
    "changes",
    [
        {"status": "A", "audit": DONE},
        {"status": "B", "audit": DONE, "issues": [ISSUE]},
        {"status": "C", "audit": PLANNED},
        {"status": "D", "issues": [{**ISSUE, "criterion": "1.1.1", "ready": "2027-06-01"}]},
    ],
)
def test_status_that_is_supported_is_taken(changes: dict[str, Any]) -> None:
    assert faults(**changes) == []
