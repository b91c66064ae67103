"""The founding round table, from postponed to held: everyone decides by a signed link."""

import http.client
import json
from datetime import date, timedelta

import pytest
from playwright.sync_api import Page, expect

from tests.form_handler.submissions import EVENT, URL, answers, records
from tests.journeys.office import Office, calendar_of, link_in, path_of, text_of
from tests.journeys.server import post_form
from tests.patience import LONG

pytestmark = pytest.mark.browser

UNTIL = date.today() + timedelta(days=10)  # noqa: DTZ011 - the day of the organiser's own computer
DATED = (
    ("    going_ahead: postponed\n", "    going_ahead: confirmed\n"),
    (
        '        date_text: "Nieuwe datum volgt, we hopen op begin 2022"\n',
        "        date: 2035-03-29\n",
    ),
    (
        '          text: "Nog niet bekend, ergens centraal in Nederland"\n',
        "          name: Stadhuis\n          city: Amersfoort\n",
    ),
    (
        '      text: "Een beperkt aantal plaatsen, zodat het interactief blijft"\n',
        "      max: 3\n",
    ),
)
MOVED = (
    (
        "          name: Stadhuis\n          city: Amersfoort\n",
        "          name: Bibliotheek <Noord>\n          city: Utrecht\n",
    ),
    (
        "        date: 2035-03-29\n",
        "        date: 2035-03-29\n        moved_from:\n          - date: 2035-03-29\n"
        "            place: Stadhuis, Amersfoort\n",
    ),
)
OTHERS = {
    "bram@example.org": "Zwolle",
    "carla@example.org": "'s-Hertogenbosch",
    "dirk@example.org": "Den Bosch",
    "els@example.org": " den  bosch ",
    "fatma@example.org": "Leiden",
}


def show_interest(page: Page, office: Office) -> None:
    """Fill in the form on the page of the event, as a visitor does."""
    page.goto(f"{office.url}evenementen/{EVENT}/")
    page.get_by_label("Uw naam").fill("Anna de Vries")
    page.get_by_label("Uw e-mailadres").fill("anna@example.org")
    page.get_by_label("Uw gemeente").fill("Utrecht")
    page.get_by_role("button", name="Verstuur mijn interesse").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("We hebben uw formulier ontvangen")


def heading(page: Page, text: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text(text)


def press(page: Page, link: str, button: str) -> None:
    page.goto(link)
    page.get_by_role("button", name=button, exact=True).click()


def scan(office: Office, link: str) -> None:
    """Open the link as a mail scanner does: more than once, before anyone reads the letter."""
    for method in ("HEAD", "GET", "GET"):
        connection = http.client.HTTPConnection("127.0.0.1", office.port, timeout=LONG)
        connection.request(method, path_of(link))
        assert connection.getresponse().status == 200
        connection.close()


def test_round_table_from_postponed_to_held(page: Page, office: Office) -> None:
    # Interest, while nobody knows the date.
    show_interest(page, office)
    for email, town in OTHERS.items():
        sent = answers(email=email, gemeente=town, naam=email.partition("@")[0].title())
        assert post_form(office.port, URL, sent)[0] == 201
    received = office.deliver()
    assert set(received) == {"anna@example.org", *OTHERS}
    assert "U hebt nu dus nog geen plaats." in text_of(received["anna@example.org"])
    page.goto(link_in(received["anna@example.org"]))
    heading(page, "U hebt laten weten dat u interesse hebt")

    # The organiser cannot invite anyone to a date that is not there.
    asking = ("invite", EVENT, "--until", UNTIL.isoformat(), "--by", "Noor")
    refused = office.run(*asking, code=1)
    assert refused.count("\n") == 1
    assert office.deliver() == {}

    # One line in the content, and a build: everyone is asked.
    office.edit(*DATED)
    assert "6" in office.run(*asking, "--dry-run")
    assert office.deliver() == {}
    office.run(*asking)
    office.run(*asking, code=1)  # nobody is left to be invited
    invited = office.deliver()
    assert set(invited) == set(received)
    links = {address: link_in(letter) for address, letter in invited.items()}
    assert "29 maart 2035" in text_of(invited["anna@example.org"])
    assert "Amersfoort" in text_of(invited["anna@example.org"])
    for link in links.values():
        scan(office, link)

    # Each decides, and places are given by the rules: three places, two of one municipality.
    press(page, links["anna@example.org"], "Ik doe mee")
    heading(page, "U doet mee")
    page.reload()
    heading(page, "U doet mee")
    press(page, links["bram@example.org"], "Ik doe niet mee")
    heading(page, "U doet niet mee")
    for address in ("carla@example.org", "dirk@example.org"):
        press(page, links[address], "Ik doe mee")
        heading(page, "U doet mee")
    press(page, links["els@example.org"], "Ik doe mee")
    heading(page, "U staat op de wachtlijst")
    press(page, links["fatma@example.org"], "Ik doe mee")
    heading(page, "U staat op de wachtlijst")
    expect(page.get_by_text("U bent nummer 2 op de lijst.")).to_be_visible()
    told = office.deliver()
    assert set(told) == set(links)
    assert "STATUS:CONFIRMED" in calendar_of(told["anna@example.org"])
    places = json.loads(office.run("places", EVENT, "--json"))
    [unit] = places["units"]
    assert (unit["taken"], unit["free"]) == (3, 0)

    # The place changes: everyone concerned hears what was, and what is.
    office.edit(*MOVED)
    office.run("notify", EVENT, "--by", "Noor")
    assert "iedereen weet het al" in office.run("notify", EVENT, "--by", "Noor")
    changed = office.deliver()
    assert set(changed) == set(links) - {"bram@example.org"}
    letter = text_of(changed["carla@example.org"])
    assert "Amersfoort" in letter
    assert "Bibliotheek <Noord>" in letter
    assert link_in(changed["carla@example.org"])

    # Someone cannot come, and asks for the link again.
    page.goto(f"{office.url}formulieren/deelname/?evenement={EVENT}")
    page.get_by_label("Uw e-mailadres").fill("dirk@example.org")
    page.get_by_role("button", name="Stuur mij mijn link opnieuw").click()
    expect(page.get_by_role("status")).to_contain_text("een e-mail met uw persoonlijke link")
    page.goto(link_in(office.deliver()["dirk@example.org"]))
    page.get_by_text("Ik wil mij afmelden").click()
    page.get_by_role("button", name="Meld mij af").click()
    heading(page, "U bent afgemeld")
    assert "STATUS:CANCELLED" in calendar_of(office.deliver()["dirk@example.org"])

    # Held: a list of who comes.
    attending = json.loads(office.run("attendance", EVENT, "--json"))
    assert [row["name"] for row in attending] == ["Anna de Vries", "Carla"]
    assert "beschadigd" not in office.run("verify").replace("0 beschadigd", "")
    assert len(office.mail.taken()) == len(set(office.mail.taken()))
    steps = [each["act"] for each in records(office.folder / "var") if each["type"] == "step_taken"]
    assert sorted(steps) == sorted([*["invite"] * 6, *["confirm"] * 5, "decline", "withdraw"])
