"""Letters: which headers and texts follow from an event, a submission and a record."""

from dataclasses import replace
from datetime import timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP, default
from typing import Any

import pytest

from samenkomst.core.contract import (
    Choice,
    ChoiceSession,
    Contact,
    EventEntry,
    LetterDraft,
    Unit,
)
from samenkomst.core.letter_body import Letterhead
from samenkomst.core.letter_drafts import DRAFTS
from samenkomst.core.letter_text import PLACEHOLDERS
from samenkomst.core.letters import compose, one_line
from samenkomst.core.participation_link import read_participation_token
from samenkomst.core.procedures import State
from samenkomst.core.submission import Letter
from tests.builders import (
    CONTACT,
    HEAD,
    HOSTILE,
    LETTER,
    NOW,
    SECRET,
    SITE,
    TITLE,
    make_answers,
    make_entry,
    make_form,
    make_matter,
    make_submission,
)

CALENDAR = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nSUMMARY:Tafel ‘één’\r\nEND:VCALENDAR\r\n"
PUBLISHED = CALENDAR.replace("2.0\r\n", "2.0\r\nMETHOD:PUBLISH\r\n")
CANCELLED = CALENDAR.replace("één", "afgezegd")
TABLE: dict[str, Any] = {"when": "29 maart 2027, 9.30 uur", "where": "Stadhuis, Utrecht"}
UNTIL = "2027-03-12T22:59:59Z"


def make_letter(*, head: Letterhead = HEAD, **changes: Any) -> EmailMessage:
    """Return a letter as it goes over the line and is read at the other end."""
    now = changes.pop("now", NOW)
    sent = compose(make_matter(**changes), head, now).as_bytes(policy=SMTP)
    read = message_from_bytes(sent, policy=default)
    assert isinstance(read, EmailMessage)
    assert read.defects == []
    return read


def make_kind(kind: str, **changes: Any) -> EmailMessage:
    """Return a letter that answers a step, in our own words."""
    found: dict[str, Any] = {
        "letter": Letter(f"s7.{kind}", kind, "a1", "aanmelden", 7),
        "event": make_entry(**TABLE),
        "fields": {"deadline": UNTIL, "text": "", "old": [], "new": []},
    }
    return make_letter(**(found | changes))


def headers(message: EmailMessage) -> dict[str, str]:
    names = [name for name in message.keys() if not name.startswith(("Content-T", "MIME-"))]  # noqa: SIM118 - a message is no mapping: a name may stand twice
    assert len(names) == len(set(names))
    return {name: str(message[name]) for name in names}


def part_of(message: EmailMessage, kind: str) -> str:
    part = message.get_body((kind,))
    assert part is not None
    return str(part.get_content()).replace("\r\n", "\n")


def body(message: EmailMessage) -> str:
    """Return the text, with the signed link in it as LINK: its end is a moment."""
    return hide_link(part_of(message, "plain"))


def hide_link(text: str) -> str:
    begin = "https://example.org/formulieren/deelname/"
    parts = text.split(begin)
    return "LINK".join([parts[0], *(part.partition("/")[2] for part in parts[1:])])


HEADERS = {
    "From": '"Samen <komst>" <samenkomst@example.org>',
    "To": "noor+leren@example.org",
    "Reply-To": '"Noor \\"Zus\\" Bakker" <noor@example.org>',
    "Date": "Sat, 21 Nov 2026 20:15:00 +0000",
    "Message-ID": "<a1.received@example.org>",
    "Auto-Submitted": "auto-generated",
    "Subject": f"Ontvangen: {TITLE}",
}
DETAILS = "Datum: nog niet bekend\nPlaats: nog niet bekend\nUw persoonlijke pagina: LINK\n"


def test_letter_has_these_headers_and_no_others() -> None:
    """The event's title tries to add a Bcc with CR and LF; it stays in the subject."""
    message = make_letter()
    assert headers(message) == HEADERS
    assert message.get_body(("plain",))["Content-Language"] == "nl"  # type: ignore[index]


@pytest.mark.parametrize("marks", ["\r\n", "\n", "\r", "\r\n ", "\u2028", "\x85", "\x0b", "\x0c"])
def test_line_break_cannot_add_a_header(marks: str) -> None:
    evil = f"x{marks}Bcc: mallory@example.org"
    message = make_letter(
        event=make_entry(title=evil, contacts=(replace(CONTACT, name=evil),)),
        head=replace(HEAD, site=replace(SITE, name=evil)),
        form=make_form(letter_subject=f"{evil} {{title}}"),
    )
    assert {*headers(message)} == {*HEADERS}
    flat = "x Bcc: mallory@example.org"
    assert message["Subject"] == f"{flat} {flat}"
    assert [each.addr_spec for each in message["From"].addresses] == ["samenkomst@example.org"]
    assert [each.addr_spec for each in message["Reply-To"].addresses] == ["noor@example.org"]


