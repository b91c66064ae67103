"""What is wrong, and where: one mistake, told to the person who can mend it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from samenkomst.core.problem_texts import TEXTS
from samenkomst.core.translation import Translate
from samenkomst.core.warning_texts import WARNINGS


class Severity(StrEnum):
    """Whether a problem stops the site from being built."""

    ERROR = "error"
    WARNING = "warning"


def severity_of(code: str) -> Severity:
    """Return how bad the problem with this code is."""
    return Severity.WARNING if code in WARNINGS else Severity.ERROR


@dataclass(frozen=True, slots=True)
class Place:
    """Where a mistake stands, nothing more."""

    source: str
    """A content file such as `events.yaml`, or the name of a form's field."""
    line: int | None = None
    """Counted from 1."""
    column: int | None = None
    """Counted from 1."""
    path: str = ""
    """The way to the value inside the file, for people: `events › 1 › title`."""

    def __str__(self) -> str:
        numbers = [str(number) for number in (self.line, self.column) if number is not None]
        return ":".join([self.source, *numbers])


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake as data: place, code and the values that its sentence needs, nothing more."""

    place: Place
    code: str
    """A key of `problem_texts.TEXTS`."""
    values: Mapping[str, str] = field(default_factory=dict)
    excerpt: str = ""
    """The offending line, as the editor typed it."""

    @property
    def severity(self) -> Severity:
        """Whether this stops the site from being built."""
        return severity_of(self.code)

    def explain(self, translate: Translate) -> str:
        """Return the sentence for people: what is wrong and what was expected."""
        return translate(TEXTS[self.code]).format_map(self.values)
