"""People and organisations, described once and referred to by their id."""

from samenkomst.core.model.content import Content
from samenkomst.core.model.scalars import (
    Email,
    Markdown,
    OrganisationId,
    Slug,
    Text,
    Url,
)


class Organisation(Content):
    """A municipality, fund, bureau or ministry, nothing more."""

    id: Slug
    name: Text
    full_name: Text | None = None
    url: Url | None = None
    email: Email | None = None
    phone: Text | None = None


class Person(Content):
    """Someone who is on stage, or whom visitors can ask; nothing more."""

    id: Slug
    name: Text
    headline: Text | None = None
    organisation: OrganisationId | None = None
    bio: Markdown | None = None
    email: Email | None = None
    phone: Text | None = None
