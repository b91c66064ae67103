"""How long an answer is kept, as editors write it."""

from datetime import date

import pytest

from samenkomst.core.dates import DateError
from samenkomst.core.retention import keep_until, parse_retention


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("12 maanden", "12 maanden"),
        ("1 jaar", "1 jaar"),
        ("  04  WEKEN ", "4 weken"),
        ("100 dagen", "100 dagen"),
    ],
)
def test_retention_is_read_as_editors_type_it(typed: str, expected: str) -> None:
    assert parse_retention(typed) == expected


@pytest.mark.parametrize(
    "typed", ["0 dagen", "jaar", "12", "een jaar", "12 months", "1000 jaar", ""]
)
def test_retention_that_is_none_is_refused(typed: str) -> None:
    with pytest.raises(DateError) as caught:
        parse_retention(typed)
    assert (caught.value.code, caught.value.values) == ("duration", {"value": typed})


@pytest.mark.parametrize(
    ("received", "period", "last"),
    [
        (date(2026, 11, 21), "10 dagen", date(2026, 12, 1)),
        (date(2026, 11, 21), "1 week", date(2026, 11, 28)),
        (date(2026, 11, 21), "3 maanden", date(2027, 2, 21)),
        (date(2026, 11, 30), "3 maanden", date(2027, 2, 28)),
        (date(2026, 12, 31), "2 maanden", date(2027, 2, 28)),
        (date(2027, 12, 31), "2 maanden", date(2028, 2, 29)),
        (date(2028, 2, 29), "1 jaar", date(2029, 2, 28)),
        (date(2028, 2, 29), "4 jaren", date(2032, 2, 29)),
    ],
)
def test_period_ends_on_the_same_day_or_the_months_last(
    received: date, period: str, last: date
) -> None:
    assert keep_until(received, period) == last
