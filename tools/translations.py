"""Brings the English catalogue up to date with the Dutch texts in code and templates.

It gathers the texts that `babel.cfg` points at, writes `samenkomst.po` anew with the translations
that it had, drops those of texts that are gone, and compiles `samenkomst.mo` beside it. The same
texts give the same bytes: no dates, no line numbers, sorted.

A plural stands there as two texts, for that is how the program asks for it: Dutch and English both
have one form for 1 and one for the rest. The texts of the command line are in the catalogue too,
although it speaks Dutch in every language of the site.
"""

import ast
import sys
from collections.abc import Collection, Iterable, Iterator, Mapping
from io import BytesIO
from pathlib import Path
from typing import IO, Any

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT_PATH = Path(__file__).parents[1]
CATALOGUE_PATH = ROOT_PATH / "samenkomst/locale/en/LC_MESSAGES/samenkomst.po"

KEYWORDS = {"_": None, "N_": None, "translate": None, "_translate": None, "ngettext": (1, 2)}
"""The functions that take a Dutch text first; Babel counts the arguments from 1."""

_HEADERS = [
    ("Project-Id-Version", "samenkomst"),
    ("Language", "en"),
    ("Plural-Forms", "nplurals=2; plural=(n != 1);"),
    ("MIME-Version", "1.0"),
    ("Content-Type", "text/plain; charset=utf-8"),
    ("Content-Transfer-Encoding", "8bit"),
]
_COMMENT = "# English texts of samenkomst. Renew with: make translations"


class _Undated(Catalog):
    """A catalogue whose header says nothing that differs tomorrow."""

    mime_headers = property(lambda self: _HEADERS, lambda self, headers: None)


def read_python(
    source: IO[bytes], keywords: Collection[str], comment_tags: object, options: object
) -> Iterator[tuple[int, str, str, list[str]]]:
    """Yield line, function and text of each call with a text; Babel calls this for Python files.

    Raises ValueError for a text that is put together inside the call: no catalogue can hold it.
    """
    for node in ast.walk(ast.parse(source.read())):
        if not isinstance(node, ast.Call) or not node.args:
            continue
        function, text = _name(node.func), node.args[0]
        if function not in keywords:
            continue
        if isinstance(text, ast.JoinedStr | ast.BinOp | ast.IfExp) and _holds_text(text):
            raise ValueError(f"line {node.lineno}: {function}() needs one whole text")
        if isinstance(text, ast.Constant) and isinstance(text.value, str):
            yield node.lineno, function, text.value, []


def _name(function: ast.expr) -> str:
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def _holds_text(node: ast.expr) -> bool:
    constants = (each.value for each in ast.walk(node) if isinstance(each, ast.Constant))
    return any(isinstance(value, str) for value in constants)


def find_texts(root: Path = ROOT_PATH) -> list[str]:
    """Return every Dutch text in the code and the templates below `root`, sorted."""
    with (root / "babel.cfg").open(encoding="utf-8") as config:
        methods, options = parse_mapping_cfg(config)  # type: ignore[no-untyped-call]
    keywords: Mapping[str, Any] = KEYWORDS
    found: set[str] = set()
    for _file, _line, message, _comments, _context in extract_from_dir(
        root, methods, options, keywords
    ):
        found.update((message,) if isinstance(message, str) else message)
    return sorted(found)


def read_catalogue(path: Path = CATALOGUE_PATH) -> Catalog:
    """Return the catalogue at `path`."""
    with path.open("rb") as file:
        return read_po(file, locale="en")


def make_catalogue(texts: Iterable[str], known: Mapping[str, str]) -> Catalog:
    """Return a catalogue of `texts`, each with its translation as far as it is known."""
    catalogue = _Undated(locale="en", charset="utf-8", header_comment=_COMMENT, fuzzy=False)
    for text in texts:
        catalogue.add(text, known.get(text, ""))
    return catalogue


def to_po(catalogue: Catalog) -> bytes:
    """Return the file that translators edit."""
    file = BytesIO()
    write_po(file, catalogue, width=0, no_location=True, sort_output=True, ignore_obsolete=True)
    return file.getvalue()


def to_mo(catalogue: Catalog) -> bytes:
    """Return the file that the program reads."""
    file = BytesIO()
    write_mo(file, catalogue)
    return file.getvalue()


def translations(catalogue: Catalog) -> dict[str, str]:
    """Return the translation of each text, "" where there is none; doubtful ones count as none."""
    return {str(each.id): "" if each.fuzzy else str(each.string) for each in catalogue if each.id}


def main(path: Path = CATALOGUE_PATH) -> int:
    """Write both files, name the texts without a translation, and return 1 when there are any."""
    known = translations(read_catalogue(path))
    texts = find_texts()
    catalogue = make_catalogue(texts, known)
    path.write_bytes(to_po(catalogue))
    path.with_suffix(".mo").write_bytes(to_mo(catalogue))
    missing = [text for text in texts if not known.get(text)]
    for text in missing:
        print(f"no English yet: {text}", file=sys.stderr)
    dropped = len(known.keys() - set(texts))
    print(f"{len(texts)} texts, {len(missing)} without a translation, {dropped} dropped")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
