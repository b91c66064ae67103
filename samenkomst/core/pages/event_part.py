"""What follows from one event, and what of it whole lists take."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from samenkomst.core.pages.calendar_text import Block
from samenkomst.core.pages.page import Page, Piece


class Contribution(Protocol):
    """What a whole list needs of an event's part; a part that was made before has it too."""

    @property
    def blocks(self) -> tuple[Block, ...]: ...
    @property
    def data(self) -> Piece: ...
    @property
    def entry(self) -> Piece: ...
    @property
    def search(self) -> Piece: ...


@dataclass(frozen=True, slots=True)
class EventPart:
    """What follows from one event alone: its page and files, and what whole lists need of it."""

    page: Page
    files: Mapping[str, str]
    """Its calendars, by address from the root of the site."""
    blocks: tuple[Block, ...]
    """Its entries in calendars to subscribe to."""
    data: str
    """Its part of `events.json`."""
    entry: str
    """Its part of `forms.json`."""
    search: str
    """Its line in the search index."""
