"""The same events as Markdown files with front matter: for the other generators."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any


def write_markdown(folder: Path, events: list[dict[str, Any]], *, data: bool) -> None:
    """Write each event as a page; with `data` also what lists and calendars are made from."""
    folder.mkdir(parents=True)
    for event in events:
        head: dict[str, Any] = {"title": event["title"], "description": event["summary"].strip()}
        if data:
            head |= {key: event[key] for key in ("slug", "kind", "themes", "subtitle")}
            head |= {"date": event["published"], "sessions": event["sessions"]}
            head["people"] = [each["person"] for each in event["people"]]
        # JSON is YAML too, and every generator reads it.
        lines = ("---", *(f"{key}: {json.dumps(head[key])}" for key in head), "---", "")
        text = "\n".join((*lines, *_body(event)))
        (folder / f"{event['slug']}.md").write_text(text, "utf-8")


def _body(event: dict[str, Any]) -> Iterator[str]:
    yield f"# {event['title']}\n\n*{event['subtitle']}*\n\n{event['intro']}\n"
    for section in event["sections"]:
        if "title" in section:
            yield f"## {section['title']}\n\n{section['text']}\n"
    for session in event["sessions"]:
        yield f"## {session['title']}\n\n{session['date']}, {session['start']}–{session['end']}\n"
        yield f"{session.get('text', '')}\n"
        if "programme" in session:
            yield "| tijd | onderdeel |\n| --- | --- |"
            for item in session["programme"]:
                yield f"| {item['start']}–{item['end']} | {item['title']} |"
            yield ""
    yield f"## Kosten\n\n{event['costs']['text']}\n"
    yield f"## Aanmelden\n\n{event['registration']['text']}\n"
    yield "\n".join(f"1. {step}" for step in event["registration"].get("steps", []))
