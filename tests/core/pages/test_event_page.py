"""What stands on an event's page."""

from datetime import date
from typing import Any

import pytest

from samenkomst.core.contract import Contact
from samenkomst.core.forms import Form
from samenkomst.core.model.catalogue import Catalogue
from samenkomst.core.pages.banners import Banner
from samenkomst.core.pages.compile_forms import compile_form
from samenkomst.core.pages.event_page import (
    ContactView,
    EventPage,
    PartnerView,
    RelatedView,
    view_contacts,
    view_event,
)
from samenkomst.core.pages.facts import Fact
from samenkomst.core.pages.glance import glance_at
from samenkomst.core.pages.meetings import Meetings
from samenkomst.core.pages.people_view import PersonView
from samenkomst.core.pages.reader import Reader
from samenkomst.core.pages.session_view import GroupView
from samenkomst.core.translation import dutch
from tests.builders import (
    TITLE,
    make_catalogue,
    make_event_raw,
    make_field_raw,
    make_form,
    make_form_raw,
    make_organisation_raw,
    make_person_raw,
    make_session_raw,
    real_catalogue,
)

TODAY = date(2022, 3, 1)
FORM = make_form(procedure="")
"""Without steps of its own; those are tested by themselves."""
TRAINER = [{"person": "noor-bakker", "role": "trainer"}]


def view(*others: dict[str, Any], today: date = TODAY, **changes: Any) -> EventPage:
    """Return the page of an event with these changes, beside `others`."""
    ministry = make_organisation_raw(id="rijk", full_name="Het Rijk")
    catalogue = make_catalogue(
        events=[make_event_raw(**changes), *others],
        people=[
            make_person_raw(headline="Trainer", bio="*Bio*"),
            make_person_raw(id="sam", name="Sam"),
        ],
        organisations=[make_organisation_raw(), ministry],
    )
    return show(catalogue, FORM, today)


def show(catalogue: Catalogue, form: Form, today: date = TODAY) -> EventPage:
    """Return the page of the first event."""
    event, reader = catalogue.events[0], Reader("nl", dutch)
    meetings, glance = Meetings(event, reader), glance_at(event, today, reader)
    return view_event(meetings, catalogue, form, glance, reader)


def test_page_shows_the_event() -> None:
    page = view(subtitle="Onder", intro="*Intro*")
    assert (page.slug, page.title, page.subtitle, page.kind) == (
        "ronde-tafel",
        TITLE,
        "Onder",
        "ronde tafel",
    )
    assert (page.summary, page.intro) == ('Samen "praten" & =1+1 <b>', "*Intro*")
    assert page.contacts == (
        ContactView(
            'Noor "Zus" <Bakker>',
            "Trainer, Voorbeeld & Fonds",
            "noor@example.org",
            "06 00000000",
        ),
    )
    assert page.calendar_url == "evenementen/ronde-tafel.ics"


def test_page_of_an_event_with_little_known_leaves_parts_out() -> None:
    page = view(sessions=None, contact=None, registration={"state": "not_yet"})
    assert (page.parts, page.banners, page.contacts) == ((), (), ())
    assert (page.partners, page.related) == ((), ())
    assert page.facts == (
        Fact("Organisator", links=(("Voorbeeld & Fonds", "organisaties/voorbeeldfonds/"),)),
    )
    assert (page.calendar_url, page.registration.call, page.form) == ("", "", None)


