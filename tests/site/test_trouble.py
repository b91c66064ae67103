"""What stood in the way of a build, in words."""

import pytest
from jinja2 import DictLoader, Environment, TemplateError, TemplateNotFound

from samenkomst.site.trouble import explain_trouble


def test_worker_that_was_killed_is_told_without_its_number() -> None:
    told = explain_trouble(ChildProcessError("process 12 ended with status 9"))
    assert told.startswith("De site is niet gebouwd: een hulpproces is gestopt; mogelijk was er ")
    assert "12" not in told


def test_template_that_is_not_there_is_told_by_its_name() -> None:
    with pytest.raises(TemplateNotFound) as caught:
        Environment(loader=DictLoader({}), autoescape=True).get_template("weg.html")
    told = explain_trouble(caught.value)
    assert told == "De site is niet gebouwd. Het sjabloon weg.html bestaat niet."


def test_other_mistake_in_a_template_is_told_with_its_reason() -> None:
    told = explain_trouble(TemplateError("<script>"))
    assert "Het sjabloon ? is niet te gebruiken: <script>." in told


def test_file_of_a_build_is_told_with_its_place() -> None:
    told = explain_trouble(PermissionError(13, "no", "docs"))
    assert told == "De site is niet gebouwd: docs: daarvoor zijn er geen rechten."
