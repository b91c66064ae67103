"""Problems in the content, as text for the terminal and as data for the preview's banner."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from samenkomst.core.problem import Problem, Severity
from samenkomst.core.translation import Translate


@dataclass(frozen=True, slots=True)
class ProblemView:
    """One problem in words, nothing more."""

    place: str
    """File, line and column."""
    excerpt: str
    text: str

    def __str__(self) -> str:
        lines = (self.place, self.excerpt.strip(), self.text)
        return "\n    ".join(line for line in lines if line)


def split_problems(problems: Sequence[Problem]) -> tuple[list[Problem], list[Problem]]:
    """Return what stops the site from being built, and what does not."""
    errors = [each for each in problems if each.severity is Severity.ERROR]
    return errors, [each for each in problems if each.severity is Severity.WARNING]


def view_problems(problems: Iterable[Problem], translate: Translate) -> list[ProblemView]:
    """Return every problem in words, in their order."""
    return [
        ProblemView(str(each.place), each.excerpt, each.explain(translate)) for each in problems
    ]


def view_failure(failure: Exception, translate: Translate) -> ProblemView:
    """Return what to say when the site cannot be built and we do not know why."""
    text = translate(
        "De site is met uw laatste wijziging niet te bouwen. Maak die ongedaan, en meld de fout "
        "die in het venster van de voorvertoning staat."
    )
    return ProblemView(type(failure).__name__, str(failure)[:160], text)


def count_problems(number: int, translate: Translate) -> str:
    """Return how many problems there are, as a sentence."""
    one, many = translate("1 probleem in de content"), translate("{number} problemen in de content")
    return one if number == 1 else many.format(number=number)
