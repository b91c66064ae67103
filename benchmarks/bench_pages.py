"""`make bench-pages`: how light and fast a page is on a phone, beside Material with the same event.

Lighthouse loads each page as a phone of some years ago would, on the same plain server, in turn:
what else this machine does weighs on both alike.
"""

import argparse
import statistics
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path

from benchmarks.claims import Row, table
from benchmarks.peers import make_pair
from benchmarks.runs import Job, clean_environment
from tests.browser.other_site import serving
from tests.pages.lighthouse import Judgement, judge

_PAGE = "evenementen/evenement-1/"
_MEASURES: dict[str, tuple[Callable[[Judgement], float], float]] = {
    "bytes as they come": (lambda page: sum(size for _, size in page.requests), 0.2),
    "requests": (lambda page: len(page.requests), 0.5),
    "largest part there, ms": (lambda page: page.figure("largest-contentful-paint"), 0.8),
    "score for speed": (lambda page: page.scores["performance"], 1),
}
"""What is measured, and the bar: at most so much of the other's, but for the score."""


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description="How light and fast a page is on a phone.")
    parser.add_argument("--quick", action="store_true", help="one round")
    rounds = 1 if parser.parse_args().quick else 5
    with tempfile.TemporaryDirectory(prefix="samenkomst-bench-") as name:
        ours, other = [_built(job) for job in make_pair(Path(name), 12)]
        pairs = [(_judged(ours, Path(name)), _judged(other, Path(name))) for _ in range(rounds)]
    print(table([_row(claim, pairs) for claim in _MEASURES], f"{rounds} rounds, medians of pairs"))


def _built(job: Job) -> Path:
    environment = clean_environment()
    subprocess.run(job.command, cwd=job.folder, env=environment, check=True, capture_output=True)
    return job.folder / "site"


def _judged(site: Path, folder: Path) -> Judgement:
    with serving(site) as url:
        return judge(url + _PAGE, folder / "report.json")


def _row(claim: str, pairs: list[tuple[Judgement, Judgement]]) -> Row:
    measure, bar = _MEASURES[claim]
    ours, other = ([measure(page) for page in each] for each in zip(*pairs, strict=True))
    ratio = statistics.median(one / two for one, two in zip(ours, other, strict=True))
    mine, theirs = (f"{statistics.median(each):,.0f}" for each in (ours, other))
    return Row(claim, mine, theirs, ratio, bar, at_most=claim != "score for speed")


if __name__ == "__main__":
    main()
