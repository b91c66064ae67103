"""A content folder of any size, made up from a seed: the same number and seed give the same bytes.

Each event has the size and shape of one of the two founding events: a round table with a programme
for one day, or a network of seven sessions. There are a hundred trainers, twelve themes and
an archive of ten years; about a quarter of the events is still to come on `TODAY`.
"""

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

TODAY = date(2026, 11, 21)
TRAINERS = 100
_FIRST = (
    "Anna Bram Chantal Daan Eva Farid Greet Hassan Ilse Joost Karin Lars Mina Noor Olaf".split()
)
_LAST = "Aalders Bakboord Cremer Dijkhof Elzinga Fokkens Groeneweg Hoekman Iepema Jansma".split()
_THEMES = "werkdruk,dienstverlening,omgevingswet,burgerschap,schulden,wonen,mobiliteit,zorg".split(
    ","
)
_THEMES += ["energie", "veiligheid", "archief", "financiën"]
_KINDS = ("ronde tafel", "leernetwerk", "training", "congres")
_CITIES = "Utrecht Zwolle Arnhem Den Bosch Groningen Middelburg Leeuwarden Assen Almere".split()
_WORDS = (
    "gemeente collega aanpak beleid gesprek voorbeeld praktijk vraag inwoner raad samenwerking "
    "plan wijk team werkwijze ervaring bijeenkomst opgave methode inzicht patroon keuze stap "
    "termijn bestuur opdracht dienst kans risico verhaal idee les aanleiding ruimte tijd doel"
).split()
_LINKS = (
    "helpt bij", "begint met", "vraagt om", "hoort bij", "staat naast", "leidt tot", "volgt uit",
    "maakt werk van", "geeft richting aan", "is een deel van",
)  # fmt: skip


@dataclass(slots=True)
class Writer:
    """Makes up texts and events from one source of chance, nothing more."""

    chance: random.Random
    number: int
    slugs: list[str] = field(default_factory=list)

    def sentence(self) -> str:
        """Return one sentence of eight to sixteen words."""
        pick = self.chance.choice
        words = f"De {pick(_WORDS)} {pick(_LINKS)} de {pick(_WORDS)}"
        for _ in range(self.chance.randint(1, 3)):
            words += f" en de {pick(_WORDS)} {pick(_LINKS)} een {pick(_WORDS)}"
        return f"{words}."

    def text(self, sentences: int) -> str:
        """Return a paragraph."""
        return " ".join(self.sentence() for _ in range(sentences))

    def bullets(self, number: int) -> str:
        """Return a list, as Markdown."""
        return "\n".join(f"- {self.sentence()}" for _ in range(number))

    def event(self, index: int) -> dict[str, Any]:
        """Return event number `index`: every other one is a network."""
        network = index % 2 == 1
        first = _first_day(index, self.number, self.chance)
        coming = first > TODAY
        title = f"{_KINDS[index % 4].capitalize()} {self.chance.choice(_WORDS)} {index + 1}"
        event: dict[str, Any] = {
            "slug": self.slugs[index],
            "title": title,
            "subtitle": self.sentence(),
            "kind": _KINDS[index % 4],
            "themes": sorted(self.chance.sample(_THEMES, 2)),
            "summary": self.text(2),
            "organiser": f"organisatie-{self.chance.randint(1, 10)}",
            "published": (first - timedelta(days=self.chance.randint(60, 200))).isoformat(),
            "going_ahead": "confirmed",
            "length": "Vijf bijeenkomsten" if network else "Eén dagdeel",
            "audience": ["Medewerkers van gemeenten"],
            "costs": {"free": "yes", "text": self.text(2)},
            "capacity": {"min": "8", "max": "20", "text": "Minimaal 8 en maximaal 20 deelnemers"},
            "intro": f"{self.text(3)}\n\n{self.text(2)}",
            "sections": list(self._sections(network)),
            "sessions": list(self._sessions(first) if network else [self._day(first)]),
        }
        if network:
            event["session_groups"] = [self._intake(first)]
        event["people"] = [
            {"person": person, "role": "trainer"} for person in self._trainers(2 if network else 1)
        ]
        event["contact"] = self._trainers(1)
        event["registration"] = self._registration(coming, network)
        event["related"] = [{"event": other} for other in self._others(index)]
        return event

    def _sections(self, network: bool) -> Iterator[dict[str, Any]]:
        for number in range(3):
            text = f"{self.text(2)}\n\n{self.bullets(4)}"
            yield {"title": f"Onderdeel {number + 1}: {self.chance.choice(_WORDS)}", "text": text}
        yield {"show": "sessions" if network else "programme"}
        yield {"show": "people"}
        yield {"show": "registration"}

    def _sessions(self, first: date) -> Iterator[dict[str, Any]]:
        for number in range(5):
            online = number % 2 == 0
            session: dict[str, Any] = {
                "id": f"bijeenkomst-{number + 1}",
                "title": f"Bijeenkomst {number + 1}",
                "date": (first + timedelta(days=30 * number)).isoformat(),
                "start": "9.30",
                "end": "12.30",
                "mode": "online" if online else "in_person",
                "text": self.text(2),
            }
            if not online:
                session["place"] = {"city": self.chance.choice(_CITIES)}
            yield session

    def _intake(self, first: date) -> dict[str, Any]:
        days = [first - timedelta(days=14), first - timedelta(days=13)]
        sessions = [
            {
                "id": f"intake-{number}",
                "title": f"Intakegesprek {number}",
                "date": day.isoformat(),
                "mode": "online",
            }
            for number, day in enumerate(days, 1)
        ]
        return {
            "id": "intake",
            "title": "Intakegesprek",
            "choose": {"min": "1", "max": "1"},
            "text": self.text(2),
            "sessions": sessions,
        }

    def _day(self, first: date) -> dict[str, Any]:
        programme: list[dict[str, Any]] = [
            {"start": f"{9 + number // 2}.{'30' if number % 2 else '00'}",
             "end": f"{9 + (number + 1) // 2}.{'00' if number % 2 else '30'}",
             "title": self.sentence().removesuffix(".")}
            for number in range(8)
        ]  # fmt: skip
        programme[2]["people"] = self._trainers(1)
        return {
            "id": "dag",
            "title": "De dag zelf",
            "date": first.isoformat(),
            "start": "9.00",
            "end": "13.00",
            "mode": "in_person",
            "place": {"name": "Het Stadhuis", "city": self.chance.choice(_CITIES)},
            "programme": programme,
        }

    def _registration(self, coming: bool, network: bool) -> dict[str, Any]:
        if not coming:
            return {"state": "closed", "text": self.text(1)}
        steps = [self.text(1) for _ in range(3)]
        form = "aanmelden" if network else "interesse"
        state = "open" if network else "interest"
        return {"state": state, "form": form, "text": self.text(2), "steps": steps}

    def _trainers(self, number: int) -> list[str]:
        found = self.chance.sample(range(1, TRAINERS + 1), number)
        return [f"trainer-{each}" for each in found]

    def _others(self, index: int) -> list[str]:
        found = {self.chance.randrange(self.number) for _ in range(2)} - {index}
        return [self.slugs[each] for each in sorted(found)]

    def person(self, index: int) -> dict[str, Any]:
        """Return trainer number `index`."""
        name = f"{_FIRST[index % 15]} {_LAST[index // 15 % 10]}-{_LAST[(index * 7 + 3) % 10]}"
        return {
            "id": f"trainer-{index + 1}",
            "name": name,
            "headline": f"Adviseur {self.chance.choice(_WORDS)}",
            "organisation": f"organisatie-{index % 10 + 1}",
            "bio": f"{self.text(3)}\n\n{self.text(2)}",
            "email": f"trainer-{index + 1}@example.org",
        }


