"""The look of one organisation: its colours, logo and typeface, from mkdocs.yml."""

import re
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from PIL import Image

from form_handler import create_app
from samenkomst.core.problem import Problem
from samenkomst.core.translation import dutch
from samenkomst.settings import Settings
from samenkomst.site.assets import load_assets, read_stylesheet
from samenkomst.site.colour import contrast, format_colour, mix, parse_colour, readable
from samenkomst.site.logo import logo_width
from samenkomst.site.look import Look, make_look
from samenkomst.site.look_problems import write_ratio
from samenkomst.site.palette import PAIRS, find_shortfalls, read_palettes
from tests.site.building import Built, build, make_project

SVG = '<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 120 30"></svg>'
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + (80).to_bytes(4) + (40).to_bytes(4) + b"\x08"


def colour(text: str) -> tuple[int, int, int]:
    found = parse_colour(text)
    assert found is not None
    return found


def look(docs: Path, **options: Any) -> Look:
    made, problems = make_look(options, docs, read_stylesheet(), dutch)
    assert problems == []
    assert made is not None
    return made


def faults(docs: Path, **options: Any) -> list[Problem]:
    made, problems = make_look(options, docs, read_stylesheet(), dutch)
    assert made is None
    return problems


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        ("#000", "#fff", 21),
        ("#ffffff", "#ffffff", 1),
        ("#777777", "#ffffff", 4.478),
        ("#767676", "#ffffff", 4.542),
        ("#ff0000", "#ffffff", 3.998),
        ("#0000ff", "#ffffff", 8.592),
        ("#0a0a0a", "#000000", 1.061),
    ],
)
def test_contrast_is_that_of_wcag(one: str, other: str, ratio: float) -> None:
    """Known values; the first two are the ends of the scale."""
    assert contrast(colour(one), colour(other)) == pytest.approx(ratio, abs=0.0005)
    assert contrast(colour(other), colour(one)) == contrast(colour(one), colour(other))


@pytest.mark.parametrize("text", ["", "0b4a5c", "#0b4a5", "#0b4a5g", "blue", "#0b4a5c;", "#1234"])
def test_colour_that_is_none_is_not_read(text: str) -> None:
    assert parse_colour(text) is None


def test_colour_short_and_long_is_the_same() -> None:
    assert parse_colour("#1aF") == parse_colour("#11AAff") == (17, 170, 255)
    assert format_colour((17, 170, 255)) == "#11aaff"


def test_mix_goes_from_one_to_the_other() -> None:
    assert [mix((0, 0, 0), (200, 100, 50), share) for share in (0, 0.5, 1)] == [
        (0, 0, 0),
        (100, 50, 25),
        (200, 100, 50),
    ]


def test_readable_stops_as_soon_as_it_can_be_read() -> None:
    white, green = colour("#fff"), colour("#39870c")
    found = readable(green, (0, 0, 0), white, 7)
    assert 7 <= contrast(found, white) < 8.5
    assert readable(green, (0, 0, 0), white, 4.5) == green


@pytest.mark.parametrize(
    ("ratio", "text"), [(4.4999, "4,49"), (4.5, "4,5"), (3.0, "3"), (21, "21")]
)
def test_ratio_is_never_rounded_up(ratio: float, text: str) -> None:
    assert write_ratio(ratio) == text


def test_own_palettes_can_be_read() -> None:
    """And the check looks at something: 20 colours, and names that are all in the sheet."""
    light, dark = read_palettes(read_stylesheet())
    assert set(light) == set(dark)
    assert {name for pair in PAIRS for name in (pair.front, pair.back)} < set(light)
    assert list(find_shortfalls(light, dark)) == []


def test_look_without_options_changes_nothing(tmp_path: Path) -> None:
    assert load_assets(look(tmp_path).style, look(tmp_path).icon_colours) == load_assets()


@pytest.mark.parametrize("text", ["#6b1f7b", "#c8102e", "#154273", "#000000"])
def test_dark_enough_colour_is_taken(tmp_path: Path, text: str) -> None:
    made = look(tmp_path, colour=text)
    assert f"--md-primary-fg-color: {text};" in made.style
    assert f"--sk-action: {text};" in made.style
    assert made.icon_colours["#0b4a5c"] == text


def test_colour_of_the_dark_palette_is_taken_as_it_is(tmp_path: Path) -> None:
    style = look(tmp_path, colour="#6b1f7b", colour_dark="#e6b3f2").style
    dark = style.partition("prefers-color-scheme: dark")[2]
    assert "--md-typeset-a-color: #e6b3f2;" in dark
    assert "--sk-action: #e6b3f2;" in dark
    assert look(tmp_path, colour_dark="#e6b3f2").style != ""


def test_pale_colour_is_refused_with_the_pair_and_both_ratios(tmp_path: Path) -> None:
    problems = [each.explain(dutch) for each in faults(tmp_path, colour="#e17000")]
    assert problems == [
        "Te weinig contrast bij lichte kleuren: een link op de achtergrond is #e17000 op #eef4f5, "
        "en dat is 2,89 op 1. Nodig is 4,5 op 1. Kies bij “colour” een donkerder kleur.",
        "Te weinig contrast bij lichte kleuren: witte tekst op de band bovenaan is #ffffff op "
        "#e17000, en dat is 3,22 op 1. Nodig is 4,5 op 1. Kies bij “colour” een donkerder kleur.",
    ]


