"""The HTML side of a letter: the same text, as paragraphs with links that work; nothing else.

No picture, no style, nothing from elsewhere: what a mail program shows is what the text says.
"""

import html
import re

_LINK = re.compile(r"https?://[^\s<>\"]*[^\s<>\".,;:!?)’”]")


def to_html(text: str, language: str) -> str:
    """Return `text` as an HTML page: an empty line parts paragraphs, other lines stay lines."""
    paragraphs = "\n".join(
        f"<p>{_inline(part)}</p>" for part in re.split(r"\n{2,}", text.strip()) if part
    )
    return (
        f'<!doctype html>\n<html lang="{html.escape(language)}">\n'
        '<head><meta charset="utf-8"></head>\n'
        f"<body>\n{paragraphs}\n</body>\n</html>\n"
    )


def _inline(text: str) -> str:
    """Return one paragraph; addresses of the web are found before anything is escaped."""
    parts, end = [], 0
    for match in _LINK.finditer(text):
        parts.append(html.escape(text[end : match.start()]))
        url = html.escape(match[0])
        parts.append(f'<a href="{url}">{url}</a>')
        end = match.end()
    return "".join([*parts, html.escape(text[end:])]).replace("\n", "<br>\n")