def test_letter_says_what_the_draft_says_and_then_the_rest() -> None:
    assert body(make_letter()) == (
        "Kenmerk K7QM-2XHD.\n\nZie https://example.org/evenementen/ronde-tafel/ of vraag "
        f'Noor "Zus" Bakker, Voorbeeld & Fonds, 06 00000000, noor@example.org.\n\n{DETAILS}'
    )


def test_draft_that_says_nothing_is_completed() -> None:
    assert body(make_letter(form=make_form(letter_text="Dank u."), event=make_entry(**TABLE))) == (
        "Dank u.\n\n"
        "Kenmerk: K7QM-2XHD\n"
        "Datum: 29 maart 2027, 9.30 uur\n"
        "Plaats: Stadhuis, Utrecht\n"
        "Alle informatie: https://example.org/evenementen/ronde-tafel/\n"
        "Uw persoonlijke pagina: LINK\n"
        'Vragen? Noor "Zus" Bakker, Voorbeeld & Fonds, 06 00000000, noor@example.org\n'
    )


def test_personal_link_is_that_of_the_submission() -> None:
    text = part_of(make_letter(), "plain")
    token = text.partition("/formulieren/deelname/")[2].partition("/")[0]
    assert read_participation_token(token, SECRET, NOW) == "a1"


def everything_typed(kind: str) -> dict[str, Any]:
    """Return a letter's matter in which all that a visitor can type is hostile."""
    typed = {
        "submission": make_submission(person=HOSTILE, organisation=HOSTILE, digest=HOSTILE),
        "fields": {
            "answers": make_answers(naam=HOSTILE, email=HOSTILE, gemeente=HOSTILE, text=HOSTILE),
            "email": HOSTILE,
            "person": HOSTILE,
            "organisation": HOSTILE,
            "by": HOSTILE,
            "deadline": UNTIL,
        },
    }
    return {**typed, "letter": Letter(f"a1.{kind}", kind, "a1", "aanmelden", 1)}


@pytest.mark.parametrize("kind", PLACEHOLDERS)
def test_letter_carries_no_free_text_of_a_form(kind: str) -> None:
    """Else anyone could have our server send their words to someone else's address."""
    text = make_letter(**everything_typed(kind), event=make_entry(title="Tafel")).as_string()
    for word in ("script", "Bobby", "1+1", "cmd|x"):
        assert word not in text


@pytest.mark.parametrize("kind", [kind for kind in PLACEHOLDERS if kind not in {"accepted"}])
def test_text_of_another_record_is_never_an_organisers(kind: str) -> None:
    """Only a decision brings an organiser's words; a `text` elsewhere stays where it is."""
    matter = everything_typed(kind)
    matter["fields"] = {**matter["fields"], "text": "Geheim briefje"}
    shown = "Geheim briefje" in body(make_letter(**matter))
    assert shown is ("text" in PLACEHOLDERS[kind])


@pytest.mark.parametrize("kind", PLACEHOLDERS)
def test_our_own_drafts_use_only_what_can_be_filled_in(kind: str) -> None:
    message = make_kind(kind)
    assert "{" not in body(message)
    assert "{" not in message["Subject"]
    assert body(message).startswith("Goedendag,\n\n")
    assert message["Message-ID"] == f"<s7.{kind}@example.org>"
    assert "\n\n\n" not in body(message)
    assert "K7QM-2XHD" in body(message)
    assert body(message).count("LINK") == 1


def test_there_is_a_draft_for_each_kind() -> None:
    assert list(DRAFTS) == list(PLACEHOLDERS)


def test_invitation_names_date_place_and_deadline() -> None:
    assert body(make_kind("invitation", event=make_entry(title="De tafel", **TABLE))) == (
        "Goedendag,\n\n"
        "U liet ons weten dat u interesse hebt in ‘De tafel’. Datum en plaats zijn bekend:\n\n"
        "29 maart 2027, 9.30 uur\nStadhuis, Utrecht\n\n"
        "Doet u mee? Laat het ons weten, uiterlijk vrijdag 12 maart 2027. Dat doet u op uw "
        "persoonlijke pagina:\n\nLINK\n\n"
        "Daar staan twee knoppen: ‘Ik doe mee’ en ‘Ik doe niet mee’. U hebt pas een plaats als u "
        "‘Ik doe mee’ hebt gekozen en er plaats voor u is. Horen we niets, dan vervalt deze "
        "uitnodiging na vrijdag 12 maart 2027.\n\n"
        "Kenmerk: K7QM-2XHD\n"
        "Alle informatie: https://example.org/evenementen/ronde-tafel/\n"
        'Vragen? Noor "Zus" Bakker, Voorbeeld & Fonds, 06 00000000, noor@example.org\n'
    )