def test_facts_say_all_that_is_known() -> None:
    page = view(
        length="Eén dagdeel",
        audience=["Medewerkers", "Raadsleden"],
        capacity={"min": "8", "max": "20", "per_organisation": {"max": "2"}},
        costs={"free": "yes", "text": "Wel aanmelden."},
        people=TRAINER,
    )
    assert page.facts == (
        Fact("Wanneer", ("De middag", "dinsdag 29 maart 2022", "9.30 tot 11.00 uur")),
        Fact("Waar", ("Utrecht",)),
        Fact("Duur", ("Eén dagdeel",)),
        Fact("Voor wie", ("Medewerkers", "Raadsleden")),
        Fact("Groep", ("8 tot 20 deelnemers", "Maximaal 2 per organisatie")),
        Fact("Kosten", ("Gratis",), markdown="Wel aanmelden."),
        Fact("Organisator", links=(("Voorbeeld & Fonds", "organisaties/voorbeeldfonds/"),)),
        Fact("Trainer", links=(('Noor "Zus" <Bakker>', "mensen/noor-bakker/"),)),
    )


@pytest.mark.parametrize(
    ("changes", "term", "fact"),
    [
        (
            {"accessibility": ["Er is een lift", "Tolk <op> aanvraag"]},
            "Toegankelijkheid",
            Fact("Toegankelijkheid", ("Er is een lift", "Tolk <op> aanvraag")),
        ),
        (
            {"sessions": [make_session_raw(livestream="https://example.org/live")]},
            "Waar",
            Fact("Waar", ("Utrecht",), links=(("Kijk live mee", "https://example.org/live"),)),
        ),
        (
            {"people_text": "De sprekers volgen."},
            "Met",
            Fact("Met", markdown="De sprekers volgen."),
        ),
        ({"capacity": {"max": "20"}}, "Groep", Fact("Groep", ("Maximaal 20 deelnemers",))),
        ({"capacity": {"min": "8"}}, "Groep", Fact("Groep", ("Vanaf 8 deelnemers",))),
        (
            {
                "capacity": {
                    "max": "20",
                    "text": "Klein",
                    "per_organisation": {"max": "2", "text": "Twee"},
                }
            },
            "Groep",
            Fact("Groep", ("Klein", "Twee")),
        ),
        ({"costs": {"free": "yes"}}, "Kosten", Fact("Kosten", ("Gratis",))),
        ({"costs": {"text": "€ 10"}}, "Kosten", Fact("Kosten", markdown="€ 10")),
        (
            {"costs": {"free": "yes", "text": "Gratis voor leden."}},
            "Kosten",
            Fact("Kosten", markdown="Gratis voor leden."),
        ),
        (
            {"people": [*TRAINER, {"person": "sam", "role": "speaker"}]},
            "Met",
            Fact(
                "Met",
                links=(
                    ('Noor "Zus" <Bakker>', "mensen/noor-bakker/"),
                    ("Sam", "mensen/sam/"),
                ),
            ),
        ),
    ],
)
def test_fact_is_worded_by_what_is_known(changes: dict[str, Any], term: str, fact: Fact) -> None:
    assert [each for each in view(**changes).facts if each.term == term] == [fact]


NOTICE = {"title": "Let <op>", "text": "*Nieuws*", "date": "2022-02-01"}


@pytest.mark.parametrize(
    ("going_ahead", "notices", "banners"),
    [
        ("confirmed", None, ()),
        ("idea", None, ()),
        (
            "confirmed",
            [NOTICE],
            (Banner("notice", "Let op", "Let <op>", "*Nieuws*", "dinsdag 1 februari 2022"),),
        ),
        (
            "postponed",
            None,
            (Banner("postponed", "Uitgesteld", "Dit evenement gaat nu niet door.", "", ""),),
        ),
        (
            "postponed",
            [{"title": "Later"}],
            (Banner("postponed", "Uitgesteld", "Later", "", ""),),
        ),
        (
            "cancelled",
            None,
            (Banner("cancelled", "Afgelast", "Dit evenement gaat nu niet door.", "", ""),),
        ),
    ],
)
def test_banner_says_what_must_not_be_missed(
    going_ahead: str, notices: list[dict[str, str]] | None, banners: tuple[Banner, ...]
) -> None:
    assert view(going_ahead=going_ahead, notices=notices).banners == banners