def test_dim_colour_is_refused_in_the_dark(tmp_path: Path) -> None:
    problems = faults(tmp_path, colour="#6b1f7b", colour_dark="#8a3aa0")
    assert {each.place.path.rpartition(" › ")[2] for each in problems} == {"colour_dark"}
    assert all("bij donkere kleuren" in each.explain(dutch) for each in problems)
    assert all("een lichtere kleur" in each.explain(dutch) for each in problems)


def test_every_mistake_is_told_at_once(tmp_path: Path) -> None:
    problems = faults(
        tmp_path, color="#000", colour=None, colour_dark="paars", logo="logo.svg", typeface="x.ttf"
    )
    assert [(each.code, each.values["key"]) for each in problems] == [
        ("look_key", "color"),
        ("look_colour", "colour"),
        ("look_colour", "colour_dark"),
        ("look_file", "logo"),
        ("look_file", "typeface"),
    ]
    assert all(each.explain(dutch) for each in problems)


@pytest.mark.parametrize(
    ("name", "content", "width"), [("a.svg", SVG.encode(), 160), ("a.png", PNG, 80)]
)
def test_logo_keeps_its_shape(tmp_path: Path, name: str, content: bytes, width: int) -> None:
    (tmp_path / name).write_bytes(content)
    assert logo_width(tmp_path / name) == width
    made = look(tmp_path, logo=name)
    assert (made.logo, made.logo_width) == (name, width)


@pytest.mark.parametrize("content", [b"", b"<svg></svg>", b"GIF89a", b"\xff\xfe"])
@pytest.mark.parametrize("name", ["a.svg", "a.png"])
def test_logo_without_a_size_is_refused(tmp_path: Path, name: str, content: bytes) -> None:
    (tmp_path / name).write_bytes(content)
    assert [each.code for each in faults(tmp_path, logo=name)] == ["look_file"]


def test_file_outside_the_docs_is_refused(tmp_path: Path) -> None:
    docs = tmp_path / "docs"
    docs.mkdir()
    (tmp_path / "a.svg").write_text(SVG)
    assert [each.code for each in faults(docs, logo="../a.svg")] == ["look_file"]


def test_typeface_comes_before_those_of_the_system(tmp_path: Path) -> None:
    (tmp_path / "huis letter.woff2").write_bytes(b"wOF2")
    style = look(tmp_path, typeface="huis letter.woff2").style
    assert 'src: url("../huis%20letter.woff2") format("woff2")' in style
    assert '--sk-font: "Huisletter", -apple-system,' in style
    assert look(tmp_path, typeface="system").style == ""


def with_identity(project: Path, lines: str) -> Path:
    settings = project / "mkdocs.yml"
    text = settings.read_text("utf-8").replace(
        "    handler:", f"    identity:\n{lines}    handler:"
    )
    settings.write_text(text, "utf-8")
    return project


@pytest.fixture(scope="module")
def purple(tmp_path_factory: pytest.TempPathFactory) -> Built:
    project = make_project(tmp_path_factory.mktemp("purple"))
    (project / "docs" / "logo.svg").write_text(SVG)
    (project / "docs" / "letter.woff2").write_bytes(b"wOF2")
    lines = '      colour: "#6b1f7b"\n      logo: logo.svg\n      typeface: letter.woff2\n'
    done = build(with_identity(project, lines))
    assert done.code == 0, done.output
    return done


def test_site_carries_the_look(purple: Built) -> None:
    page = purple.page("evenementen/")
    image = page.select_one(".brand img")
    assert image is not None
    assert (image["alt"], image["src"]) == ("Samenkomst", "../logo.svg")
    assert (image["width"], image["height"]) == ("160", "40")
    sheet = page.select_one("link[rel=stylesheet]")
    assert sheet is not None
    style = purple.text(str(sheet["href"]).removeprefix("../"))
    assert style.startswith(read_stylesheet())
    assert "#6b1f7b" in style
    assert 'url("../letter.woff2")' in style
    assert "#6b1f7b" in purple.text("assets/favicon.svg")
    picture = Image.open(purple.site / "assets" / "deel.png").convert("RGB")
    assert picture.getpixel((0, 0)) == colour("#6b1f7b")


def test_handler_carries_the_look(purple: Built, tmp_path: Path) -> None:
    settings = Settings(secret="s" * 32, data=tmp_path, site=purple.site)
    answer = create_app(settings).test_client().get("/formulieren/niets/")
    page = BeautifulSoup(answer.text, "html.parser")
    image, sheet = page.select_one(".brand img"), page.select_one("link[rel=stylesheet]")
    assert image is not None
    assert sheet is not None
    assert (image["alt"], image["src"]) == ("Samenkomst", "/logo.svg")
    assert "#6b1f7b" in purple.text(str(sheet["href"]).removeprefix("/"))


def test_style_sheet_is_the_usual_one_without_a_look(built: Built) -> None:
    [path] = (built.site / "assets").glob("samenkomst.*.css")
    assert path.read_text("utf-8") == read_stylesheet()
    brand = BeautifulSoup(built.text("index.html"), "html.parser").select_one(".brand")
    assert brand is not None
    assert brand.select("img") == []


def test_build_stops_at_colours_that_cannot_be_read(tmp_path: Path) -> None:
    done = build(with_identity(make_project(tmp_path), '      colour: "#ffcc00"\n'))
    assert done.code == 1
    assert re.search(
        r'mkdocs\.yml:\d+\n +colour: "#ffcc00"\n +Te weinig contrast bij lichte kleuren',
        done.output,
    )
    assert "1,51 op 1. Nodig is 4,5 op 1." in done.output
    assert "Traceback" not in done.output
