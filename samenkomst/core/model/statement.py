"""The accessibility statement of a site, after the Dutch model, as an editor writes it.

What it claims must follow from what is known: a status that asks for an audit is refused without
one. The statuses are those of digitoegankelijk.nl; E is for a site without a statement.
"""

from collections.abc import Iterator
from enum import StrEnum

from samenkomst.core.model.content import Content
from samenkomst.core.model.fault import Fault
from samenkomst.core.model.rules import rule
from samenkomst.core.model.scalars import Day, Markdown, Text, Url

AUDIT_DAYS = 3 * 366
"""How long an audit counts."""
PLAN_DAYS = 184
"""How soon an audit must follow that is only planned."""


class Compliance(StrEnum):
    """How far the site meets the rules."""

    FULL = "A"
    PARTIAL = "B"
    FIRST_STEPS = "C"
    NONE = "D"


class Audit(Content):
    """A full examination by someone else, done or planned; nothing more."""

    by: Text
    date: Day
    url: Url | None = None


class Issue(Content):
    """Something that is known not to work for everyone, nothing more."""

    title: Text
    criterion: Text | None = None
    cause: Text
    effect: Text
    alternative: Text
    measure: Text
    ready: Day | None = None


class Statement(Content):
    """What an organisation states about its site, nothing more."""

    organisation: Text
    status: Compliance
    date: Day
    contact: Markdown
    tested: tuple[Text, ...] = ()
    not_tested: tuple[Text, ...] = ()
    issues: tuple[Issue, ...] = ()
    audit: Audit | None = None

    @rule
    def _status_is_founded(self) -> Iterator[Fault]:
        age = (self.date - self.audit.date).days if self.audit else None
        match self.status:
            case Compliance.FULL | Compliance.PARTIAL if age is None or not 0 <= age <= AUDIT_DAYS:
                yield Fault(("status",), "statement_audit")
            case Compliance.FIRST_STEPS if age is None or not -PLAN_DAYS <= age < 0:
                yield Fault(("status",), "statement_plan")

    @rule
    def _full_means_no_issues(self) -> Iterator[Fault]:
        if self.status is Compliance.FULL and self.issues:
            yield Fault(("issues",), "statement_issues")