@pytest.mark.parametrize("kind", ["accepted", "rejected", "reserve"])
@pytest.mark.parametrize("draft", [None, "Zonder plek.", "Voor {text} na"])
def test_organisers_own_text_is_in_the_letter_once(kind: str, draft: str | None) -> None:
    """Also where an editor's draft forgot it; and it is not read as a template."""
    letters = {kind: LetterDraft("Over {title}", draft)} if draft else {}
    own = "Wij zijn er blij mee: {reference} {0.__class__} <b>kom</b>"
    event = make_entry(letters=letters)
    message = make_kind(kind, event=event, fields={"text": own, "deadline": ""})
    assert body(message).count(own) == 1


def test_change_says_what_is_new_and_what_it_was() -> None:
    old = [["Waar", "Zwolle"], ["Stand", "Gaat door"], ["Middag", "13.00 uur"]]
    new = [["Waar", "Utrecht"], ["Stand", "Gaat door"], ["Avond", "19.00 uur"]]
    fields = {"old": old, "new": new}
    text = body(make_kind("change", fields=fields))
    expected = (
        "Waar: Utrecht\n(dit was: Zwolle)\n\nAvond: 19.00 uur\n\n"
        "Middag: vervalt\n(dit was: 13.00 uur)\n\n"
    )
    assert expected in text
    own = make_entry(letters={"change": LetterDraft("Let op", "Kijk goed.")})
    assert expected.strip() in body(make_kind("change", fields=fields, event=own))


def test_editors_own_letter_takes_the_place_of_ours() -> None:
    letters = {"invitation": LetterDraft("Kom naar {title}", "Uiterlijk {deadline}: {link}")}
    message = make_kind("invitation", event=make_entry(title="De tafel", letters=letters))
    assert message["Subject"] == "Kom naar De tafel"
    assert body(message).startswith("Uiterlijk vrijdag 12 maart 2027: LINK\n\nKenmerk: K7QM-2XHD\n")
    assert make_kind("reminder", event=make_entry(letters=letters))["Subject"].startswith("Herinn")


def test_forms_letter_answers_the_form_and_nothing_later() -> None:
    """Someone who confirms an offer did not send a form."""
    answered = make_kind("confirmed", fields={"answers": make_answers(), "deadline": ""})
    assert answered["Subject"] == f"Ontvangen: {TITLE}"
    assert make_kind("confirmed")["Subject"] == f"U doet mee: {TITLE}"
    waiting = make_kind("waitlisted", fields={"answers": make_answers()})
    assert waiting["Subject"] == f"U staat op de wachtlijst: {TITLE}"


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (State.PLACED, "U hebt een plaats.\n"),
        (State.WAITLISTED, "Er is nog geen plaats voor u. U staat op de wachtlijst."),
    ],
)
def test_receipt_says_where_one_stands(state: State, words: str) -> None:
    assert words in body(make_letter(submission=make_submission(state=state)))
    assert words not in body(make_letter(submission=make_submission(state=State.WITHDRAWN)))


def test_receipt_that_is_late_does_not_tell_what_came_after() -> None:
    """An application was accepted before its receipt went out: the next letter says so."""
    fields = {"answers": make_answers(), "state": "applied"}
    event = make_entry(choices=(replace(INTAKE, chosen_by="participants"),), calendar=CALENDAR)
    placed = make_submission(state=State.PLACED)
    text = body(make_letter(fields=fields, submission=placed, event=event))
    assert "U hebt een plaats." not in text
    assert "kiest u nog" not in text
    same = {**fields, "state": "placed"}
    assert "U hebt een plaats." in body(make_letter(fields=same, submission=placed, event=event))
    left = make_submission(state=State.WITHDRAWN)
    assert list(make_letter(submission=left, event=event).iter_attachments()) == []


def test_place_that_is_held_asks_to_verify_the_address() -> None:
    held = make_submission(state=State.PLACED, deadline=UNTIL)
    words = "bevestig nog dat dit uw e-mailadres is, uiterlijk vrijdag 12 maart 2027"
    for message in (make_letter(submission=held), make_kind("confirmed", submission=held)):
        assert words in body(message)
    assert "bevestig" not in body(make_letter(submission=held._replace(deadline="")))


