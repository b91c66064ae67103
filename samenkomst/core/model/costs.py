"""What taking part costs: free, amounts, or words; never a guessed unit, VAT or currency."""

from collections.abc import Iterator
from typing import Annotated

from samenkomst.core.model.content import Content
from samenkomst.core.model.fault import Fault
from samenkomst.core.model.rules import rule
from samenkomst.core.model.scalars import Boolean, Day, Markdown, Text, Typed
from samenkomst.core.model.states import Vat
from samenkomst.core.money import parse_amount, parse_currency

Amount = Annotated[int, Typed(parse_amount)]
"""Cents, from "1.094,50", "1094.50", "3.295" or "€ 450,-"."""
Currency = Annotated[str, Typed(parse_currency)]
"""An ISO 4217 code."""


class Price(Content):
    """One amount, with whom and when it is for."""

    label: Text | None = None
    """For whom or what it is: "leden", "vroegboekprijs"."""
    amount: Amount | None = None
    text: Text | None = None
    """Words in place of an amount, or beside it: "vanaf", "op aanvraag", "ca. € 200"."""
    per: Text | None = None
    """What the amount is for: "persoon", "organisatie", "dagdeel"."""
    vat: Vat | None = None
    currency: Currency | None = None
    since: Day | None = None
    """The first day on which it holds."""
    until: Day | None = None
    """The last day on which it holds: an early-bird price."""
    condition: Text | None = None

    @rule
    def _says_something(self) -> Iterator[Fault]:
        if self.amount is None and self.text is None:
            yield Fault((), "price_empty")

    @rule
    def _days_are_in_order(self) -> Iterator[Fault]:
        if self.since and self.until and self.since > self.until:
            values = {"since": str(self.since), "until": str(self.until)}
            yield Fault(("until",), "until_before_since", values)


class Costs(Content):
    """What taking part costs, with the conditions in words."""

    free: Boolean | None = None
    text: Markdown | None = None
    prices: tuple[Price, ...] = ()
    extras: tuple[Price, ...] = ()
    """What one can add: a dinner, a guest ticket."""
    vat: Vat = Vat.UNKNOWN
    currency: Currency = "EUR"
    withdrawal: Markdown | None = None
    """What withdrawing costs, and until when it is free."""
