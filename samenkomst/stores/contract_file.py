"""The contract with the site, read from `forms.json` and read again when a build renews it."""

import json
from pathlib import Path

from samenkomst.core.contract import Contract, ContractError


class ContractFile:
    """The latest contract on disk, nothing more."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._seen: tuple[int, int, int] | None = None
        self._contract: Contract | None = None

    def current(self) -> Contract:
        """Return the contract. Raises ContractError when there is none that can be read.

        While a build replaces the file, the contract that was read before goes on.
        """
        try:
            found = self.path.stat()
        except OSError as error:
            if self._contract is not None:
                return self._contract
            raise ContractError(f"no forms.json: {error.strerror}") from error
        seen = (found.st_ino, found.st_size, found.st_mtime_ns)
        if seen != self._seen or self._contract is None:
            self._read(seen)
        if self._contract is None:
            raise ContractError("forms.json cannot be read")
        return self._contract

    def _read(self, seen: tuple[int, int, int]) -> None:
        try:
            data = json.loads(self.path.read_text(encoding="utf-8"))
            self._contract = Contract.from_json(data)
        except (OSError, ValueError) as error:
            if self._contract is None:
                raise ContractError(str(error)) from error
        else:
            self._seen = seen
