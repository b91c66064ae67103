"""Answers against the compiled form: the one judgement that page and handler share."""

from email import message_from_bytes, policy
from email.headerregistry import Address
from email.message import EmailMessage
from typing import Any

import pytest
from hypothesis import example, given, strategies as st

from samenkomst.core.forms import HONEYPOT, Field, Form, check_answers, clean, is_email
from samenkomst.core.translation import dutch
from tests.builders import EMAIL_FIELD, HOSTILE, TOWN_FIELD, make_field, make_form

CHOICES = {"j": "Ja, <b>graag</b>", "n": "Nee"}


def judge(field: Field, *sent: str) -> tuple[Any, list[str]]:
    """Return the answer as kept, and the codes of its problems."""
    answers, problems = check_answers(make_form(field), {field.name: sent})
    return answers.get(field.name), [problem.code for problem in problems]


@pytest.mark.parametrize(
    ("type_", "sent", "kept"),
    [
        ("text", "  Noor  Bakker ", "Noor  Bakker"),
        ("text", HOSTILE, HOSTILE),
        ("text", "Zoe\u0308", "Zo\u00eb"),
        ("text", "x\ty", "x\ty"),
        ("textarea", "een\r\ntwee\rdrie\n", "een\ntwee\ndrie"),
        ("municipality", "Den Bosch", "Den Bosch"),
        ("email", " Noor@Example.org ", "Noor@Example.org"),
        ("tel", "+31 (0)6 1234-5678", "+31 (0)6 1234-5678"),
        ("tel", "020 - 123 45 67", "020 - 123 45 67"),
        ("number", "0", "0"),
        ("number", "999999999", "999999999"),
        ("consent", "ja", "ja"),
    ],
)
def test_answer_is_kept_as_it_was_meant(type_: str, sent: str, kept: str) -> None:
    """In one Unicode form, with plain line ends, without space around it; not changed otherwise."""
    assert judge(make_field(type=type_, limit=4000), sent) == (kept, [])


@pytest.mark.parametrize(
    ("type_", "sent", "code"),
    [
        ("text", "een\ntwee", "answer_line_break"),
        ("text", "een\r\nBcc: mallory@example.org", "answer_line_break"),
        ("text", "x" * 201, "answer_too_long"),
        ("text", "x\x00y", "answer_control"),
        ("text", "x\x1b[2Jy", "answer_control"),
        ("text", "x\x85y", "answer_control"),
        ("textarea", "een\n\x07", "answer_control"),
        ("email", "noor", "answer_email"),
        ("tel", "bel mij", "answer_phone"),
        ("tel", "12345", "answer_phone"),
        ("tel", "=1+1+1+1", "answer_phone"),
        ("tel", "+31 6 12 34 56 78 90 12 34 56 78 90", "answer_phone"),
        ("number", "1,5", "answer_number"),
        ("number", "-1", "answer_number"),
        ("number", "1e3", "answer_number"),
        ("number", "٣", "answer_number"),
        ("number", "1234567890", "answer_number"),
        ("consent", "on", "answer_unknown_choice"),
    ],
)
def test_answer_with_a_problem_is_told_and_kept(type_: str, sent: str, code: str) -> None:
    field = make_field(type=type_)
    assert judge(field, sent) == (clean(sent), [code])


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({}, "answer_missing"),
        ({"type": "consent"}, "answer_consent"),
        ({"type": "radio", "choices": CHOICES}, "answer_choose"),
        ({"type": "select", "choices": CHOICES}, "answer_choose"),
        ({"type": "checkboxes", "choices": CHOICES}, "answer_choose"),
    ],
)
@pytest.mark.parametrize("sent", [(), ("",), ("  \r\n ",)], ids=["nothing", "empty", "blank"])
def test_answer_that_is_required_is_asked_for(
    changes: dict[str, Any], code: str, sent: tuple[str, ...]
) -> None:
    assert judge(make_field(**changes), *sent) == (None, [code])
    assert judge(make_field(**changes, required=False), *sent) == (None, [])


