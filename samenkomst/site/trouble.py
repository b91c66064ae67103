"""What stands in the way of a build, in words: the system, or a template of the site's own."""

from traceback import extract_tb

from jinja2 import TemplateError, TemplateNotFound, TemplateSyntaxError

from samenkomst.core.obstacle import explain_obstacle
from samenkomst.core.translation import dutch as _

TROUBLE = (OSError, TemplateError, UnicodeDecodeError)
"""What is nobody's mistake in our code, and needs no trace."""


def explain_trouble(error: OSError | TemplateError | UnicodeDecodeError) -> str:
    """Return what stood in the way, where, and what to do about it."""
    if isinstance(error, UnicodeDecodeError):
        return _(
            "De site is niet gebouwd: een pagina of sjabloon is geen UTF-8. Bewaar het opnieuw met "
            "de codering UTF-8."
        )
    if isinstance(error, TemplateError):  # before OSError: one that is not found is that as well
        return _explain_template(error)
    words = _("De site is niet gebouwd: {reason}.")
    if isinstance(error, ChildProcessError):
        stopped = _("een hulpproces is gestopt; mogelijk was er te weinig geheugen")
        return words.format(reason=stopped)
    return words.format(reason=explain_obstacle(error, _))


def _explain_template(error: TemplateError) -> str:
    place = _place(error)
    if isinstance(error, TemplateNotFound):
        words = _("De site is niet gebouwd. Het sjabloon {name} bestaat niet.")
        asked = " " + _("Gevraagd in: {place}").format(place=place) if place else ""
        return words.format(name=error.name) + asked
    words = _(
        "De site is niet gebouwd. Het sjabloon {place} is niet te gebruiken: {reason}. Een eigen "
        "sjabloon bouwt voort op onze layout.html, met de blokken head, alert en content; niet op "
        "base.html van het thema."
    )
    return words.format(place=place or "?", reason=str(error.message).rstrip("."))


def _place(error: TemplateError) -> str:
    """Return the template and the line, as far as they are known."""
    if isinstance(error, TemplateSyntaxError):
        return f"{error.filename or error.name}:{error.lineno}"
    frames = [each for each in extract_tb(error.__traceback__) if not each.filename.endswith(".py")]
    return f"{frames[-1].filename}:{frames[-1].lineno}" if frames else ""
