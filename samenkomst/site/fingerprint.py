"""One text for all that every page is made from beside the content."""

import hashlib
from importlib.metadata import version
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig

from samenkomst.stores.memory import code_digest, digest_files

_LIBRARIES = (
    "isal",
    "jinja2",
    "markdown",
    "markupsafe",
    "mkdocs-material",
    "nh3",
    "pillow",
    "pymdown-extensions",
)
"""Whose output ends up in our files."""


def fingerprint(config: MkDocsConfig, *inputs: object) -> str:
    """Return a text that differs when anything differs that all pages are made from.

    That is our own code and templates, the libraries, the site's own templates, how it writes
    Markdown, and `inputs`: values whose `repr` shows all that is in them.
    """
    parts = (
        code_digest(),
        [version(name) for name in _LIBRARIES],
        digest_files(Path(config.theme.custom_dir)) if config.theme.custom_dir else "",
        config.markdown_extensions,
        config.mdx_configs,
        *inputs,
    )
    return hashlib.blake2b(repr(parts).encode(), digest_size=16).hexdigest()
