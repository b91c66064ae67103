"""After a failure one visitor tries, and the others are told at once."""

import pytest

from form_handler.breaker import Breaker, Crowded
from samenkomst.core.errors import NotStored


def fail(breaker: Breaker) -> None:
    with pytest.raises(NotStored, match="full"), breaker.attempt():
        raise NotStored("full")


def test_everyone_may_try_while_it_works() -> None:
    breaker = Breaker()
    with breaker.attempt(), breaker.attempt():
        pass


def test_one_at_a_time_may_try_after_a_failure() -> None:
    breaker = Breaker()
    fail(breaker)
    with breaker.attempt():
        for _ in range(2):
            with pytest.raises(Crowded), breaker.attempt():
                pass


def test_all_may_try_again_after_one_success() -> None:
    breaker = Breaker()
    fail(breaker)
    with breaker.attempt():
        pass
    test_everyone_may_try_while_it_works()
    with breaker.attempt(), breaker.attempt():
        pass


def test_failure_of_the_one_that_tries_lets_the_next_try() -> None:
    breaker = Breaker()
    fail(breaker)
    fail(breaker)
    with breaker.attempt():
        pass


def test_other_errors_break_nothing() -> None:
    breaker = Breaker()
    with pytest.raises(RuntimeError), breaker.attempt():
        raise RuntimeError
    with breaker.attempt(), breaker.attempt():
        pass


def test_forms_leave_threads_for_other_requests() -> None:
    breaker = Breaker()
    breaker.keep_free(4)
    with breaker.attempt(), breaker.attempt(), pytest.raises(Crowded), breaker.attempt():
        pass
    with breaker.attempt(), breaker.attempt():
        pass


def test_failure_gives_its_room_back() -> None:
    breaker = Breaker()
    breaker.keep_free(3)
    for _ in range(3):
        fail(breaker)