@pytest.mark.parametrize(
    ("changes", "text", "asked"),
    [
        ({}, "Dank u.", True),
        ({}, "Vul nog iets in: {link}", False),
        ({"second": 3}, "Dank u.", False),
        ({"state": State.WITHDRAWN}, "Dank u.", False),
    ],
)
def test_receipt_asks_for_the_second_form(
    changes: dict[str, Any], text: str, *, asked: bool
) -> None:
    form = make_form(second_form="motivatie", letter_text=text)
    submission = make_submission(**({"state": State.APPLIED} | changes))
    found = body(make_letter(form=form, submission=submission))
    assert ("tweede formulier" in found) is asked


INTAKE = Choice(
    group="intake",
    title="Uw kennismaking",
    least=1,
    most=1,
    chosen_by="applicants",
    sessions=(
        ChoiceSession("di", "Dinsdag online", "16 maart 2027"),
        ChoiceSession("wo", "Woensdag", ""),
    ),
)


@pytest.mark.parametrize(
    ("kind", "by", "changes", "asked"),
    [
        ("received", "applicants", {"state": State.APPLIED}, True),
        ("received", "participants", {"state": State.APPLIED}, False),
        ("accepted", "participants", {"state": State.PLACED}, True),
        ("accepted", "applicants", {"state": State.PLACED}, False),
        ("confirmed", "participants", {"state": State.PLACED}, True),
        ("waitlisted", "participants", {"state": State.WAITLISTED}, False),
        ("received", "applicants", {"state": State.APPLIED, "choices": {"intake": ("di",)}}, False),
    ],
)
def test_letter_asks_to_choose_who_may(
    kind: str, by: str, changes: dict[str, Any], *, asked: bool
) -> None:
    event = make_entry(choices=(replace(INTAKE, chosen_by=by),))
    text = body(make_kind(kind, event=event, submission=make_submission(**changes)))
    assert ("kiest u nog: Uw kennismaking." in text) is asked


def test_details_name_unit_and_choices_in_the_sites_own_words() -> None:
    """An id that the site does not have was typed by somebody, or is gone."""
    event = make_entry(
        choices=(INTAKE,),
        units=(Unit("", "Alles", "aanmelden"), Unit("ochtend", "De ochtend", "aanmelden")),
    )
    submission = make_submission(unit="ochtend", choices={"intake": ("wo", "di", HOSTILE)})
    text = body(make_letter(event=event, submission=submission))
    assert "\nOnderdeel: De ochtend\n" in text
    assert text.endswith(
        "\nUw kennismaking: Dinsdag online, 16 maart 2027\nUw kennismaking: Woensdag\n"
    )


def test_title_with_a_placeholder_is_only_a_title() -> None:
    event = make_entry(title="{reference} {contact}")
    message = make_letter(event=event, form=make_form(letter_text="{title} {reference} {page}"))
    assert message["Subject"] == "Ontvangen: {reference} {contact}"
    assert body(message).startswith("{reference} {contact} K7QM-2XHD ")


def test_message_id_follows_from_the_letter_alone() -> None:
    """A letter that is sent twice, after a crash, is recognised by it."""
    again = make_letter(
        now=NOW + timedelta(days=1),
        event=make_entry(title="Anders"),
        recipient="anders@example.org",
    )
    assert again["Message-ID"] == make_letter()["Message-ID"] == "<a1.received@example.org>"
    other = make_letter(letter=LETTER._replace(id="b2.received"))
    assert other["Message-ID"] == "<b2.received@example.org>"


@pytest.mark.parametrize(
    ("kind", "state", "attached"),
    [
        ("received", State.APPLIED, PUBLISHED),
        ("invitation", State.INVITED, PUBLISHED),
        ("confirmed", State.PLACED, PUBLISHED),
        ("accepted", State.PLACED, PUBLISHED),
        ("change", State.PLACED, PUBLISHED),
        ("change", State.WAITLISTED, None),
        ("received", State.WAITLISTED, None),
        ("waitlisted", State.WAITLISTED, None),
        ("reserve", State.WAITLISTED, None),
        ("link", State.PLACED, None),
        *(
            (kind, state, PUBLISHED.replace("één", "afgezegd"))
            for kind, state in (
                ("withdrawn", State.WITHDRAWN),
                ("declined", State.DECLINED),
                ("lapsed", State.LAPSED),
                ("rejected", State.REJECTED),
            )
        ),
    ],
)
def test_calendar_goes_with_those_who_come_and_is_taken_back(
    kind: str, state: State, attached: str | None
) -> None:
    event = make_entry(calendar=CALENDAR, calendar_cancelled=CANCELLED)
    message = make_kind(kind, event=event, submission=make_submission(state=state))
    found = [part.get_payload(decode=True) for part in message.iter_attachments()]
    assert found == ([attached.encode()] if attached else [])


