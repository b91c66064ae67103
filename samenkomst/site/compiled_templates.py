"""Templates as Jinja compiled them, so that the next build need not."""

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket

from samenkomst.site.environment import TEMPLATES, Tools, make_environment
from samenkomst.site.markdown_fields import MarkdownFields


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


def compile_templates() -> dict[str, bytes]:
    """Return our own templates as Jinja compiles them for planned pages.

    They do in MkDocs' environment as well. What a site has in their place is compiled when
    somebody asks for it.
    """
    codes: dict[str, bytes] = {}
    environment = make_environment([str(TEMPLATES)], Tools(str, MarkdownFields((), {}, ""), ""))
    environment.bytecode_cache = CompiledTemplates(codes)
    for path in sorted(TEMPLATES.glob("*.html")):
        environment.get_template(path.name)
    return codes
