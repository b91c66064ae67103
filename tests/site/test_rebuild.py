"""What is built from what an earlier build left is what is built from nothing, byte for byte."""

import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from benchmarks.synthetic import make_events, make_people, to_yaml
from samenkomst.core.model.event import Event
from samenkomst.core.pages.plan import Plan
from samenkomst.site import builder, planned_site, site_build
from samenkomst.site.builder import build_site, memory_path
from samenkomst.site.parts import Earlier
from samenkomst.site.planned_site import PlannedSite

ROOT = Path(__file__).parents[2]
SETTINGS = """\
site_name: {name}
site_url: https://example.org/
theme: {{name: material, language: nl, font: false, custom_dir: eigen}}
plugins:
  search: {{lang: nl}}
  samenkomst: {{words: {{Contact: {contact}}}, identity: {{colour: "{colour}"}}}}
nav: [{{Home: index.md}}, {{Evenementen: evenementen/index.md}}]
"""


class Project:
    """A small site of which everything can change, and that is built in this process."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch, seed: int) -> None:
        self.folder = folder
        self.monkeypatch = monkeypatch
        self.chance = random.Random(seed)  # noqa: S311 - which edits, no secret
        self.events = make_events(6, seed)
        self.people = make_people(6, seed)
        self.name, self.contact, self.template, self.day = "Proef", "Contact", "", "2026-11-21"
        self.colour, self.wish = "#0b4a5c", "Wens"
        for event in self.events:
            self._keep_to_who_is_there(event)
        (folder / "docs").mkdir(parents=True)
        (folder / "docs/index.md").write_text("---\ntemplate: home.html\n---\n# Welkom\n")
        (folder / "eigen").mkdir()
        monkeypatch.chdir(folder)

    def _keep_to_who_is_there(self, value: Any) -> None:
        """Replace who stands in `value` by one of the few people of this site."""
        if isinstance(value, dict):
            for key in ("people", "contact"):
                for index, each in enumerate(value.get(key, [])):
                    someone = f"trainer-{self.chance.randint(1, 6)}"
                    value[key][index] = (
                        {**each, "person": someone} if isinstance(each, dict) else someone
                    )
            for each in value.values():
                self._keep_to_who_is_there(each)
        elif isinstance(value, list):
            for each in value:
                self._keep_to_who_is_there(each)

    def write(self) -> None:
        content = self.folder / "content"
        shutil.rmtree(content, ignore_errors=True)
        (content / "events").mkdir(parents=True)
        for event in self.events:
            (content / f"events/{event['slug']}.yaml").write_text(to_yaml(event), "utf-8")
        organisations = [{"id": f"organisatie-{n}", "name": f"Naam {n}"} for n in range(1, 11)]
        (content / "people.yaml").write_text(to_yaml({"people": self.people}), "utf-8")
        (content / "organisations.yaml").write_text(to_yaml({"organisations": organisations}))
        forms = (ROOT / "content/forms.yaml").read_text("utf-8")
        (content / "forms.yaml").write_text(forms.replace("label: ", f"label: {self.wish} ", 1))
        settings = SETTINGS.format(name=self.name, contact=self.contact, colour=self.colour)
        (self.folder / "mkdocs.yml").write_text(settings, "utf-8")
        if self.template:
            (self.folder / "eigen/contact.html").write_text(self.template, "utf-8")

    def edit(self) -> None:
        """Change one thing, as an editor, a host or the calendar does."""
        self.chance.choice(EDITS)(self)
        self.write()

    def build(self, target: str = "site") -> dict[str, bytes]:
        """Build with what is remembered, and return every file."""
        self.monkeypatch.setenv("SAMENKOMST_TODAY", self.day)
        self.monkeypatch.setenv("SOURCE_DATE_EPOCH", "1646092800")
        assert build_site(self.folder / target, timings=False) == 0
        return files_in(self.folder / target)

    def build_cold(self) -> dict[str, bytes]:
        """Build the same from nothing, and leave no trace of it."""
        kept = self.folder / ".cache"
        kept.rename(self.folder / "weg")
        try:
            return self.build("koud")
        finally:
            shutil.rmtree(self.folder / "koud", ignore_errors=True)
            shutil.rmtree(kept, ignore_errors=True)
            (self.folder / "weg").rename(kept)


def files_in(folder: Path) -> dict[str, bytes]:
    found = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def _any(project: Project) -> dict[str, Any]:
    event: dict[str, Any] = project.chance.choice(project.events)
    return event


def edit_title(project: Project) -> None:
    _any(project)["title"] = f"Titel <{project.chance.random()}>"


def edit_text(project: Project) -> None:
    _any(project)["intro"] = f"Tekst {project.chance.random()} *met nadruk*."


def edit_date(project: Project) -> None:
    session = project.chance.choice(_any(project)["sessions"])
    session["date"] = f"2026-{project.chance.randint(1, 12)}-{project.chance.randint(1, 28)}"


def edit_themes(project: Project) -> None:
    _any(project)["themes"] = [f"thema {project.chance.randint(1, 4)}"]


def edit_state(project: Project) -> None:
    _any(project)["going_ahead"] = project.chance.choice(["confirmed", "announced", "cancelled"])


def edit_draft(project: Project) -> None:
    _any(project)["draft"] = project.chance.choice(["yes", "no"])


def edit_related(project: Project) -> None:
    _any(project)["related"] = [{"event": _any(project)["slug"]}]


def edit_speaker(project: Project) -> None:
    _any(project)["people"] = [{"person": f"trainer-{project.chance.randint(1, 6)}"}]


def add_event(project: Project) -> None:
    slug = f"nieuw-{project.chance.randint(1, 10**6)}"
    project.events.append({**_any(project), "slug": slug, "was": []})


def remove_event(project: Project) -> None:
    if len(project.events) > 4:
        gone = project.events.pop(project.chance.randrange(len(project.events)))["slug"]
        for event in project.events:
            event["related"] = [each for each in event["related"] if each["event"] != gone]


def rename_event(project: Project) -> None:
    event = _any(project)
    old, event["slug"] = event["slug"], f"{event['slug']}-x"
    event["was"] = [*event.get("was", []), old]
    for each in (each for other in project.events for each in other["related"]):
        each["event"] = event["slug"] if each["event"] == old else each["event"]


def edit_person(project: Project) -> None:
    person = project.chance.choice(project.people)
    person[project.chance.choice(["name", "bio"])] = f"Iemand {project.chance.random()}"


def edit_site_name(project: Project) -> None:
    project.name = f"Proef {project.chance.random()}"


def edit_words(project: Project) -> None:
    project.contact = f"Vraag {project.chance.random()}"


def edit_colour(project: Project) -> None:
    project.colour = f"#{project.chance.randint(0, 80):02x}{project.chance.randint(0, 80):02x}5c"


def edit_form(project: Project) -> None:
    project.wish = f"Wens {project.chance.randint(1, 10**6)}"


def edit_template(project: Project) -> None:
    text = project.chance.random()
    project.template = f"{{% macro reach(phone, email) %}}<p>Bel {text}</p>{{% endmacro %}}"


def edit_home(project: Project) -> None:
    text = f"---\ntemplate: home.html\n---\n# Welkom\n\n{project.chance.random()}\n"
    (project.folder / "docs/index.md").write_text(text)


def edit_day(project: Project) -> None:
    pick = project.chance.randint
    project.day = f"{pick(2016, 2030)}-{pick(1, 12):02}-{pick(1, 28):02}"


EDITS: tuple[Callable[[Project], None], ...] = (
    edit_title,
    edit_text,
    edit_date,
    edit_themes,
    edit_state,
    edit_draft,
    edit_related,
    edit_speaker,
    add_event,
    remove_event,
    rename_event,
    edit_person,
    edit_site_name,
    edit_words,
    edit_colour,
    edit_form,
    edit_template,
    edit_home,
    edit_day,
)


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    made = Project(tmp_path / "project", monkeypatch, 7)
    made.write()
    return made


@pytest.mark.parametrize("seed", range(8))
def test_after_any_edit_the_site_is_that_of_a_cold_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    """Eight times thirteen pairs of edits: over two hundred."""
    project = Project(tmp_path / "project", monkeypatch, seed)
    project.write()
    project.build()
    for _ in range(13):
        project.edit()
        project.edit()
        assert project.build() == project.build_cold()


@pytest.mark.parametrize("edit", EDITS)
def test_an_edit_changes_the_site(project: Project, edit: Callable[[Project], None]) -> None:
    """The control of the test above: an edit that changes nothing would prove nothing."""
    before = project.build()
    for _ in range(5):
        edit(project)
    project.write()
    assert project.build() != before


def test_a_key_that_leaves_out_another_event_is_caught(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    project.events[0]["related"] = [{"event": project.events[1]["slug"]}]
    project.write()
    inputs = Plan.inputs

    def forgetful(plan: Plan, event: Event) -> str:
        return inputs(plan, event.model_copy(update={"related": ()}))

    monkeypatch.setattr(Plan, "inputs", forgetful)
    project.build()
    project.events[1]["title"] = "Een andere titel"
    project.write()
    assert project.build() != project.build_cold()


def test_a_key_that_leaves_out_the_day_is_caught(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(planned_site, "fingerprint", lambda *inputs: "always the same")
    project.build()
    project.day = "2031-01-01"
    assert project.build() != project.build_cold()


def test_what_lists_know_of_an_event_that_changed_is_caught_when_recalled(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    def recall(planned: PlannedSite, earlier: Earlier) -> None:
        """Take over everything, whatever changed."""
        for event in planned.plan.catalogue.events:
            if (kept := earlier.made.get(f"event {event.slug}")) and kept.part.listed:
                planned.plan.recall(event, kept.part.listed)

    monkeypatch.setattr(site_build, "recall", recall)
    project.build()
    project.events[1]["title"] = "Een andere titel"
    project.write()
    assert project.build() != project.build_cold()


@pytest.mark.parametrize(
    ("name", "edit"), [("describe_docs", edit_home), ("digest_plain", edit_title)]
)
def test_a_key_that_leaves_out_a_part_of_hand_written_pages_is_caught(
    project: Project, monkeypatch: pytest.MonkeyPatch, name: str, edit: Callable[[Project], None]
) -> None:
    monkeypatch.setattr(planned_site, name, lambda seen: "always the same")
    project.build()
    for _ in range(5):
        edit(project)
    project.write()
    assert project.build() != project.build_cold()


def test_hand_written_pages_stay_when_nothing_on_them_changed(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    project.build()
    project.events[2]["intro"] = "Een andere tekst."
    project.write()
    cold = project.build_cold()
    monkeypatch.delattr(builder, "_start_generator")
    assert project.build() == cold


def test_hand_written_pages_are_made_at_each_build_when_a_hook_has_sources(
    project: Project,
) -> None:
    (project.folder / "haak.py").write_text(
        "from pathlib import Path\n"
        "def on_page_markdown(markdown, **others):\n"
        "    return markdown + Path('tekst').read_text()\n"
    )
    with (project.folder / "mkdocs.yml").open("a") as settings:
        settings.write("hooks: [haak.py]\n")
    for text in ("eerst", "later"):
        (project.folder / "tekst").write_text(text)
        assert text.encode() in project.build()["index.html"]


def test_a_link_to_a_place_that_went_from_an_event_stops_the_build(project: Project) -> None:
    first, second = project.events[:2]
    first |= {"draft": "no", "related": [{"event": second["slug"]}]}
    second["draft"] = "no"
    project.write()
    link = f"[a](evenementen/{first['slug']}/index.md#ook-interessant)"
    (project.folder / "docs/index.md").write_text(f"# Welkom\n\n{link}\n")
    with (project.folder / "mkdocs.yml").open("a") as settings:
        settings.write("validation: {links: {anchors: warn}}\n")
    before = project.build()
    path = project.folder / f"content/events/{first['slug']}.yaml"
    path.write_text(to_yaml({**first, "related": []}), "utf-8")
    assert build_site(project.folder / "site", timings=False) == 1
    assert files_in(project.folder / "site") == before


def test_hand_written_pages_stay_when_one_links_to_a_place_that_is_not_there(
    project: Project,
) -> None:
    """MkDocs tells that, and by itself builds all the same."""
    (project.folder / "docs/los.md").write_text("# Los\n\n[a](evenementen/index.md#weg)\n")
    before = project.build()
    assert "los/index.html" in before
    assert project.build() == before


@pytest.mark.parametrize("edit", [edit_site_name, edit_colour, edit_words])
def test_settings_that_are_remembered_for_ever_are_caught(
    project: Project, monkeypatch: pytest.MonkeyPatch, edit: Callable[[Project], None]
) -> None:
    monkeypatch.setattr(builder, "describe_file", lambda path: "always the same")
    project.build()
    edit(project)
    project.write()
    assert project.build() != project.build_cold()


def test_settings_that_come_from_elsewhere_are_read_again(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A variable that mkdocs.yml asks for, and a file that it inherits from."""
    path, above = project.folder / "mkdocs.yml", project.folder / "boven.yml"
    rest = path.read_text("utf-8").replace("site_name: Proef\n", "site_author: !ENV WIE\n")
    path.write_text(f"INHERIT: boven.yml\n{rest.replace('https://example.org/', '!ENV WAAR')}")
    above.write_text("site_name: Eerst\n")
    monkeypatch.setenv("WAAR", "https://eerst.example.org/")
    before = project.build()
    above.write_text("site_name: Later\n")
    monkeypatch.setenv("WAAR", "https://later.example.org/")
    after = project.build()
    assert b'"Eerst"' in before["events.json"]
    assert b"https://eerst." in before["events.json"]
    assert b'"Later"' in after["events.json"]
    assert b"https://later." in after["events.json"]
    assert after == project.build_cold()


