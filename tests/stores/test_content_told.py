"""The content folder: a catalogue, or every mistake with file, line and a sentence that helps."""

import os
from pathlib import Path
from typing import NamedTuple

import pytest

from samenkomst.core.model.catalogue import Catalogue
from samenkomst.core.problem import Problem
from samenkomst.core.problem_texts import TEXTS
from samenkomst.core.translation import dutch
from samenkomst.stores.content import load_catalogue
from samenkomst.stores.yaml_tree import MAX_MEGABYTES
from tests.builders import ROOT_PATH

GOOD = {
    "events.yaml": """\
events:
  - slug: ronde-tafel
    title: "Ronde tafel: <werk> & druk"
    summary: Samen praten
    organiser: voorbeeldfonds
    contact: [noor-bakker]
    sessions:
      - id: middag
        title: De middag
        date: dinsdag 29 maart 2022
        start: 9.30
        end: 11:00
        mode: in_person
        place:
          city: Utrecht
    capacity:
      min: 8
      max: 20
    sections:
      - title: Wat u leert
        text: Veel
    registration:
      state: open
      form: aanmelden
    related:
      - title: Elders
        url: https://example.org/
""",
    "people.yaml": """\
people:
  - id: noor-bakker
    name: Noor Bakker
    organisation: voorbeeldfonds
    email: noor@example.org
    bio: Kent *iedereen*
""",
    "organisations.yaml": """\
organisations:
  - id: voorbeeldfonds
    name: Voorbeeldfonds
    url: https://example.org
""",
    "forms.yaml": """\
forms:
  - id: aanmelden
    title: Meld u aan
    procedure: application
    keep: 12 maanden
    fields:
      - name: naam
        label: Uw naam
        type: text
        purpose: u te kennen
        max: 100
      - name: email
        label: Uw e-mailadres
        type: email
        purpose: u te schrijven
      - name: dag
        label: Welke dag?
        type: radio
        purpose: een dag te kiezen
        choices: [Maandag, Dinsdag]
    button: Verstuur
    letter:
      subject: "Ontvangen: {title}"
      text: "Kenmerk {reference}, zie {page}"
""",
}


def write(folder: Path, **changed: str | bytes | None) -> Path:
    """Write the good files, with other content for those named; None leaves one out."""
    for name, good in GOOD.items():
        content = changed.get(name.removesuffix(".yaml"), good)
        if content is not None:
            data = content.encode() if isinstance(content, str) else content
            (folder / name).write_bytes(data)
    return folder


def load(folder: Path) -> tuple[Catalogue | None, list[Problem]]:
    catalogue, problems = load_catalogue(folder)
    assert (catalogue is None) == bool(problems)
    return catalogue, problems


def codes(problems: list[Problem]) -> list[tuple[str, str]]:
    return [(str(problem.place), problem.code) for problem in problems]


class Mistake(NamedTuple):
    """One edit in the good content, and what the editor has to hear."""

    file: str
    old: str
    """What stands there; what comes after it in the file follows from it alone."""
    new: str
    place: str
    """`line:column` of the problem."""
    code: str
    words: str
    """Must stand in the sentence."""


