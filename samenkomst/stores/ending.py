"""Why a writer of the journal refuses for good, and what the system says in our words."""

from samenkomst.core.errors import NotStored
from samenkomst.stores import disk
from samenkomst.stores.failures import WriterFinished
from samenkomst.stores.knowledge import Knowledge


class Ending:
    """Whether this writer refuses for good, and why; nothing more.

    What it knows may then not be what is on disk: its process has to be replaced.
    """

    def __init__(self, known: Knowledge) -> None:
        self._known = known
        self._reason = ""
        self._cause: OSError | None = None

    @property
    def reason(self) -> str:
        """Why it refuses; nothing as long as it does not."""
        return self._reason or ("view" if self._known.is_broken else "")

    def come(self, reason: str, cause: OSError | None = None) -> None:
        """Refuse from now on; with what the system refused, where that is why."""
        self._cause, self._reason = cause, reason

    def refuse(self) -> None:
        """Raise WriterFinished, once it has come."""
        if reason := self.reason:
            raise WriterFinished(reason) from self._cause

    def told(self) -> "_Told":
        """Turn the system's errors into ours, while nothing of a commit is written yet."""
        return _Told(self)


class _Told:
    """What `Ending.told` gives.

    Not a generator: those take five times as long, and a commit passes here three times.
    """

    __slots__ = ("_ending",)

    def __init__(self, ending: Ending) -> None:
        self._ending = ending

    def __enter__(self) -> None:
        pass

    def __exit__(self, _: object, error: BaseException | None, __: object) -> None:
        if isinstance(error, disk.FlushFailed):
            self._ending.come(words_of(error), error)
            raise WriterFinished(words_of(error)) from error
        if isinstance(error, OSError):
            raise NotStored(words_of(error)) from error


def words_of(error: OSError) -> str:
    """Return what the system says of it."""
    return error.strerror or type(error).__name__
