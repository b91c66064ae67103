"""A command that was typed wrongly says so in Dutch, and how it goes."""

from collections.abc import Iterator

import click
import pytest
from click.testing import CliRunner

from samenkomst.cli import main


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("decide", "KENMERK ontbreekt."),
        ("decide ABCD", "BESLUIT ontbreekt. Kies uit: accept, reject, reserve."),
        ("decide ABCD misschien", "Wat bij BESLUIT staat, kan niet. Kies uit: accept, "),
        ("serve --port abc", "Wat bij --port staat, kan niet. Schrijf een getal van 1 tot en met"),
        ("serve --port 99999", "Wat bij --port staat, kan niet. Schrijf een getal van 1 tot en"),
        ("invite ronde-tafel", "--until ontbreekt."),
        ("inbox --stat placed", "De optie “--stat” kennen we hier niet. Bedoelt u “--state”?"),
        ("inbocks", "De opdracht “inbocks” kennen we niet. Bedoelt u “inbox”?"),
        ("new evnt", "De opdracht “evnt” kennen we niet. Bedoelt u “event”?"),
        ("note ABCD Sterke motivatie", "Er staat te veel achter de opdracht. Zet een tekst"),
        ("export --person", "Achter --person moet één waarde staan."),
        ("build --timings=3", "Achter --timings mag niets staan."),
        ("check --strict=ja", "Achter --strict mag niets staan."),
        ("export rt --csv=a", "Achter --csv mag niets staan."),
        ("deliver --every 0", "Wat bij --every staat, kan niet. Schrijf een getal van 1 of meer."),
        ("restore weg", "Wat bij MAP staat, kan niet. Noem een bestand of map die er is en die u"),
        ("restore", "MAP ontbreekt. Noem een bestand of map die er is"),
        ("inbox rt --identity weg", "Wat bij --identity staat, kan niet. Noem een bestand dat er"),
        ("--foo", "De optie “--foo” kennen we hier niet."),
        ("--version=2", "Achter --version mag niets staan."),
    ],
)
def test_misuse_is_told_in_dutch(typed: str, told: str) -> None:
    result = CliRunner().invoke(main, typed.split())
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith(told)
    assert "Error" not in result.stderr
    assert "Try" not in result.stderr
    assert "OPTIONS" not in result.stderr
    assert "\nGebruik: samenkomst " in result.stderr


@pytest.mark.parametrize("typed", [[], ["new"]])
def test_nothing_but_dashes_says_what_an_empty_command_says(typed: list[str]) -> None:
    empty, dashes = (CliRunner().invoke(main, [*typed, *more]) for more in ([], ["--"]))
    assert (dashes.exit_code, dashes.output) == (empty.exit_code, empty.output)
    assert dashes.output.startswith("Gebruik: samenkomst")


METAVARS = {
    *("ADRES", "BESLUIT", "BESTAND", "DATUM", "EVENEMENT", "FORMULIER", "GETAL", "KENMERK", "MAP"),
    *("NAAM", "ONDERDEEL", "SECONDEN", "SLUG", "TEKST", "VELD=ANTWOORD", "WIE"),
}


def parameters(
    command: click.Command, above: click.Context | None
) -> Iterator[tuple[click.Context, click.Parameter]]:
    context = click.Context(command, above, command.name)
    yield from ((context, param) for param in command.params)
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            if found := command.get_command(context, name):
                yield from parameters(found, context)


def test_help_names_what_one_fills_in_with_dutch_words() -> None:
    found = {
        param.make_metavar(context).strip("[]")
        for context, param in parameters(main, None)
        if not (isinstance(param.type, click.Choice) and isinstance(param, click.Option))
        and not getattr(param, "is_flag", False)
    }
    assert found == METAVARS


def test_misuse_shows_how_the_command_goes() -> None:
    lines = CliRunner().invoke(main, ["decide"]).stderr.splitlines()
    assert lines[1:] == [
        "Gebruik: samenkomst decide [OPTIES] KENMERK BESLUIT",
        "Uitleg:  samenkomst decide --help",
    ]


@pytest.mark.parametrize(
    ("typed", "command"),
    [
        ("--foo", "samenkomst"),
        ("build --timings=3", "samenkomst build"),
        ("export --person", "samenkomst export"),
        ("new --help=3", "samenkomst new"),
        ("new event --help=3", "samenkomst new event"),
    ],
)
def test_misuse_names_the_command_at_which_it_was(typed: str, command: str) -> None:
    last = CliRunner().invoke(main, typed.split()).stderr.splitlines()[-1]
    assert last == f"Uitleg:  {command} --help"


@pytest.mark.parametrize("typed", ["--help", "inbox --help", "new --help", "new event -h", "new"])
def test_help_is_dutch(typed: str) -> None:
    result = CliRunner().invoke(main, typed.split())
    shown = result.output
    assert shown.startswith("Gebruik: samenkomst ")
    assert "Toon deze uitleg." in shown
    for english in ("Usage", "Options", "OPTIONS", "Commands", "Show this", "default:", "ARGS"):
        assert english not in shown