@pytest.mark.parametrize("key", ['"INHERIT"', "INHERIT ", "INHERIT"])
@pytest.mark.parametrize("value", ["boven.yml", "!ENV [BOVEN, boven.yml]", "'./boven.yml' # zie"])
def test_settings_that_inherit_are_read_again_however_it_is_written(
    project: Project, key: str, value: str
) -> None:
    path, above = project.folder / "mkdocs.yml", project.folder / "boven.yml"
    rest = path.read_text("utf-8").replace("site_name: Proef\n", "")
    path.write_text(f"{key}: {value}\n{rest}")
    above.write_text("site_name: Eerst\n")
    assert b'"Eerst"' in project.build()["events.json"]
    above.write_text("site_name: Later\n")
    assert b'"Later"' in project.build()["events.json"]


def test_settings_that_inherit_from_nowhere_are_told_without_a_trace(
    project: Project, capfd: pytest.CaptureFixture[str]
) -> None:
    path = project.folder / "mkdocs.yml"
    path.write_text("INHERIT: nergens.yml\n" + path.read_text("utf-8"))
    assert build_site(project.folder / "site", timings=False) == 1
    told = capfd.readouterr().err
    assert "nergens.yml" in told
    assert "Traceback" not in told


def test_pages_behind_a_link_are_pages_too(project: Project) -> None:
    elsewhere = project.folder / "elders"
    elsewhere.mkdir()
    (elsewhere / "index.md").write_text("# Eerst\n")
    (elsewhere / "rond").symlink_to(elsewhere)
    project.build()
    (project.folder / "docs/meer").symlink_to(elsewhere)
    (elsewhere / "rond").unlink()
    assert b"Eerst" in project.build()["meer/index.html"]
    (elsewhere / "index.md").write_text("# Later\n")
    assert b"Later" in project.build()["meer/index.html"]
    (project.folder / "docs/meer").unlink()
    assert "meer/index.html" not in project.build()


