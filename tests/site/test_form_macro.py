"""The form as page and handler render it."""

from dataclasses import dataclass
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from samenkomst.core.contract import Site
from samenkomst.core.field_checks import describe_checks
from samenkomst.core.forms import HONEYPOT, Field, Form
from samenkomst.core.translation import dutch
from samenkomst.site.environment import TEMPLATES

CHOICES = {"a": "Antwoord a", "b": "Antwoord <b>"}


@dataclass(frozen=True)
class Message:
    field: str
    message: str


def make_field(name: str, type_: str, **changes: Any) -> Field:
    settings: dict[str, Any] = {"required": True, "purpose": "te toetsen", "keep": "1 jaar"}
    return Field(name, f"Label {name}", type_, **{**settings, "limit": 200, **changes})


FORM = Form(
    id="proef",
    title="Proef",
    procedure="interest",
    intro="",
    fields=(
        make_field("naam", "text", autocomplete="name"),
        make_field("email", "email", help="Uw eigen adres."),
        make_field("telefoon", "tel", required=False),
        make_field("aantal", "number"),
        make_field("vraag", "textarea", limit=1000),
        make_field("gemeente", "municipality"),
        make_field("maat", "select", choices=CHOICES),
        make_field("dag", "radio", choices=CHOICES),
        make_field("dagen", "checkboxes", choices=CHOICES),
        make_field("akkoord", "consent"),
    ),
    button="Verstuur",
    next=(),
    letter_subject="",
    letter_text="",
)

SITE = Site("Proefsite", "nl", "https://www.example.org/")


def render(**arguments: Any) -> BeautifulSoup:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        extensions=["jinja2.ext.i18n"],
    )
    environment.filters["checks"] = lambda field: describe_checks(field, dutch)
    environment.install_gettext_callables(  # type: ignore[attr-defined]
        str, lambda one, many, number: one if number == 1 else many, newstyle=True
    )
    template = environment.from_string(
        '{% from "form.html" import render_form with context %}'
        '{{ render_form(form, "/formulieren/x/proef/", **arguments) }}'
    )
    html = template.render(form=FORM, root="/", site=SITE, arguments=arguments)
    return BeautifulSoup(html, "html.parser")


def one(parent: BeautifulSoup | Tag, selector: str) -> Tag:
    [found] = parent.select(selector)
    return found


def test_form_is_sent_by_post_and_leaves_the_judging_to_the_handler() -> None:
    form = one(render(), "form")
    assert (form["action"], form["method"]) == ("/formulieren/x/proef/", "post")
    assert form.has_attr("novalidate")
    assert form.select("[required], [pattern], [maxlength]") == []


def test_every_control_has_a_label_and_an_explanation() -> None:
    form = render()
    for control in form.select(".field :is(input, select, textarea)"):
        assert form.select(f"label[for='{control['id']}']"), control
    for described in form.select("[aria-describedby]"):
        for name in str(described["aria-describedby"]).split():
            assert one(form, f"#{name}").get_text(strip=True)


def test_every_field_tells_its_purpose_and_how_long_it_is_kept() -> None:
    purposes = [each.text for each in render().select(".field__purpose")]
    assert purposes == ["We gebruiken dit om te toetsen. We bewaren het 1 jaar."] * len(FORM.fields)


def test_optional_is_marked_and_the_rest_required_for_screen_readers() -> None:
    form = render()
    assert one(form, "label[for=veld-telefoon]").text == "Label telefoon (optioneel)"
    assert not one(form, "#veld-telefoon").has_attr("aria-required")
    for name in ("naam", "email", "aantal", "vraag", "gemeente", "maat", "akkoord"):
        assert one(form, f"#veld-{name}")["aria-required"] == "true"
    assert one(form, "fieldset[role=radiogroup]")["aria-required"] == "true"


def test_controls_help_a_phone_to_fill_them_in() -> None:
    form = render(municipalities=["Utrecht", "'s-Gravenhage"])
    assert one(form, "#veld-naam")["autocomplete"] == "name"
    assert one(form, "#veld-email")["type"] == "email"
    assert one(form, "#veld-telefoon")["type"] == "tel"
    assert one(form, "#veld-aantal")["inputmode"] == "numeric"
    names = form.select(f"#{one(form, '#veld-gemeente')['list']} option")
    assert [name["value"] for name in names] == ["Utrecht", "'s-Gravenhage"]


def test_choices_stand_in_a_group_with_a_legend() -> None:
    groups = render().select("fieldset")
    assert [one(group, "legend").text for group in groups] == ["Label dag", "Label dagen"]
    assert [[each["value"] for each in group.select("input")] for group in groups] == [
        ["a", "b"]
    ] * 2


def test_answers_are_all_kept() -> None:
    answers = {
        "naam": '"><script>alert(1)</script>',
        "vraag": "\n  twee\nregels",
        "maat": "b",
        "dag": "a",
        "dagen": ["a", "b"],
        "akkoord": "ja",
        "gemeente": "Utrecht",
    }
    form = render(answers=answers)
    assert one(form, "#veld-naam")["value"] == answers["naam"]
    assert one(form, "#veld-vraag").text.removeprefix("\n") == answers["vraag"]
    assert one(form, "option[selected]")["value"] == "b"
    checked = [(each["name"], each["value"]) for each in form.select("[checked]")]
    assert checked == [("dag", "a"), ("dagen", "a"), ("dagen", "b"), ("akkoord", "ja")]
    assert form.select("script") == []


def test_form_without_problems_shows_no_trace_of_any() -> None:
    form = render()
    assert form.select("#fouten, [aria-invalid], .field__message") == []


@pytest.mark.parametrize("field", [field.name for field in FORM.fields])
def test_problem_stands_in_the_summary_and_at_its_field(field: str) -> None:
    form = render(problems=[Message(field, "Dit <b>klopt</b> niet.")])
    summary = one(form, "#fouten")
    assert (summary["role"], summary["tabindex"]) == ("alert", "-1")
    link = one(summary, "a")
    assert (link.text, link["href"]) == ("Dit <b>klopt</b> niet.", f"#veld-{field}")
    assert one(form, f"#veld-{field}").name in ("input", "select", "textarea")
    assert one(form, f"#fout-{field}").get_text(" ", strip=True) == "Fout: Dit <b>klopt</b> niet."
    [wrong] = form.select(f"[aria-describedby~=fout-{field}]")
    marked = form.select("[aria-invalid=true]")
    assert wrong in marked or all(wrong in each.parents for each in marked)


def test_summary_counts_the_problems() -> None:
    several = render(problems=[Message("naam", "Een."), Message("email", "Twee.")])
    assert "Er zijn 2 antwoorden" in one(several, "#fouten h2").text
    assert "Er is 1 antwoord" in one(render(problems=[Message("naam", "Een.")]), "#fouten h2").text


def test_honeypot_is_out_of_sight_and_out_of_the_way() -> None:
    trap = one(render(), f"[name={HONEYPOT}]")
    assert (trap["tabindex"], trap["autocomplete"], trap["value"]) == ("-1", "off", "")
    assert trap.find_parent(attrs={"aria-hidden": "true"}) is not None


def test_honeypot_shows_itself_when_it_was_filled_in() -> None:
    form = render(problems=[Message(HONEYPOT, "Laat dit leeg.")])
    trap = one(form, f"[name={HONEYPOT}]")
    assert trap.find_parent(attrs={"aria-hidden": "true"}) is None
    assert not trap.has_attr("tabindex")
    assert one(form, "#fouten a")["href"] == f"#{trap['id']}"
