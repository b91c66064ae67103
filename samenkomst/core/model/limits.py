"""How many: a least and a most, in numbers and in words."""

from collections.abc import Iterator

from samenkomst.core.model.content import Content
from samenkomst.core.model.fault import Fault
from samenkomst.core.model.rules import rule
from samenkomst.core.model.scalars import Boolean, Number, Text


class Limits(Content):
    """A least and a most, each of which may be left open."""

    min: Number | None = None
    max: Number | None = None

    @rule
    def _least_is_not_above_most(self) -> Iterator[Fault]:
        if self.min is not None and self.max is not None and self.min > self.max:
            yield Fault(("min",), "min_above_max", {"least": str(self.min), "most": str(self.max)})


class OrganisationLimit(Content):
    """How many people of one organisation can take part."""

    max: Number | None = None
    text: Text | None = None


class Capacity(Limits):
    """How many can take part, and how many are needed; words go before numbers."""

    about: Boolean = False
    """The numbers are estimates."""
    unit: Text | None = None
    """What is counted, in the plural, when it is not people: "teams van drie"."""
    text: Text | None = None
    selection: Text | None = None
    """How places are given when it is not first come, first served."""
    per_organisation: OrganisationLimit | None = None

    @rule
    def _organisation_fits(self) -> Iterator[Fault]:
        theirs = None if self.per_organisation is None else self.per_organisation.max
        if theirs is not None and self.max is not None and theirs > self.max:
            values = {"theirs": str(theirs), "most": str(self.max)}
            yield Fault(("per_organisation", "max"), "organisation_above_max", values)
