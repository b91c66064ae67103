"""Signed tokens for links: each with a purpose and an end, compared by content.

More than one text can verify as the same token, and bad input raises more than the library's own
errors (both measured): so every failure is the same `None`, and only the content counts.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from itsdangerous import BadData, URLSafeSerializer


def sign(content: Mapping[str, Any], purpose: str, expires: datetime, secret: str) -> str:
    """Return a token that carries `content` (readable, not changeable) until `expires`."""
    payload = {**content, "exp": int(expires.timestamp())}
    return str(_serializer(purpose, secret).dumps(payload))


def read_token(token: str, purpose: str, now: datetime, secret: str) -> Mapping[str, Any] | None:
    """Return the token's content, or None when it is not ours, for another purpose, or too old."""
    try:
        content = _serializer(purpose, secret).loads(token)
    except (BadData, ValueError, UnicodeError, RecursionError):
        return None
    if not isinstance(content, dict) or not isinstance(content.get("exp"), int):
        return None
    return content if content["exp"] > now.timestamp() else None


def _serializer(purpose: str, secret: str) -> URLSafeSerializer:
    return URLSafeSerializer(secret, salt=f"samenkomst.{purpose}")
