"""The short version of `make faults`: every way of breaking things, and its control."""

import pytest

from tests.faults.__main__ import ALL
from tests.faults.experiment import Experiment

pytestmark = pytest.mark.faults

SHORT = [experiment for experiment in ALL if experiment.short]


@pytest.mark.parametrize("experiment", SHORT, ids=lambda experiment: experiment.name)
def test_promise_is_kept(experiment: Experiment) -> None:
    if experiment.missing:
        pytest.skip(experiment.missing)
    found = experiment.run(range(experiment.short))
    assert (found.violations, found.tried > 0) == ((), True)


@pytest.mark.parametrize("experiment", SHORT, ids=lambda experiment: experiment.name)
def test_broken_variant_is_caught(experiment: Experiment) -> None:
    """The negative controls."""
    if experiment.missing:
        pytest.skip(experiment.missing)
    assert experiment.control().violations != ()