@pytest.mark.parametrize(
    ("type_", "sent", "kept", "codes"),
    [
        ("radio", ["j"], "j", []),
        ("select", ["n"], "n", []),
        ("radio", ["Nee"], "Nee", ["answer_unknown_choice"]),
        ("radio", ["j", "n"], "j", []),
        ("checkboxes", ["j", "n"], ["j", "n"], []),
        ("checkboxes", ["j", ""], ["j"], []),
        ("checkboxes", ["j", "x"], ["j", "x"], ["answer_unknown_choice"]),
    ],
)
def test_choice_is_one_of_those_given(
    type_: str, sent: list[str], kept: str | list[str], codes: list[str]
) -> None:
    assert judge(make_field(type=type_, choices=CHOICES), *sent) == (kept, codes)


def test_every_problem_is_told_at_once_and_every_answer_kept() -> None:
    fields = (
        make_field(limit=5),
        EMAIL_FIELD,
        TOWN_FIELD,
        make_field(name="akkoord", label="Ik ga akkoord", type="consent"),
        make_field(name="dag", type="radio", choices=CHOICES),
    )
    sent = {"naam": ["Noor <Bakker>"], "email": ["noor"], "dag": ["x"], HONEYPOT: ["http://x"]}
    answers, problems = check_answers(make_form(*fields), sent)
    assert answers == {"naam": "Noor <Bakker>", "email": "noor", "dag": "x"}
    assert [(str(problem.place), problem.code) for problem in problems] == [
        ("naam", "answer_too_long"),
        ("email", "answer_email"),
        ("gemeente", "answer_missing"),
        ("akkoord", "answer_consent"),
        ("dag", "answer_unknown_choice"),
        (HONEYPOT, "answer_honeypot"),
    ]
    assert [problem.explain(dutch) for problem in problems] == [
        "Dit antwoord is te lang: 13 tekens. Er passen er 5.",
        "Dit is geen volledig e-mailadres. Schrijf het zoals naam@voorbeeld.nl.",
        "Vul in: Uw gemeente.",
        "Zet een vinkje bij: Ik ga akkoord.",
        "Deze keuze staat niet in de lijst. Kies een van de antwoorden.",
        "Laat dit veld leeg. Het is er om automatische inzendingen te herkennen.",
    ]


def test_label_with_braces_is_shown_as_it_is() -> None:
    """A label comes from an editor; its braces are no placeholders."""
    _, (problem,) = check_answers(make_form(make_field(label="{length} {0}")), {})
    assert problem.explain(dutch) == "Vul in: {length} {0}."


def test_honeypot_with_blanks_is_empty() -> None:
    assert check_answers(make_form(make_field()), {"naam": ["Noor"], HONEYPOT: [" "]}) == (
        {"naam": "Noor"},
        [],
    )


@pytest.mark.parametrize(
    "email",
    [
        "noor@example.org",
        "Noor.Bakker+leren@mail.example.org",
        "o'neil@example.org",
        "a@b.nl",
        "!#$%&'*+/?=^_`{|}~-@example.org",
        "noor@xn--80akhbyknj4f.xn--p1ai",
        "n" * 64 + "@" + "e" * 63 + ".org",
    ],
)
def test_email_of_plain_form_is_an_address(email: str) -> None:
    assert is_email(email)


@pytest.mark.parametrize(
    "email",
    [
        "",
        "noor",
        "@example.org",
        "noor@",
        "noor@localhost",
        "noor@example",
        "noor@example.o",
        "noor@example.123",
        "noor@127.0.0.1",
        "noor@[127.0.0.1]",
        "noor@@example.org",
        "noor@exa mple.org",
        "noor@-example.org",
        "noor@example-.org",
        "noor@example..org",
        "noor@.example.org",
        "noor@example.org.",
        ".noor@example.org",
        "noor.@example.org",
        "noor..bakker@example.org",
        '"noor bakker"@example.org',
        "Noor <noor@example.org>",
        "noor@example.org, mallory@example.org",
        "noor@example.org;mallory@example.org",
        "noor@example.org\nBcc: mallory@example.org",
        "noor@example.org\r",
        "noor@example.org\x00",
        "noor\u2028@example.org",
        "noor(opmerking)@example.org",
        "zoë@example.org",
        "noor@súdwest.nl",
        "=?utf-8?q?mallory?=@example.org",
        "x=?utf-8?q?mallory?=@example.org",
        "n@" + "e" * 64 + ".org",
        "n" * 243 + "@example.org",
    ],
)
def test_email_of_another_form_is_refused(email: str) -> None:
    assert not is_email(email)


