"""By what we recognise a person who sends a form twice: the e-mail address, written one way.

The key serves to compare people, never to send: letters go to the address as it was typed.
"""


def person_key(email: str) -> str:
    """Return the canonical form of `email`: no space around it, no capitals."""
    return email.strip().casefold()
