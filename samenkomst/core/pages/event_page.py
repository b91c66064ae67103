"""What stands on an event's page: facts, banners, parts in the editor's order, and the form."""

from collections.abc import Iterator
from typing import NamedTuple

from samenkomst.core.contract import Contact
from samenkomst.core.forms import Form
from samenkomst.core.model.catalogue import Catalogue
from samenkomst.core.model.event import Event
from samenkomst.core.pages.addresses import event_url, organisation_url
from samenkomst.core.pages.banners import Banner, view_banners
from samenkomst.core.pages.compile_units import compile_choices, compile_units
from samenkomst.core.pages.facts import Fact, view_facts
from samenkomst.core.pages.glance import Glance
from samenkomst.core.pages.meetings import Meetings
from samenkomst.core.pages.opening import chooses_session
from samenkomst.core.pages.parts import PartView, view_parts
from samenkomst.core.pages.reader import Reader, lines
from samenkomst.core.pages.registration_view import RegistrationView, view_registration
from samenkomst.core.pages.words import PARTNER_ROLES, is_other_language
from samenkomst.core.stages import Way, stages
from samenkomst.core.translation import Translate


class PartnerView(NamedTuple):
    """An organisation that makes the event possible."""

    role: str
    name: str
    url: str
    text: str
    """The editor's words."""


class ContactView(NamedTuple):
    """Whom one can ask: a person with what he or she is, or an organisation."""

    name: str
    role: str
    email: str
    phone: str


class RelatedView(NamedTuple):
    """Something else to read; a title alone when no address is known."""

    title: str
    url: str
    text: str


class EventPage(NamedTuple):
    """Everything that the template of an event shows, nothing more."""

    slug: str
    title: str
    subtitle: str
    kind: str
    lang: str
    """The code of its language, when that is not the site's."""
    summary: str
    intro: str
    """Markdown."""
    banners: tuple[Banner, ...]
    facts: tuple[Fact, ...]
    parts: tuple[PartView, ...]
    people_text: str
    """Markdown: that people follow, or that there are more."""
    requirements: tuple[str, ...]
    registration: RegistrationView
    has_report: bool
    """Whether a report takes the place of the button."""
    form: Form | None
    contacts: tuple[ContactView, ...]
    partners: tuple[PartnerView, ...]
    related: tuple[RelatedView, ...]
    calendar_url: str
    """From the root of the site, or nothing when no date is known."""


def view_event(
    meetings: Meetings,
    catalogue: Catalogue,
    form: Form | None,
    glance: Glance,
    reader: Reader,
) -> EventPage:
    """Return the page of an event; parts with nothing to show are left out."""
    event = meetings.event
    registration = view_registration(
        event.registration,
        glance.first,
        glance.today,
        reader,
        has_form=form is not None,
        resolves=not chooses_session(event),
    )
    state, has_report = registration.state, bool(event.report) and glance.past
    has_form = form is not None and state.takes_forms and not has_report
    if form is not None and has_form and not registration.steps:
        steps = _procedure(meetings, catalogue, form, reader)
        registration = registration._replace(procedure=steps)
    other = is_other_language(event.language, reader.language)
    return EventPage(
        slug=event.slug,
        title=event.title,
        subtitle=event.subtitle or "",
        kind=event.kind or "",
        lang=(event.language or "") if other else "",
        summary=event.summary,
        intro=event.intro or "",
        banners=view_banners(event, catalogue, state, glance, reader),
        facts=view_facts(meetings, catalogue, glance, reader),
        parts=view_parts(
            meetings, catalogue, registration, glance.today, reader, has_form=has_form
        ),
        people_text=event.people_text or "",
        requirements=event.requirements,
        registration=registration,
        has_report=has_report,
        form=form if has_form else None,
        contacts=tuple(_contacts(event, catalogue)),
        partners=tuple(_partners(event, catalogue, reader.translate)),
        related=tuple(_related(event, catalogue)),
        calendar_url=f"evenementen/{event.slug}.ics" if meetings.are_dated else "",
    )


def _procedure(
    meetings: Meetings, catalogue: Catalogue, form: Form, reader: Reader
) -> tuple[str, ...]:
    """Return the steps that someone who sends the form goes through."""
    second = catalogue.forms.get(form.second_form)
    way = Way(
        procedure=form.procedure,
        places=compile_units(meetings.event)[0].places,
        second_form=second.title if second else "",
        choices=compile_choices(meetings, reader),
    )
    return tuple(stage.text for stage in stages(way, reader.translate))


def view_contacts(event: Event, catalogue: Catalogue) -> Iterator[Contact]:
    """Yield whom one can ask about `event`."""
    for identifier in event.contact:
        person = catalogue.people.get(identifier)
        if person is None:
            found = catalogue.organisations[identifier]
            yield Contact(found.name, "", found.email or "", found.phone or "")
            continue
        employer = catalogue.organisations.get(person.organisation or "")
        name = employer.name if employer else ""
        yield Contact(person.name, name, person.email or "", person.phone or "")


def _contacts(event: Event, catalogue: Catalogue) -> Iterator[ContactView]:
    """Yield the same people for the page, which tells what each of them is as well."""
    for identifier, each in zip(event.contact, view_contacts(event, catalogue), strict=True):
        person = catalogue.people.get(identifier)
        role = ", ".join(lines(person.headline if person else None, each.organisation))
        yield ContactView(each.name, role, each.email, each.phone)


def _partners(event: Event, catalogue: Catalogue, translate: Translate) -> Iterator[PartnerView]:
    for partner in event.partners:
        role = translate(PARTNER_ROLES[partner.role])
        found = catalogue.organisations.get(partner.organisation or "")
        name = (found.full_name or found.name) if found else partner.name or ""
        url = partner.url or (organisation_url(found.id) if found else "")
        yield PartnerView(role, name, url, partner.text or "")


def _related(event: Event, catalogue: Catalogue) -> Iterator[RelatedView]:
    events = {other.slug: other for other in catalogue.events}
    for each in event.related:
        other = events.get(each.event or "")
        if other:
            yield RelatedView(other.title, event_url(other.slug), each.text or other.summary)
        else:
            yield RelatedView(each.title or "", each.url or "", each.text or "")
