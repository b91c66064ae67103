"""What editors and hosts wrote, read again and again; a preview goes on with what was good."""

from collections.abc import Mapping, Sequence

from samenkomst.core.model.catalogue import Catalogue
from samenkomst.core.problem import Problem
from samenkomst.core.translation import Translate
from samenkomst.site.assets import read_stylesheet
from samenkomst.site.look import Look, make_look
from samenkomst.site.look_problems import with_line
from samenkomst.site.own_words import check_words, with_own_words
from samenkomst.site.problem_report import (
    ProblemView,
    count_problems,
    split_problems,
    view_failure,
    view_problems,
)
from samenkomst.site.site_settings import SiteSettings
from samenkomst.site.talk import Refusal, log
from samenkomst.stores.content import load_remembering
from samenkomst.stores.translations import load_translation


class Reading:
    """Content, look and words as they were read last, and what was wrong with them."""

    def __init__(self, *, forgiving: bool) -> None:
        self.forgiving = forgiving
        """Whether a mistake is shown in the site, where it else would stop the build."""
        self.catalogue = Catalogue(events=(), people={}, organisations={}, forms={})
        self.published = self.catalogue
        """The content of the last site that could be built."""
        self.look = Look()
        self.problems: Sequence[ProblemView] = ()
        self.failure: Exception | None = None
        """Why the last site could not be built, when that was no mistake that we know."""
        self.translate: Translate

    def read(self, settings: SiteSettings) -> None:
        """Read all of it. Raises Refusal when something is wrong and we are not forgiving."""
        translate = load_translation(settings.language)
        self.translate = with_own_words(translate, _own_words(settings.words, translate))
        self._report([*self._read_content(settings), *self._read_look(settings)])

    def _read_content(self, settings: SiteSettings) -> Sequence[Problem]:
        folder = settings.content
        catalogue, problems = load_remembering(folder, self.translate)
        self.catalogue = catalogue or self.catalogue
        return problems

    def _read_look(self, settings: SiteSettings) -> Sequence[Problem]:
        style = read_stylesheet()
        look, problems = make_look(settings.identity, settings.docs, style, self.translate)
        self.look = look or self.look
        return [with_line(each, settings.file) for each in problems]

    def _report(self, problems: Sequence[Problem]) -> None:
        errors, warnings = split_problems(problems)
        self.problems = view_problems(errors, self.translate)
        if self.failure is not None:
            self.catalogue = self.published
            self.problems = [*self.problems, view_failure(self.failure, self.translate)]
        for warning in view_problems(warnings, self.translate):
            log.info("%s", warning)
        for problem in self.problems:
            log.error("%s", problem)
        if self.problems and not self.forgiving:
            raise Refusal(count_problems(len(self.problems), self.translate))


def _own_words(words: Mapping[str, str], translate: Translate) -> dict[str, str]:
    good, wrong = check_words(words, translate)
    for message in wrong:
        log.warning(message)
    return good
