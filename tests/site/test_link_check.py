"""Links in content: each leads to a page, a place on it or a file, or is told."""

import pytest

from samenkomst.site.link_check import dead_links, list_places
from samenkomst.site.maker import Made
from samenkomst.site.packed import Packed, pack

PLACES = {"mensen/jos%C3%A9/": frozenset({"over", "é"}), "": frozenset({"boven"})}


def part(*links: str) -> Packed:
    return pack(Made(("a.pdf", "mensen/jos%C3%A9/index.html"), PLACES, frozenset(links)))


@pytest.mark.parametrize(
    ("link", "dead"),
    [
        ("a.pdf", False),
        ("a.pdf#page=2", False),
        ("mensen/jos%C3%A9/", False),
        ("mensen/josé/", False),
        ("mensen/josé/#over", False),
        ("mensen/josé/?x=1#over", False),
        ("mensen/josé/#weg", True),
        ("#boven", False),
        ("#weg", True),
        ("weg/", True),
        ("weg/#over", True),
    ],
)
def test_link_that_leads_nowhere_is_told(link: str, dead: bool) -> None:
    found = part(link, "a.pdf")
    assert list(dead_links([found], list_places([found]))) == ([f"/{link}"] if dead else [])


def test_links_to_places_on_its_own_pages_need_no_second_look() -> None:
    found = part("mensen/jos%C3%A9/#over", "mensen/jos%C3%A9/#weg", "weg/")
    assert found.links == {"mensen/jos%C3%A9/#weg", "weg/"}
    assert found.anchors == PLACES
