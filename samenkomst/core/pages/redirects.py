"""Pages at the old addresses of events, which lead to the new ones."""

from collections.abc import Iterator

from samenkomst.core.model.catalogue import Catalogue
from samenkomst.core.pages.addresses import event_url
from samenkomst.core.pages.page import Page
from samenkomst.core.translation import Translate


def redirects(catalogue: Catalogue, translate: Translate) -> Iterator[Page]:
    """Yield a page for each slug in `was`, for hosts that only serve files."""
    words = translate("Deze pagina is verhuisd.")
    for event in catalogue.events:
        for slug in event.was:
            url = event_url(event.slug)
            values = {"title": event.title, "url": url, "noindex": True}
            yield Page(event_url(slug), "redirect.html", event.title, words, values, moved_to=url)
