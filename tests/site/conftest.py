"""Sites that are built once for all tests."""

import pytest

from tests.site.building import Built, build, make_project
from tests.site.hostile import write_hostile_content


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The real content on 1 March 2022, when nothing is past."""
    done = build(make_project(tmp_path_factory.mktemp("real")))
    assert done.code == 0, done.output
    return done


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Content with markup and quotes in every text."""
    content = write_hostile_content(tmp_path_factory.mktemp("hostile-content"))
    done = build(make_project(tmp_path_factory.mktemp("hostile"), content))
    assert done.code == 0, done.output
    return done
