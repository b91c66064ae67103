"""Two spellings of what is most likely one name."""

import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from samenkomst.core.contradictions.entry import Shelves, known
from samenkomst.core.model.fault import Fault, Path
from samenkomst.core.model.person import Person

_SHORTEST = 6
"""In shorter words one other letter is most often another word."""
Place = tuple[Path, str]


def check_names(shelves: Shelves) -> Iterator[Fault]:
    """Yield a warning for each name on a stage that is written as, or almost as, one in people."""
    spellings = _Spellings(known(person, "name") or "" for _, person in shelves.people)
    ids = {known(person, "name"): known(person, "id") for _, person in shelves.people}
    for entry in shelves.entries:
        for place, name in entry.names:
            if same := name if name in ids else spellings.other(name):
                values = {"value": name, "other": same, "id": ids[same] or ""}
                yield Fault((*place, "name"), "name_in_people", values)


def check_people(shelves: Shelves) -> Iterator[Fault]:
    """Yield a warning for each two people whose names differ by a letter, a dash or an accent.

    Two e-mail addresses are two people.
    """
    seen: dict[str, tuple[Path, Person]] = {}
    spellings = _Spellings(())
    for path, person in shelves.people:
        name = known(person, "name")
        if name is None:
            continue
        other = name if name in seen else spellings.other(name)
        if other is not None and not _differ(seen[other][1], person):
            values = {"value": name, "other": other}
            yield Fault((*path, "name"), "similar_people", values, first=(*seen[other][0], "name"))
        seen.setdefault(name, (path, person))
        spellings.add(name)


def _differ(one: Person, other: Person) -> bool:
    mine, theirs = known(one, "email"), known(other, "email")
    return mine is not None and theirs is not None and mine != theirs


def check_labels(shelves: Shelves) -> Iterator[Fault]:
    """Yield a warning for each theme or kind that is elsewhere written in another way."""
    yield from _check_labels(
        [
            ((*path, "themes", index), theme)
            for path, event in shelves.events
            for index, theme in enumerate(event.themes)
        ]
    )
    yield from _check_labels(
        [((*path, "kind"), event.kind) for path, event in shelves.events if event.kind]
    )


def _check_labels(places: Sequence[Place]) -> Iterator[Fault]:
    counts = Counter(label for _, label in places)
    first = dict(reversed([(label, path) for path, label in places]))
    spellings = _Spellings(())
    used = {}
    for label, _ in sorted(counts.items(), key=lambda each: (-each[1], each[0])):
        used[label] = spellings.other(label)
        spellings.add(label)
    for path, label in places:
        if other := used[label]:
            values = {"value": label, "other": other}
            yield Fault(path, "two_spellings", values, first=first[other])


class _Spellings:
    """Finds a text that differs in case, accents, dashes or one letter, without comparing all.

    Two texts at one letter's distance share a form with one letter left out.
    """

    def __init__(self, texts: Iterable[str]) -> None:
        self._by_form: dict[str, str] = {}
        for text in texts:
            self.add(text)

    def add(self, text: str) -> None:
        """Remember `text`; of two that are alike the first stays."""
        for form in _forms(text):
            self._by_form.setdefault(form, text)

    def other(self, text: str) -> str | None:
        """Return a remembered text that is most likely the same, and not written the same."""
        for form in _forms(text):
            found = self._by_form.get(form)
            if found is not None and found != text and _digits(found) == _digits(text):
                return found
        return None


def _forms(text: str) -> list[str]:
    bare = _bare(text)
    if len(bare) < _SHORTEST:
        return [bare] if bare else []
    return [bare, *(bare[:place] + bare[place + 1 :] for place in range(min(len(bare), 60)))]


def _bare(text: str) -> str:
    """Return the letters and digits of `text`, without case and accents."""
    split = unicodedata.normalize("NFKD", text.casefold())
    return "".join(each for each in split if each.isalnum())


def _digits(text: str) -> str:
    return "".join(each for each in text if each.isdigit())
