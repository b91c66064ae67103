"""The walls between the layers (design 3): who may import whom, and what core may not touch.

The rules are functions over a folder, so that each is also seen to fail: on a copy of the tree
with one forbidden line in it.
"""

import ast
import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from tests.builders import ROOT_PATH

PACKAGES = ("samenkomst", "form_handler")


@dataclass(frozen=True, slots=True)
class Layer:
    """What the modules below a name may import beside the standard library."""

    ours: tuple[str, ...] = ()
    libraries: tuple[str, ...] = ()


CORE, STORES = "samenkomst.core", "samenkomst.stores"
SHELL = (CORE, STORES, "samenkomst.journals", "samenkomst.service", "samenkomst.settings")
COMMANDS, VIEWS = "samenkomst.commands", "samenkomst.views"
LAYERS = {
    "samenkomst": Layer(),
    "samenkomst.core": Layer((CORE,)),
    "samenkomst.core.tokens": Layer((CORE,), ("itsdangerous",)),
    "samenkomst.stores": Layer((CORE, STORES)),
    "samenkomst.stores.yaml_tree": Layer((CORE, STORES), ("yaml",)),
    "samenkomst.stores.yaml_plain": Layer((CORE, STORES), ("yaml",)),
    "samenkomst.stores.memory": Layer((CORE, STORES), ("isal",)),
    "samenkomst.stores.yaml_mistakes": Layer((CORE, STORES), ("yaml",)),
    "samenkomst.stores.age": Layer((CORE, STORES), ("pyrage",)),
    "samenkomst.stores.export": Layer((CORE, STORES), ("openpyxl",)),
    "samenkomst.stores.spreadsheet": Layer((CORE, STORES), ("openpyxl",)),
    "samenkomst.stores.postgres": Layer((CORE, STORES), ("psycopg",)),
    "samenkomst.stores.postgres_attempts": Layer((CORE, STORES), ("psycopg",)),
    "samenkomst.stores.postgres_commits": Layer((CORE, STORES), ("psycopg",)),
    "samenkomst.stores.postgres_connections": Layer((CORE, STORES), ("psycopg",)),
    "samenkomst.stores.postgres_delivery": Layer((CORE, STORES), ("psycopg",)),
    "samenkomst.stores.postgres_pace": Layer((CORE, STORES), ("psycopg",)),
    "samenkomst.stores.postgres_schema": Layer((CORE, STORES), ("psycopg",)),
    "samenkomst.stores.postgres_statements": Layer((CORE, STORES), ("psycopg",)),
    "samenkomst.settings": Layer((CORE,)),
    "samenkomst.service": Layer((CORE, "samenkomst.service")),
    "samenkomst.journals": Layer((CORE, STORES, "samenkomst.settings")),
    "samenkomst.programs": Layer(("samenkomst.settings", STORES)),
    "samenkomst.views": Layer((CORE, "samenkomst.service", VIEWS)),
    "samenkomst.commands": Layer((*SHELL, VIEWS, COMMANDS, "samenkomst.__version__"), ("click",)),
    "samenkomst.commands.site": Layer((*SHELL, COMMANDS, "samenkomst.programs"), ("click",)),
    "samenkomst.cli": Layer((*SHELL, COMMANDS, "samenkomst.__version__"), ("click",)),
    "samenkomst.site": Layer(
        (*SHELL, "samenkomst.site"),
        (
            "PIL",
            "isal",
            "jinja2",
            "markdown",
            "markupsafe",
            "mkdocs",
            "nh3",
            "pymdownx",
            "watchdog",
        ),
    ),
    "form_handler": Layer(
        (*SHELL, "form_handler"), ("flask", "gunicorn", "jinja2", "markupsafe", "werkzeug")
    ),
    "form_handler.metrics": Layer((), ("prometheus_client",)),
    "form_handler.metrics_page": Layer(("form_handler.metrics",), ("prometheus_client",)),
}
"""By the longest name that fits; a module that no longer name fits falls under `samenkomst`."""

FRAMEWORKS = {
    "mkdocs": "samenkomst.site",
    "properdocs": "samenkomst.site",
    "flask": "form_handler",
    "werkzeug": "form_handler",
}
"""Each lives in one place: whoever replaces it, changes that place. Click has `LAYERS` alone."""

