"""The builder as a program: `python -m samenkomst.site TARGET [--timings]`, beside `mkdocs.yml`."""

import os
import sys
from contextlib import suppress
from pathlib import Path

from samenkomst.core.translation import dutch as _
from samenkomst.stores.content_ahead import read_ahead
from samenkomst.stores.content_files import CONTENT


def main() -> int:
    """Build the site and return the exit code."""
    reading = read_ahead(Path(CONTENT))  # loading what makes pages of it takes nearly as long
    try:
        from samenkomst.site.builder import build_site

        return build_site(Path(sys.argv[1]), reading, timings="--timings" in sys.argv)
    except KeyboardInterrupt:  # while all that is loaded
        print(_("Gestopt."), file=sys.stderr)
        return 1
    finally:
        reading()  # nobody may write in this folder after us


if __name__ == "__main__":
    status = main()
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, AttributeError):  # nobody listens any more
            stream.flush()
    os._exit(status)  # giving back a thousand events one by one takes 0.2 s, and serves nobody