def test_link_of_an_editors_program_stops_nothing(project: Project) -> None:
    before = project.build()
    (project.folder / "docs/.#index.md").symlink_to("noor@computer.1234")
    assert project.build() == before


def test_page_where_an_event_stands_stops_the_build(
    project: Project, capfd: pytest.CaptureFixture[str]
) -> None:
    before = project.build()
    place = project.folder / f"docs/evenementen/{project.events[0]['slug']}.md"
    place.parent.mkdir()
    place.write_text("# Van ons\n")
    assert build_site(project.folder / "site", timings=False) == 1
    assert (
        f"evenementen/{place.name} staat waar een pagina of bestand van de"
        in capfd.readouterr().err
    )
    assert files_in(project.folder / "site") == before


@pytest.mark.parametrize(
    "place",
    [
        "events.json",  # a file of ours
        "evenementen/{slug}.ics",
        "evenementen",  # a folder of ours
        "agenda.ics/bestand.txt",  # a folder, where we have a file
        "search",  # where MkDocs writes something itself
        "sitemap.xml/bestand.txt",
        "index.html/bestand.txt",  # where another page of docs/ comes
        "assets",  # where files of the theme come
    ],
)
def test_file_where_one_of_ours_comes_stops_the_build(
    project: Project, capfd: pytest.CaptureFixture[str], place: str
) -> None:
    project.events[0]["draft"] = "no"
    project.write()
    before = project.build()
    name = place.format(slug=project.events[0]["slug"])
    path = project.folder / "docs" / name
    path.parent.mkdir(exist_ok=True)
    path.write_text("van ons")
    assert build_site(project.folder / "site", timings=False) == 1
    told = capfd.readouterr().err
    assert f"{name} staat waar" in told
    assert "Traceback" not in told
    assert files_in(project.folder / "site") == before


