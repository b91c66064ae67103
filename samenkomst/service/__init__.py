"""The use cases, as plain functions that take their collaborators as arguments.

A web view, a command and a test call the same function; none of them decides anything itself.
"""

from samenkomst.service.accounts import Accounts
from samenkomst.service.deciding import Outcome, take_step
from samenkomst.service.delivery import Delivery, Mail, deliver, due_letters
from samenkomst.service.entries import Entry, find_entry, list_entries
from samenkomst.service.inviting import Invitation, invite, plan_invitation
from samenkomst.service.journal import PARTICIPANT, SYSTEM, Chance, Journal
from samenkomst.service.notices import Change, notify, plan_notice
from samenkomst.service.organising import (
    Row,
    add_by_hand,
    check_rows,
    decide,
    import_rows,
    write_note,
)
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
    "Change",
    "Delivery",
    "Entry",
    "Invitation",
    "Journal",
    "Mail",
    "Outcome",
    "Row",
    "add_answers",
    "add_by_hand",
    "change_answers",
    "check_rows",
    "choose_sessions",
    "decide",
    "deliver",
    "due_letters",
    "find_entry",
    "free_in_session",
    "import_rows",
    "invite",
    "list_entries",
    "may_choose",
    "notify",
    "people_in",
    "plan_invitation",
    "plan_notice",
    "read_receipt",
    "receive",
    "request_link",
    "settle_all",
    "take_step",
    "write_note",
]
