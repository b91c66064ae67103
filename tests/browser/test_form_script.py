"""What the script adds to a form: told sooner, sent once, nothing lost. The handler judges."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from samenkomst.core.field_checks import describe_checks
from samenkomst.core.forms import Field, Form, check_answers
from samenkomst.core.translation import dutch
from tests.browser.test_accessibility import violations
from tests.form_handler.submissions import records
from tests.running import Running

pytestmark = pytest.mark.browser

EVENT = "evenementen/ronde-tafel-voor-gemeenten/"
NETWORK = "evenementen/leernetwerk-aan-de-slag-met-werkdruk/"
POST = "**/formulieren/**"
LARGEST = 3000
"""Bytes of the script, compressed."""
SEEN = """field => {
  const shown = field.querySelector('.field__message');
  return {
    html: shown && shown.outerHTML,
    before: shown && shown.previousElementSibling && shown.previousElementSibling.className,
    wrong: field.className,
    described: [...field.querySelectorAll('[aria-describedby]')]
      .map(each => each.getAttribute('aria-describedby')),
    invalid: [...field.querySelectorAll('[aria-invalid]')].map(each => each.tagName),
  };
}"""


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    with browser.new_context(
        viewport={"width": 390, "height": 844}, reduced_motion="reduce"
    ) as context:
        yield context


@pytest.fixture
def page(context: BrowserContext, running: Running) -> Page:
    page = context.new_page()
    page.goto(running.url + EVENT)
    return page


def field_of(page: Page, name: str) -> Locator:
    return page.locator(".field", has=page.locator(f"#veld-{name}"))


def message_at(page: Page, name: str) -> Locator:
    return page.locator(f"#fout-{name}")


def fill_in(page: Page, address: str) -> None:
    page.get_by_label("Uw naam").fill("Anna de Vries")
    page.get_by_label("Uw e-mailadres").fill(address)
    page.get_by_label("Uw gemeente").fill("Utrecht")


def send(page: Page) -> None:
    page.get_by_role("button", name="Verstuur mijn interesse").click(no_wait_after=True)


def test_script_is_small_and_only_on_pages_with_a_form(running: Running) -> None:
    site = running.data.parent / "site"
    [packed] = site.glob("assets/formulier.*.js.gz")
    assert packed.stat().st_size < LARGEST
    name = packed.name.removesuffix(".gz")
    loading = [path for path in site.rglob("*.html") if name in path.read_text("utf-8")]
    with_form = [path for path in site.rglob("*.html") if 'class="form"' in path.read_text("utf-8")]
    assert loading == with_form
    assert len(loading) == 2


def test_answer_is_judged_when_its_field_is_left_and_not_before(page: Page) -> None:
    page.locator("#veld-email").press_sequentially("anna@")
    expect(message_at(page, "email")).to_have_count(0)
    page.keyboard.press("Tab")
    expect(message_at(page, "email")).to_have_text(
        "Fout: Dit is geen volledig e-mailadres. Schrijf het zoals naam@voorbeeld.nl."
    )
    expect(page.locator("#veld-gemeente")).to_be_focused()


def test_mark_goes_as_soon_as_the_answer_is_right(page: Page) -> None:
    email = page.locator("#veld-email")
    before = field_of(page, "email").evaluate(SEEN)
    email.fill("anna@")
    email.blur()
    expect(message_at(page, "email")).to_be_visible()
    email.press("End")
    email.press_sequentially("example.or")
    expect(message_at(page, "email")).to_have_count(0)
    assert field_of(page, "email").evaluate(SEEN) == before


def test_field_that_was_not_touched_is_not_judged(page: Page) -> None:
    page.locator("#veld-naam").fill("Anna")
    page.locator("#veld-email").focus()
    page.wait_for_timeout(100)
    expect(page.locator(".field--wrong")).to_have_count(0)


def test_optional_field_may_stay_empty(page: Page) -> None:
    page.locator("#veld-functie").focus()
    page.locator("#veld-vraag").focus()
    page.locator("#veld-vraag").blur()
    page.wait_for_timeout(100)
    expect(page.locator(".field--wrong")).to_have_count(0)


@pytest.mark.parametrize(
    ("path", "name", "answer"),
    [
        (EVENT, "naam", ""),
        (EVENT, "naam", "x" * 101),
        (EVENT, "email", ""),
        (EVENT, "email", "=?x@example.org"),
        (EVENT, "gemeente", "   "),
        (EVENT, "vraag", "é" * 1001),
        (NETWORK, "telefoon", "morgen"),
        (NETWORK, "ervaring", ""),
    ],
)
def test_script_marks_a_field_exactly_as_the_handler_does(
    page: Page, running: Running, path: str, name: str, answer: str
) -> None:
    page.goto(running.url + path)
    control = page.locator(f"#veld-{name}")
    if answer:
        control.fill(answer)
    control.focus()
    control.blur()
    expect(message_at(page, name)).to_be_visible()
    by_script = field_of(page, name).evaluate(SEEN)
    page.locator("form.form").evaluate("form => HTMLFormElement.prototype.submit.call(form)")
    page.wait_for_url("**/formulieren/**")
    assert field_of(page, name).evaluate(SEEN) == by_script


def test_group_is_judged_when_it_is_left_as_a_whole(page: Page, running: Running) -> None:
    page.goto(running.url + NETWORK)
    page.get_by_label("Ja, een half jaar of langer").focus()
    page.get_by_label("Nog niet").focus()
    page.wait_for_timeout(100)
    expect(message_at(page, "ervaring")).to_have_count(0)
    page.locator("#veld-functie").focus()
    expect(message_at(page, "ervaring")).to_be_visible()
    page.get_by_label("Nog niet").check()
    expect(message_at(page, "ervaring")).to_have_count(0)


def test_mark_of_the_handler_goes_as_soon_as_the_answer_is_right(page: Page) -> None:
    send(page)
    page.wait_for_url("**/formulieren/**")
    expect(page.locator("#fouten")).to_be_focused()
    page.locator("#veld-naam").press_sequentially("A")
    expect(message_at(page, "naam")).to_have_count(0)
    expect(message_at(page, "email")).to_be_visible()


def test_trap_that_was_filled_in_keeps_its_message(page: Page) -> None:
    """The script knows nothing of it, so it says nothing of it."""
    page.locator("#veld-website").evaluate("field => { field.value = 'x' }")
    send(page)
    page.wait_for_url("**/formulieren/**")
    page.locator("#veld-website").fill("y")
    page.locator("#veld-website").blur()
    page.wait_for_timeout(100)
    expect(message_at(page, "website")).to_be_visible()


def test_click_is_not_lost_to_a_message_that_moves_the_page(page: Page, running: Running) -> None:
    """The field above the button is left by the press itself, and its message moves the button."""
    address = "muis@example.org"
    fill_in(page, address)
    page.locator("#veld-vraag").fill("x" * 1001)
    button = page.get_by_role("button", name="Verstuur mijn interesse")
    button.scroll_into_view_if_needed()
    box = button.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 20, box["y"] + 4)
    page.mouse.down()
    page.wait_for_timeout(200)
    expect(message_at(page, "vraag")).to_have_count(0)
    page.mouse.up()
    page.wait_for_url("**/formulieren/**")
    expect(page.locator("#fouten")).to_be_visible()


def test_double_click_sends_once(page: Page, running: Running) -> None:
    address = "dubbel@example.org"
    posts: list[str] = []
    page.on("request", lambda sent: posts.append(sent.method))
    fill_in(page, address)
    page.get_by_role("button", name="Verstuur mijn interesse").dblclick(no_wait_after=True)
    page.wait_for_url("**/formulieren/ontvangst/**")
    assert posts.count("POST") == 1
    assert len([each for each in records(running.data) if each.get("email") == address]) == 1


SLOW = """
window.sent = 0;
addEventListener('submit', event => {
  if (!event.defaultPrevented) window.sent += 1;
  event.preventDefault();
});
"""
"""A form that stays on its way."""
HASTE = """
const later = window.setTimeout;
window.setTimeout = (call, wait, ...rest) => later(call, wait / 20, ...rest);
"""
"""Seconds that go fast."""


def send_slowly(page: Page, *scripts: str) -> Locator:
    """Send a form that stays on its way; return its button."""
    for script in scripts:
        page.add_init_script(script)
    page.reload()
    fill_in(page, "traag@example.org")
    send(page)
    return page.get_by_role("button", name="Verstuur mijn interesse")


def test_second_press_while_sending_does_nothing_and_is_told(page: Page) -> None:
    button = send_slowly(page, SLOW)
    expect(button).to_have_attribute("aria-disabled", "true")
    expect(page.get_by_role("status")).to_contain_text("Uw formulier wordt verstuurd.")
    button.press("Enter")
    assert page.evaluate("window.sent") == 1
    assert violations(page) == []


def test_sending_can_be_tried_again_when_it_takes_too_long(page: Page) -> None:
    button = send_slowly(page, SLOW, HASTE)
    expect(button).not_to_have_attribute("aria-disabled", "true")
    expect(page.get_by_role("status")).to_have_count(0)
    button.press("Enter")
    assert page.evaluate("window.sent") == 2


def test_without_a_network_nothing_is_sent_and_nothing_is_lost(
    page: Page, context: BrowserContext
) -> None:
    fill_in(page, "offline@example.org")
    context.set_offline(True)
    send(page)
    alert = page.get_by_role("alert")
    expect(alert).to_contain_text("U hebt nu geen internet.")
    expect(page.get_by_label("Uw naam")).to_have_value("Anna de Vries")
    assert violations(page) == []
    context.set_offline(False)
    expect(alert).to_have_count(0)
    send(page)
    expect(page).to_have_url(re.compile("/formulieren/ontvangst/"))


def test_answers_are_there_on_the_way_back_from_a_broken_connection(page: Page) -> None:
    fill_in(page, "terug@example.org")
    page.locator("#veld-vraag").fill("Eerste regel\nTweede regel")
    page.route(POST, lambda route: route.abort("connectionreset"))
    with page.expect_event("requestfailed"):
        send(page)
    expect(page).to_have_url(re.compile("^chrome-error:"))
    page.go_back()
    expect(page.get_by_label("Uw naam")).to_have_value("Anna de Vries")
    expect(page.locator("#veld-email")).to_have_value("terug@example.org")
    expect(page.locator("#veld-vraag")).to_have_value("Eerste regel\nTweede regel")
    button = page.get_by_role("button", name="Verstuur mijn interesse")
    expect(button).not_to_have_attribute("aria-disabled", "true")
    page.unroute(POST)
    send(page)
    expect(page).to_have_url(re.compile("/formulieren/ontvangst/"))


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_marks_of_the_script_have_no_violations(
    browser: Browser, running: Running, width: int, scheme: Any
) -> None:
    page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page.goto(running.url + NETWORK)
    for name in ("naam", "email", "telefoon", "ervaring"):
        page.locator(f"#veld-{name}").focus()
    page.get_by_role("button", name="Verstuur mijn aanmelding").focus()
    expect(page.locator(".field--wrong")).to_have_count(4)
    found = violations(page)
    page.close()
    assert found == []


ANSWERS = [
    *("", " ", "a", "anna@example.org", "anna@example", "anna@@example.org", "anna @example.org"),
    *(
        "Anna@Example.ORG",
        "anna.@example.org",
        "a@-b.nl",
        "a@b.c",
        "é@example.org",
        "=?@example.org",
    ),
    *("a" * 250 + "@b.nl", "06 12345678", "+31 (0)6-123", "12345", "06/1234.5678", "0" * 26, "12"),
    *(
        "1234567890",
        "-1",
        "1,5",
        "٣",
        "x\x00y",
        "x\ty",
        "\u00a0",
        "e\u0301" * 20,
        "👍" * 20,
        "👍" * 21,
    ),
    *("a" * 20, "a" * 21),
]
JUDGE = """([names, answers]) => answers.map(answer => names.map(name => {
  const field = document.querySelector(`#proef-${name}`);
  field.querySelector('textarea').value = answer;
  return problemIn(field) || '';
}))"""


def test_script_and_handler_judge_every_answer_alike(browser: Browser) -> None:
    """The script's own function, on fields with the attributes that the page gives them."""
    fields = [
        Field(type_, "Uw antwoord", type_, required=required, purpose="", keep="", limit=20)
        for type_, required in (
            ("email", True),
            ("tel", False),
            ("number", True),
            ("textarea", True),
        )
    ]
    script = (Path(__file__).parents[2] / "samenkomst/site/assets/formulier.js").read_text("utf-8")
    page = browser.new_page()
    page.set_content('<form class="form"><button type="submit">x</button></form>')
    page.evaluate(MAKE_FIELDS, [[each.name, describe_checks(each, dutch)] for each in fields])
    page.add_script_tag(content=script)
    names = [each.name for each in fields]
    by_script = page.evaluate(JUDGE, [names, ANSWERS])
    page.close()
    by_handler = [[judge(field, answer) for field in fields] for answer in ANSWERS]
    pairs = zip(ANSWERS, by_script, by_handler, strict=True)
    assert [json.dumps(answer) for answer, one, other in pairs if one != other] == []


MAKE_FIELDS = """fields => fields.forEach(([name, checks]) => {
  const field = document.createElement('div');
  field.id = `proef-${name}`;
  field.append(document.createElement('textarea'));
  for (const [key, value] of Object.entries(checks)) field.setAttribute(key, value);
  document.body.append(field);
})"""


def judge(field: Field, answer: str) -> str:
    form = Form("f", "", "", "", (field,), "", (), "", "")
    problems = check_answers(form, {field.name: [answer]})[1]
    return problems[0].explain(dutch) if problems else ""