def test_calendar_of_who_comes_back_is_newer_than_the_one_that_took_it_out() -> None:
    """Else a calendar program goes on saying that it is off."""
    event = make_entry(
        calendar=CALENDAR.replace("SUMMARY", "SEQUENCE:2\r\nSUMMARY"),
        calendar_cancelled=CANCELLED.replace("SUMMARY", "SEQUENCE:3\r\nSUMMARY"),
    )
    letters = [
        ("confirmed", make_submission(state=State.PLACED)),
        ("withdrawn", make_submission(state=State.WITHDRAWN, left=1)),
        ("confirmed", make_submission(state=State.PLACED, left=1)),
        ("withdrawn", make_submission(state=State.WITHDRAWN, left=2)),
        ("received", make_submission(state=State.APPLIED, left=2)),
    ]
    numbers = [
        int(line.partition(":")[2])
        for kind, one in letters
        for part in make_kind(kind, event=event, submission=one).iter_attachments()
        for line in part.get_payload(decode=True).decode().splitlines()
        if line.startswith("SEQUENCE:")
    ]
    assert numbers == [2, 3, 4, 5, 6]


def test_calendar_is_a_file_of_its_own() -> None:
    (part,) = make_letter(event=make_entry(calendar=CALENDAR)).iter_attachments()
    assert part.get_filename() == "ronde-tafel.ics"
    assert part.get_content_type() == "text/calendar"
    assert dict(part["Content-Type"].params) == {"charset": "utf-8", "method": "PUBLISH"}


def test_letter_without_dates_has_no_attachment() -> None:
    message = make_letter()
    assert list(message.iter_attachments()) == []
    assert message.get_content_type() == "multipart/alternative"


def test_letter_with_a_calendar_has_the_same_text_and_headers() -> None:
    message = make_letter(event=make_entry(calendar=CALENDAR))
    assert body(message) == body(make_letter())
    assert headers(message) == HEADERS


def test_html_says_the_same_and_escapes_it() -> None:
    message = make_letter()
    page = part_of(message, "html")
    assert page.startswith('<!doctype html>\n<html lang="nl">')
    assert "<script" not in page
    link = "https://example.org/evenementen/ronde-tafel/"
    assert f'<a href="{link}">{link}</a> of vraag Noor &quot;Zus&quot; Bakker' in page


@pytest.mark.parametrize(
    ("contacts", "replies"),
    [
        ((), []),
        ((Contact("Voorbeeld & Fonds", phone="06 00000000"),), []),
        (
            (CONTACT, Contact("Voorbeeld & Fonds"), Contact("Fonds, het", email="f@example.org")),
            ["noor@example.org", "f@example.org"],
        ),
    ],
)
def test_replies_go_to_the_contacts_with_an_address(
    contacts: tuple[Contact, ...], replies: list[str]
) -> None:
    found = make_letter(event=make_entry(contacts=contacts))["Reply-To"]
    assert [each.addr_spec for each in found.addresses] == replies if replies else found is None


def test_long_text_stays_within_the_line_length_of_mail() -> None:
    """RFC 5322: 998 bytes; and every word comes out again."""
    text = "{reference} {page} " + "lang é " * 1000
    message = make_letter(form=make_form(letter_text=text))
    assert max(map(len, message.as_bytes(policy=SMTP).split(b"\r\n"))) <= 998
    assert body(message).count("lang é") == 1000


def test_letter_is_in_the_language_of_the_site() -> None:
    """Our drafts and labels are translated; what an editor wrote stays as it is."""
    head = replace(
        HEAD, site=replace(SITE, language="en"), translate=lambda text: text.replace("Kenm", "Ref")
    )
    event: EventEntry = make_entry(title="De tafel", **TABLE)
    text = body(make_kind("invitation", head=head, event=event))
    assert "uiterlijk Friday 12 March 2027." in text
    assert "\nReferk: K7QM-2XHD\n" in text


def test_one_line_has_single_spaces() -> None:
    assert one_line(" a\r\n\tb\u2028c\x85d ") == "a b c d"