def _first_day(index: int, number: int, chance: random.Random) -> date:
    """Return a first day: spread over ten years of archive and the half year to come."""
    coming = index * 4 >= number * 3
    days = chance.randint(20, 180) if coming else -chance.randint(200, 3650)
    return TODAY + timedelta(days=days)


def make_events(number: int, seed: int = 1) -> list[dict[str, Any]]:
    """Return so many events, as an editor would have typed them."""
    writer = _writer(number, seed)
    return [writer.event(index) for index in range(number)]


def make_people(number: int = TRAINERS, seed: int = 1) -> list[dict[str, Any]]:
    """Return the trainers."""
    writer = _writer(number, seed)
    return [writer.person(index) for index in range(number)]


def _writer(number: int, seed: int) -> Writer:
    slugs = [f"evenement-{index + 1}" for index in range(number)]
    return Writer(random.Random(seed), number, slugs)


def write_content(folder: Path, number: int, forms: str, seed: int = 1) -> None:
    """Write a content folder with so many events, each in a file of its own; `forms` as given."""
    (folder / "events").mkdir(parents=True)
    for event in make_events(number, seed):
        (folder / "events" / f"{event['slug']}.yaml").write_text(to_yaml(event), "utf-8")
    organisations = [
        {"id": f"organisatie-{each}", "name": f"Organisatie {each}"} for each in range(1, 11)
    ]
    for shelf, entries in (("people", make_people(seed=seed)), ("organisations", organisations)):
        (folder / f"{shelf}.yaml").write_text(to_yaml({shelf: entries}), "utf-8")
    (folder / "forms.yaml").write_text(forms, "utf-8")


def to_yaml(value: Mapping[str, Any]) -> str:
    """Return `value` in the way editors type it: block texts, and quotes around other values."""
    return "".join(_lines(value, 0))


def _lines(value: Mapping[str, Any], indent: int) -> Iterator[str]:
    space = " " * indent
    for key, each in value.items():
        match each:
            case dict():
                yield f"{space}{key}:\n"
                yield from _lines(each, indent + 2)
            case list():
                yield f"{space}{key}:\n"
                yield from _items(each, indent + 2)
            case _:
                yield f"{space}{key}: {_scalar(each, indent + 2)}\n"


def _items(values: list[Any], indent: int) -> Iterator[str]:
    space = " " * indent
    for each in values:
        if isinstance(each, dict):
            yield f"{space}- {''.join(_lines(each, indent + 2)).lstrip(' ')}"
        else:
            yield f"{space}- {_scalar(each, indent + 2)}\n"


def _scalar(text: str, indent: int) -> str:
    if "\n" in text or len(text) > 120:
        body = "\n".join(f"{' ' * indent}{line}" if line else "" for line in text.split("\n"))
        return f"|\n{body}"
    return f'"{text}"'
