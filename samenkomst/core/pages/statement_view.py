"""The accessibility statement as its page shows it, in the order of the Dutch model."""

from dataclasses import dataclass

from samenkomst.core.model.statement import Compliance, Statement
from samenkomst.core.translation import N_, Translate

STATUSES: dict[Compliance, tuple[str, str]] = {
    Compliance.FULL: (
        N_("voldoet volledig"),
        N_("Uit een volledig onderzoek blijkt dat de site aan alle eisen voldoet."),
    ),
    Compliance.PARTIAL: (
        N_("voldoet gedeeltelijk"),
        N_(
            "De hele site is onderzocht. De site voldoet nog niet aan alle eisen. Hieronder staat "
            "wat er nog niet goed is en wat we daaraan doen."
        ),
    ),
    Compliance.FIRST_STEPS: (
        N_("eerste maatregelen genomen"),
        N_(
            "De site is nog niet volledig onderzocht. Dat onderzoek is gepland. We weten dus nog "
            "niet aan welke eisen de site voldoet."
        ),
    ),
    Compliance.NONE: (
        N_("voldoet niet"),
        N_(
            "De site is niet volledig onderzocht door een onafhankelijke deskundige, en zo’n "
            "onderzoek is nog niet gepland. De overheid schrijft dan deze status voor. Hieronder "
            "leest u wat we zelf hebben getest en wat er nog niet goed is."
        ),
    ),
}
"""The name of each status, and what it means."""


@dataclass(frozen=True, slots=True)
class StatementView:
    """What the page about accessibility shows, nothing more."""

    statement: Statement
    status_name: str
    explanation: str


def view_statement(statement: Statement | None, translate: Translate) -> StatementView | None:
    """Return the statement as its page shows it, or None when there is none."""
    if statement is None:
        return None
    name, explanation = STATUSES[statement.status]
    return StatementView(statement, translate(name), translate(explanation))
