"""What taking part costs, in words."""

from typing import Any

import pytest

from samenkomst.core.model.costs import Costs
from samenkomst.core.pages.costs_view import CostsView, PriceView, summarise_costs, view_costs
from samenkomst.core.pages.reader import Reader
from samenkomst.core.translation import dutch
from tests.builders import sound

READER = Reader("nl", dutch)


def view(**raw: Any) -> CostsView:
    found = view_costs(sound(Costs, raw), READER)
    assert found is not None
    return found


def test_costs_that_nobody_gave_are_not_told() -> None:
    assert view_costs(None, READER) is None


@pytest.mark.parametrize(
    ("raw", "free", "text"),
    [
        ({"free": "yes"}, "Gratis", ""),
        ({"free": "yes", "text": "Wel aanmelden."}, "Gratis", "Wel aanmelden."),
        ({"free": "yes", "text": "Gratis voor leden."}, "", "Gratis voor leden."),
        ({"text": "Op aanvraag"}, "", "Op aanvraag"),
        ({"free": "no"}, "", ""),
    ],
)
def test_free_is_told_once(raw: dict[str, str], free: str, text: str) -> None:
    assert view(**raw) == CostsView(free, text, (), (), "")


@pytest.mark.parametrize(
    ("price", "expected"),
    [
        ({"label": "Leden", "amount": "3.295"}, PriceView("Leden", "€ 3.295", "", ())),
        (
            {"amount": "1094,50", "per": "persoon", "vat": "excl"},
            PriceView("", "€ 1.094,50", "per persoon, exclusief btw", ()),
        ),
        (
            {"label": "Vroeg", "amount": "979", "currency": "AUD", "until": "2021-10-29"},
            PriceView("Vroeg", "A$ 979", "", ("tot en met 29 oktober 2021",)),
        ),
        (
            {
                "label": "Diner",
                "text": "ca. € 40",
                "vat": "exempt",
                "since": "2021-10-30",
                "until": "2021-11-01",
                "condition": "alleen leden",
            },
            PriceView(
                "Diner",
                "ca. € 40",
                "vrij van btw",
                ("van 30 oktober 2021 tot en met 1 november 2021", "alleen leden"),
            ),
        ),
        ({"text": "op aanvraag", "vat": "excl"}, PriceView("", "op aanvraag", "", ())),
        ({"amount": "118", "text": "vanaf"}, PriceView("", "vanaf € 118", "", ())),
        (
            {"amount": "118", "text": "met ontbijt"},
            PriceView("", "€ 118, met ontbijt", "", ()),
        ),
    ],
)
def test_price_tells_what_was_given(price: dict[str, str], expected: PriceView) -> None:
    assert view(prices=[price]).prices == (expected,)


def test_vat_of_all_holds_where_a_price_names_none() -> None:
    prices = [{"label": "a", "amount": "1"}, {"label": "b", "amount": "2", "vat": "excl"}]
    assert [each.unit for each in view(vat="incl", prices=prices).prices] == [
        "inclusief btw",
        "exclusief btw",
    ]


def test_facts_box_holds_few_prices_and_points_to_many() -> None:
    prices = [{"label": f"Prijs {number}", "amount": "10"} for number in range(4)]
    few, many = view(prices=prices[:2]), view(prices=prices)
    assert summarise_costs(few, READER) == ("Prijs 0: € 10", "Prijs 1: € 10")
    assert summarise_costs(many, READER) == ("Zie de prijzen op deze pagina",)
    assert (few.has_table, view(free="yes").has_table) == (True, False)
    assert view(withdrawal="Tot 1 mei gratis.").has_table
