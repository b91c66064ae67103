"""What of the theme goes into the site: the search worker, and what that loads."""

import re
from pathlib import Path

import material

from samenkomst.site.leftovers import worker_scripts

ASSETS = Path(material.__file__).parent / "templates/assets/javascripts"
NAMED = re.compile(r"`\$\{\w+\}/([^`]*\.js)`")


def test_worker_scripts_are_those_that_it_names() -> None:
    (worker,) = ASSETS.glob("workers/search.*.min.js")
    named = {re.sub(r"\$\{\w+\}", "ja", name) for name in NAMED.findall(worker.read_text("utf-8"))}
    assert len(named) == 5
    needed = worker_scripts(["ja", "th"]) - {"assets/javascripts/lunr/min/lunr.th.min.js"}
    assert {f"assets/javascripts/lunr/{name}" for name in named} == needed
    assert worker_scripts(["nl"]) < worker_scripts(["nl", "en"])


def test_worker_scripts_of_each_language_are_in_the_theme() -> None:
    """Of all but English, that needs none."""
    languages = [path.name.split(".")[1] for path in ASSETS.glob("lunr/min/lunr.??.min.js")]
    assert len(languages) > 20
    for path in worker_scripts(languages):
        assert (ASSETS.parents[1] / path).is_file(), path
