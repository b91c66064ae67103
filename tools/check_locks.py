"""Checks the lock files against pyproject.toml and against each other; nothing more.

pip refuses a download whose hash is not in the lock, but it never notices that a lock is behind
pyproject.toml, that two locks disagree, or that one carries somebody's own package index.
"""

import re
import sys
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from packaging.requirements import InvalidRequirement, Requirement
from packaging.utils import canonicalize_name

UNTESTED = {"bench"}
"""Locks with packages that only benchmarks run: no part of the product, so no test needs them."""

_HASH_OPTION = re.compile(r"\s--hash=(?P<digest>\S+)")
_SHA256 = re.compile(r"sha256:[0-9a-f]{64}")
_ADDRESS = re.compile(r"://|\bfile:|(^|[\s=@])(\.{0,2}/|~/|[A-Za-z]:\\)")


@dataclass(frozen=True, slots=True)
class Entry:
    """One locked package."""

    name: str
    """The normalised name, so that `PyYAML` and `pyyaml` are one."""
    version: str
    hashes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Lock:
    """What one lock file says, and what it should not say."""

    path: str
    entries: tuple[Entry, ...]
    problems: tuple[str, ...]

    def versions(self) -> dict[str, set[str]]:
        """Every locked name with its versions: more than one where Pythons differ."""
        found: dict[str, set[str]] = {}
        for entry in self.entries:
            found.setdefault(entry.name, set()).add(entry.version)
        return found


def read_lock(path: str, text: str) -> Lock:
    """The entries of a lock file's text, with a problem for each line that has no place there."""
    entries: list[Entry] = []
    problems = [
        f"{path}, line {number}: an address or a path: {line.strip()}"
        for number, line in enumerate(text.splitlines(), start=1)
        if _ADDRESS.search(line)
    ]
    for line in _logical_lines(text):
        match _read_entry(line):
            case Entry() as entry:
                entries.append(entry)
                problems.extend(f"{path}: {problem}" for problem in _hash_problems(entry))
            case problem:
                problems.append(f"{path}: {problem}")
    return Lock(path, tuple(entries), tuple(problems))


def _logical_lines(text: str) -> Iterator[str]:
    """The lines that mean something, each with its continuations."""
    without_comments = "\n".join(line for line in text.splitlines() if not _is_comment(line))
    joined = without_comments.replace("\\\n", " ")
    return (line.strip() for line in joined.splitlines() if line.strip())


def _is_comment(line: str) -> bool:
    return line.lstrip().startswith("#")


def _read_entry(line: str) -> Entry | str:
    """The package that a line locks, or what is wrong with the line."""
    if line.startswith("-"):
        return f"an option has no place in a lock: {line}"
    wanted = _HASH_OPTION.sub("", line)
    try:
        requirement = Requirement(wanted)
    except InvalidRequirement:
        return f"not a package with its version: {wanted}"
    pins = [pin.version for pin in requirement.specifier if pin.operator == "=="]
    if len(requirement.specifier) != 1 or not pins or pins[0].endswith("*"):
        return f"not locked at one version with ==: {wanted}"
    hashes = tuple(match["digest"] for match in _HASH_OPTION.finditer(line))
    return Entry(canonicalize_name(requirement.name), pins[0], hashes)


def _hash_problems(entry: Entry) -> Iterator[str]:
    if not entry.hashes:
        yield f"{entry.name} {entry.version} has no hash"
    for digest in entry.hashes:
        if not _SHA256.fullmatch(digest):
            yield f"{entry.name} {entry.version} has a hash that is not a SHA-256: {digest}"


def missing_or_outside(wanted: Iterable[str], lock: Lock) -> Iterator[str]:
    """A problem for each requirement that the lock lacks, or locks outside its range."""
    locked = lock.versions()
    for requirement in map(Requirement, wanted):
        versions = locked.get(canonicalize_name(requirement.name))
        if versions is None:
            yield f"{lock.path}: {requirement.name} is missing; pyproject.toml asks for it"
        for version in sorted(versions or ()):
            if not requirement.specifier.contains(version, prereleases=True):
                yield (
                    f"{lock.path}: {requirement.name} {version} is outside "
                    f"{requirement.specifier}, which pyproject.toml asks for"
                )


def disagreements(run: Lock, test: Lock) -> Iterator[str]:
    """A problem for each package that is not tested in the version that runs."""
    tested = test.versions()
    for name, versions in sorted(run.versions().items()):
        if name not in tested:
            if Path(run.path).stem not in UNTESTED:
                yield f"{name} is in {run.path} and not in {test.path}"
        elif tested[name] != versions:
            yield (
                f"{name} is {_listed(versions)} in {run.path} "
                f"and {_listed(tested[name])} in {test.path}"
            )


def _listed(versions: set[str]) -> str:
    return " and ".join(sorted(versions))


def requirements(pyproject: dict[str, Any], name: str) -> list[str]:
    """What the lock of that name must hold: it is named after an extra, or a dependency group."""
    groups = pyproject.get("dependency-groups", {})
    if name in groups:
        return list(_members(groups, name))
    extras = pyproject["project"].get("optional-dependencies", {})
    to_run: list[str] = pyproject["project"]["dependencies"] + pyproject["build-system"]["requires"]
    return to_run + ([] if name == "run" else extras[name])


def _members(groups: dict[str, Any], name: str) -> Iterator[str]:
    for member in groups[name]:
        if isinstance(member, str):
            yield member
        else:
            yield from _members(groups, member["include-group"])


def check(pyproject: dict[str, Any], test: Lock, *others: Lock) -> list[str]:
    """Every problem of all locks."""
    locks = (*others, test)
    return [
        *(problem for lock in locks for problem in lock.problems),
        *(
            problem
            for lock in locks
            for problem in missing_or_outside(requirements(pyproject, Path(lock.path).stem), lock)
        ),
        *(problem for lock in others for problem in disagreements(lock, test)),
    ]


def main(root: Path) -> int:
    """Prints every problem of the locks below `root`; 1 if there are any, else 0."""
    pyproject = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))
    locks = {
        path.stem: read_lock(str(path.relative_to(root)), path.read_text("utf-8"))
        for path in sorted((root / "requirements").glob("*.lock"))
    }
    problems = check(pyproject, locks.pop("test"), *locks.values())
    for problem in problems:
        print(problem)
    if problems:
        print("Renew the locks with: make lock")
        return 1
    print(f"The locks are sound: test, {', '.join(locks)}.")
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(__file__).resolve().parent.parent))
