"""The list of Dutch municipalities that comes with the package."""

import csv
from importlib.resources import files

from samenkomst.core.municipalities import Municipalities


def load_municipalities() -> Municipalities:
    """Return the municipalities of 2026; their source is in `data/README.md`."""
    text = files("samenkomst").joinpath("data/gemeenten.csv").read_text(encoding="utf-8")
    return Municipalities({row["code"]: row["name"] for row in csv.DictReader(text.splitlines())})
