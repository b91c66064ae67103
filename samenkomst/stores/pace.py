"""How often one address may post: counted over all processes, without keeping addresses.

One small file for each address and day, named by a keyed hash, holds the moments of its last
posts. No flush: after a power cut the count may begin again.
"""

import fcntl
import hashlib
import hmac
import ipaddress
import math
import os
import shutil
from datetime import datetime
from pathlib import Path

from samenkomst.core.errors import NotStored
from samenkomst.stores.disk import make_folder

WINDOW = 60.0
"""Seconds over which posts are counted."""


class Pace:
    """The pace limit of one handler, nothing more."""

    def __init__(self, folder: Path, per_minute: int, secret: str) -> None:
        self.folder = folder
        self.per_minute = per_minute
        self._secret = secret

    def wait(self, address: str, now: datetime) -> int:
        """Return 0 and count a post of `address`, or the seconds after which it may try again.

        Raises NotStored where nothing can be counted: then nothing could be stored either.
        """
        if self.per_minute == 0:
            return 0
        try:
            return self._wait(self._path(address, now), now)
        except OSError as error:
            raise NotStored(f"pace: {error.strerror}") from error

    def _wait(self, path: Path, now: datetime) -> int:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o600)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            return self._count(descriptor, now.timestamp())
        finally:
            os.close(descriptor)

    def _count(self, descriptor: int, now: float) -> int:
        text = os.pread(descriptor, 64 * (self.per_minute + 1), 0).decode("ascii", "replace")
        # Processes read the clock before they wait for the lock: a moment just after `now` counts.
        recent = sorted(each for each in map(_moment, text.split()) if abs(now - each) < WINDOW)
        if len(recent) >= self.per_minute:
            return max(1, math.ceil(recent[0] + WINDOW - now))
        data = "\n".join(f"{moment:.3f}" for moment in [*recent, now]).encode()
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, data, 0)
        return 0

    def _path(self, address: str, now: datetime) -> Path:
        today = self.folder / now.date().isoformat()
        if not today.is_dir():
            self._begin_day(today)
        return today / pseudonym(address, now, self._secret)

    def _begin_day(self, today: Path) -> None:
        """Make today's folder and forget the days before."""
        make_folder(today)
        for other in self.folder.iterdir():
            if other.name < today.name:
                shutil.rmtree(other, ignore_errors=True)  # another process may be quicker


def _moment(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return 0.0


def pseudonym(address: str, now: datetime, secret: str) -> str:
    """Return what `address` is counted under on that day: 32 hexadecimal digits."""
    text = f"{now.date().isoformat()} {client(address)}"
    return hmac.new(secret.encode(), text.encode(), hashlib.sha256).hexdigest()[:32]


def client(address: str) -> str:
    """Return whom `address` stands for: itself, or the /64 that one IPv6 subscriber holds.

    A socket for both versions shows IPv4 as ::ffff:192.0.2.1: all in one /64, were it not undone.
    """
    try:
        parsed = ipaddress.ip_address(_without_port(address))
    except ValueError:
        return address
    if isinstance(parsed, ipaddress.IPv6Address):
        parsed = parsed.ipv4_mapped or parsed
    if parsed.version == 4:
        return str(parsed)
    return str(ipaddress.ip_network((parsed, 64), strict=False))


def _without_port(address: str) -> str:
    """Return the address alone: Azure writes `203.0.113.7:51234` or `[2001:db8::1]:51234`."""
    if address.startswith("["):
        return address[1:].partition("]")[0]
    return address.partition(":")[0] if address.count(":") == 1 else address
