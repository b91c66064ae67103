"""How long an answer is kept, as editors write it."""

import pytest

from samenkomst.core.dates import DateError
from samenkomst.core.retention import parse_retention


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
