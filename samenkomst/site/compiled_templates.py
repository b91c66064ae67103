"""Templates as Jinja compiled them, so that the next build need not."""

import sys
from pathlib import Path

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket

from samenkomst.site.environment import TEMPLATES, Tools, make_environment
from samenkomst.site.fingerprint import installed
from samenkomst.site.markdown_fields import MarkdownFields
from samenkomst.stores.memory import load_memory, save_memory

_KEPT = Path(__file__).parent / "__pycache__" / "templates.pickle"
"""Where Python keeps what it compiled of our modules; no digest of our code looks there.

Not in the folder of the templates: what stands there MkDocs puts on the site.
"""


class CompiledTemplates(BytecodeCache):
    """Keeps what one environment compiled in a dictionary; Jinja itself checks the source."""

    def __init__(self, codes: dict[str, bytes]) -> None:
        self._codes = codes

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give `bucket` what was compiled before, if anything."""
        if bucket.key in self._codes:
            bucket.bytecode_from_string(self._codes[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was compiled now."""
        self._codes[bucket.key] = bucket.bytecode_to_string()


def compile_templates(kept: Path = _KEPT) -> dict[str, bytes]:
    """Return our own templates as Jinja compiles them for planned pages.

    They are compiled once, as modules are: not for each site, nor for each build that starts from
    nothing. What a site has in their place is compiled when somebody asks for it.
    """
    key = f"{TEMPLATES} {installed()}"
    found: dict[str, bytes] | None = load_memory(kept).get(key)
    if found is not None:
        return found
    codes = _compile_all()
    if not sys.dont_write_bytecode:
        save_memory(kept, {key: codes})
    return codes


def _compile_all() -> dict[str, bytes]:
    codes: dict[str, bytes] = {}
    environment = make_environment([str(TEMPLATES)], Tools(str, MarkdownFields((), {}, ""), ""))
    environment.bytecode_cache = CompiledTemplates(codes)
    for path in sorted(TEMPLATES.glob("*.html")):
        environment.get_template(path.name)
    return codes