IMPURE_MODULES = {
    *("os", "io", "pathlib", "shutil", "tempfile", "glob", "fcntl", "mmap", "sqlite3"),
    *("socket", "ssl", "smtplib", "http", "subprocess", "asyncio", "threading", "multiprocessing"),
    *("time", "random", "secrets", "uuid", "locale", "getpass", "platform", "signal"),
}
IMPURE_CALLS = {"open", "input", "print", "exec", "eval", "__import__", "import_module"}
IMPURE_METHODS = {"now", "utcnow", "today", "read_text", "read_bytes", "write_text", "write_bytes"}
VAGUE_NAMES = {"util", "utils", "helper", "helpers", "common", "manager", "managers", "misc"}


@dataclass(frozen=True, slots=True)
class Module:
    """One source file."""

    name: str
    path: Path
    tree: ast.Module


def read_modules(root: Path) -> list[Module]:
    paths = sorted(path for package in PACKAGES for path in (root / package).rglob("*.py"))
    return [
        Module(_name(path.relative_to(root)), path, _parse(path.read_text(encoding="utf-8")))
        for path in paths
    ]


_parse = cache(ast.parse)


def _name(path: Path) -> str:
    parts = path.with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports(module: Module) -> Iterator[tuple[int, str]]:
    """Yield line and full name of all that a module imports: at its top, in a function, anywhere.

    `from a.b import c` is `a.b.c`; for a name inside `a.b` that rank is the same.
    """
    package = module.name if module.path.name == "__init__.py" else module.name.rpartition(".")[0]
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package.split(".")[: len(package.split(".")) - node.level + 1]
            base = [*above, node.module] if node.module else above
            start = ".".join(base) if node.level else str(node.module)
            yield from ((node.lineno, f"{start}.{alias.name}") for alias in node.names)


def is_below(name: str, above: str) -> bool:
    return name == above or name.startswith(f"{above}.")


def find_forbidden_imports(modules: list[Module]) -> Iterator[str]:
    for module in modules:
        layer = LAYERS[max((name for name in LAYERS if is_below(module.name, name)), key=len)]
        for line, name in imports(module):
            top = name.partition(".")[0]
            if top in sys.stdlib_module_names:
                continue
            allowed = layer.ours if top in PACKAGES else layer.libraries
            if not any(is_below(name, each) for each in allowed):
                yield f"{module.name}:{line} imports {name}"


def find_strayed_frameworks(modules: list[Module]) -> Iterator[str]:
    for module in modules:
        for line, name in imports(module):
            home = FRAMEWORKS.get(name.partition(".")[0])
            if home and not is_below(module.name, home):
                yield f"{module.name}:{line} imports {name}"


def find_impurities(modules: list[Module]) -> Iterator[str]:
    for module in modules:
        if not is_below(module.name, CORE):
            continue
        for line, name in imports(module):
            if name.partition(".")[0] in IMPURE_MODULES:
                yield f"{module.name}:{line} imports {name}"
        for node in ast.walk(module.tree):
            if isinstance(node, ast.Call) and (called := _impure_call(node.func)):
                yield f"{module.name}:{node.lineno} calls {called}"


def _impure_call(function: ast.expr) -> str | None:
    match function:
        case ast.Name(id=name) if name in IMPURE_CALLS:
            return name
        case ast.Attribute(attr=name) if name in IMPURE_METHODS | {"open", "import_module"}:
            return name
    return None


def find_lost_locks(modules: list[Module]) -> Iterator[str]:
    """`fcntl.lockf` is lost as soon as anything in the process closes the file (design 7.5)."""
    for module in modules:
        for node in ast.walk(module.tree):
            if "lockf" in (getattr(node, "attr", None), getattr(node, "id", None)):
                yield f"{module.name}:{node.lineno} uses lockf"  # type: ignore[attr-defined]
        for line, name in imports(module):
            if name.rpartition(".")[2] == "lockf":
                yield f"{module.name}:{line} uses lockf"


