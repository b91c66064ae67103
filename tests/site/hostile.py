"""Content with markup, quotes and template syntax in every text that an editor can type."""

import json
from pathlib import Path
from typing import Any

MARK = "<script>alert(1)</script>"


def nasty(name: str) -> str:
    """Return a text that breaks out of whatever does not escape it."""
    return f"""{name} {MARK}"'><img src=x onerror=alert(2)> & {{{{ 7*7 }}}} ‘’"""


def write_hostile_content(folder: Path) -> Path:
    """Write the four files (JSON is YAML too) and return their folder."""
    for shelf, entries in _SHELVES.items():
        text = json.dumps({shelf: entries}, ensure_ascii=False)
        (folder / f"{shelf}.yaml").write_text(text, encoding="utf-8")
    return folder


_FIELD_TYPES = ("text", "tel", "textarea", "number", "consent", "municipality")
_CHOICE_TYPES = ("select", "radio", "checkboxes")


def _field(type_: str) -> dict[str, Any]:
    field = {
        "name": f"veld_{type_}",
        "label": nasty(f"label {type_}"),
        "type": type_,
        "help": nasty("help"),
        "purpose": nasty("purpose"),
        "autocomplete": nasty("autocomplete"),
    }
    if type_ in _CHOICE_TYPES:
        field["choices"] = [{"value": nasty(each), "label": nasty(each)} for each in ("a", "b")]
    return field


_MARKDOWN = "Zie [het overzicht](/evenementen/) en **vet**.\n\n| a | b |\n|---|--:|\n| 1 | 2 |\n"

_EVENT = {
    "slug": "proef",
    "title": nasty("title"),
    "subtitle": nasty("subtitle"),
    "kind": nasty("kind"),
    "themes": [nasty("theme")],
    "summary": nasty("summary"),
    "organiser": "bureau",
    "going_ahead": "announced",
    "notices": [{"title": nasty("notice"), "text": _MARKDOWN, "date": "2022-02-01"}],
    "length": nasty("length"),
    "audience": [nasty("audience")],
    "costs": {"free": "yes", "text": _MARKDOWN},
    "capacity": {
        "text": nasty("capacity"),
        "per_organisation": {"max": "2", "text": nasty("limit")},
    },
    "intro": _MARKDOWN,
    "sections": [{"title": nasty("section"), "text": _MARKDOWN}],
    "sessions": [
        {
            "id": f"sessie-{number}",
            "title": nasty("session"),
            "date": f"2022-05-0{number}",
            "start": "9.00",
            "end": "10.00",
            "mode": "hybrid",
            "place": {key: nasty(key) for key in ("name", "room", "address", "city", "text")},
            "text": _MARKDOWN,
            "programme": [
                {"title": nasty("item"), "people": ["mens", "bureau"], "text": _MARKDOWN}
            ],
        }
        for number in (1, 2)
    ],
    "session_groups": [
        {
            "id": "groep",
            "title": nasty("group"),
            "choose": {"max": "1"},
            "text": _MARKDOWN,
            "sessions": [{"id": "keuze", "title": nasty("choice"), "date_text": nasty("date")}],
        }
    ],
    "people": [{"person": "mens", "role": "speaker"}],
    "partners": [{"organisation": "bureau", "role": "funder", "text": nasty("partner")}],
    "contact": ["mens", "bureau"],
    "registration": {"state": "open", "form": "vragen", "text": _MARKDOWN, "steps": [_MARKDOWN]},
    "related": [{"title": nasty("related"), "url": "https://example.org/", "text": nasty("more")}],
}

_SHELVES: dict[str, list[dict[str, Any]]] = {
    "events": [_EVENT],
    "people": [
        {
            "id": "mens",
            "name": nasty("name"),
            "headline": nasty("headline"),
            "organisation": "bureau",
            "bio": _MARKDOWN,
            "email": "mens@example.org",
            "phone": nasty("06"),
        }
    ],
    "organisations": [{"id": "bureau", "name": nasty("bureau"), "full_name": nasty("full")}],
    "forms": [
        {
            "id": "vragen",
            "title": nasty("form"),
            "procedure": "application",
            "intro": _MARKDOWN,
            "keep": "12 maanden",
            "fields": [
                {"name": "email", "label": nasty("mail"), "type": "email", "purpose": nasty("p")},
                *map(_field, _FIELD_TYPES + _CHOICE_TYPES),
            ],
            "button": nasty("button"),
            "next": [nasty("next")],
            "letter": {"subject": "Ontvangen", "text": "{reference}\n\n{page}"},
        }
    ],
}