def test_page_that_is_left_out_stands_nowhere(project: Project) -> None:
    before = project.build()
    place = project.folder / f"docs/evenementen/{project.events[0]['slug']}.md"
    place.parent.mkdir()
    place.write_text("# Van ons\n")
    with (project.folder / "mkdocs.yml").open("a") as settings:
        settings.write("exclude_docs: evenementen/\n")
    assert project.build() == before


def test_own_template_for_mkdocs_may_use_what_mkdocs_knows(project: Project) -> None:
    (project.folder / "eigen/404.html").write_text("{{ 'index.md' | url }} weg", "utf-8")
    write_many(project)
    assert b"weg" in project.build()["404.html"]


def refused_for_a_template(
    project: Project, capfd: pytest.CaptureFixture[str], name: str, text: str
) -> str:
    """Return what the build tells of an own template that it cannot use; the old site stays."""
    before = project.build()
    (project.folder / "eigen" / name).write_text(text, "utf-8")
    write_many(project)
    assert build_site(project.folder / "site", timings=False) == 1
    told = capfd.readouterr().err
    assert "Traceback" not in told
    assert files_in(project.folder / "site") == before
    return told


@pytest.mark.parametrize(
    ("name", "text", "place"),
    [
        ("main.html", '{% extends "base.html" %}', "base.html:"),
        ("main.html", '{% extends "layout.html" %}\n{% if %}', "eigen/main.html:2"),
        ("contact.html", "{{ iets", "eigen/contact.html:1"),
        ("404.html", "\n\n{{ onbekend.iets }}", "eigen/404.html:3"),
    ],
)
def test_own_template_that_cannot_be_used_is_told_without_a_trace(
    project: Project, capfd: pytest.CaptureFixture[str], name: str, text: str, place: str
) -> None:
    told = refused_for_a_template(project, capfd, name, text)
    assert "De site is niet gebouwd. Het sjabloon " in told
    assert place in told
    assert "bouwt voort op onze layout.html" in told


