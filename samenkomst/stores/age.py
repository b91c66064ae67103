"""Sealing to a public key with age: a machine that cannot read what it wrote."""

import base64
import binascii
from pathlib import Path

from samenkomst.core.errors import SamenkomstError


class KeyUnusable(SamenkomstError):
    """This is no key of age, or not the right one, or the library is not installed."""


class Recipient:
    """A public key, to which answers are sealed; nothing more. Raises KeyUnusable if it is none."""

    def __init__(self, text: str) -> None:
        # Imported here: only a site that seals needs the library.
        try:
            import pyrage
        except ImportError as error:
            raise KeyUnusable("pyrage") from error
        try:
            self._key = pyrage.x25519.Recipient.from_str(text)
        except pyrage.RecipientError as error:
            raise KeyUnusable(str(error)) from error
        self._encrypt = pyrage.encrypt

    def seal(self, text: str) -> str:
        """Return the text sealed, as base64."""
        sealed: bytes = self._encrypt(text.encode(), [self._key])
        return base64.b64encode(sealed).decode("ascii")


class Identity:
    """A private key, as `age-keygen` writes it to a file; nothing more."""

    def __init__(self, path: Path) -> None:
        """Read the key. Raises KeyUnusable when the file cannot be read or holds none."""
        try:
            import pyrage
        except ImportError as error:
            raise KeyUnusable("pyrage") from error
        try:
            lines = path.read_text(encoding="ascii").split()
            keys = [each for each in lines if each.startswith("AGE-SECRET-KEY-")]
            self._keys = [pyrage.x25519.Identity.from_str(each) for each in keys]
        except (OSError, UnicodeError, pyrage.IdentityError) as error:
            raise KeyUnusable(str(error)) from error
        if not self._keys:
            raise KeyUnusable(path.name)
        self._pyrage = pyrage

    def unseal(self, sealed: str) -> str:
        """Return the text that was sealed. Raises KeyUnusable when it was to another key."""
        try:
            text: bytes = self._pyrage.decrypt(base64.b64decode(sealed, validate=True), self._keys)
        except (binascii.Error, self._pyrage.DecryptError) as error:
            raise KeyUnusable(str(error)) from error
        return text.decode()


def make_identity(path: Path) -> str:
    """Write a new private key to a file that only its owner can read; return the public key.

    Raises KeyUnusable without the library, FileExistsError when there is such a file already: a key
    that is overwritten takes all answers with it.
    """
    try:
        import pyrage
    except ImportError as error:
        raise KeyUnusable("pyrage") from error
    identity = pyrage.x25519.Identity.generate()
    public = str(identity.to_public())
    path.touch(mode=0o600, exist_ok=False)
    path.write_text(f"# public key: {public}\n{identity}\n", encoding="ascii")
    return public
