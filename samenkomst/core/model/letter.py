"""Letters as editors write them: of a form, and of an event in place of ours."""

from collections.abc import Iterator

from samenkomst.core.letter_text import PLACEHOLDERS, unknown_placeholders
from samenkomst.core.model.content import Content
from samenkomst.core.model.fault import Fault
from samenkomst.core.model.rules import rule
from samenkomst.core.model.scalars import Paragraphs, Text


class OwnLetter(Content):
    """An editor's own words for one kind of letter."""

    subject: Text
    text: Paragraphs

    def unknown(self, kind: str) -> Iterator[Fault]:
        """Yield a fault for each placeholder that a letter of that kind cannot fill in."""
        known = ", ".join(f"{{{name}}}" for name in PLACEHOLDERS[kind])
        for key in ("subject", "text"):
            for name in unknown_placeholders(kind, getattr(self, key)):
                yield Fault((key,), "placeholder", {"value": f"{{{name}}}", "known": known})


class Letter(OwnLetter):
    """The letter that answers a submission."""

    @rule
    def _knows_its_placeholders(self) -> Iterator[Fault]:
        yield from self.unknown("received")

    @rule
    def _has_what_it_must(self) -> Iterator[Fault]:
        for name in ("{reference}", "{page}"):
            if name not in self.text:
                yield Fault((), "letter_lacks", {"value": name})


class EventLetters(Content):
    """The letters of one event that get other words than ours, by kind."""

    invitation: OwnLetter | None = None
    reminder: OwnLetter | None = None
    confirmed: OwnLetter | None = None
    waitlisted: OwnLetter | None = None
    declined: OwnLetter | None = None
    offered: OwnLetter | None = None
    lapsed: OwnLetter | None = None
    withdrawn: OwnLetter | None = None
    accepted: OwnLetter | None = None
    rejected: OwnLetter | None = None
    reserve: OwnLetter | None = None
    change: OwnLetter | None = None
    link: OwnLetter | None = None

    @rule
    def _know_their_placeholders(self) -> Iterator[Fault]:
        for kind in type(self).model_fields:
            letter = getattr(self, kind)
            if letter is not None:
                yield from (each.below((kind,)) for each in letter.unknown(kind))
