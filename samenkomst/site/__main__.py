"""The builder as a program: `python -m samenkomst.site TARGET [--timings]`, beside `mkdocs.yml`."""

import os
import sys
from pathlib import Path

from samenkomst.stores.content_ahead import read_ahead
from samenkomst.stores.content_files import CONTENT


def main() -> int:
    """Build the site and return the exit code."""
    reading = read_ahead(Path(CONTENT))  # loading what makes pages of it takes nearly as long
    from samenkomst.site.builder import build_site

    try:
        return build_site(Path(sys.argv[1]), reading, timings="--timings" in sys.argv)
    finally:
        reading()  # nobody may write in this folder after us


if __name__ == "__main__":
    status = main()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(status)  # giving back a thousand events one by one takes 0.2 s, and serves nobody
