"""The own page in each of its states, for tests that look at pages."""

from collections.abc import Callable

from werkzeug.test import TestResponse

from samenkomst.core.procedures import Act
from tests.form_handler.conftest import change_contract
from tests.form_handler.participants import MOTIVATION, NETWORK, Participants, with_colleagues
from tests.form_handler.submissions import APPLICATION_URL, URL, answers

LINK_URL = "/formulieren/deelname/"


def invited(they: Participants) -> TestResponse:
    return they.get(they.invited())


def placed(they: Participants) -> TestResponse:
    return they.client.get(they.post(they.invited(), "confirm").headers["Location"])


def waitlisted(they: Participants) -> TestResponse:
    first = they.send(URL, email="bram@example.org")
    second = they.invited(capacity=1)
    they.post(first, "confirm")
    return they.client.get(they.post(second, "confirm").headers["Location"])


def offered(they: Participants) -> TestResponse:
    """Someone on the reserve list is offered a place that was given back."""
    first, second = (they.send(APPLICATION_URL, email=f"{name}@example.org") for name in ("a", "b"))
    they.decide(first, Act.ACCEPT)
    they.decide(second, Act.RESERVE)
    they.post(first, "withdraw")
    they.post(first, "withdraw")  # any decision settles what is due
    return they.get(second)


def withdrawn(they: Participants) -> TestResponse:
    return they.client.get(they.post(they.send(URL), "withdraw").headers["Location"])


def refused(they: Participants) -> TestResponse:
    one = they.invited()
    they.post(one, "confirm")
    return they.post(one, "decline")


def applied(they: Participants) -> TestResponse:
    return they.get(they.send(APPLICATION_URL))


def second_form(they: Participants) -> TestResponse:
    return they.get(they.send(APPLICATION_URL), "vragen/")


def second_form_with_errors(they: Participants) -> TestResponse:
    wrong = MOTIVATION | {"doel": "", "steun": "Misschien", "website": "x"}
    return they.post(they.send(APPLICATION_URL), "answer", data=wrong)


def accepted(they: Participants) -> TestResponse:
    """A participant may choose from moments of which one is full."""
    helpdesk = they.entry(NETWORK).choices[1]
    sessions = [
        {"id": each.id, "title": each.title, "when": each.when, "capacity": number}
        for number, each in enumerate(helpdesk.sessions)
    ]
    choice = {"group": "helpdesk", "title": "Helpdesk", "least": 0, "most": 2}
    choice |= {"chosen_by": "participants", "sessions": sessions}
    change_contract(they.settings, NETWORK, choices=[choice])
    one = they.send(APPLICATION_URL)
    they.decide(one, Act.ACCEPT)
    return they.get(one)


def choice_with_errors(they: Participants) -> TestResponse:
    both = {"group": "intake", "session": ["intake-16-maart", "intake-17-maart"]}
    return they.post(they.send(APPLICATION_URL), "choose", data=both)


def changes(they: Participants) -> TestResponse:
    return they.get(they.send(URL), "antwoorden/")


def colleagues(they: Participants) -> TestResponse:
    """The form with room for colleagues, of whom one has no name."""
    with_colleagues(they.settings)
    return they.client.post(URL, data=answers(collega_2_email="c@example.org"))


def link_again(they: Participants) -> TestResponse:
    return they.client.get(LINK_URL)


def link_again_with_errors(they: Participants) -> TestResponse:
    return they.client.post(LINK_URL, data={"email": "x@", "evenement": "", "website": ""})


def link_asked(they: Participants) -> TestResponse:
    return they.client.get(f"{LINK_URL}?gevraagd=1")


def no_link(they: Participants) -> TestResponse:
    return they.client.get(f"{LINK_URL}x/")


OWN_PAGES: dict[str, Callable[[Participants], TestResponse]] = {
    "invited": invited,
    "placed": placed,
    "waitlisted": waitlisted,
    "offered": offered,
    "withdrawn": withdrawn,
    "refused": refused,
    "applied": applied,
    "second form": second_form,
    "second form with errors": second_form_with_errors,
    "accepted, with choices": accepted,
    "choice with errors": choice_with_errors,
    "changes": changes,
    "colleagues": colleagues,
    "link again": link_again,
    "link again with errors": link_again_with_errors,
    "link asked": link_asked,
    "no link": no_link,
}
