"""What taking part costs, in words; a unit, VAT or currency that is not given is not shown."""

from typing import NamedTuple

from samenkomst.core.model.costs import Costs, Price
from samenkomst.core.money import format_amount
from samenkomst.core.pages.reader import Reader, lines
from samenkomst.core.pages.words import VAT

FEW = 3
"""So many prices stand in the facts box; more stand in the table alone."""


class PriceView(NamedTuple):
    """One amount in words."""

    label: str
    amount: str
    unit: str
    """What it is for, and VAT: "per persoon, exclusief btw"."""
    notes: tuple[str, ...]
    """When it holds, and on what condition."""


class CostsView(NamedTuple):
    """Everything about the costs in words."""

    free: str
    """"Gratis", or nothing."""
    text: str
    """Markdown."""
    prices: tuple[PriceView, ...]
    extras: tuple[PriceView, ...]
    withdrawal: str
    """Markdown."""

    @property
    def has_table(self) -> bool:
        """Whether there is more than a line in the facts box can hold."""
        return bool(self.prices or self.extras or self.withdrawal)


def view_costs(costs: Costs | None, reader: Reader) -> CostsView | None:
    """Return the costs in words, or None when nothing is known of them."""
    if costs is None:
        return None
    free, text = reader.translate("Gratis") if costs.free else "", costs.text or ""
    return CostsView(
        # "Gratis" stands once: the editor's own words often begin with it.
        free="" if text.lower().startswith(free.lower()) else free,
        text=text,
        prices=tuple(_price(each, costs, reader) for each in costs.prices),
        extras=tuple(_price(each, costs, reader) for each in costs.extras),
        withdrawal=costs.withdrawal or "",
    )


def _price(price: Price, costs: Costs, reader: Reader) -> PriceView:
    currency = price.currency or costs.currency
    amount = "" if price.amount is None else format_amount(price.amount, currency, reader.language)
    per = reader.translate("per {unit}").format(unit=price.per) if price.per else ""
    is_sum = any(each.isdigit() for each in f"{amount}{price.text}")  # "on request" is none
    tax = VAT[price.vat or costs.vat] if is_sum else ""
    vat = reader.translate(tax) if tax else ""
    return PriceView(
        label=price.label or "",
        amount=_in_words(amount, price.text),
        unit=", ".join(lines(per, vat)),
        notes=lines(_period(price, reader), price.condition),
    )


_LEAST = {"vanaf", "minimaal", "min.", "from"}
_ABOUT = {"ongeveer", "circa", "ca.", "maximaal", "max.", "about", "approx."}
_BEFORE = _LEAST | _ABOUT
"""What editors write of an amount that stands before it; all else stands behind."""


def is_least(price: Price) -> bool:
    """Return whether one pays the amount, or more."""
    return (price.text or "").lower() in _LEAST


def is_about(price: Price) -> bool:
    """Return whether one pays about the amount, or less."""
    return (price.text or "").lower() in _ABOUT


def _in_words(amount: str, text: str | None) -> str:
    """Return "vanaf € 118", or "€ 200, bij benadering"."""
    if amount and text and text.lower() in _BEFORE:
        return f"{text} {amount}"
    return ", ".join(lines(amount, text))


def _period(price: Price, reader: Reader) -> str:
    since = reader.day(price.since) if price.since else ""
    until = reader.day(price.until) if price.until else ""
    if since and until:
        words = reader.translate("van {since} tot en met {until}")
    elif until:
        words = reader.translate("tot en met {until}")
    else:
        words = reader.translate("vanaf {since}") if since else ""
    return words.format(since=since, until=until)


def summarise_costs(costs: CostsView, reader: Reader) -> tuple[str, ...]:
    """Return the lines for the facts box: the few prices, or that there are more."""
    if len(costs.prices) > FEW:
        return lines(costs.free, reader.translate("Zie de prijzen op deze pagina"))
    told = (
        ": ".join(lines(each.label, " ".join(lines(each.amount, each.unit))))
        for each in costs.prices
    )
    return lines(costs.free, *told)