E, P, O, F = (f"{shelf}.yaml" for shelf in ("events", "people", "organisations", "forms"))  # noqa: E741 - one letter a column keeps the table readable
PLACE = "place:\n          city: Utrecht"
ELSEWHERE = "title: Elders\n        url: https://example.org/"
RELATED = f"related:\n      - {ELSEWHERE}"
APPEARANCE = "people:\n      - person: sam\n        role: trainer"
NAMESAKE = "  - id: noor-bakker\n    name: X\n"
MISTAKES = [
    # YAML itself
    Mistake(E, "Samen praten", "Samen: praten", "4:19", "yaml_colon", "dubbele punt"),
    Mistake(E, "Samen praten", "@Samen", "4:14", "yaml_first_character", "“@”"),
    Mistake(E, "Samen praten", "[Online] dag", "4:14", "yaml_bracket", "“[”"),
    Mistake(E, "Samen praten", "Tafel #12: samen", "4:20", "yaml_comment", "“Tafel”"),
    Mistake(E, "Samen praten", "'t Huis", "4:14", "yaml_quote", "aanhalingsteken"),
    Mistake(E, "Samen praten", "&a Samen", "4:14", "yaml_anchor", "Ankers"),
    Mistake(E, "Samen praten", "!let op", "4:14", "yaml_tag", "uitroepteken"),
    Mistake(E, "Samen praten", "Samen\x00", "4:19", "yaml_control", "U+0000"),
    Mistake(E, "    summary:", "\tsummary:", "4:1", "yaml_tab", "spaties"),
    Mistake(E, "    summary:", "      summary:", "4:7", "yaml_indentation", "springen"),
    Mistake(E, "summary: ", "summary:", "4:5", "yaml_indentation", "dubbele punt"),
    Mistake(E, "    organiser:", "---\n    organiser:", "5:1", "yaml_documents", "---"),
    Mistake(E, "summary:", "? [a]\n    :", "4:7", "yaml_key", "sleutel"),
    Mistake(E, "Samen praten", "[" * 60 + "]" * 60, "4:61", "yaml_depth", "50"),
    Mistake(E, "praten\n", "praten\n    title: X\n", "5:5", "duplicate_key", "regel 3"),
    # Keys and shapes
    Mistake(E, "    summary: Samen praten\n", "", "2:5", "missing", "“summary”"),
    Mistake(E, "Samen praten", '""', "4:5", "missing", "“summary”"),
    Mistake(E, "capacity:", "capacty:", "16:5", "extra_forbidden", "Bedoelt u “capacity”?"),
    Mistake(E, "city: Utrecht", "stad:", "15:11", "extra_forbidden", "“stad”"),
    Mistake(E, "Samen praten", "[Online, gratis]", "4:5", "text_expected", "“summary”"),
    Mistake(E, "[noor-bakker]", "noor-bakker", "6:5", "list_expected", "“contact”"),
    Mistake(E, PLACE, "place: Utrecht", "14:9", "mapping_expected", "“place”"),
    Mistake(E, GOOD[E], "events: geen\n", "1:1", "list_expected", "“events”"),
    # Values
    Mistake(E, "in_person", "in_persoon", "13:9", "choice", "Bedoelt u “in_person”?"),
    Mistake(E, "in_person", "video", "13:9", "choice", "Kies uit: in_person, online, hybrid."),
    Mistake(E, "dinsdag 29 maart 2022", "2026-02-30", "10:9", "date_impossible", "“2026-02-30”"),
    Mistake(E, "dinsdag 29", "maandag 29", "10:9", "weekday_differs", "is een dinsdag"),
    Mistake(E, "dinsdag 29 maart 2022", "volgende week", "10:9", "date", "“volgende week”"),
    Mistake(E, "9.30", "9.90", "11:9", "time", "“9.90”"),
    Mistake(E, "end: 11:00", "end: 8:00", "8:9", "end_before_start", "(08:00)"),
    Mistake(E, "        start: 9.30\n", "", "8:9", "time_without_start", "begintijd"),
    Mistake(E, "mode: in_person", "date_text: in mei", "8:9", "date_twice", "“date_text”"),
    Mistake(E, "min: 8", "min: acht", "17:7", "whole_number", "“acht”"),
    Mistake(E, "min: 8", "min: 3.295", "17:7", "whole_number", "“3.295”"),
    Mistake(E, "min: 8", "min: 80", "16:5", "min_above_max", "(80)"),
    Mistake(E, "slug: ronde-tafel", "slug: Ronde Tafel", "2:5", "slug", "“Ronde Tafel”"),
    Mistake(O, "https://example.org", "www.example.org", "4:5", "url", "“www.example.org”"),
    Mistake(P, "noor@example.org", "noor(at)example", "5:5", "email", "“noor(at)example”"),
    Mistake(P, "Kent *iedereen*", "Kent <b>u</b>", "6:5", "markdown_html", "<b>"),
    Mistake(P, "Kent *iedereen*", '"# Kop"', "6:5", "markdown_heading", "# Kop"),
    Mistake(P, "Kent *iedereen*", '"[x](ftp://x)"', "6:5", "markdown_link", "ftp://x"),
    Mistake(E, "        text: Veel\n", "", "20:9", "section_shape", "“show”"),
    Mistake(E, "        url: https://example.org/\n", "", "26:9", "related_shape", "“event”"),
    Mistake(E, "      form: aanmelden\n", "", "22:5", "form_needed", "“open”"),
    # Forms
    Mistake(F, "name: naam", "name: Naam", "7:9", "field_name", "“Naam”"),
    Mistake(F, "name: naam", "name: website", "7:9", "field_name_reserved", "“website”"),
    Mistake(F, "12 maanden", "altijd", "5:5", "duration", "“altijd”"),
    Mistake(F, "[Maandag, Dinsdag]", "[Maandag]", "16:9", "choices_missing", "twee keuzes"),
    Mistake(F, "[Maandag, Dinsdag]", "[Maandag, Maandag]", "16:9", "choices_double", "“Maandag”"),
    Mistake(F, "type: radio", "type: text", "16:9", "choices_unused", "radio"),
    Mistake(F, "max: 100", "optional: soms", "11:9", "boolean", "“soms”"),
    Mistake(F, "type: email", "type: text", "2:5", "no_email_field", "email"),
    Mistake(F, "{title}", "{titel}", "23:7", "placeholder", "{reference}"),
    Mistake(F, "zie {page}", "tot ziens", "22:5", "letter_lacks", "{page}"),
    # Between entries
    Mistake(E, "r: voorbeeldfonds", "r: fonds", "5:5", "unknown_organisation", "“fonds”"),
    Mistake(E, "noor-", "nor-", "6:15", "unknown_person_or_organisation", "“noor-bakker”?"),
    Mistake(E, "form: aanmelden", "form: meld", "24:7", "unknown_form", "“meld”"),
    Mistake(E, ELSEWHERE, "event: ander", "26:9", "unknown_event", "“ander”"),
    Mistake(E, RELATED, APPEARANCE, "26:9", "unknown_person", "“sam”"),
    Mistake(F, "name: dag", "name: naam", "16:9", "not_unique", "forms.yaml:7:9"),
    Mistake(O, "  - id:", f"{NAMESAKE}  - id:", "2:5", "not_unique", "people.yaml:2:5"),
]


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda each: f"{each.code}-{each.new[:20]!a}")
def test_mistake_is_told_with_file_line_and_what_was_expected(
    mistake: Mistake, tmp_path: Path
) -> None:
    """It is the only problem told, at the line where the editor has to be, and its words help."""
    good = GOOD[mistake.file]
    assert mistake.old in good
    broken = good.replace(mistake.old, mistake.new, 1)
    _, problems = load(write(tmp_path, **{mistake.file.removesuffix(".yaml"): broken}))
    assert codes(problems) == [(f"{mistake.file}:{mistake.place}", mistake.code)]
    assert mistake.words in problems[0].explain(dutch)
    line = broken.replace("\x00", "�").split("\n")[int(mistake.place.split(":")[0]) - 1]
    assert problems[0].excerpt == line.replace("\t", "").strip()