@pytest.mark.parametrize(
    ("name", "text", "place"),
    [
        ("main.html", '{% extends "weg.html" %}', "eigen/main.html:1"),
        ("404.html", "\n{% include ['weg.html'] %}", "eigen/404.html:2"),
    ],
)
def test_template_that_is_not_there_is_told_with_who_asks_for_it(
    project: Project, capfd: pytest.CaptureFixture[str], name: str, text: str, place: str
) -> None:
    told = refused_for_a_template(project, capfd, name, text)
    assert "De site is niet gebouwd. Het sjabloon weg.html bestaat niet" in told
    assert place in told


def test_settings_with_functions_are_read_at_each_build(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    with (project.folder / "mkdocs.yml").open("a") as settings:
        settings.write(
            "markdown_extensions:\n"
            "- toc:\n    slugify: !!python/name:markdown.extensions.toc.slugify\n"
        )
    before = project.build()
    assert project.build() == before
    monkeypatch.delattr(builder, "_start_generator")
    with pytest.raises(NameError):
        project.build()


def test_mistake_in_content_is_told_without_a_trace(
    project: Project, capfd: pytest.CaptureFixture[str]
) -> None:
    before = project.build()
    project.events[0]["going_ahead"] = "misschien"
    project.write()
    assert build_site(project.folder / "site", timings=False) == 1
    told = capfd.readouterr().err
    assert "misschien" in told
    assert "1 probleem in de content" in told
    assert "Traceback" not in told
    assert files_in(project.folder / "site") == before


def test_settings_that_are_not_in_order_are_told_without_a_trace(
    project: Project, capfd: pytest.CaptureFixture[str]
) -> None:
    before = project.build()
    path = project.folder / "mkdocs.yml"
    path.write_text(path.read_text("utf-8").replace("material", "bestaat_niet"), "utf-8")
    assert build_site(project.folder / "site", timings=False) == 1
    told = capfd.readouterr().err
    assert "bestaat_niet" in told
    assert "Traceback" not in told
    assert files_in(project.folder / "site") == before


def test_a_dead_link_in_content_stops_a_build_without_mkdocs(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = project.build()
    project.events[2]["intro"] = "Zie [dit](/er-is-niets.md)."
    project.write()
    monkeypatch.delattr(builder, "_start_generator")
    assert build_site(project.folder / "site", timings=False) == 1
    assert files_in(project.folder / "site") == before


def test_files_that_did_not_change_keep_their_time(project: Project) -> None:
    project.build()
    site = project.folder / "site"
    times = {path: path.stat().st_mtime_ns for path in site.rglob("*") if path.is_file()}
    before = files_in(site)
    project.events[2]["title"] = "Een andere titel"
    project.write()
    after = project.build()
    slug = project.events[2]["slug"]
    assert after[f"evenementen/{slug}/index.html"] != before[f"evenementen/{slug}/index.html"]
    for path, then in times.items():
        url = path.relative_to(site).as_posix()
        same = after.get(url) == before[url]
        assert (path.exists() and path.stat().st_mtime_ns == then) == same, url


def test_what_changed_on_disk_is_made_again(project: Project) -> None:
    before = project.build()
    page = project.folder / f"site/evenementen/{project.events[0]['slug']}/index.html"
    page.write_text("iemand anders")
    (project.folder / "site/agenda.ics").unlink()
    (project.folder / "site/vreemd.html").write_text("van een ander")
    assert project.build() == before


@pytest.mark.parametrize("name", ["site.pickle", "recent.pickle"])
@pytest.mark.parametrize("damage", [b"", b"00000000", b"geen pickle", None])
def test_damaged_memory_is_built_anew(project: Project, name: str, damage: bytes | None) -> None:
    before = project.build()
    path = memory_path(project.folder).with_name(name)
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 2] if damage is None else damage)
    assert project.build() == before


