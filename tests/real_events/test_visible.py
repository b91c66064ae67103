"""What the tests of the real events look with sees what it should."""

import pytest

from tests.real_events.visible import clock_times, days, main_text, one_line, rough_times, years

HTML = """
<header>10.00</header>
<main>
  <h1>Ronde&nbsp;tafel</h1><p>Met <strong>Noor</strong>, om <time datetime="T09:30">9.30 uur</time>
  </p><script>const start = "11.45";</script><svg><title>klok</title></svg>
</main>
<footer>2026</footer>
"""


def test_main_text_is_what_a_reader_sees() -> None:
    assert main_text(HTML) == "Ronde tafel Met Noor, om 9.30 uur"


def test_one_line_joins_lines() -> None:
    assert one_line(" a\n  b\u00a0c ") == "a b c"


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("9.30 tot 11.00 uur", {570, 660}),
        ('start: "09:30"', {570}),
        ("van 24:00 tot 0.15", {1440, 15}),
        ("€ 1.094,50 en € 2.995 en 2.995,00", set()),
        ("onderdeel 1.1 en hoofdstuk 10.1.15", set()),
        ("2020-09-23T10:00+02:00", {600}),
    ],
)
def test_clock_times_are_found(text: str, minutes: set[int]) -> None:
    assert clock_times(text) - {120} == minutes


def test_rough_times_are_whole_hours_in_words() -> None:
    assert rough_times("10 uur, 14u, 9.30 uur") == {600, 840}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("dinsdag 29 maart 2022", {(3, 29)}),
        ("date: 2022-03-29", {(3, 29)}),
        ("23 & 24 september", {(9, 23), (9, 24)}),
        ("23 tot en met 24 september 2020", {(9, 23), (9, 24)}),
        ("5 March, 6 april", {(3, 5), (4, 6)}),
        ("10 dagen, 5 modules", set()),
    ],
)
def test_days_are_found(text: str, found: set[tuple[int, int]]) -> None:
    assert days(text) == found


def test_years_are_no_amounts() -> None:
    assert years("in 2024, van 2.026 mensen, € 1.995 en 1999") == {2024, 1999}