def test_every_text_for_editors_is_shown_by_a_real_mistake(tmp_path: Path) -> None:
    """So each sentence is seen filled in; those about whole files have tests below."""
    files = {"file_missing", "file_unreadable", "file_too_large", "not_utf8"}
    others = {"did_you_mean"} | {code for code in TEXTS if code.startswith("answer_")}
    assert {mistake.code for mistake in MISTAKES} | files | others == set(TEXTS)


def test_good_content_is_a_catalogue(tmp_path: Path) -> None:
    """Without this, every mistake above could be one of the good content."""
    catalogue, _ = load(write(tmp_path))
    assert catalogue is not None
    assert [event.title for event in catalogue.events] == ["Ronde tafel: <werk> & druk"]
    assert [*catalogue.people, *catalogue.organisations, *catalogue.forms] == [
        "noor-bakker",
        "voorbeeldfonds",
        "aanmelden",
    ]


def test_content_of_the_product_is_a_catalogue() -> None:
    catalogue, problems = load(ROOT_PATH / "content")
    assert problems == []
    assert catalogue is not None
    assert len(catalogue.events) == 2


def test_ten_mistakes_in_one_file_are_told_at_once(tmp_path: Path) -> None:
    edits = [
        ("slug: ronde-tafel", "slug: Ronde Tafel"),
        ("summary:", "samenvatting:"),
        ("voorbeeldfonds", "fonds"),
        ("[noor-bakker]", "[sam]"),
        ("29 maart", "30 februari"),
        ("9.30", "9.90"),
        ("in_person", "video"),
        ("min: 8", "min: acht"),
        ("        text: Veel\n", ""),
        ("form: aanmelden", "form: x"),
    ]
    text = GOOD["events.yaml"]
    for old, new in edits:
        assert old in text
        text = text.replace(old, new, 1)
    _, problems = load(write(tmp_path, events=text))
    assert codes(problems) == [
        ("events.yaml:2:5", "slug"),
        ("events.yaml:2:5", "missing"),
        ("events.yaml:4:5", "extra_forbidden"),
        ("events.yaml:5:5", "unknown_organisation"),
        ("events.yaml:6:15", "unknown_person_or_organisation"),
        ("events.yaml:10:9", "date_impossible"),
        ("events.yaml:11:9", "time"),
        ("events.yaml:13:9", "choice"),
        ("events.yaml:17:7", "whole_number"),
        ("events.yaml:20:9", "section_shape"),
        ("events.yaml:23:7", "unknown_form"),
    ]


def test_mistakes_in_all_files_are_told_at_once(tmp_path: Path) -> None:
    folder = write(
        tmp_path,
        events=GOOD["events.yaml"].replace("9.30", "9.90"),
        people=GOOD["people.yaml"].replace("noor@", "noor"),
        organisations=GOOD["organisations.yaml"].replace("https://", ""),
        forms=GOOD["forms.yaml"].replace("12 maanden", "altijd"),
    )
    assert codes(load(folder)[1]) == [
        ("events.yaml:11:9", "time"),
        ("forms.yaml:5:5", "duration"),
        ("organisations.yaml:4:5", "url"),
        ("people.yaml:5:5", "email"),
    ]