def find_vague_names(modules: list[Module]) -> Iterator[str]:
    for module in modules:
        for part in module.name.split("."):
            if VAGUE_NAMES & set(part.split("_")):
                yield f"{module.name} tells nothing"


Rule = Callable[[list[Module]], Iterator[str]]
RULES: list[Rule] = [
    find_forbidden_imports,
    find_strayed_frameworks,
    find_impurities,
    find_lost_locks,
    find_vague_names,
]


@cache
def our_modules() -> list[Module]:
    return read_modules(ROOT_PATH)


@pytest.mark.parametrize("rule", RULES)
def test_tree_keeps_the_rule(rule: Rule) -> None:
    assert list(rule(our_modules())) == []


def test_rules_look_at_every_module() -> None:
    """A rule that reads nothing finds nothing."""
    names = {module.name for module in our_modules()}
    files = sum(len(list((ROOT_PATH / package).rglob("*.py"))) for package in PACKAGES)
    assert len(names) == len(our_modules()) == files
    assert {"samenkomst", "samenkomst.core.model.event", "form_handler.views"} <= names
    assert [name for name in LAYERS if name not in names] == []


PLANTED = [
    (find_forbidden_imports, "samenkomst/core/dates.py", "import yaml"),
    (find_forbidden_imports, "samenkomst/core/dates.py", "import samenkomst.stores.disk"),
    (find_forbidden_imports, "samenkomst/core/dates.py", "from samenkomst import settings"),
    (find_forbidden_imports, "samenkomst/core/dates.py", "from ..stores import disk"),
    (
        find_forbidden_imports,
        "samenkomst/core/dates.py",
        "def f():\n    import yaml",
    ),
    (find_forbidden_imports, "samenkomst/core/__init__.py", "from ..service import deliver"),
    (find_forbidden_imports, "samenkomst/stores/disk.py", "import samenkomst.service"),
    (find_forbidden_imports, "samenkomst/stores/disk.py", "from form_handler import views"),
    (find_forbidden_imports, "samenkomst/stores/mail.py", "import yaml"),
    (
        find_forbidden_imports,
        "samenkomst/service.py",
        "from samenkomst.stores import mail",
    ),
    (find_forbidden_imports, "samenkomst/settings.py", "import samenkomst.stores.disk"),
    (find_forbidden_imports, "samenkomst/views/inbox.py", "import samenkomst.cli"),
    (find_forbidden_imports, "samenkomst/site/plugin.py", "import form_handler"),
    (find_forbidden_imports, "samenkomst/site/plugin.py", "import samenkomst.cli"),
    (find_forbidden_imports, "samenkomst/cli.py", "from samenkomst.site import plugin"),
    (find_forbidden_imports, "samenkomst/cli.py", "from form_handler import create_app"),
    (find_forbidden_imports, "samenkomst/new_module.py", "import samenkomst.core.dates"),
    (find_forbidden_imports, "form_handler/views.py", "import samenkomst.site.plugin"),
    (find_forbidden_imports, "form_handler/views.py", "import samenkomst.cli"),
    (find_strayed_frameworks, "samenkomst/cli.py", "import mkdocs.commands.build"),
    (find_strayed_frameworks, "samenkomst/service.py", "from flask import request"),
    (find_strayed_frameworks, "samenkomst/site/plugin.py", "import werkzeug"),
    (find_strayed_frameworks, "form_handler/views.py", "import mkdocs"),
    (find_impurities, "samenkomst/core/dates.py", "import os"),
    (find_impurities, "samenkomst/core/dates.py", "from os import environ"),
    (find_impurities, "samenkomst/core/dates.py", "import socket"),
    (find_impurities, "samenkomst/core/dates.py", "from time import sleep"),
    (find_impurities, "samenkomst/core/dates.py", "import random"),
    (find_impurities, "samenkomst/core/model/event.py", "open('x')"),
    (find_impurities, "samenkomst/core/model/event.py", "now = datetime.now(UTC)"),
    (find_impurities, "samenkomst/core/model/event.py", "day = date.today()"),
    (find_impurities, "samenkomst/core/model/event.py", "text = where.read_text()"),
    (find_lost_locks, "samenkomst/stores/lock.py", "fcntl.lockf(1, 2)"),
    (find_lost_locks, "samenkomst/stores/lock.py", "from fcntl import lockf"),
    (find_vague_names, "samenkomst/core/utils.py", ""),
    (find_vague_names, "form_handler/mail_helpers.py", ""),
    (find_vague_names, "samenkomst/stores/common/disk.py", ""),
]


