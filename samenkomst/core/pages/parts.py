"""The parts of an event's page, in the editor's order; parts with nothing to show are left out."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

from samenkomst.core.model.catalogue import Catalogue
from samenkomst.core.model.event import Event, File
from samenkomst.core.model.states import FileTime, Part
from samenkomst.core.pages.costs_view import CostsView, view_costs
from samenkomst.core.pages.meetings import Meetings
from samenkomst.core.pages.people_view import People
from samenkomst.core.pages.reader import Reader
from samenkomst.core.pages.registration_view import RegistrationView
from samenkomst.core.pages.session_view import Sessions, SessionView
from samenkomst.core.pages.words import slugify

REPORT_ID = "terugblik"


class PartView(NamedTuple):
    """A piece of the page under its own heading."""

    id: str
    title: str
    kind: str
    """"text", or the name of a part that the product makes."""
    content: Any = None
    lang: str = ""
    """The code of its language, when it is not the page's."""


class FileView(NamedTuple):
    """A download or recording; one without an address is announced."""

    title: str
    url: str
    by: str
    text: str


class ProgrammePart(NamedTuple):
    """The programme of the sessions that have one."""

    sessions: tuple[SessionView, ...]
    several: bool
    """Whether the event has more sessions, so that each programme needs its title."""


class FilesView(NamedTuple):
    """The files by their time: a heading when there are both, and the files."""

    groups: tuple[tuple[str, tuple[FileView, ...]], ...]


def view_parts(
    meetings: Meetings,
    catalogue: Catalogue,
    registration: RegistrationView,
    today: date,
    reader: Reader,
    *,
    has_form: bool,
) -> tuple[PartView, ...]:
    """Return the parts of an event's page."""
    people = People(catalogue, reader)
    sessions = Sessions(meetings, people, reader, today, has_form=has_form)
    return tuple(_Parts(meetings.event, people, sessions, registration, reader).all())


class _Parts:
    """The event with what its parts need, so that each part is a short method."""

    def __init__(
        self,
        event: Event,
        people: People,
        sessions: Sessions,
        registration: RegistrationView,
        reader: Reader,
    ) -> None:
        self.event = event
        self.people = people
        self.sessions = sessions
        self.registration = registration
        self.reader = reader
        self.translate = reader.translate

    def all(self) -> Iterator[PartView]:
        """Yield the report first, then the parts; those not named follow in a fixed order."""
        event = self.event
        if event.report:
            yield PartView(REPORT_ID, self.translate("Terugblik"), "text", event.report)
        yield from self._sections()
        named = {section.show for section in event.sections if section.show}
        for part, build in _BUILT.items():
            if part not in named:
                yield from build(self)

    def _sections(self) -> Iterator[PartView]:
        taken = {each.id for each in self.event.session_groups}
        taken |= {each.id for each in self.event.all_sessions}
        for section in self.event.sections:
            if section.show:
                yield from _BUILT[section.show](self)
            else:
                title = section.title or ""
                free = _free_id(slugify(title), taken)
                yield PartView(free, title, "text", section.text, section.language or "")

    def _programme(self) -> Iterator[PartView]:
        """Yield the programme of the event and its sessions; a group shows those of its own."""
        found = (*self.sessions.whole, *self.sessions.own)
        views = tuple(each for each in found if each.programme)
        if views:
            title = self.translate("Programma")
            content = ProgrammePart(views, several=len(found) > 1)
            yield PartView("programma", title, "programme", content)

    def _sessions(self) -> Iterator[PartView]:
        views = self.sessions.own
        if len(views) > 1:
            title = self.translate("Bijeenkomsten")
            yield PartView("bijeenkomsten", title, "sessions", views)
        elif any(each.says_more for each in views):
            title = self.translate("De bijeenkomst")
            yield PartView("bijeenkomst", title, "sessions", views)
        for group in self.event.session_groups:
            yield PartView(group.id, group.title, "group", self.sessions.group(group))

    def _people(self) -> Iterator[PartView]:
        if found := self.people.views(self.event):
            yield PartView("mensen", self.translate("Met wie"), "people", found)

    def _costs(self) -> Iterator[PartView]:
        view: CostsView | None = view_costs(self.event.costs, self.reader)
        if view and view.has_table:
            yield PartView("kosten", self.translate("Kosten"), "costs", view)

    def _registration(self) -> Iterator[PartView]:
        view = self.registration
        if view.steps or view.procedure or view.after or view.milestones:
            title = self.translate("Zo werkt het")
            yield PartView("zo-werkt-het", title, "registration", view)

    def _files(self) -> Iterator[PartView]:
        if not self.event.files:
            return
        titles = {
            FileTime.BEFORE: self.translate("Vooraf"),
            FileTime.AFTER: self.translate("Na afloop"),
        }
        groups = tuple(
            (title, tuple(_file(each) for each in self.event.files if each.when is when))
            for when, title in titles.items()
            if any(each.when is when for each in self.event.files)
        )
        yield PartView("bestanden", self.translate("Downloads"), "files", FilesView(groups))


_BUILT: Mapping[Part, Callable[[_Parts], Iterator[PartView]]] = {
    Part.SESSIONS: _Parts._sessions,
    Part.PROGRAMME: _Parts._programme,
    Part.PEOPLE: _Parts._people,
    Part.COSTS: _Parts._costs,
    Part.REGISTRATION: _Parts._registration,
    Part.FILES: _Parts._files,
}
"""What makes each part, in the order of those that the editor does not name."""


def _file(file: File) -> FileView:
    return FileView(file.title, file.url or "", file.by or "", file.text or "")


def _free_id(wanted: str, taken: set[str]) -> str:
    free = wanted
    if free.startswith(_OWN_PREFIXES):
        free = f"over-{free}"
    while free in taken or free in _OWN_IDS:
        free += "-2"
    taken.add(free)
    return free


_OWN_IDS = {
    "programma",
    "bijeenkomst",
    "bijeenkomsten",
    "mensen",
    "kosten",
    "bestanden",
    REPORT_ID,
    "zo-werkt-het",
    "mogelijk-gemaakt-door",
    "contact",
    "formulier",
    "formulier-titel",
    "fouten",
    "fouten-titel",
    "feiten",
    "op-deze-pagina",
    "ook-interessant",
    "inhoud",
}
"""Ids that the page uses itself."""
_OWN_PREFIXES = ("melding-", "veld-", "fout-", "uitleg-", "doel-", "lijst-")
"""How the numbered ids of banners and form fields begin."""
