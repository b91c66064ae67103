"""Problems: one mistake as data, and its sentence."""

import pytest

from samenkomst.core.problem import Place, Problem
from samenkomst.core.problem_texts import TEXTS
from samenkomst.core.translation import dutch


@pytest.mark.parametrize(
    ("place", "text"),
    [
        (Place("events.yaml", 3, 7), "events.yaml:3:7"),
        (Place("events.yaml", 3), "events.yaml:3"),
        (Place("events.yaml"), "events.yaml"),
        (Place("email", path="x"), "email"),
    ],
)
def test_place_is_written_as_editors_open_it(place: Place, text: str) -> None:
    assert str(place) == text


def test_problem_explains_with_its_values() -> None:
    problem = Problem(Place("events.yaml"), "missing", {"key": "title"})
    assert problem.explain(dutch) == "“title” ontbreekt. Het is hier verplicht."


def test_problem_explains_in_the_reader_s_language() -> None:
    english = {TEXTS["missing"]: "“{key}” is missing."}
    problem = Problem(Place("events.yaml"), "missing", {"key": "title"})
    assert problem.explain(english.__getitem__) == "“title” is missing."


def test_problem_reads_no_value_as_a_template() -> None:
    problem = Problem(Place("x"), "missing", {"key": "{key.__class__} {0} %s"})
    assert problem.explain(dutch) == "“{key.__class__} {0} %s” ontbreekt. Het is hier verplicht."
