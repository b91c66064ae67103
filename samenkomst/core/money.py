"""Amounts of money: read as editors type them, written as readers expect them."""

import re

from samenkomst.core.dates import DateError

_AMOUNT = re.compile(
    r"(?:€|eur|euro|a?\$|£)?\s*(?P<whole>\d{1,3}(?:[. ]\d{3})+|\d{1,7})"
    r"(?:[,.](?P<cents>\d{2}|-{1,2}|–|—))?\s*(?:euro)?",
    re.IGNORECASE,
)
_SIGNS = {"EUR": "€", "GBP": "£", "USD": "US$", "AUD": "A$"}


def parse_amount(text: str) -> int:
    """Return the cents of an amount: "3.295" is three thousand, "1.10" is one euro and ten cents.

    Raises DateError when it is no amount.
    """
    match = _AMOUNT.fullmatch(text.strip())
    if match is None:
        raise DateError("amount", value=text)
    whole = int(re.sub(r"[. ]", "", match["whole"]))
    cents = match["cents"] or "0"
    return whole * 100 + (int(cents) if cents.isdigit() else 0)


def parse_currency(text: str) -> str:
    """Return an ISO 4217 code. Raises DateError when it is none."""
    if not re.fullmatch(r"[A-Za-z]{3}", text):
        raise DateError("currency", value=text)
    return text.upper()


def format_amount(cents: int, currency: str, language: str) -> str:
    """Return "€ 1.094,50" in Dutch, "€1,094.50" in English; whole amounts without cents."""
    whole, rest = divmod(cents, 100)
    grouped = f"{whole:,}"
    decimals = f".{rest:02}" if rest else ""
    sign = _SIGNS.get(currency, currency)
    if language != "nl":
        gap = "" if currency in _SIGNS else " "
        return f"{sign}{gap}{grouped}{decimals}"
    return f"{sign} {grouped.replace(',', '.')}{decimals.replace('.', ',')}"