def test_problem_knows_the_way_to_the_value(tmp_path: Path) -> None:
    folder = write(tmp_path, events=GOOD["events.yaml"].replace("9.30", "9.90"))
    assert load(folder)[1][0].place.path == "events › 1 › sessions › 1 › start"


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_file_from_another_system_is_read(tmp_path: Path, end: str) -> None:
    """With a byte order mark and other line ends; lines are counted as the editor sees them."""
    text = "\ufeff" + GOOD["events.yaml"].replace("\n", end)
    assert load(write(tmp_path, events=text))[0] == load(write(tmp_path))[0]
    wrong = load(write(tmp_path, events=text.replace("9.30", "9.90")))[1]
    assert codes(wrong) == [("events.yaml:11:9", "time")]


@pytest.mark.parametrize("shelf", ["events", "people", "organisations", "forms"])
def test_missing_file_is_told_once(tmp_path: Path, shelf: str) -> None:
    """Not once more for each reference into it."""
    _, (problem,) = load(write(tmp_path, **{shelf: None}))
    assert codes([problem]) == [(f"{shelf}.yaml", "file_missing")]
    assert problem.explain(dutch) == (
        f"Dit bestand ontbreekt. Maak het aan met bovenaan de regel “{shelf}:”."
    )


def test_missing_folder_is_four_missing_files(tmp_path: Path) -> None:
    assert [code for _, code in codes(load(tmp_path / "nergens")[1])] == ["file_missing"] * 4


def test_file_as_that_advice_makes_it_is_an_empty_shelf(tmp_path: Path) -> None:
    events = GOOD["events.yaml"].replace("    contact: [noor-bakker]\n", "")
    catalogue, _ = load(write(tmp_path, people="people:\n", events=events))
    assert catalogue is not None
    assert catalogue.people == {}


def test_reference_into_an_empty_shelf_is_told(tmp_path: Path) -> None:
    """An empty file is no excuse: nobody could find out why the build stops."""
    _, problems = load(write(tmp_path, people="people:\n"))
    assert codes(problems) == [("events.yaml:6:15", "unknown_person_or_organisation")]


@pytest.mark.parametrize("text", ["", "# alleen een opmerking\n", "\ufeff"])
def test_file_without_anything_is_told(tmp_path: Path, text: str) -> None:
    """An events file that was emptied by accident must not empty the site."""
    _, problems = load(write(tmp_path, events=text))
    assert codes(problems) == [("events.yaml:1:1", "missing")]


def test_file_that_cannot_be_parsed_hides_references_into_it(tmp_path: Path) -> None:
    """Only the mistake that is one; the rest would be told for nothing."""
    _, problems = load(write(tmp_path, people="people: [\n"))
    assert codes(problems) == [("people.yaml:1:9", "yaml_bracket")]


def test_file_in_another_encoding_is_told(tmp_path: Path) -> None:
    text = GOOD["people.yaml"].replace("Noor", "Zoë")
    _, (problem,) = load(write(tmp_path, people=text.encode("latin-1")))
    assert codes([problem]) == [("people.yaml", "not_utf8")]
    assert "UTF-8" in problem.explain(dutch)


def test_file_in_utf_16_is_told(tmp_path: Path) -> None:
    _, problems = load(write(tmp_path, people=GOOD["people.yaml"].encode("utf-16")))
    assert codes(problems) == [("people.yaml", "not_utf8")]


def test_file_over_the_limit_is_told_and_not_read(tmp_path: Path) -> None:
    """A sparse file: reading it would show its NUL bytes as the problem."""
    folder = write(tmp_path)
    limit = MAX_MEGABYTES * 1_000_000
    os.truncate(folder / "people.yaml", limit + 1)
    _, (problem,) = load(folder)
    assert codes([problem]) == [("people.yaml", "file_too_large")]
    assert problem.explain(dutch).startswith("Dit bestand is groter dan 5 MB.")


def test_file_that_is_a_folder_is_told(tmp_path: Path) -> None:
    folder = write(tmp_path, people=None)
    (folder / "people.yaml").mkdir()
    _, (problem,) = load(folder)
    assert codes([problem]) == [("people.yaml", "file_unreadable")]
    assert problem.explain(dutch) == "Dit bestand is niet te lezen: Is a directory."


def test_suggestion_comes_in_the_reader_s_language(tmp_path: Path) -> None:
    folder = write(tmp_path, events=GOOD["events.yaml"].replace("summary:", "sumary:"))
    english = {TEXTS["did_you_mean"]: " Did you mean “{value}”?"}
    problems = load_catalogue(folder, lambda text: english.get(text, text))[1]
    (found,) = [each for each in problems if each.code == "extra_forbidden"]
    assert "Did you mean “summary”?" in found.explain(dutch)
