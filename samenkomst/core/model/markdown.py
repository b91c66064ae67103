"""Which Markdown an editor may use in a field: text, lists, tables and links."""

import re

_HTML = re.compile(r"<(?!https?://|mailto:|[\w.+-]+@)[A-Za-z/!?][^>\n]{0,40}>?")
_HEADING = re.compile(r"^ {0,3}#(?:[#\s].*)?$|^ {0,3}\S.*\n {0,3}(?:=+|-+)[ \t]*$", re.MULTILINE)
_UNDERLINE = re.compile(r"\n {0,3}(?:=+|-+)[ \t]*$", re.MULTILINE)
_LINK = re.compile(r"\]\(\s*<?([^)\s>]*)|^ {0,3}\[[^\]\n]+\]:\s*<?([^\s>]+)", re.MULTILINE)
_ALLOWED = re.compile(r"https?://|mailto:|tel:|/(?![/\\])|#", re.IGNORECASE)


def check_markdown(text: str) -> tuple[str, str] | None:
    """Return the first fault as (problem code, offending text), or None when the text is fine.

    Python-Markdown passes raw HTML and `javascript:` links on to the page (measured), so both are
    refused here; the rendered result is cleaned once more where it is placed.
    """
    if "<" in text and (match := _HTML.search(text)):
        return "markdown_html", match[0]
    may_be_heading = "#" in text or _UNDERLINE.search(text)  # much sooner known
    if may_be_heading and (match := _HEADING.search(text)):
        return "markdown_heading", match[0].split("\n")[0].strip()
    for match in _LINK.finditer(text) if "]" in text else ():
        target = match[1] if match[1] is not None else match[2]
        if not _ALLOWED.match(target):
            return "markdown_link", target or "…"
    return None