@pytest.mark.parametrize(
    ("registration", "text"),
    [
        ({"state": "closed"}, ""),
        ({"state": "open", "form": "aanmelden"}, "De aanmelding is nog niet gesloten."),
    ],
)
def test_past_event_says_so(registration: dict[str, str], text: str) -> None:
    assert view(today=date(2022, 3, 29), registration=registration).banners == ()
    assert view(today=date(2022, 3, 30), registration=registration).banners == (
        Banner("past", "Geweest", "De laatste bijeenkomst was op dinsdag 29 maart 2022.", text, ""),
    )


def part_ids(**changes: Any) -> list[tuple[str, str, str]]:
    return [(part.id, part.title, part.kind) for part in view(**changes).parts]


RICH: dict[str, Any] = {
    "sessions": [make_session_raw(programme=[{"title": "Welkom"}]), make_session_raw(id="avond")],
    "people": TRAINER,
    "registration": {"state": "open", "form": "aanmelden", "steps": ["Vul in."]},
    "session_groups": [
        {"id": "intake", "title": "Intake", "sessions": [make_session_raw(id="keuze")]}
    ],
}
SESSIONS = ("bijeenkomsten", "Bijeenkomsten", "sessions")
GROUP = ("intake", "Intake", "group")
PROGRAMME = ("programma", "Programma", "programme")
PEOPLE = ("mensen", "Met wie", "people")
STEPS = ("zo-werkt-het", "Zo werkt het", "registration")


def test_parts_that_nobody_placed_have_a_fixed_order() -> None:
    assert part_ids(**RICH) == [SESSIONS, GROUP, PROGRAMME, PEOPLE, STEPS]


def test_parts_stand_where_the_editor_puts_them() -> None:
    sections = [
        {"show": "registration"},
        {"title": "Wat u <leert>", "text": "*veel*"},
        {"show": "programme"},
    ]
    own = ("wat-u-leert", "Wat u <leert>", "text")
    assert part_ids(**RICH, sections=sections) == [STEPS, own, PROGRAMME, SESSIONS, GROUP, PEOPLE]


def test_part_with_nothing_to_show_is_left_out() -> None:
    """Also where the editor asked for it."""
    sections = [{"show": name} for name in ("people", "registration", "programme", "sessions")]
    assert part_ids(sections=sections) == []


def test_one_session_with_a_text_is_shown() -> None:
    assert part_ids(sessions=[make_session_raw(text="Tekst")]) == [
        ("bijeenkomst", "De bijeenkomst", "sessions")
    ]


def test_headings_have_ids_that_nothing_else_has() -> None:
    """Two headings with the same words; words that the page, a session or a group uses."""
    titles = ["Vragen", "Vragen?", "Contact", "Intake", "Avond", "Programma"]
    sections = [{"title": title, "text": "x"} for title in titles]
    ids = [part.id for part in view(**RICH, sections=sections).parts]
    assert ids[:6] == ["vragen", "vragen-2", "contact-2", "intake-2", "avond-2", "programma-2"]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize(
    ("choose", "words"),
    [
        (None, ""),
        ({"min": "1"}, "U kiest er minstens 1."),
        ({"min": "1", "max": "1"}, "U kiest er 1 van de 2."),
        ({"max": "2"}, "U kunt er hoogstens 2 kiezen, van de 2."),
        ({"min": "0", "max": "1"}, "U kunt er hoogstens 1 kiezen, van de 2."),
    ],
)
def test_group_says_how_many_one_chooses(choose: dict[str, str] | None, words: str) -> None:
    group = {
        "id": "intake",
        "title": "Intake",
        "sessions": [make_session_raw(id="a"), make_session_raw(id="b")],
        "text": "*Kies*",
    } | ({"choose": choose} if choose else {})
    (part,) = view(session_groups=[group]).parts
    assert isinstance(part.content, GroupView)
    assert (part.content.choose, part.content.text) == (words, "*Kies*")
    assert [session.id for session in part.content.sessions] == ["a", "b"]


