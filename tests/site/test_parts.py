"""The small parts: today, assets, filters, the site from the settings."""

from datetime import UTC, date, datetime, time

import pytest

from samenkomst.site.assets import hashed_name, load_assets
from samenkomst.site.environment import initials, some, telephone, together
from samenkomst.site.nav_menu import page_url
from samenkomst.site.page_head import root_prefix
from samenkomst.site.today import read_today

LATE = datetime(2026, 7, 1, 22, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("environment", "day"),
    [
        ({}, date(2026, 7, 2)),
        ({"SOURCE_DATE_EPOCH": "1646092800"}, date(2022, 3, 1)),
        ({"SAMENKOMST_TODAY": "2021-12-31", "SOURCE_DATE_EPOCH": "1"}, date(2021, 12, 31)),
    ],
)
def test_today_is_the_day_in_amsterdam_unless_set(environment: dict[str, str], day: date) -> None:
    assert read_today(environment, LATE) == day


def test_today_refuses_what_is_no_day() -> None:
    with pytest.raises(ValueError, match="gisteren"):
        read_today({"SAMENKOMST_TODAY": "gisteren"}, LATE)


def test_hashed_name_changes_with_the_content() -> None:
    assert hashed_name("a.css", b"x") == "a.2d711642.css"
    assert hashed_name("a.css", b"y") != hashed_name("a.css", b"x")


def test_assets_are_all_there() -> None:
    assets = load_assets()
    assert set(assets.content) == {
        assets.css,
        assets.search,
        assets.form,
        "assets/favicon.svg",
    }


@pytest.mark.parametrize(
    ("number", "address"),
    [("06 40894114", "0640894114"), ("+31 (0)6-408", "+3106408"), ("010 +5", "0105")],
)
def test_telephone_keeps_what_can_be_dialled(number: str, address: str) -> None:
    assert telephone(number) == address


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Fieke Horsten", "FH"),
        ("A & O fonds", "Af"),
        ("UPD", "U"),
        ("", ""),
        ("prof. dr. Aleida van Heem", "AH"),
        ("twee docenten", "td"),
    ],
)
def test_initials_are_of_first_and_last_word(name: str, letters: str) -> None:
    assert initials(name) == letters


@pytest.mark.parametrize(
    ("path", "url"),
    [("index.md", ""), ("privacy.md", "privacy/"), ("evenementen/index.md", "evenementen/")],
)
def test_page_url_starts_at_the_root(path: str, url: str) -> None:
    assert page_url(path) == url


@pytest.mark.parametrize(
    ("url", "root"), [("", "./"), ("evenementen/", "../"), ("mensen/x/", "../../")]
)
def test_root_prefix_leads_back(url: str, root: str) -> None:
    assert root_prefix(url) == root


def test_some_sees_whether_one_of_them_has_it() -> None:
    assert not some([time(0), time(0)], "hour")
    assert some([time(0), time(9)], "hour")
    assert not some([], "hour")


@pytest.mark.parametrize(
    ("texts", "found"),
    [(["a", "", "b"], "a, b"), (["", ""], ""), ([], ""), (["<i>", "&"], "<i>, &")],
)
def test_together_leaves_out_what_says_nothing(texts: list[str], found: str) -> None:
    assert together(texts, ", ") == found
