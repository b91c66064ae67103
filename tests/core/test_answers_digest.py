"""A short digest of answers, by which equal ones are recognised."""

from samenkomst.core.answers_digest import digest, digest_in


def test_digest_is_of_the_answers_whatever_their_order() -> None:
    assert digest({"a": "1", "b": ["x", "y"]}) == digest({"b": ["x", "y"], "a": "1"})
    answers = [{"a": "1"}, {"a": "1 "}, {"b": "1"}, {"a": ["1"]}, {"a": "1", "b": ""}, {}]
    assert len({digest(each) for each in answers}) == len(answers)


def test_digest_in_a_record_goes_before_its_answers() -> None:
    answers = {"naam": "<b>Noor</b>"}
    assert digest_in({"answers": answers}) == digest(answers)
    assert digest_in({"answers": {"naam": "sealed"}, "digest": "abc"}) == "abc"