LOCAL = st.text("abZ09!#$%&'*+/=?^_`{|}~.-", min_size=1, max_size=80)
DOMAIN = st.lists(st.text("aZ09-", min_size=1, max_size=63), min_size=2, max_size=4).map(".".join)


@given(LOCAL, DOMAIN)
@example("=?utf-8?q?mallory?=", "example.org")
@example("n" * 64, "e" * 60 + "." + "f" * 60 + ".org")
def test_email_that_is_accepted_can_be_written_into_a_letter(local: str, domain: str) -> None:
    """One address that the mail package cannot write would hold up all letters behind it."""
    email = f"{local}@{domain}"
    if not is_email(email):
        return
    letter = EmailMessage()
    letter["To"] = Address(addr_spec=email)
    letter.set_content("x")
    found = message_from_bytes(letter.as_bytes(policy=policy.SMTP), policy=policy.default)
    assert [each.addr_spec for each in found["To"].addresses] == [email]


@pytest.mark.parametrize(
    "attack",
    ["a", "a.", "a@", "a@a.", f"a@{'a' * 60}.", "1", "1 ", "+", "-a", "a@a-", "\u0301", "\r\n"],
    ids=ascii,
)
@pytest.mark.parametrize("type_", ["text", "textarea", "email", "tel", "number", "municipality"])
def test_long_answer_is_judged_in_one_pass(type_: str, attack: str) -> None:
    """100 kB each: a pattern that goes back over its own steps would hold a worker for hours."""
    sent = "x" + attack * (100_000 // len(attack)) + "!"
    answer, codes = judge(make_field(type=type_, limit=200_000), sent)
    assert answer == clean(sent)
    assert (codes == []) == (
        type_ == "textarea" or (type_ in ("text", "municipality") and "\n" not in attack)
    )


@given(st.text())
def test_cleaned_answer_stays_as_it_is(value: str) -> None:
    """Otherwise the same answers, sent again from the error page, would count as other ones."""
    assert clean(clean(value)) == clean(value)


FIELDS = st.builds(
    Field,
    name=st.text(),
    label=st.text(),
    type=st.sampled_from(["text", "email", "radio", "consent"]),
    required=st.booleans(),
    purpose=st.text(),
    keep=st.text(),
    limit=st.integers(),
    help=st.text(),
    autocomplete=st.text(),
    choices=st.dictionaries(st.text(), st.text()),
)
FORMS = st.builds(
    Form,
    id=st.text(),
    title=st.text(),
    procedure=st.text(),
    intro=st.text(),
    fields=st.lists(FIELDS, max_size=3).map(tuple),
    button=st.text(),
    next=st.lists(st.text(), max_size=3).map(tuple),
    letter_subject=st.text(),
    letter_text=st.text(),
)


@given(FORMS)
def test_form_comes_back_from_json(form: Form) -> None:
    found = Form.from_json(form.to_json())
    assert (found, found.version()) == (form, form.version())


def test_form_version_changes_with_its_questions() -> None:
    forms = [make_form(), make_form(button="Stuur"), make_form(make_field(label="Naam"))]
    assert len({form.version() for form in forms}) == 3
    assert make_form().version() == make_form().version()


def test_form_finds_its_first_field_of_a_type() -> None:
    form = make_form(make_field(), EMAIL_FIELD, make_field(name="naam2"))
    assert form.first_of("email") == EMAIL_FIELD
    assert form.first_of("text") == make_field()
    assert form.first_of("tel") is None
