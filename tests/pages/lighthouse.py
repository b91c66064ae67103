"""Lighthouse: a page as it comes to a phone of some years ago."""

import json
import os
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.running import FLAGS

COMMAND = Path(__file__).parent / "node_modules" / ".bin" / "lighthouse"


@dataclass(frozen=True, slots=True)
class Judgement:
    """What Lighthouse found of one page, nothing more."""

    report: dict[str, Any]

    @property
    def url(self) -> str:
        """Return the address that was judged."""
        return str(self.report["finalDisplayedUrl"])

    @property
    def scores(self) -> dict[str, int]:
        """Return the score of each category, in per cent."""
        categories = self.report["categories"]
        return {name: round(each["score"] * 100) for name, each in categories.items()}

    @property
    def failed(self) -> list[str]:
        """Return the audits that cost points for being found."""
        weighed = [
            each["id"] for each in self.report["categories"]["seo"]["auditRefs"] if each["weight"]
        ]
        return [name for name in weighed if self.report["audits"][name]["score"] not in (None, 1)]

    @property
    def requests(self) -> list[tuple[str, int]]:
        """Return what the page asked for: addresses, and bytes as they came."""
        items = self.report["audits"]["network-requests"]["details"]["items"]
        return [(each["url"], each["transferSize"]) for each in items]

    def figure(self, audit: str) -> float:
        """Return what an audit measured, in its own unit."""
        return float(self.report["audits"][audit]["numericValue"])


def judge(url: str, out: Path) -> Judgement:
    """Return the judgement of a page; its report stays in `out`."""
    flags = " ".join(["--headless", *FLAGS])
    command = [
        str(COMMAND), url, "--quiet", f"--chrome-flags={flags}",
        "--output=json", f"--output-path={out}",
    ]  # fmt: skip
    environment = {**os.environ, "CHROME_PATH": os.environ.get("CHROMIUM", "/usr/bin/chromium")}
    subprocess.run(command, check=True, env=environment, capture_output=True)
    return Judgement(json.loads(out.read_text(encoding="utf-8")))
