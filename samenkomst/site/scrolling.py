"""What may be wider than a phone scrolls by itself, also for a keyboard."""

from markupsafe import escape


def make_scrollable(html: str, table_label: str) -> str:
    """Return `html` with its tables in a scrolling box, and code blocks that take focus.

    Meant for what Markdown made: there tables have no attributes, and text no angle brackets.
    """
    label = escape(table_label)
    box = f'<div class="scroll" role="group" tabindex="0" aria-label="{label}">'
    html = html.replace("<table>", f"{box}<table>").replace("</table>", "</table></div>")
    return html.replace("<pre>", '<pre tabindex="0">')
