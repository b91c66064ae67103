"""The site as it is planned: all that is known before anything is made."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cached_property
from typing import Any

from samenkomst.core.contract import Site
from samenkomst.core.pages.page import Address, Page
from samenkomst.core.pages.plan import Plan, plan_site
from samenkomst.core.security_txt import SecurityError
from samenkomst.core.translation import Translate
from samenkomst.site.assets import Assets, load_assets
from samenkomst.site.digest import digest_plain
from samenkomst.site.fingerprint import describe_docs, fingerprint
from samenkomst.site.look import Look
from samenkomst.site.problem_report import ProblemView
from samenkomst.site.reading import Reading
from samenkomst.site.security import explain, security_files
from samenkomst.site.site_settings import SiteSettings
from samenkomst.site.talk import Refusal, log
from samenkomst.site.today import read_today
from samenkomst.stores.municipalities import load_municipalities


@dataclass(frozen=True)
class PlannedSite:
    """Settings, plan and what all pages share; nothing more."""

    settings: SiteSettings
    plan: Plan
    site: Site
    assets: Assets
    look: Look
    security: Mapping[str, str]
    """`security.txt`, when there is one."""
    problems: tuple[ProblemView, ...]
    today: date
    translate: Translate
    preview: bool

    @cached_property
    def search_page(self) -> Page:
        """The page on which one searches."""
        values = {
            "script": self.assets.search,
            "worker": self.settings.worker,
            "noindex": True,
        }
        description = self.translate("Zoek een evenement, een persoon of een onderwerp.")
        return Page("zoeken/", "search.html", self.translate("Zoeken"), description, values)

    @cached_property
    def addresses(self) -> tuple[Address, ...]:
        """Where all planned pages stand."""
        plan = self.plan
        pages = (page.address for page in (*plan.lists, *plan.others, self.search_page))
        return (*(plan.address(event) for event in plan.catalogue.events), *pages)

    @cached_property
    def shared(self) -> dict[str, Any]:
        """What every planned page can show."""
        names = sorted(load_municipalities().names.values())
        return {"site": self.site, "municipalities": names, "problems": self.problems}

    @cached_property
    def inputs(self) -> str:
        """A text that differs when anything differs that all our pages are made from."""
        words = sorted(self.settings.words.items())
        return fingerprint(self.settings, self.shared, self.look, self.today, words, self.preview)

    @cached_property
    def event_keys(self) -> dict[str, str]:
        """A text for each event, by slug, that differs when anything differs that its part sees.

        Nothing when that cannot be known.
        """
        found = ((event.slug, self.plan.inputs(event)) for event in self.plan.catalogue.events)
        return {slug: own and f"{self.inputs} {own}" for slug, own in found}

    @cached_property
    def written_key(self) -> str:
        """A text that differs when anything differs that hand-written pages are made from.

        Nothing when that cannot be known.
        """
        sources = describe_docs(self.settings)
        seen = (self.plan.shown, self.addresses, self.security)
        return f"{self.inputs} {digest_plain((sources, seen))}" if sources else ""


def plan_from(settings: SiteSettings, reading: Reading) -> PlannedSite:
    """Return the site that follows from what was read. Raises Refusal when there can be none."""
    today, look = _today(), reading.look
    assets = load_assets(look.style, look.icon_colours)
    site = _describe_site(settings, assets, look)
    plan = plan_site(
        reading.catalogue,
        site,
        load_municipalities().names,
        today=today,
        translate=reading.translate,
        drafts=reading.forgiving,
    )
    return PlannedSite(
        settings=settings,
        plan=plan,
        site=site,
        assets=assets,
        look=look,
        security=_security_files(settings, site, today, reading),
        problems=tuple(reading.problems),
        today=today,
        translate=reading.translate,
        preview=reading.forgiving,
    )


def _describe_site(settings: SiteSettings, assets: Assets, look: Look) -> Site:
    """Return what every page shares; the site's own style sheets come after ours, so they win."""
    return Site(
        name=settings.name,
        language=settings.language,
        url=settings.url,
        menu=settings.menu,
        footer=settings.footer,
        stylesheets=(assets.css, *settings.stylesheets),
        form_script=assets.form,
        logo=look.logo,
        logo_width=look.logo_width,
    )


def _today() -> date:
    try:
        return read_today(os.environ, datetime.now(tz=UTC))
    except ValueError as error:
        raise Refusal(f"SAMENKOMST_TODAY, SOURCE_DATE_EPOCH: {error}") from error


def _security_files(
    settings: SiteSettings, site: Site, today: date, reading: Reading
) -> Mapping[str, str]:
    """Return `security.txt`; the live preview goes on without one that is not in order."""
    try:
        return security_files(settings, site, today)
    except SecurityError as error:
        if not reading.forgiving:
            raise Refusal(explain(error, reading.translate)) from error
        log.warning(explain(error, reading.translate))
        return {}
