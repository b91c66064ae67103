"""The root of the errors that this product raises on purpose, and a store's two ways to say no.

Each carries data and a plain meaning; the sentences that people read are made elsewhere.
"""


class SamenkomstError(Exception):
    """Something that this product saw coming; what is not one of these is a bug."""


class NotStored(SamenkomstError):
    """Nothing of this is in the journal. Trying again is safe, and may work."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
        """What stood in the way, for the log."""


class Uncertain(SamenkomstError):
    """It may be in the journal and it may not: nobody was promised anything.

    Sending it again never counts double (design 7, rules 3 and 6).
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
        """What failed, for the log."""


class DeliveryFailed(SamenkomstError):
    """A letter was not accepted."""

    def __init__(
        self, reason: str, *, permanent: bool, others_too: bool = False, unanswered: bool = False
    ) -> None:
        super().__init__(reason)
        self.reason = reason
        """In the mail server's words."""
        self.permanent = permanent
        """Whether trying again is of no use: the address or the letter was refused."""
        self.others_too = others_too
        """Whether other letters would fail as well: the server cannot be used at all now."""
        self.unanswered = unanswered
        """Whether the server fell silent under the letter: it may have accepted it."""
