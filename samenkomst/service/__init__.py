"""The use cases, as plain functions that take their collaborators as arguments.

A web view, a command and a test call the same function; none of them decides anything itself.

Here stands what a visitor's request needs. What only organisers do, and sending letters, is
imported from its own module: the first form of a new process need not wait for it (measured).
"""

from samenkomst.service.accounts import Accounts
from samenkomst.service.deciding import Outcome, take_step
from samenkomst.service.entries import Entry, find_entry, list_entries
from samenkomst.service.journal import PARTICIPANT, SYSTEM, Chance, Journal
from samenkomst.service.participation import (
    add_answers,
    change_answers,
    choose_sessions,
    free_in_session,
    may_choose,
    request_link,
)
from samenkomst.service.receiving import Accepted, people_in, read_receipt, receive
from samenkomst.service.settling import settle_all

__all__ = [
    "PARTICIPANT",
    "SYSTEM",
    "Accepted",
    "Accounts",
    "Chance",
    "Entry",
    "Journal",
    "Outcome",
    "add_answers",
    "change_answers",
    "choose_sessions",
    "find_entry",
    "free_in_session",
    "list_entries",
    "may_choose",
    "people_in",
    "read_receipt",
    "receive",
    "request_link",
    "settle_all",
    "take_step",
]
