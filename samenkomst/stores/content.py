"""The content folder: YAML files to a catalogue, or every problem in them with file and line."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from samenkomst.core.model.catalogue import SHELVES, TARGETS, Catalogue, build_catalogue, suggest
from samenkomst.core.model.fault import Fault
from samenkomst.core.problem import Place, Problem
from samenkomst.core.problem_texts import TEXTS
from samenkomst.core.translation import Translate, dutch
from samenkomst.stores.yaml_tree import MAX_MEGABYTES, Marks, read_tree


def load_catalogue(
    folder: Path, translate: Translate = dutch
) -> tuple[Catalogue | None, list[Problem]]:
    """Return the catalogue in `folder`, or None with all problems, in the order of the files."""
    trees: dict[str, Any] = {}
    marks: dict[str, Marks] = {}
    problems: list[Problem] = []
    for shelf in SHELVES:
        text = _read_text(folder / f"{shelf}.yaml", problems, shelf)
        if text is not None:
            source = f"{shelf}.yaml"
            tree, marks[source], found = read_tree(source, text)
            problems += found
            if tree is not None or not found:
                trees[source] = tree
    catalogue, faults = build_catalogue(trees)
    problems += [_problem(fault, marks, translate) for fault in _telling(faults, trees)]
    problems.sort(key=lambda problem: (problem.place.source, problem.place.line or 0))
    return (None, problems) if problems else (catalogue, [])


def _read_text(path: Path, problems: list[Problem], shelf: str) -> str | None:
    place = Place(path.name)
    try:
        if path.stat().st_size > MAX_MEGABYTES * 1_000_000:
            problems.append(Problem(place, "file_too_large", {"limit": str(MAX_MEGABYTES)}))
            return None
        return path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
    except FileNotFoundError:
        problems.append(Problem(place, "file_missing", {"key": shelf}))
    except UnicodeDecodeError:
        problems.append(Problem(place, "not_utf8"))
    except OSError as error:
        problems.append(Problem(place, "file_unreadable", {"reason": error.strerror or ""}))
    return None


def _telling(faults: list[Fault], trees: Mapping[str, Any]) -> Iterator[Fault]:
    """Yield the faults that are no mere result of a file that could not be read at all."""
    unread = {shelf for shelf in SHELVES if f"{shelf}.yaml" not in trees}
    for fault in faults:
        if not _refers_to(fault, unread):
            yield fault


def _refers_to(fault: Fault, shelves: set[str]) -> bool:
    return bool(set(TARGETS.get(fault.code, ())) & shelves)


def _problem(fault: Fault, marks: Mapping[str, Marks], translate: Translate) -> Problem:
    mine = marks[str(fault.path[0])]
    place = mine.place(fault.path)
    values = dict(fault.values)
    if fault.near:
        near = suggest(
            values.get("key" if fault.code == "extra_forbidden" else "value", ""), fault.near
        )
        hint = translate(TEXTS["did_you_mean"]).format(value=near) if near else ""
        values["suggestion"] = hint
    if fault.first is not None:
        values["first"] = str(marks[str(fault.first[0])].place(fault.first))
    return Problem(place, fault.code, values, mine.excerpt(place.line))