def test_memory_is_never_committed(project: Project) -> None:
    project.build()
    assert (project.folder / ".cache/samenkomst/.gitignore").read_text() == "*\n"


def test_failed_build_leaves_the_old_site(
    project: Project, capfd: pytest.CaptureFixture[str]
) -> None:
    before = project.build()
    project.people[0]["bio"] = "[Hier](/bestaat/niet/) staat het."
    project.write()
    assert build_site(project.folder / "site", timings=False) == 1
    assert "/bestaat/niet/" in capfd.readouterr().err
    assert files_in(project.folder / "site") == before
    assert not (project.folder / ".site.new").exists()


def kill_a_build(project: Project, seconds: float) -> None:
    """Start a build as a process of its own, and kill it after so many seconds."""
    command = [sys.executable, "-m", "samenkomst.site", str(project.folder / "site")]
    process = subprocess.Popen(
        command, cwd=project.folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    time.sleep(seconds)
    process.send_signal(signal.SIGKILL)
    process.wait()


@pytest.mark.faults
@pytest.mark.parametrize("seconds", [0.4, 0.8, 1.2, 1.6])
def test_build_after_a_killed_one_is_whole(project: Project, seconds: float) -> None:
    project.build()
    for _ in range(4):
        project.edit()
    kill_a_build(project, seconds)
    assert project.build() == project.build_cold()


def write_many(project: Project) -> None:
    """Give the site so many events that several processes make them."""
    for number in range(150):
        project.events.append({**project.events[0], "slug": f"meer-{number}", "was": []})
    project.write()


ON_ONE = """
import os, runpy
os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
runpy.run_module("samenkomst.site", run_name="__main__", alter_sys=True)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere one process makes the site")
def test_several_processes_make_the_site_that_one_makes(project: Project) -> None:
    write_many(project)
    several = [sys.executable, "-m", "samenkomst.site"]
    found = []
    for number, command in enumerate((several, [sys.executable, "-c", ON_ONE], several)):
        target = project.folder / f"site-{number}"
        done = subprocess.run([*command, str(target)], capture_output=True, check=False)
        assert done.returncode == 0, done.stderr
        found.append(files_in(target))
        shutil.rmtree(project.folder / ".cache")
    assert found[0] == found[1] == found[2]


@pytest.mark.faults
def test_nobody_goes_on_with_a_build_that_was_given_up(project: Project) -> None:
    """While others make parts, MkDocs stops on a page: nothing may be written after that."""
    project.build()
    before = files_in(project.folder / "site")
    write_many(project)
    (project.folder / "haak.py").write_text(
        "import os\n"
        "def on_page_markdown(markdown, **others):\n"
        "    children = open(f'/proc/self/task/{os.getpid()}/children').read().split()\n"
        "    raise LookupError(f'stuk naast {bool(children)}')\n"
    )
    with (project.folder / "mkdocs.yml").open("a") as settings:
        settings.write("hooks: [haak.py]\n")
    command = [sys.executable, "-m", "samenkomst.site", str(project.folder / "site")]
    done = subprocess.run(command, cwd=project.folder, capture_output=True, check=False)
    assert done.returncode == 1
    assert b"stuk naast True" in done.stderr
    time.sleep(0.5)
    assert not (project.folder / ".site.new").exists()
    assert files_in(project.folder / "site") == before


@pytest.mark.faults
@pytest.mark.parametrize("moved", [0, 1, 5, 20])
def test_build_that_stops_among_its_files_is_mended(
    project: Project, monkeypatch: pytest.MonkeyPatch, moved: int
) -> None:
    project.build()
    stop_after(moved, monkeypatch)
    edit_title(project)
    project.write()
    with pytest.raises(SystemExit):
        project.build()
    monkeypatch.undo()
    monkeypatch.chdir(project.folder)
    assert project.build() == project.build_cold()


@pytest.mark.faults
def test_memory_that_is_written_too_soon_is_caught(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The broken variant: it says that files stand before they do."""
    project.build()
    edit_title(project)
    project.write()

    def too_soon(*folders_and_files: Any) -> tuple[int, int]:
        return 0, 0

    monkeypatch.setattr(builder, "publish", too_soon)
    project.build()
    monkeypatch.undo()
    monkeypatch.chdir(project.folder)
    assert project.build() != project.build_cold()


def stop_after(moved: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the build stop when it has put so many files in their place."""
    replace, left = Path.replace, iter(range(moved))

    def stop(self: Path, target: Path) -> Path:
        if ".new" in str(self) and next(left, None) is None:
            raise SystemExit
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", stop)
