"""The ledger: what the journal says, read in order. The only reading of history there is.

Inbox, places, letters, repeats and exports all ask the ledger, so they cannot differ. Answers stay
in the journal, reached by `seq`: the ledger's memory does not grow with them. All it holds is
plain data: dataclasses, dicts, lists, tuples, text and numbers.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from sys import intern
from typing import Any

from samenkomst.core import agenda, tally
from samenkomst.core.agenda import Agenda
from samenkomst.core.answers_digest import digest_in
from samenkomst.core.erasure import countable
from samenkomst.core.post import Post
from samenkomst.core.procedures import LEFT, Act, State, may
from samenkomst.core.record import Record
from samenkomst.core.submission import MOST_ASKED, Letter, LetterStatus, Submission
from samenkomst.core.tally import Tally

Facts = tuple[tuple[str, str], ...]

_FIRST = {"interest": State.INTERESTED, "application": State.APPLIED}
"""Where someone stood before records named a state."""
_STATES = {state.value: state for state in State}
_GONE = LEFT | {State.REJECTED}
"""The states of those who do not come."""
_TELLING = frozenset({Act.INVITE, Act.CONFIRM})
"""Steps with which someone learns the event's facts as they are then."""


class Ledger:
    """The state that follows from the records applied so far."""

    def __init__(self) -> None:
        self.submissions: dict[str, Submission] = {}
        """By id, in order of arrival."""
        self.facts: dict[str, list[Facts]] = {}
        """What was publicly known of each event, every version."""
        self.tallies: dict[tuple[str, str], Tally] = {}
        """Running counts by event and unit."""
        self.chosen: dict[tuple[str, str], int] = {}
        """How many people chose each session, by event and session."""
        self.agendas: dict[str, Agenda] = {}
        """What time will call for, by event."""
        self.seq = 0
        self._post = Post()
        self._by_event: dict[str, list[str]] = {}
        self._by_person: dict[tuple[str, str], dict[str, str]] = {}
        self._by_reference: dict[str, str] = {}

    def apply(self, record: Record) -> None:
        """Take in one record. Types that this version does not know change nothing."""
        match record.type:
            case "submission_received":
                self._receive(record)
            case "letter_sent" | "letter_failed" | "letter_delayed":
                self._post.take_in(record)
            case "event_told":
                self.facts.setdefault(record.fields["event"], []).append(
                    _facts(record.fields["facts"])
                )
            case "erasure_begun":
                for submission in record.fields["submissions"]:
                    self._forget(submission)
            case _:
                # A submission whose line is damaged is not there: what can still be read stays
                # readable (design 7, rule 4).
                before = self.submissions.get(record.fields.get("submission", ""))
                if before is not None:
                    self._go_on(before, record)
        self.seq = record.seq

    def of_person(self, event: str, person: str, unit: str = "") -> Submission | None:
        """Return what this person sent for that unit of the event, if anything."""
        found = self._by_person.get((event, unit), {}).get(person)
        return None if found is None else self.submissions[found]

    def of_reference(self, reference: str) -> Submission | None:
        """Return the submission with that reference, if any."""
        found = self._by_reference.get(reference)
        return None if found is None else self.submissions[found]

    def of_event(self, event: str | None) -> Iterator[Submission]:
        """Yield the submissions for that event, or all, in order of arrival."""
        if event is None:
            return iter(self.submissions.values())
        return (self.submissions[each] for each in self._by_event.get(event, ()))

    def tally(self, event: str, unit: str) -> Tally:
        """Return the running counts of a unit; empty ones when nothing came in for it."""
        return self.tallies.get((event, unit)) or Tally()

    def agenda(self, event: str) -> Agenda:
        """Return what time will call for in that event."""
        return self.agendas.get(event) or Agenda()

    @property
    def owed(self) -> dict[str, Letter]:
        """The letters that no record answers yet, by id."""
        return self._post.owed

    @property
    def sent(self) -> dict[str, str]:
        """When each letter was sent, by its id."""
        return self._post.sent

    @property
    def failed(self) -> dict[str, str]:
        """Why a letter can never be sent, by its id."""
        return self._post.failed

    def letters_of(self, submission: str) -> list[LetterStatus]:
        """Return what became of each letter to that submission, in order."""
        return self._post.statuses(submission)

    def letter_state(self, submission: str) -> str:
        """Return the status of the latest letter to that submission, or "none"."""
        return self._post.latest_status(submission)

    def _receive(self, record: Record) -> None:
        fields, id_ = record.fields, record.id
        event, unit = _shared(fields["event"]), _shared(fields.get("unit", ""))
        procedure, reference = _shared(fields["procedure"]), fields["reference"]
        submission = Submission(
            id_,
            reference,
            event,
            _alone(fields["form"]),
            procedure,
            fields["person"],
            _shared(fields["organisation"]),
            record.at,
            (record.seq,),
            digest_in(fields),
            id_,
            unit,
            fields.get("people", 1),
            _STATES.get(fields.get("state", "")) or _FIRST.get(procedure, State.APPLIED),
            record.seq,
            fields.get("deadline", ""),
            fields.get("by", "participant") != "participant",
            fields["email"] != "",
            told=self._version(event),
            sealed=bool(fields.get("sealed")),
        )
        self._by_event.setdefault(event, []).append(id_)
        if submission.person:
            self._by_person.setdefault((event, unit), {})[submission.person] = id_
        if reference:
            self._by_reference[reference] = id_
        self._enter(submission)
        if submission.deadline:
            agenda.note(self._agenda(event), submission)
        self._owe_step(record, None, submission, Act.SUBMIT)

    def _go_on(self, before: Submission, record: Record) -> None:
        match record.type:
            case "submission_amended":
                self._amend(before, record)
            case "step_taken":
                self._step(before, record)
            case "address_verified":
                self._verify(before)
            case "answers_added":
                self._add(before, record)
            case "sessions_chosen":
                self._choose(before, record)
            case "note_written":
                self._keep(before._replace(notes=(*before.notes, record.seq)))
            case "change_told":
                self._keep(before._replace(told=self._version(before.event)))
                self._post.owe(record, before, "change")
            case "link_requested":
                asked = (*before.asked, record.at)[-MOST_ASKED:]
                self._keep(before._replace(asked=asked))
                self._post.owe(record, before, "link")

    def _amend(self, before: Submission, record: Record) -> None:
        fields = record.fields
        form = fields["form"]
        after = before._replace(
            forms=before.forms if form in before.forms else (*before.forms, form),
            procedure=fields["procedure"],
            seqs=(*before.seqs, record.seq),
            digest=digest_in(fields),
            latest=record.id,
            people=fields.get("people", before.people),
            sealed=bool(fields.get("sealed")),
        )
        if entered := fields.get("state") or _state_of_old(before, fields):
            after = after._replace(
                organisation=fields.get("organisation", before.organisation),
                state=_STATES[entered],
                since=record.seq,
                deadline=fields.get("deadline", ""),
                told=self._version(before.event),
            )
        self._change(before, after)
        if entered:
            self._owe_step(record, before, after, Act.SUBMIT)
        elif form not in before.forms:
            self._post.owe(record, after, "received")

    def _step(self, before: Submission, record: Record) -> None:
        fields = record.fields
        act, state = fields["act"], _STATES[fields["state"]]
        if act == Act.REMIND:
            agenda.tick_off(self._agenda(before.event), before)
            self._owe_step(record, before, before, act)
            return
        after = before._replace(
            state=state,
            since=record.seq,
            deadline=fields["deadline"],
            left=before.left + (state in _GONE),
            verified=before.verified or fields["by"] == "participant",
            told=self._version(before.event) if act in _TELLING else before.told,
        )
        self._change(before, after)
        self._owe_step(record, before, after, act)

    def _verify(self, before: Submission) -> None:
        """Take in that the address is good: a place that was held for it is kept."""
        holds = before.state is State.PLACED
        deadline = "" if holds else before.deadline
        self._change(before, before._replace(verified=True, deadline=deadline))

    def _add(self, before: Submission, record: Record) -> None:
        found = digest_in(record.fields)
        self._keep(before._replace(second=record.seq, second_digest=found))

    def _choose(self, before: Submission, record: Record) -> None:
        group, sessions = record.fields["group"], tuple(record.fields["sessions"])
        choices = {**before.choices, group: sessions}
        self._change(before, before._replace(choices=choices))

    def _enter(self, one: Submission) -> None:
        """Count a submission where it stands now."""
        self.submissions[one.id] = one
        counts = self.tallies.get((one.event, one.unit))
        if counts is None:
            counts = self.tallies[one.event, one.unit] = Tally()
        tally.enter(counts, one)
        self._count_choices(one, one.people)

    def _change(self, before: Submission, after: Submission) -> None:
        """Put a submission that counts otherwise in the place of what it was."""
        if after.state in LEFT and after.choices:
            after = after._replace(choices={})
        tally.leave(self.tallies[before.event, before.unit], before)
        self._count_choices(before, -before.people)
        self._enter(after)
        moved = before.state is not after.state
        if moved or before.deadline != after.deadline:
            agenda.forget(self._agenda(before.event), before)
            agenda.note(self._agenda(after.event), after)
        if moved:
            self._post.drop_asking(after.id)

    def _forget(self, identifier: str) -> None:
        """Forget who it was; that there was someone stays, so counts and seats stay right."""
        before = self.submissions.get(identifier)
        if before is None or not before.reference:
            return
        del self._by_reference[before.reference]
        self._by_person.get((before.event, before.unit), {}).pop(before.person, None)
        self._post.forget(identifier)
        nobody = before._replace(person="", reference="", digest="", reachable=False)
        organisation = countable(before.organisation)
        self._change(before, nobody._replace(organisation=organisation))

    def _keep(self, after: Submission) -> None:
        """Put a submission that counts as before in the place of what it was."""
        self.submissions[after.id] = after

    def _count_choices(self, one: Submission, people: int) -> None:
        for sessions in one.choices.values():
            for session in sessions:
                key = one.event, session
                self.chosen[key] = self.chosen.get(key, 0) + people

    def _agenda(self, event: str) -> Agenda:
        return self.agendas.setdefault(event, Agenda())

    def _version(self, event: str) -> int:
        """Return the number of the facts' latest version: the first, as long as there is none."""
        return max(0, len(self.facts.get(event, ())) - 1)

    def _owe_step(
        self, record: Record, before: Submission | None, after: Submission, act: str
    ) -> None:
        """Owe the letter that the table names for this step."""
        step = may(after.procedure, before.state if before else None, act)
        kind = step.targets.get(after.state, "") if step else "received" if act == "submit" else ""
        if kind:
            self._post.owe(record, after, kind)


def replay(records: Iterable[Record]) -> Ledger:
    """Return the ledger that follows from `records`."""
    ledger = Ledger()
    for record in records:
        ledger.apply(record)
    return ledger


def _state_of_old(before: Submission, fields: Mapping[str, Any]) -> str:
    """Return the state that another procedure began, for a record from before there were states."""
    if "by" in fields or fields["procedure"] == before.procedure:
        return ""
    return _FIRST.get(fields["procedure"], State.APPLIED)


def _shared(text: str) -> str:
    """Return the one text that all records with this event, form or organisation share."""
    return intern(text) if type(text) is str else text


@lru_cache(maxsize=256)
def _alone(form: str) -> tuple[str, ...]:
    """Return the forms of a submission that sent one; all of them share it."""
    return (_shared(form),)


def _facts(found: Sequence[Sequence[str]]) -> Facts:
    return tuple((label, text) for label, text in found)
