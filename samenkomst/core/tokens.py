"""Signed tokens for links: each with a purpose and an end, compared by content.

More than one text can verify as the same token, and bad input raises more than the library's own
errors (both measured): so every failure is the same `None`, and only the content counts.
"""

import json
from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache
from typing import Any

from itsdangerous import BadData, Signer
from itsdangerous.encoding import base64_decode, base64_encode


def sign(content: Mapping[str, Any], purpose: str, expires: datetime, secret: str) -> str:
    """Return a token that carries `content` (readable, not changeable) until `expires`."""
    payload = {**content, "exp": int(expires.timestamp())}
    text = _ENCODER.encode(payload)
    return _signer(purpose, secret).sign(base64_encode(text)).decode("ascii")


def read_token(token: str, purpose: str, now: datetime, secret: str) -> Mapping[str, Any] | None:
    """Return the token's content, or None when it is not ours, for another purpose, or too old."""
    try:
        content = json.loads(base64_decode(_signer(purpose, secret).unsign(token)))
    except (BadData, ValueError, UnicodeError, RecursionError):
        return None
    if not isinstance(content, dict) or not isinstance(content.get("exp"), int):
        return None
    return content if content["exp"] > now.timestamp() else None


@lru_cache(maxsize=16)
def _signer(purpose: str, secret: str) -> Signer:
    # Not the library's serializer: it tries to compress each content, for half of a token's time.
    # And the key is derived once, not for each token.
    salt = f"samenkomst.{purpose}"
    key = Signer(secret, salt=salt).derive_key()
    # By its name OpenSSL does the whole HMAC; with a function Python does half of it.
    return Signer(key, salt=salt, key_derivation="none", digest_method="sha1")


_ENCODER = json.JSONEncoder(separators=(",", ":"))
