"""`samenkomst new event`: a starting point for each kind that is right as it is."""

import re
from datetime import date
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result

from samenkomst.cli import main
from samenkomst.core.contract import Site
from samenkomst.core.pages.plan import plan_site
from samenkomst.core.translation import dutch
from samenkomst.stores.content import load_catalogue
from samenkomst.stores.new_event import KINDS
from tests.builders import ROOT_PATH
from tests.core.schema.test_json_schema import as_other_programs_read, faults
from tests.stores.mistakes import write_sound

SITE = Site("Samen", "nl", "https://example.org/")
TODAY = date(2026, 11, 21)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_sound(tmp_path)
    return tmp_path


def new_event(folder: Path, slug: str, *more: str) -> Result:
    return CliRunner().invoke(main, ["new", "event", slug, "--content", str(folder), *more])


@pytest.mark.parametrize("kind", KINDS)
def test_new_event_of_each_kind_is_right_as_it_is(folder: Path, kind: str) -> None:
    result = new_event(folder, f"mijn-{kind}", "--kind", kind)
    assert result.exit_code == 0, result.output
    checked = CliRunner().invoke(main, ["check", "--strict", str(folder)])
    assert (checked.exit_code, checked.output.count("\n")) == (0, 1)
    text = (folder / "events" / f"mijn-{kind}.yaml").read_text(encoding="utf-8")
    assert text.startswith("# yaml-language-server: $schema=../schema/event.schema.json\n")
    assert faults("event", as_other_programs_read(text)) == []


@pytest.mark.parametrize("kind", KINDS)
def test_new_event_becomes_a_page_once_it_is_no_draft(folder: Path, kind: str) -> None:
    new_event(folder, f"mijn-{kind}", "--kind", kind)
    for drafts, published in ((False, False), (True, True)):
        assert (f"evenementen/mijn-{kind}/" in urls(folder, drafts=drafts)) == published
    path = folder / "events" / f"mijn-{kind}.yaml"
    path.write_text(path.read_text("utf-8").replace("\ndraft: yes\n", "\n"), encoding="utf-8")
    assert f"evenementen/mijn-{kind}/" in urls(folder, drafts=False)


@pytest.mark.parametrize("kind", KINDS)
def test_examples_in_a_new_event_can_be_used_as_they_are(folder: Path, kind: str) -> None:
    """Each block of comments with a key is YAML that fits the schema when it is uncommented."""
    new_event(folder, f"mijn-{kind}", "--kind", kind)
    text = (folder / "events" / f"mijn-{kind}.yaml").read_text(encoding="utf-8")
    examples = re.findall(r"(?m)^# (\w+:.*(?:\n#(?:   .*)?)*)", text)
    top = [each for each in examples if not each.startswith("yaml")]
    assert len(top) >= 5
    for each in top:
        written = yaml.safe_load(each.replace("\n# ", "\n").replace("\n#", "\n"))
        base = {"slug": "x", "title": "x", "registration": {"state": "not_needed"}}
        assert faults("event", as_other_programs_read(yaml.safe_dump(base | written))) == [], each


def urls(folder: Path, *, drafts: bool) -> list[str]:
    catalogue, _ = load_catalogue(folder)
    assert catalogue is not None
    plan = plan_site(catalogue, SITE, {}, today=TODAY, translate=dutch, drafts=drafts)
    return [page.url for page in plan.pages]


def test_new_event_never_overwrites(folder: Path) -> None:
    new_event(folder, "zomer")
    path = folder / "events" / "zomer.yaml"
    path.write_text("slug: zomer # van mij\n", encoding="utf-8")
    result = new_event(folder, "zomer")
    assert (result.exit_code, path.read_text("utf-8")) == (1, "slug: zomer # van mij\n")
    assert "Er is al een evenement “zomer”" in result.output


@pytest.mark.parametrize("slug", ["training", "zomer"])
def test_new_event_needs_a_slug_of_its_own(folder: Path, slug: str) -> None:
    (folder / "events").mkdir()
    (folder / "events" / "anders.yaml").write_text("slug: zomer\n", encoding="utf-8")
    result = new_event(folder, slug)
    assert result.exit_code == 1
    assert f"Er is al een evenement “{slug}”" in result.output
    assert not (folder / "events" / f"{slug}.yaml").exists()


@pytest.mark.parametrize("slug", ["Zomer", "zo mer", "../zomer", "zomer.yaml", "-zomer", ""])
def test_new_event_refuses_what_is_no_slug(folder: Path, slug: str) -> None:
    result = CliRunner().invoke(main, ["new", "event", "--content", str(folder), "--", slug])
    assert result.exit_code == 1
    assert "kan geen deel van een adres zijn" in result.output
    assert not (folder / "events").exists()


def test_new_event_without_a_content_folder_says_so(tmp_path: Path) -> None:
    result = new_event(tmp_path / "nergens", "zomer")
    assert result.exit_code == 1
    assert "is er niet" in result.output


def test_new_event_without_organisations_names_none(folder: Path) -> None:
    (folder / "organisations.yaml").write_text("organisations:\n", encoding="utf-8")
    new_event(folder, "zomer")
    text = (folder / "events" / "zomer.yaml").read_text(encoding="utf-8")
    assert "\n# organiser: voorbeeldbureau" in text


def test_new_event_fits_the_content_that_comes_with_the_product(tmp_path: Path) -> None:
    for path in (ROOT_PATH / "content").glob("*.yaml"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    new_event(tmp_path, "zomer", "--kind", "congres")
    assert load_catalogue(tmp_path)[1] == []


def test_new_event_turns_a_title_into_a_slug_to_choose(folder: Path) -> None:
    result = new_event(folder, "Taal Café in mei")
    assert result.exit_code == 1
    assert "Kies bijvoorbeeld: taal-cafe-in-mei." in result.output
    assert "Kies bijvoorbeeld" not in new_event(folder, "…").output


def test_new_event_refuses_a_slug_that_is_too_long_for_a_file(folder: Path) -> None:
    result = new_event(folder, "x" * 201)
    assert (result.exit_code, (folder / "events").exists()) == (1, False)
    words = "is te lang voor een adres. Gebruik ten hoogste 200 tekens."
    assert result.output == f"“{'x' * 40}…” {words}\n"
