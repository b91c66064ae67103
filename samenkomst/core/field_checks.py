"""What a browser can check of an answer by itself, with the handler's own words and patterns.

The page carries them as data attributes; the script that reads them knows no rule of its own.
"""

from samenkomst.core.forms import SHAPES, Field, missing_code
from samenkomst.core.problem_texts import TEXTS
from samenkomst.core.translation import Translate


def describe_checks(field: Field, translate: Translate) -> dict[str, str]:
    """Return data attributes that say what to check in `field`, and what to say about it."""
    # {length} stays: only the browser knows how long the answer is.
    values = {"label": field.label, "limit": str(field.limit), "length": "{length}"}
    found = {"data-limit": values["limit"]} if _is_text(field) else {}
    if field.type in SHAPES:
        found["data-pattern"] = SHAPES[field.type][0].pattern
    texts = {name: translate(TEXTS[code]) for name, code in _problems(field).items()}
    return found | {name: text.format_map(values) for name, text in texts.items()}


def _problems(field: Field) -> dict[str, str]:
    """Return the code of each problem that a browser can find, by its attribute."""
    codes = {"data-missing": missing_code(field)} if field.required else {}
    if _is_text(field):
        codes |= {"data-control": "answer_control", "data-long": "answer_too_long"}
    if field.type in SHAPES:
        codes["data-other"] = SHAPES[field.type][1]
    return codes


def _is_text(field: Field) -> bool:
    return not field.choices and field.type != "consent"
