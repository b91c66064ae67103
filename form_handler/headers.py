"""Security headers, the same on every answer of the handler, errors included."""

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; worker-src 'self'; connect-src 'self'; "
    "style-src 'self'; img-src 'self'; font-src 'self'; manifest-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)


Headers = list[tuple[str, str]]


def missing_headers(headers: Headers, base_url: str) -> Headers:
    """Return the headers that the internet.nl test asks for; what an answer has goes before.

    `strict-origin` and not `no-referrer`: the latter makes browsers send `Origin: null` with a
    form, also to our own origin (measured).
    """
    present = {name.lower() for name, _ in headers}
    always = SECURE if base_url.startswith("https:") else ALWAYS
    return [pair for pair in always if pair[0].lower() not in present]


ALWAYS = (
    ("Content-Security-Policy", CONTENT_SECURITY_POLICY),
    ("Referrer-Policy", "strict-origin"),
    ("Cache-Control", "no-store"),
    ("X-Content-Type-Options", "nosniff"),
    ("X-Frame-Options", "DENY"),
)
SECURE = (*ALWAYS, ("Strict-Transport-Security", "max-age=31536000; includeSubDomains"))
