"""Letters that records call for, and what became of each."""

from samenkomst.core.post import Post, letter_id
from samenkomst.core.submission import Letter, LetterStatus, Submission
from tests.builders import AT, make_received, make_record

ONE = Submission("a1", "K", "e", ("aanmelden",), "application", "p", "", AT, (1,), "", "a1")


def test_letter_id_names_record_and_kind() -> None:
    assert letter_id("a1", "received") == "a1.received"


def test_letter_is_owed_put_off_and_sent() -> None:
    post = Post()
    post.owe(make_received(), ONE, "received")
    letter = Letter("a1.received", "received", "a1", "aanmelden", 1)
    assert post.owed == {"a1.received": letter}
    post.take_in(make_record(2, "letter_delayed", "a1.received", attempt=1))
    assert post.owed["a1.received"].attempts == 1
    assert post.latest_status("a1") == "owed"
    post.take_in(make_record(3, "letter_sent", "a1.received"))
    assert post.owed == {}
    assert post.statuses("a1") == [LetterStatus("a1.received", "received", "sent", AT)]


def test_letter_that_asks_is_dropped_and_others_stay() -> None:
    post = Post()
    for kind in ("received", "invitation"):
        post.owe(make_received(), ONE, kind)
    post.drop_asking("a1")
    assert [each.status for each in post.statuses("a1")] == ["owed", "dropped"]


def test_nobody_without_an_address_is_owed_a_letter() -> None:
    post = Post()
    post.owe(make_received(), ONE._replace(reachable=False), "received")
    assert (post, post.latest_status("a1")) == (Post(), "none")


def test_forgotten_letters_are_of_nobody_and_those_sent_stay_sent() -> None:
    post = Post()
    for kind in ("received", "change", "link"):
        post.owe(make_received(), ONE, kind)
    post.take_in(make_record(2, "letter_sent", "a1.received"))
    post.take_in(make_record(3, "letter_failed", "a1.change", reason="550 noor@example.org"))
    post.forget("a1")
    assert post == Post(sent={"a1.received": AT})
