"""Content as editors get it wrong, with what they are told: place, code, the line and the words."""

from pathlib import Path
from typing import NamedTuple

EVENTS = """\
events:
  - slug: training
    title: Training schrijven
    kind: training
    summary: Leer brieven schrijven.
    organiser: bureau
    themes: [taal]
    sessions:
      - id: dag
        title: Trainingsdag
        date: 2027-03-11
        start: "9.30"
        end: "16.30"
        mode: in_person
        place:
          city: Zwolle
        programme:
          - start: "9.30"
            end: "10.30"
            title: Welkom
            people: [anna]
          - start: "10.30"
            end: "12.00"
            title: Oefenen
    people:
      - person: anna
        role: trainer
    contact: [anna]
    registration:
      state: open
      form: aanmelden
"""
PEOPLE = """\
people:
  - id: anna
    name: Anna Bakker
    organisation: bureau
    email: anna@example.org
"""
ORGANISATIONS = """\
organisations:
  - id: bureau
    name: Bureau Voorbeeld
    url: https://www.example.org
"""
FORMS = """\
forms:
  - id: aanmelden
    title: Meld u aan
    procedure: application
    keep: 12 maanden
    fields:
      - name: naam
        label: Uw naam
        type: text
        purpose: u te kunnen aanspreken
      - name: email
        label: Uw e-mailadres
        type: email
        purpose: u te mailen
    button: Verstuur
    letter:
      subject: "Ontvangen: {title}"
      text: |
        Uw kenmerk is {reference}. Zie {page} of vraag {contact}.
"""
SOUND = {"events": EVENTS, "people": PEOPLE, "organisations": ORGANISATIONS, "forms": FORMS}
"""Content without a mistake, by file."""


def write_sound(folder: Path) -> None:
    """Write content without a mistake."""
    for name, text in SOUND.items():
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")


class Mistake(NamedTuple):
    """A change that makes sound content wrong, and what is told about it, nothing more."""

    right: str
    wrong: str
    told: str
    """Place, code and words of the sentence."""
    also: str = ""
    """A second problem that follows from it."""