@pytest.fixture(scope="module")
def copy_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("tree")
    for package in PACKAGES:
        ignored = shutil.ignore_patterns("__pycache__", "*.css", "*.js", "*.mo", "*.woff2")
        shutil.copytree(ROOT_PATH / package, root / package, ignore=ignored)
    assert [found for rule in RULES for found in rule(read_modules(root))] == []
    return root


@pytest.mark.parametrize(("rule", "path", "line"), PLANTED)
def test_rule_finds_what_is_planted(rule: Rule, path: str, line: str, copy_path: Path) -> None:
    """Exactly that: the copy by itself keeps every rule."""
    planted = copy_path / path
    before = planted.read_text(encoding="utf-8") if planted.exists() else None
    planted.parent.mkdir(exist_ok=True)
    planted.write_text(f"{before or ''}\n{line}\n", encoding="utf-8")
    try:
        (found,) = rule(read_modules(copy_path))
    finally:
        planted.unlink() if before is None else planted.write_text(before, encoding="utf-8")
        assert found.startswith(_name(Path(path)))


EACH_ALONE = """
import json, os, sys

wrong = {}
for name in sys.argv[1:]:
    reading, writing = os.pipe()
    if os.fork() == 0:
        try:
            __import__(name)
        except BaseException as error:
            os.write(writing, repr(error).encode())
        os._exit(0)
    os.close(writing)
    with open(reading) as pipe:
        if said := pipe.read():
            wrong[name] = said
    os.wait()
print(json.dumps(wrong))
"""


def run(program: str, *arguments: str, root: Path = ROOT_PATH) -> object:
    """Return what a program in a fresh interpreter printed as JSON."""
    found = subprocess.run(
        [sys.executable, "-W", "error", "-c", program, *arguments],
        cwd=root,
        capture_output=True,
        check=True,
        timeout=120,
    )
    return json.loads(found.stdout)


@pytest.mark.parametrize("part", ["samenkomst", CORE, STORES, "samenkomst.site", "form_handler"])
def test_each_module_can_be_imported_alone(part: str) -> None:
    """Each in a child that has none of the others: an order that matters would show."""
    parts = (CORE, STORES, "samenkomst.site")
    names = [
        module.name
        for module in our_modules()
        if is_below(module.name, part)
        and (part != "samenkomst" or not any(is_below(module.name, each) for each in parts))
    ]
    assert names
    assert run(EACH_ALONE, *names) == {}


def test_module_that_needs_another_first_is_found(tmp_path: Path) -> None:
    """The test above must be able to fail: two modules that import each other."""
    (tmp_path / "first.py").write_text("from second import b\na = 1\n")
    (tmp_path / "second.py").write_text("from first import a\nb = 1\n")
    (tmp_path / "third.py").write_text("c = 1\n")
    assert set(run(EACH_ALONE, "first", "third", "second", root=tmp_path) or {}) == {  # type: ignore[call-overload]
        "first",
        "second",
    }


LOADED = """
import importlib, json, sys

importlib.import_module(sys.argv[1])
print(json.dumps([name for name in sys.argv[2:] if name in sys.modules]))
"""


@pytest.mark.parametrize(
    ("module", "heavy"),
    [
        (
            "form_handler",
            [
                "samenkomst.core.model.content",
                "icalendar",
                "mkdocs",
                "yaml",
                "openpyxl",
                "markdown",
            ],
        ),
        ("samenkomst.service", ["samenkomst.core.model.content", "icalendar", "flask", "openpyxl"]),
        ("samenkomst.site", ["mkdocs", "samenkomst.core"]),
    ],
)
def test_module_loads_only_what_it_needs(module: str, heavy: list[str]) -> None:
    """A worker answers posts with the compiled forms; models and generators stay out of it."""
    assert run(LOADED, module, *heavy, "json") == ["json"]
