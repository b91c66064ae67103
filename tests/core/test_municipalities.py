"""One organisation, one key: however its name is written."""

import pytest
from hypothesis import given, strategies as st

from samenkomst.core.municipalities import Municipalities, fold
from samenkomst.stores.municipalities import load_municipalities

TOWNS = load_municipalities()


def test_list_holds_every_municipality_of_2026_once() -> None:
    assert len(TOWNS.names) == 342
    assert len(set(TOWNS.names.values())) == 342
    assert [code for code in TOWNS.names if not (code[:2] == "GM" and code[2:].isdigit())] == []


def test_every_municipality_is_found_by_its_own_name() -> None:
    assert {TOWNS.key(name): name for name in TOWNS.names.values()} == dict(TOWNS.names)


@pytest.mark.parametrize(
    ("code", "spellings"),
    [
        ("GM0796", ["'s-Hertogenbosch", "Den Bosch", "den bosch", "s Hertogenbosch", "DENBOSCH"]),
        ("GM0796", ["gemeente Den Bosch", "Gemeente ’s-Hertogenbosch", "'s- Hertogenbosch "]),
        ("GM0518", ["'s-Gravenhage", "Den Haag", "DEN  HAAG", "gemeente Den Haag"]),
        (
            "GM0344",
            ["Utrecht", " utrecht ", "gemeente Utrecht", "De gemeente UTRECHT", "gem. Utrecht"],
        ),
        (
            "GM0344",
            [
                "Gemeente\tUtrecht",
                "U t r e c h t",
                "\uff35\uff34recht",
                "\U0001d414trecht",
                "Útrecht",
            ],
        ),
        ("GM1900", ["Súdwest-Fryslân", "Sudwest Fryslan", "Súdwest Fryslân", "súdwest-fryslân"]),
        ("GM1940", ["De Fryske Marren", "de friese meren", "gemeente De Friese Meren"]),
        ("GM0820", ["Nuenen, Gerwen en Nederwetten", "Nuenen"]),
        ("GM0164", ["Hengelo (O.)", "Hengelo", "hengelo o"]),
        ("GM0893", ["Bergen (L.)", "bergen (l)", "Bergen Limburg"]),
        ("GM0373", ["Bergen (NH.)", "Bergen NH", "bergen (noord-holland)"]),
    ],
)
def test_municipality_has_one_key_in_every_spelling(code: str, spellings: list[str]) -> None:
    assert {spelling: TOWNS.key(spelling) for spelling in spellings} == dict.fromkeys(
        spellings, code
    )


def test_name_that_two_municipalities_share_stays_apart() -> None:
    """Plain "Bergen" is neither of the two: nobody is counted with the wrong one."""
    assert {TOWNS.key(name) for name in ("Bergen", "gemeente bergen")} == {"bergen"}
    assert TOWNS.name("Bergen") == "Bergen"


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("Provincie Utrecht", "provincieutrecht"),
        ("Waterschap Rijn & IJssel", "waterschaprijnijssel"),
        ("Gemeentelijke dienst", "gemeentelijkedienst"),
        ("GM0344", "gm0344"),
        ('<script>alert("x")</script>', "scriptalertxscript"),
        ("---", ""),
    ],
)
def test_other_organisation_keeps_its_own_key(typed: str, key: str) -> None:
    """A province is no city; a code that someone typed is a name, never the municipality."""
    assert (TOWNS.key(typed), TOWNS.name(typed)) == (key, typed)


def test_name_is_that_of_the_list() -> None:
    assert TOWNS.name("gemeente den bosch") == "'s-Hertogenbosch"


def test_alias_of_a_municipality_that_is_gone_is_a_plain_name() -> None:
    assert Municipalities({"GM0344": "Utrecht"}).key("Den Bosch") == "denbosch"


@given(st.text())
def test_folded_name_folds_to_itself(name: str) -> None:
    """Otherwise one organisation could count as two."""
    assert fold(fold(name)) == fold(name)
    assert fold(f" {name} ") == fold(name)