def test_people_are_shown_with_role_and_page() -> None:
    (part,) = view(people=TRAINER).parts
    assert part.content == (
        PersonView(
            'Noor "Zus" <Bakker>',
            "mensen/noor-bakker/",
            "trainer",
            "Trainer",
            "*Bio*",
            "Voorbeeld & Fonds",
        ),
    )


def test_partners_are_shown_by_their_full_name() -> None:
    partners = [
        {"organisation": "rijk", "role": "funder", "text": "Met dank."},
        {"organisation": "voorbeeldfonds", "role": "host"},
        {"name": "Drukker", "role": "sponsor", "url": "https://example.com/"},
    ]
    assert view(partners=partners).partners == (
        PartnerView("Mogelijk gemaakt door", "Het Rijk", "organisaties/rijk/", "Met dank."),
        PartnerView("Gastheer", "Voorbeeld & Fonds", "organisaties/voorbeeldfonds/", ""),
        PartnerView("Sponsor", "Drukker", "https://example.com/", ""),
    )


def test_related_event_brings_title_and_summary() -> None:
    related = [
        {"event": "ander"},
        {"event": "ander", "text": "Eigen woorden"},
        {"title": "Elders", "url": "https://example.com/x"},
        {"title": "Zonder adres"},
    ]
    other = make_event_raw(slug="ander", title="Het andere", summary="Kort")
    assert view(other, related=related).related == (
        RelatedView("Het andere", "evenementen/ander/", "Kort"),
        RelatedView("Het andere", "evenementen/ander/", "Eigen woorden"),
        RelatedView("Elders", "https://example.com/x", ""),
        RelatedView("Zonder adres", "", ""),
    )


@pytest.mark.parametrize(
    ("registration", "call", "has_form"),
    [
        ({"state": "open", "form": "aanmelden"}, "Meld u aan", True),
        ({"state": "few_left", "form": "aanmelden"}, "Meld u aan", True),
        ({"state": "waitlist", "form": "aanmelden"}, "Ga op de wachtlijst", True),
        ({"state": "closed", "form": "aanmelden"}, "", False),
        ({"state": "full", "form": "aanmelden"}, "", False),
        ({"state": "not_yet"}, "", False),
        ({"state": "external", "url": "https://example.org/x"}, "Meld u aan", False),
        ({"state": "not_needed"}, "", False),
    ],
)
def test_form_and_button_follow_from_the_state(
    *, registration: dict[str, str], call: str, has_form: bool
) -> None:
    page = view(registration=registration)
    assert (page.registration.call, page.form) == (call, FORM if has_form else None)
    own = "#formulier" if has_form else ""
    assert page.registration.call_url == registration.get("url", own)
    assert all(sentence.endswith(".") for sentence in page.registration.sentences)


def test_last_day_is_told_in_words() -> None:
    """A page must stay true when nobody builds it again."""
    registration = {"state": "open", "form": "aanmelden", "closes": "2022-03-15"}
    sentences = view(registration=registration).registration.sentences
    assert sentences == ("Aanmelden kan tot en met 15 maart 2022.",)


def test_report_takes_the_place_of_form_and_button_once_it_is_past() -> None:
    before, after = (
        view(today=day, report="*Mooi*") for day in (date(2022, 3, 29), date(2022, 3, 30))
    )
    assert (before.has_report, before.form) == (False, FORM)
    assert (after.has_report, after.form) == (True, None)
    assert [part.id for part in after.parts] == ["terugblik"]


def test_page_in_another_language_names_it() -> None:
    """Flemish is the site's own language in other words."""
    assert view(language="en").lang == "en"
    assert Fact("Taal", ("Engels",)) in view(language="en").facts
    assert view(language="nl-BE").lang == ""


