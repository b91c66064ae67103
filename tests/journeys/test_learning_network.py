"""The founding learning network, from application to helpdesk slots: stages, and a decision."""

import json
import re

import pytest
from playwright.sync_api import Page, expect

from tests.form_handler.participants import NETWORK, application
from tests.form_handler.submissions import APPLICATION_URL, HOSTILE, records
from tests.journeys.office import Office, calendar_of, link_in, text_of
from tests.journeys.server import post_form

pytestmark = pytest.mark.browser

OTHERS = {"bram@example.org": "Zwolle", "carla@example.org": "Leiden"}
NARROW = ("      min: 8\n      max: 20\n", "      min: 2\n      max: 2\n")
"""A group of two, so that few people fill it."""
OPEN = """\
            title: Helpdeskmoment 1
            date_text: "Datum nog niet bekend"
"""
FULL = f"{OPEN}            capacity:\n              max: 1\n"


def heading(page: Page, text: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text(text)


def apply(page: Page, office: Office) -> None:
    page.goto(f"{office.url}evenementen/{NETWORK}/")
    page.get_by_label("Uw naam").fill("Anna de Vries")
    page.get_by_label("Uw e-mailadres").fill("anna@example.org")
    page.get_by_label("Uw telefoonnummer").fill("06 00000000")
    page.get_by_label("Uw gemeente").fill("Utrecht")
    page.get_by_label("Uw functie").fill("Adviseur")
    page.get_by_label("Ja, een half jaar of langer").check()
    page.get_by_role("button", name="Verstuur mijn aanmelding").click()
    heading(page, "We hebben uw formulier ontvangen")


def answer_questions(page: Page) -> None:
    """Answer the second form, at first not completely."""
    page.get_by_role("link", name="Beantwoord de vragen").click()
    heading(page, "Uw motivatie")
    page.get_by_label("Wat is uw motivatie om mee te doen?").fill(HOSTILE)
    page.get_by_role("button", name="Verstuur mijn antwoorden").click()
    expect(page.locator("#fouten a")).to_have_count(3)
    expect(page.get_by_label("Wat is uw motivatie om mee te doen?")).to_have_value(HOSTILE)
    page.get_by_label("Wat wilt u met de werkdrukaanpak bereiken").fill("Minder werkdruk")
    page.get_by_label("Ja", exact=True).check()
    page.get_by_label("Telefonisch").check()
    page.get_by_role("button", name="Verstuur mijn antwoorden").click()
    expect(page.get_by_role("status")).to_have_text("We hebben uw antwoorden ontvangen.")


def test_learning_network_from_application_to_helpdesk(page: Page, office: Office) -> None:
    office.edit(NARROW, (OPEN, FULL))

    # Apply; the letter leads to the questions and to the days for the interview.
    apply(page, office)
    references = {}
    for email, town in OTHERS.items():
        sent = application(email=email, gemeente=town, naam=email.partition("@")[0].title())
        status, body = post_form(office.port, APPLICATION_URL, sent)
        assert status == 201
        references[email] = json.loads(body)["reference"]
    received = office.deliver()
    assert set(received) == {"anna@example.org", *OTHERS}
    links = {address: link_in(letter) for address, letter in received.items()}
    page.goto(links["anna@example.org"])
    heading(page, "We hebben uw aanmelding ontvangen")
    answer_questions(page)
    page.get_by_label("Intakegesprek op 17 maart").check()
    page.get_by_role("button", name="Bewaar mijn keuze").click()
    expect(page.get_by_role("status")).to_have_text("We hebben uw keuze vastgelegd.")
    expect(page.locator("[aria-current=step]")).to_contain_text("De organisator beslist.")
    expect(page.get_by_role("group", name="Extra helpdeskmomenten")).to_have_count(0)

    # The organiser reads, notes and decides.
    inbox = json.loads(office.run("inbox", NETWORK, "--json"))
    [anna] = [row for row in inbox if "Anna" in str(row)]
    references["anna@example.org"] = anna["reference"]
    shown = office.run("show", anna["reference"])
    assert "Minder werkdruk" in shown
    assert "intake-17-maart" in shown
    office.run("note", anna["reference"], "Goed gesprek <b>", "--by", "Noor")
    text = "Fijn dat u meedoet. Tot {date} & <b>welkom</b>!"
    for email, verdict in (("anna", "accept"), ("bram", "accept"), ("carla", "reserve")):
        reference = references[f"{email}@example.org"]
        office.run("decide", reference, verdict, "--text", text, "--by", "Noor")
    office.run("decide", references["anna@example.org"], "reject", "--by", "Noor", code=1)
    decided = office.deliver()
    assert set(decided) == set(links)
    assert text in text_of(decided["anna@example.org"])  # never read as a template
    assert calendar_of(decided["anna@example.org"]).count("STATUS:CONFIRMED") == 5
    assert "reservelijst" in text_of(decided["carla@example.org"])

    # Participants choose from the helpdesk: two of four, and what is full is full.
    page.goto(link_in(decided["anna@example.org"]))
    heading(page, "U doet mee")
    for number in (1, 2, 3):
        page.get_by_label(f"Helpdeskmoment {number}").check()
    page.get_by_role("button", name="Bewaar mijn keuze").click()
    expect(page.locator("#fouten")).to_contain_text("U kunt er hoogstens 2 kiezen.")
    page.get_by_label("Helpdeskmoment 3").uncheck()
    page.get_by_role("button", name="Bewaar mijn keuze").click()
    expect(page.get_by_role("status")).to_have_text("We hebben uw keuze vastgelegd.")
    page.goto(links["bram@example.org"])
    expect(page.get_by_label("Helpdeskmoment 1")).to_be_disabled()
    page.goto(links["carla@example.org"])
    heading(page, "U staat op de reservelijst")
    expect(page.get_by_role("checkbox")).to_have_count(0)

    # One withdraws; the reserve list moves up.
    page.goto(links["bram@example.org"])
    page.get_by_text("Ik wil mij afmelden").click()
    page.get_by_role("button", name="Meld mij af").click()
    heading(page, "U bent afgemeld")
    left = office.deliver()
    assert set(left) == {"bram@example.org", "carla@example.org"}
    page.goto(link_in(left["carla@example.org"]))
    heading(page, "Er is een plaats voor u vrij")
    page.get_by_role("button", name="Ik doe mee", exact=True).click()
    heading(page, "U doet mee")
    assert set(office.deliver()) == {"carla@example.org"}
    attending = json.loads(office.run("attendance", NETWORK, "--json"))
    assert [row["name"] for row in attending] == ["Anna de Vries", "Carla"]
    assert any("Helpdeskmoment 2" in choice for choice in attending[0]["choices"])
    types = {each["type"] for each in records(office.folder / "var")}
    assert types >= {"answers_added", "sessions_chosen", "note_written", "step_taken"}
    assert re.search(r"\b0 beschadigd", office.run("verify"))
