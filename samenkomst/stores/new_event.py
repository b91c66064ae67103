"""A new event: a file full of examples, which is right as it is and can be changed line by line."""

from importlib.resources import files
from pathlib import Path
from string import Template
from typing import Any

from samenkomst.core.model.scalars import Mistake, check_slug
from samenkomst.core.obstacle import reason_of
from samenkomst.core.pages.words import slugify
from samenkomst.core.problem_texts import TEXTS
from samenkomst.core.translation import N_, Translate, dutch
from samenkomst.stores.content_files import EVENTS, MAX_MEGABYTES
from samenkomst.stores.yaml_tree import read_tree

KINDS = ("ronde-tafel", "leernetwerk", "training", "congres", "webinar", "reeks", "aanbod")
_MEANT = N_(
    "“{value}” kan geen deel van een adres zijn. Kies bijvoorbeeld: {slug}. De titel verandert u "
    "daarna in het bestand."
)
_EXISTS = N_("Er is al een evenement “{value}”, in {path}. Kies een andere naam.")
_NO_FOLDER = N_("De map {path} is er niet. Ga naar de map van de site, of gebruik --content.")
_UNWRITABLE = N_("{path} is niet te schrijven: {reason}")
_ON_REQUEST = {"aanbod"}


class NewEventError(Exception):
    """Why no event was written; `text` is a sentence with named values."""

    def __init__(self, text: str, **values: str) -> None:
        super().__init__(text)
        self.text, self.values = text, values

    def explain(self, translate: Translate) -> str:
        """Return the reason for people."""
        return translate(self.text).format_map(self.values)


def write_event(content: Path, slug: str, kind: str) -> Path:
    """Write `events/SLUG.yaml` in the folder `content` and return its path; never overwrites.

    Raises NewEventError when the slug or the folder does not allow it.
    """
    if mistake := _mistake_in(slug):
        raise _no_slug(slug, mistake)
    if not content.is_dir():
        raise NewEventError(_NO_FOLDER, path=str(content))
    path = content / EVENTS / f"{slug}.yaml"
    if existing := _known_slugs(content).get(slug):
        raise NewEventError(_EXISTS, value=slug, path=str(existing))
    try:
        path.parent.mkdir(exist_ok=True)
        with path.open("x", encoding="utf-8") as file:
            file.write(event_text(slug, kind, _first_organisation(content)))
    except OSError as error:
        if isinstance(error, FileExistsError) and path.exists():
            raise NewEventError(_EXISTS, value=slug, path=str(path)) from None
        reason = reason_of(error, dutch)
        raise NewEventError(_UNWRITABLE, path=str(path), reason=reason) from error
    return path


def _mistake_in(slug: str) -> Mistake | None:
    try:
        check_slug(slug)
    except Mistake as mistake:
        return mistake
    return None


def _no_slug(value: str, mistake: Mistake) -> NewEventError:
    if slugify(value) not in (value, slugify("")):
        return NewEventError(_MEANT, value=value, slug=slugify(value))
    return NewEventError(TEXTS[mistake.code], **mistake.values)


def event_text(slug: str, kind: str, organiser: str | None) -> str:
    """Return the starting point for an event of this kind, with `organiser` filled in if known."""
    folder = files("samenkomst").joinpath("data/new")
    parts = [folder.joinpath(f"{name}.yaml") for name in ("begin", kind, "end")]
    text = "".join(part.read_text(encoding="utf-8") for part in parts)
    example = "# organiser: voorbeeldbureau  # de id uit organisations.yaml"
    known = f"organiser: {organiser}  # de id uit organisations.yaml"
    return Template(text).substitute(
        slug=slug,
        title=slug.replace("-", " ").capitalize(),
        kind=kind.replace("-", " "),
        organiser=known if organiser else example,
        state="on_request" if kind in _ON_REQUEST else "not_yet",
    )


def _known_slugs(content: Path) -> dict[str, Path]:
    """Return the slug of each event with its file."""
    together = content / f"{EVENTS}.yaml"
    found = {str(each.get("slug")): together for each in _entries(together, EVENTS)}
    for path in sorted((content / EVENTS).glob("*.yaml")):
        tree = _tree(path)
        if isinstance(tree, dict):
            found[str(tree.get("slug"))] = path
    return found


def _first_organisation(content: Path) -> str | None:
    entries = _entries(content / "organisations.yaml", "organisations")
    ids = [each["id"] for each in entries if isinstance(each.get("id"), str)]
    return ids[0] if ids and not _mistake_in(ids[0]) else None


def _entries(path: Path, key: str) -> list[dict[str, Any]]:
    """Return the entries of a content file as typed; nothing when it cannot be read."""
    tree = _tree(path)
    found = tree.get(key) if isinstance(tree, dict) else None
    return [each for each in found if isinstance(each, dict)] if isinstance(found, list) else []


def _tree(path: Path) -> Any:
    try:
        with path.open("rb") as file:
            text = file.read(MAX_MEGABYTES * 1_000_000).decode("utf-8-sig", "replace")
    except OSError:
        return None
    return read_tree(path.name, text)[0]
