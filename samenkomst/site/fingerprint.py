"""Texts that differ when anything differs that pages are made from beside the content."""

import hashlib
import os
import re
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from samenkomst.site.site_settings import SiteSettings
from samenkomst.stores.memory import code_digest, digest_files

_INHERIT = re.compile(r"^[ \t]*[\"']?INHERIT[\"']?[ \t]*:[ \t]*(.*)", re.MULTILINE)
_PATH = re.compile(r"[\"']?([\w./ -]*\w)[\"']?[ \t]*(?:#.*)?")
"""A value that is plainly a path; whatever else YAML allows there we leave to MkDocs."""


def fingerprint(settings: SiteSettings, *inputs: object) -> str:
    """Return a text that differs when anything differs that all pages are made from.

    That is our own code and templates, the libraries, the site's own templates, how it writes
    Markdown, and `inputs`: values whose `repr` shows all that is in them.
    """
    parts = (
        code_digest(),
        installed(),
        digest_files(Path(settings.custom)) if settings.custom else "",
        settings.markdown,
        settings.markdown_options,
        *inputs,
    )
    return _digest(parts)


def describe_file(path: Path) -> str:
    """Return a text that differs when anything differs that MkDocs reads its settings from.

    That is the file itself and those that it inherits from, the variables that they can ask for,
    our own code and the libraries. Nothing when that cannot be known.
    """
    try:
        texts = list(_texts(path))
    except (OSError, LookupError):
        return ""
    words = {word for text in texts for word in re.findall(r"\w+", text)}
    asked = sorted((word, os.environ[word]) for word in words if word in os.environ)
    return _digest((str(path), texts, asked, code_digest(), installed(), sys.prefix))


def describe_docs(settings: SiteSettings) -> str:
    """Return a text that differs when anything differs that MkDocs makes its pages from by itself.

    Nothing when that cannot be known. What we give to its pages is not in it.
    """
    if not settings.known_sources:
        return ""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    shown = epoch or f"{datetime.now(tz=UTC):%Y-%m-%d}"  # on each page, as `build_date_utc`
    source = settings.source or describe_file(settings.file)
    return f"{digest_files(settings.docs, shown)} {source}" if source else ""


def installed() -> list[str]:
    """Return the libraries that Python finds, by version: the output of some is in ours."""
    folders = [path for path in dict.fromkeys(sys.path) if os.path.isdir(path)]  # noqa: PTH112
    names = (name for folder in folders for name in os.listdir(folder))  # noqa: PTH208
    return sorted({name for name in names if name.endswith((".dist-info", ".egg-info"))})


def _texts(path: Path) -> Iterator[str]:
    """Yield the text of a settings file, and of those that it inherits from.

    Raises OSError when one cannot be read, LookupError when it is not plain which one it is.
    """
    seen: set[Path] = set()
    while path not in seen:
        seen.add(path)
        text = path.read_text(encoding="utf-8", errors="surrogateescape")
        yield text
        if found := _INHERIT.search(text):
            above = _PATH.fullmatch(found[1].strip())
            if above is None:
                raise LookupError(found[1])
            path = path.parent / above[1]


def _digest(parts: object) -> str:
    return hashlib.blake2b(repr(parts).encode(errors="surrogatepass"), digest_size=16).hexdigest()
