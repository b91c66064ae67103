"""Tickets: each number is drawn once, by whoever draws it."""

import os

import pytest

from samenkomst.stores.tickets import Tickets


@pytest.mark.parametrize(
    ("first", "end"), [(0, 0), (4, 4), (0, 1), (4, 1000), (0, 5000), (3, 2051)]
)
def test_each_number_is_drawn_once(first: int, end: int) -> None:
    tickets = Tickets(first, end)
    one, other = tickets.draw(), tickets.draw()
    numbers = [next(each) for each in (one, other, one) if end > 999]
    assert sorted([*numbers, *one, *other]) == [*range(first, end)]
    tickets.close()


def test_tickets_leave_no_pipe_open() -> None:
    before = sorted(os.listdir("/dev/fd"))  # noqa: PTH208 - numbers
    Tickets(0, 9).close()
    assert sorted(os.listdir("/dev/fd")) == before  # noqa: PTH208


def test_nothing_is_left_of_withdrawn_tickets() -> None:
    tickets = Tickets(1, 5000)
    drawn = tickets.draw()
    assert (next(drawn), tickets.left()) == (1, 5000 - 5)
    tickets.withdraw()
    assert (tickets.left(), [*tickets.draw()]) == (0, [])
    tickets.close()