def test_one_chooses_among_editions_not_among_their_sessions() -> None:
    groups = [
        {"id": each, "title": f"Groep {each}", "part_of_event": "yes", "sessions": [meeting]}
        for each, meeting in (("a", make_session_raw()), ("b", make_session_raw(id="b")))
    ]
    page = view(sessions=None, session_groups=groups, choose={"min": "1", "max": "1"})
    (when,) = (fact for fact in page.facts if fact.term == "Wanneer")
    assert when.lines[-1] == "U kiest uit: Groep a, Groep b."


def test_organisation_can_be_the_contact() -> None:
    catalogue = make_catalogue(
        events=[make_event_raw(contact=["voorbeeldfonds"])],
        organisations=[make_organisation_raw(email="fonds@example.org", phone="0800")],
    )
    assert list(view_contacts(catalogue.events[0], catalogue)) == [
        Contact("Voorbeeld & Fonds", "", "fonds@example.org", "0800")
    ]


def test_programme_of_the_round_table_has_its_eight_items() -> None:
    catalogue = real_catalogue()
    event = catalogue.events[0]
    form = compile_form(catalogue.forms[event.registration.form or ""], dutch)
    page = show(catalogue, form)
    programme = next(part for part in page.parts if part.kind == "programme")
    assert [(item.times, item.title) for item in programme.content.sessions[0].programme.items] == [
        ("9.00 tot 9.30 uur", "Ontvangst met koffie"),
        ("9.30 tot 9.45 uur", "Welkom en inleiding"),
        ("9.45 tot 10.30 uur", "Patronen die leiden tot ongewenste resultaten"),
        ("10.30 tot 10.45 uur", "Pauze"),
        ("10.45 tot 11.15 uur", "Uitleg over Chris Argyris en de KAR-methode"),
        ("11.15 tot 12.30 uur", "Oefenen met de KAR-methode in deelgroepen (break-outs)"),
        ("12.30 tot 12.50 uur", "Conclusies"),
        ("12.50 tot 13.00 uur", "Afsluiting"),
    ]


def test_page_shows_the_steps_of_the_procedure_when_the_editor_wrote_none() -> None:
    """What is said there is plain text: a title with markup stays what it is."""
    second = make_form_raw(
        id="motivatie", title="Vragen <b>*x*</b>", fields=[make_field_raw()], procedure=None
    )
    group = {
        "id": "intake",
        "title": "Intake <i>",
        "choose": {"min": "1", "max": "1"},
        "chosen_by": "applicants",
        "sessions": [make_session_raw(id="maandag")],
    }
    del second["letter"]
    catalogue = make_catalogue(
        events=[make_event_raw(session_groups=[group])],
        forms=[make_form_raw(second_form="motivatie"), second],
    )
    form = compile_form(catalogue.forms["aanmelden"], dutch)
    page = show(catalogue, form)
    assert page.registration.procedure == (
        "U meldt zich aan met het formulier. U hebt dan nog geen plaats.",
        "U krijgt een e-mail met een link. Daarmee beantwoordt u nog enkele vragen: "
        "Vragen <b>*x*</b>.",
        "Met de link in de e-mail kiest u een moment: Intake <i>.",
        "De organisator beslist. Daarna krijgt u bericht of u kunt deelnemen.",
    )
    assert "zo-werkt-het" in [part.id for part in page.parts]


@pytest.mark.parametrize(
    "registration",
    [
        {"state": "closed", "form": "aanmelden"},
        {"state": "open", "form": "aanmelden", "steps": ["Bel ons."]},
    ],
    ids=["closed", "own steps"],
)
def test_steps_of_the_procedure_are_left_out(registration: dict[str, Any]) -> None:
    catalogue = make_catalogue(events=[make_event_raw(registration=registration)])
    form = compile_form(catalogue.forms["aanmelden"], dutch)
    page = show(catalogue, form)
    assert page.registration.procedure == ()