MISTAKES = (
    # YAML traps of the analysis
    Mistake(
        "    title: Training schrijven",
        "    title: Sessie 1: Je rechten en plichten",
        "events.yaml:3:20 yaml_colon: Hier staat een dubbele punt met een spatie erachter in",
    ),
    Mistake(
        "    title: Training schrijven",
        "    title: Agenda 2026:",
        "events.yaml:3:23 yaml_colon: Hier staat een dubbele punt met een spatie erachter in",
    ),
    Mistake(
        "    title: Training schrijven",
        "    title: Café #12: Grote opgaven",
        "events.yaml:3:17 yaml_comment: Alles vanaf het hekje (#) valt weg: er blijft “Café” over",
    ),
    Mistake(
        "    title: Training schrijven",
        "    title: #Werkdruk: zo pak je het aan",
        "events.yaml:3:12 yaml_comment: Alles vanaf het hekje (#) valt weg: er blijft “” over",
    ),
    Mistake(
        "    title: Training schrijven",
        "    title: 't Manneke",
        "events.yaml:3:12 yaml_quote: Een aanhalingsteken is geopend maar niet gesloten, of",
    ),
    Mistake(
        "    title: Training schrijven",
        '    title: "Race" naar de raad',
        "events.yaml:3:12 yaml_quote: Een aanhalingsteken is geopend maar niet gesloten, of",
    ),
    Mistake(
        "    title: Training schrijven",
        "    title: [Online] Kennisdag",
        "events.yaml:3:12 yaml_bracket: Met “[” begint in YAML een lijst of groep, en deze",
    ),
    Mistake(
        "    title: Training schrijven",
        "    title: {Online} dag",
        "events.yaml:3:12 yaml_bracket: Met “{” begint in YAML een lijst of groep, en deze",
    ),
    Mistake(
        "    title: Training schrijven",
        "    title: @Work",
        "events.yaml:3:12 yaml_first_character: Een tekst kan niet met “@” beginnen",
    ),
    Mistake(
        "    title: Training schrijven",
        "    title: & meer",
        "events.yaml:3:12 yaml_first_character: Een tekst kan niet met “&” beginnen",
    ),
    Mistake(
        "    title: Training schrijven",
        "    title: % korting",
        "events.yaml:3:12 yaml_first_character: Een tekst kan niet met “%” beginnen",
    ),
    Mistake(
        "    title: Training schrijven",
        "    title: *** Nieuw ***",
        "events.yaml:3:12 yaml_first_character: Een tekst kan niet met “*” beginnen",
    ),
    Mistake(
        "    title: Training schrijven",
        "    title: - los",
        "events.yaml:3:12 yaml_first_character: Een tekst kan niet met “-” beginnen",
    ),
    Mistake(
        "    title: Training schrijven",
        "    title: ? wat",
        "events.yaml:3:12 yaml_first_character: Een tekst kan niet met “?” beginnen",
    ),
    Mistake(
        "    title: Training schrijven",
        "    title: > meer",
        "events.yaml:3:12 yaml_first_character: Een tekst kan niet met “>” beginnen",
    ),
    Mistake(
        "    title: Training schrijven",
        "    title: [Online, gratis]",
        "events.yaml:3:5 text_expected: “title” moet een tekst zijn, geen lijst of groep van",
    ),
    Mistake(
        "    title: Training schrijven",
        "    title: !let op",
        "events.yaml:3:12 yaml_tag: Een uitroepteken aan het begin heeft in YAML een eigen",
    ),
    Mistake(
        "    title: Training schrijven",
        "    title: !!python/object:os.system x",
        "events.yaml:3:12 yaml_tag: Een uitroepteken aan het begin heeft in YAML een eigen",
    ),
    Mistake(
        "    title: Training schrijven",
        "\ttitle: Training schrijven",
        "events.yaml:3:1 yaml_tab: Hier staat een tab",
    ),
    Mistake(
        "    title: Training schrijven",
        "    title:Kennisdag",
        "events.yaml:3:5 yaml_indentation: De regels springen hier niet gelijk in, of een",
    ),
    Mistake(
        "    title: Training schrijven",
        "    title: ~",
        "events.yaml:3:5 missing: “title” ontbreekt",
    ),
    Mistake(
        "    title: Training schrijven",
        '    title: ""',
        "events.yaml:3:5 missing: “title” ontbreekt",
    ),
    Mistake(
        "    title: Training schrijven",
        "    title: Training schrijven\n    title: Nog een titel",
        "events.yaml:4:5 duplicate_key: “title” staat hier twee keer; de eerste keer op regel 3",
    ),
    Mistake(
        "    title: Training schrijven",
        "   title: Training schrijven",
        "events.yaml:3:4 yaml_indentation: De regels springen hier niet gelijk in, of een",
    ),
    Mistake(
        "    title: Training schrijven",
        "    title: Training\n      kort: ja",
        "events.yaml:4:11 yaml_indentation: De regels springen hier niet gelijk in, of een",
    ),
    Mistake(
        "    title: Training schrijven",
        "    title: &t Training",
        "events.yaml:3:12 yaml_anchor: Ankers en verwijzingen (& en *) gebruiken we niet",
    ),
    Mistake(
        "    summary: Leer brieven schrijven.",
        "    summary: *t",
        "events.yaml:5:14 yaml_anchor: Ankers en verwijzingen (& en *) gebruiken we niet",
    ),
    Mistake(
        "    summary: Leer brieven schrijven.",
        "    <<: {summary: x}",
        "events.yaml:5:5 extra_forbidden: “<<” kennen we hier niet",
    ),
    Mistake(
        "    summary: Leer brieven schrijven.",
        "    summary: 'Leer brieven",
        "events.yaml:5:14 yaml_quote: Een aanhalingsteken is geopend maar niet gesloten, of",
    ),
    Mistake(
        "    themes: [taal]",
        "    themes: [taal",
        "events.yaml:7:13 yaml_bracket: Met “[” begint in YAML een lijst of groep, en deze",
    ),
    Mistake(
        "    themes: [taal]",
        "    themes: [taal]\n    ? [a, b]\n    : c",
        "events.yaml:8:7 yaml_key: Een sleutel is hier geen gewone tekst",
    ),
    Mistake(
        "      form: aanmelden\n",
        "      form: aanmelden\n---\nevents: []\n",
        "events.yaml:32:1 yaml_documents: Hier begint met “---” een tweede document",
    ),
    Mistake(
        "    title: Training schrijven",
        "    title: Training \x07 schrijven",
        "events.yaml:3:21 yaml_control: Hier staat een onzichtbaar teken (U+0007)",
    ),
    # Scalars
    Mistake(
        '        start: "9.30"',
        "        start: half tien",
        "events.yaml:12:9 time: “half tien” is geen tijd",
    ),
    Mistake(
        '        start: "9.30"', "        start: 9.75", "events.yaml:12:9 time: “9.75” is geen tijd"
    ),
    Mistake(
        '        start: "9.30"',
        "        start: 25:00",
        "events.yaml:12:9 time: “25:00” is geen tijd",
    ),
    Mistake(
        '        end: "16.30"', "        end: 24:01", "events.yaml:13:9 time: “24:01” is geen tijd"
    ),
    Mistake(
        "        date: 2027-03-11",
        "        date: 2027-02-30",
        "events.yaml:11:9 date_impossible: “2027-02-30” bestaat niet",
    ),
    Mistake(
        "        date: 2027-03-11",
        "        date: 11/3",
        "events.yaml:11:9 date: “11/3” is geen datum",
    ),
    Mistake(
        "        date: 2027-03-11",
        "        date: maandag 11 maart 2027",
        "events.yaml:11:9 weekday_differs: “maandag 11 maart 2027” klopt niet: die dag is",
    ),
    Mistake(
        "        date: 2027-03-11",
        "        date: begin 2027",
        "events.yaml:11:9 date: “begin 2027” is geen datum",
    ),
    Mistake(
        "        date: 2027-03-11",
        "        date: [2027-03-11]",
        "events.yaml:11:9 text_expected: “date” moet een tekst zijn, geen lijst of groep van",
    ),
    Mistake(
        "  - slug: training",
        "  - slug: Training Schrijven",
        "events.yaml:2:5 slug: “Training Schrijven” kan geen deel van een adres zijn",
    ),
    Mistake(
        "  - slug: training",
        "  - slug: archief",
        "events.yaml:2:5 slug_taken: Het adres “archief” gebruiken we zelf al",
    ),
    Mistake(
        "    organiser: bureau",
        "    organiser: bureau\n    draft: misschien",
        "events.yaml:7:5 boolean: “misschien” kan hier niet",
    ),
    Mistake(
        "    organiser: bureau",
        "    organiser: bureau\n    language: nederlands",
        "events.yaml:7:5 language: “nederlands” is geen taalcode",
    ),
    Mistake(
        "        mode: in_person",
        "        mode: in_person\n        zone: Amsterdam",
        "events.yaml:15:9 zone: “Amsterdam” is geen tijdzone",
    ),
    Mistake(
        "        mode: in_person",
        "        mode: onlien",
        "events.yaml:14:9 choice: Bedoelt u “online”?",
    ),
    Mistake(
        "        role: trainer",
        "        role: trianer",
        "events.yaml:27:9 choice: Bedoelt u “trainer”?",
    ),
    Mistake("      state: open", "      state: opne", "events.yaml:30:7 choice: Bedoelt u “open”?"),
    Mistake(
        "    organiser: bureau",
        "    organiser: bureau\n    going_ahead: postponned",
        "events.yaml:7:5 choice: Bedoelt u “postponed”?",
    ),
    Mistake(
        "    organiser: bureau",
        "    organiser: bureau\n    capacity: {max: twintig}",
        "events.yaml:7:16 whole_number: “twintig” is geen heel getal van 0 tot en met 100000",
    ),
    Mistake(
        "    organiser: bureau",
        "    organiser: bureau\n    costs: {prices: [{label: Leden, amount: veel}]}",
        "events.yaml:7:37 amount: “veel” is geen bedrag",
    ),
    Mistake(
        "    organiser: bureau",
        "    organiser: bureau\n    costs: {currency: euro}",
        "events.yaml:7:13 currency: “euro” is geen munt",
    ),
    Mistake(
        "    organiser: bureau",
        "    organiser: bureau\n    intro: Zie <b>hier</b>.",
        "events.yaml:7:5 markdown_html: In deze tekst staat HTML (<b>)",
    ),
    Mistake(
        "    organiser: bureau",
        "    organiser: bureau\n    intro: Zie [hier](javascript:alert).",
        "events.yaml:7:5 markdown_link: De link naar javascript:alert kan niet",
    ),
    Mistake(
        "    organiser: bureau",
        '    organiser: bureau\n    intro: "# Kop"',
        "events.yaml:7:5 markdown_heading: In deze tekst staat een kop (# Kop)",
    ),
    Mistake(
        "      form: aanmelden",
        "      form: aanmelden\n      closes: volgende week",
        "events.yaml:32:7 deadline: “volgende week” is geen datum en geen termijn",
    ),
    # Keys and shapes
    Mistake("    summary:", "    sumary:", "events.yaml:5:5 extra_forbidden: Bedoelt u “summary”?"),
    Mistake(
        "    title: Training schrijven",
        "    titel: Training schrijven",
        "events.yaml:2:5 missing: “title” ontbreekt",
        "events.yaml:3:5 extra_forbidden: Bedoelt u “title”?",
    ),
    Mistake(
        "        programme:",
        "        program:",
        "events.yaml:17:9 extra_forbidden: Bedoelt u “programme”?",
    ),
    Mistake(
        "    organiser: bureau",
        "    organizer: bureau",
        "events.yaml:6:5 extra_forbidden: Bedoelt u “organiser”?",
    ),
    Mistake("    title: Training schrijven\n", "", "events.yaml:2:5 missing: “title” ontbreekt"),
    Mistake(
        "events:",
        "evenementen:",
        "events.yaml:1:1 missing: “events” ontbreekt",
        "events.yaml:1:1 extra_forbidden: “evenementen” kennen we hier niet",
    ),
    Mistake(
        "    themes: [taal]",
        "    themes:\n      - taal: helder",
        "events.yaml:8:9 item_text_expected: Elk onderdeel van de lijst “themes” moet één tekst",
    ),
    Mistake(
        "    themes: [taal]",
        "    themes: taal",
        "events.yaml:7:5 list_expected: “themes” moet een lijst zijn: elke regel begint met",
    ),
    Mistake(
        "    registration:\n      state: open\n      form: aanmelden",
        "    registration: open",
        "events.yaml:29:5 mapping_expected: “registration” moet een groep van sleutels zijn:",
    ),
    Mistake(
        "    people:\n      - person: anna\n        role: trainer",
        "    people: anna",
        "events.yaml:25:5 list_expected: “people” moet een lijst zijn: elke regel begint met",
    ),
    Mistake(
        "      - person: anna\n",
        "      - person: anna\n        name: Anna\n",
        "events.yaml:26:9 appearance_shape: Schrijf een “person” (een id uit people.yaml) of",
    ),
    Mistake(
        "      - person: anna\n",
        "      - headline: Trainer\n",
        "events.yaml:26:9 appearance_shape: Schrijf een “person” (een id uit people.yaml) of",
    ),
    # References
    Mistake(
        "    contact: [anna]",
        "    contact: [ana]",
        "events.yaml:28:15 unknown_person_or_organisation: Bedoelt u “anna”?",
    ),
    Mistake(
        "    organiser: bureau",
        "    organiser: burau",
        "events.yaml:6:5 unknown_organisation: Bedoelt u “bureau”?",
    ),
    Mistake(
        "      form: aanmelden",
        "      form: aanmelding",
        "events.yaml:31:7 unknown_form: Bedoelt u “aanmelden”?",
    ),
    Mistake(
        "            people: [anna]",
        "            people: [niemand]",
        "events.yaml:21:22 unknown_person_or_organisation: Er is geen persoon of organisatie",
    ),
    Mistake(
        "    organiser: bureau",
        "    organiser: bureau\n    related: [{event: trainingen}]",
        "events.yaml:7:16 unknown_event: Bedoelt u “training”?",
    ),
    Mistake(
        "    organiser: bureau",
        "    organiser: bureau\n    intro: Zie [hier](/evenementen/trainin/).",
        "events.yaml:7:5 unknown_link: Bedoelt u “training”?",
    ),
    Mistake(
        "    organisation: bureau",
        "    organisation: buro",
        "people.yaml:4:5 unknown_organisation: Bedoelt u “bureau”?",
    ),
    Mistake(
        "    email: anna@example.org",
        "    email: anna at example.org",
        "people.yaml:5:5 email: “anna at example.org” is geen e-mailadres zoals naam@voorbeeld.nl",
    ),
    Mistake(
        "    url: https://www.example.org",
        "    url: www.example.org",
        "organisations.yaml:4:5 url: “www.example.org” is geen webadres",
    ),
    Mistake("    name: Bureau Voorbeeld\n", "", "organisations.yaml:2:5 missing: “name” ontbreekt"),
    Mistake(
        "  - id: bureau\n",
        "  - id: anna\n    name: Anna\n  - id: bureau\n",
        "organisations.yaml:2:5 not_unique: “anna” bestaat al, op people.yaml:2:5",
    ),
    # Rules between values
    Mistake(
        '        end: "16.30"',
        '        end: "9.00"',
        "events.yaml:13:9 end_before_start: Het einde (09:00) ligt niet na het begin (09:30)",
    ),
    Mistake(
        '        start: "9.30"\n        end',
        "        end",
        "events.yaml:12:9 time_without_start: Er staat een eindtijd, maar geen begintijd",
    ),
    Mistake(
        "        date: 2027-03-11",
        "        date: 2027-03-11\n        date_text: begin 2027",
        "events.yaml:12:9 date_twice: Vul “date” in of “date_text”, niet allebei",
    ),
    Mistake(
        "        date: 2027-03-11",
        "        date: 2027-03-11\n        end_date: 2027-03-10",
        "events.yaml:12:9 end_date_before_date: De laatste dag (2027-03-10) ligt voor de",
    ),
    Mistake(
        "        date: 2027-03-11",
        '        date: 2027-03-11\n        doors: "10.00"',
        "events.yaml:12:9 doors_after_start: De deuren gaan open (10:00) na het begin (09:30)",
    ),
    Mistake(
        "        date: 2027-03-11",
        "        date: 2027-03-11\n        all_day: yes",
        "events.yaml:12:9 all_day_with_times: “all_day” en een tijd gaan niet samen",
    ),
    Mistake(
        "    organiser: bureau",
        "    organiser: bureau\n    capacity: {min: 20, max: 8}",
        "events.yaml:7:16 min_above_max: Het minimum (20) is groter dan het maximum (8)",
    ),
    Mistake(
        "    organiser: bureau",
        "    organiser: bureau\n    capacity: {max: 8, per_organisation: {max: 9}}",
        "events.yaml:7:43 organisation_above_max: Het maximum per organisatie (9) is groter",
    ),
    Mistake(
        "    organiser: bureau",
        "    organiser: bureau\n    choose: {max: 2}",
        "events.yaml:7:14 choose_too_many: Men kan er geen 2 kiezen: er zijn er 1",
    ),
    Mistake(
        "    organiser: bureau",
        "    organiser: bureau\n    costs: {prices: [{label: Leden}]}",
        "events.yaml:7:22 price_empty: Een prijs heeft een “amount” nodig, of woorden in “text”",
    ),
    Mistake(
        "    organiser: bureau",
        "    organiser: bureau\n    sections: [{title: Kop}]",
        "events.yaml:7:16 section_shape: Een sectie heeft “title” en “text”, of alleen “show”",
    ),
    Mistake(
        "      form: aanmelden\n",
        "",
        "events.yaml:29:5 form_needed: Bij registration hoort een “form”, “url”, “email” of",
    ),
    Mistake(
        "      form: aanmelden",
        "      form: aanmelden\n      url: https://www.example.org",
        "events.yaml:32:7 form_and_url: Er staan een “form” en een “url”",
    ),
    Mistake(
        "      form: aanmelden",
        "      form: aanmelden\n      closes: 2027-03-12",
        "events.yaml:32:7 closes_after_start: De aanmelding sluit (2027-03-12) pas na het",
    ),
    Mistake(
        "      form: aanmelden",
        "      form: aanmelden\n      opens: 2027-03-02\n      closes: 2027-03-01",
        "events.yaml:33:7 closes_before_opens: De aanmelding gaat pas open (2027-03-02) als zij",
    ),
    Mistake(
        "      form: aanmelden",
        "      form: aanmelden\n      opens: 2027-03-01\n      opens_time: 10u\n"
        "      closes: 2027-03-01\n      closes_time: 9.30",
        "events.yaml:34:7 closes_before_opens: De aanmelding gaat pas open (2027-03-01 10:00) als "
        "zij al gesloten is (2027-03-01 09:30).",
    ),
    Mistake(
        "      form: aanmelden",
        "      form: aanmelden\n      opens: 2027-03-02\n      closes: 4 weken vooraf",
        "events.yaml:33:7 closes_before_opens: De aanmelding gaat pas open (2027-03-02) als zij al "
        "gesloten is (2027-02-11).",
    ),
    Mistake(
        "      form: aanmelden",
        "      form: aanmelden\n      opens_time: 10.00",
        "events.yaml:32:7 opens_time_without_day: Er staat hoe laat de aanmelding opengaat, maar",
    ),
    Mistake(
        "      form: aanmelden",
        "      form: aanmelden\n      closes_time: 10.00",
        "events.yaml:32:7 closes_time_without_day: Er staat hoe laat de aanmelding sluit, maar",
    ),
    Mistake(
        "      form: aanmelden",
        "      form: aanmelden\n      opens: 1 maart 2027 om 10.00 uur",
        "events.yaml:32:7 date_with_time: “1 maart 2027 om 10.00 uur” is een datum met een tijd.",
    ),
    Mistake(
        "    contact: [anna]\n",
        "",
        "events.yaml:30:7 contact_needed: De brief van “aanmelden” noemt {contact}, maar dit",
    ),
    Mistake(
        "      state: open",
        "      state: interest",
        "events.yaml:31:7 form_differs: Het formulier “aanmelden” is een formulier voor",
    ),
    Mistake(
        "    organiser: bureau",
        "    organiser: bureau\n    was: [training]",
        "events.yaml:7:11 not_unique: “training” bestaat al, op events.yaml:2:5",
    ),
    # Forms
    Mistake(
        "      - name: naam",
        "      - name: Naam",
        "forms.yaml:7:9 field_name: “Naam” kan geen veldnaam zijn",
    ),
    Mistake(
        "        type: text", "        type: texst", "forms.yaml:9:9 choice: Bedoelt u “text”?"
    ),
    Mistake(
        "        type: text",
        "        type: radio",
        "forms.yaml:7:9 choices_missing: Dit soort veld heeft “choices” nodig: een lijst met",
    ),
    Mistake(
        "        type: email",
        "        type: text",
        "forms.yaml:2:5 no_email_field: Dit formulier heeft één verplicht veld van type",
    ),
    Mistake(
        "    keep: 12 maanden",
        "    keep: altijd",
        "forms.yaml:5:5 duration: “altijd” is geen termijn",
    ),
    Mistake(
        "{reference}",
        "{reference} {kenmerk}",
        "forms.yaml:18:7 placeholder: “{kenmerk}” is geen invulplek",
    ),
    Mistake("        purpose: u te mailen\n", "", "forms.yaml:11:9 missing: “purpose” ontbreekt"),
    Mistake(
        " Zie {page}", " Zie de site", "forms.yaml:16:5 letter_lacks: In de brief ontbreekt {page}"
    ),
)
