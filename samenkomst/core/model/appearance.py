"""Who is on stage: someone from `people.yaml`, an organisation, or only a name."""

from collections.abc import Iterator
from typing import Annotated

from samenkomst.core.model.content import Content, Short
from samenkomst.core.model.fault import Fault
from samenkomst.core.model.rules import rule
from samenkomst.core.model.scalars import (
    Boolean,
    Markdown,
    PersonId,
    Text,
)
from samenkomst.core.model.states import Role


class Appearance(Content):
    """Someone in a role, with the title and organisation of then; nothing more."""

    person: PersonId | None = None
    """An id of people.yaml, or in a programme of organisations.yaml."""
    name: Text | None = None
    """For who stands in no register: "Twee docenten", "een ervaringsdeskundige"."""
    role: Role | None = None
    role_text: Text | None = None
    """The role in other words."""
    headline: Text | None = None
    """The title that someone had then, in place of the one in people.yaml."""
    organisation: Text | None = None
    """The organisation of then, in words."""
    provisional: Boolean = False
    """Not yet confirmed: "onder voorbehoud"."""
    text: Markdown | None = None

    @rule
    def _is_one(self) -> Iterator[Fault]:
        if (self.person is None) == (self.name is None):
            yield Fault((), "appearance_shape")


Someone = Annotated[Appearance, Short(("person",))]
"""An appearance, which may be written as an id alone."""
