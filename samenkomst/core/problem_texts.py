"""What each problem says to the person who can mend it: in plain Dutch, with what was expected."""

from samenkomst.core.translation import N_
from samenkomst.core.warning_texts import WARNINGS

TEXTS: dict[str, str] = {
    **WARNINGS,
    # Files and YAML, for editors
    "file_missing": N_("Dit bestand ontbreekt. Maak het aan met bovenaan de regel “{key}:”."),
    "file_unreadable": N_("Dit bestand is niet te lezen: {reason}."),
    "file_too_large": N_("Dit bestand is groter dan {limit} MB. Splits het in kleinere bestanden."),
    "not_utf8": N_("Dit bestand is geen UTF-8. Bewaar het opnieuw met de codering UTF-8."),
    "file_unknown": N_(
        "Dit bestand kennen we niet, dus er wordt niets mee gedaan.{suggestion} "
        "Verplaats het of geef het een andere naam. Hier kan: {known}."
    ),
    "file_outside": N_(
        "Dit is een verwijzing naar een bestand buiten de map met content. "
        "Zet het bestand zelf hier."
    ),
    "files_too_many": N_(
        "De content is samen groter dan {limit} MB. Dat is te veel om te lezen: haal bestanden weg."
    ),
    "file_is_list": N_(
        "In de map events/ is elk bestand één evenement. Haal “events:” en het streepje weg, en "
        "begin met “slug:” vooraan de regel. Meer evenementen? Geef elk een eigen bestand."
    ),
    "yaml_nodes": N_(
        "Dit bestand bevat meer dan {limit} waarden. Splits het in kleinere bestanden."
    ),
    "yaml_colon": N_(
        "Hier staat een dubbele punt met een spatie erachter in een tekst. "
        'Zet de hele tekst tussen aanhalingstekens: title: "Ronde tafel: werkdruk".'
    ),
    "yaml_first_character": N_(
        "Een tekst kan niet met “{character}” beginnen. "
        'Zet de hele tekst tussen aanhalingstekens: title: "{character}…".'
    ),
    "yaml_bracket": N_(
        "Met “{character}” begint in YAML een lijst of groep, en deze is niet af. "
        'Is het tekst? Zet de hele tekst tussen aanhalingstekens: title: "{character}…". '
        "Anders: sluit de haak en zet komma’s tussen de delen."
    ),
    "yaml_comment": N_(
        "Alles vanaf het hekje (#) valt weg: er blijft “{value}” over. "
        "Zet de hele tekst tussen aanhalingstekens. "
        "Is het een opmerking? Zet dan een spatie achter het hekje."
    ),
    "yaml_tab": N_("Hier staat een tab. Spring in met spaties: twee voor elk niveau."),
    "yaml_control": N_("Hier staat een onzichtbaar teken ({character}). Haal het weg."),
    "yaml_quote": N_(
        "Een aanhalingsteken is geopend maar niet gesloten, of er staat nog tekst achter. "
        "Zet de hele tekst tussen dubbele aanhalingstekens."
    ),
    "yaml_indentation": N_(
        "De regels springen hier niet gelijk in, of een sleutel mist zijn dubbele punt. "
        "Schrijf “sleutel: waarde”, met een spatie na de dubbele punt."
    ),
    "yaml_depth": N_("Dit is dieper genest dan {limit} niveaus. Zo diep gaat geen enkel veld."),
    "yaml_anchor": N_(
        "Ankers en verwijzingen (& en *) gebruiken we niet. Schrijf de tekst voluit."
    ),
    "yaml_tag": N_(
        "Een uitroepteken aan het begin heeft in YAML een eigen betekenis. "
        "Zet de hele tekst tussen aanhalingstekens."
    ),
    "yaml_documents": N_(
        "Hier begint met “---” een tweede document. Gebruik één document per bestand."
    ),
    "yaml_key": N_("Een sleutel is hier geen gewone tekst. Schrijf “sleutel: waarde”."),
    "duplicate_key": N_(
        "“{key}” staat hier twee keer; de eerste keer op regel {first}. Laat er één staan."
    ),
    # Keys and values, for editors
    "missing": N_("“{key}” ontbreekt. Het is hier verplicht."),
    "extra_forbidden": N_("“{key}” kennen we hier niet.{suggestion} Hier kan: {known}."),
    "text_expected": N_("“{key}” moet een tekst zijn, geen lijst of groep van sleutels."),
    "item_text_expected": N_(
        "Elk onderdeel van de lijst “{key}” moet één tekst zijn. Staat er een dubbele punt met een "
        "spatie in? Zet de hele tekst tussen aanhalingstekens."
    ),
    "item_mapping_expected": N_(
        "Elk onderdeel van de lijst “{key}” moet een groep van sleutels zijn: “sleutel: waarde” op "
        "elke regel."
    ),
    "list_expected": N_("“{key}” moet een lijst zijn: elke regel begint met een streepje."),
    "mapping_expected": N_(
        "“{key}” moet een groep van sleutels zijn: “sleutel: waarde” op elke regel."
    ),
    "choice": N_("“{value}” kan hier niet.{suggestion} Kies uit: {known}."),
    "boolean": N_("“{value}” kan hier niet. Schrijf yes of no."),
    "whole_number": N_("“{value}” is geen heel getal van {least} tot en met {most}."),
    "slug": N_(
        "“{value}” kan geen deel van een adres zijn. "
        "Gebruik kleine letters, cijfers en losse streepjes: ronde-tafel-werkdruk."
    ),
    "slug_too_long": N_("“{value}…” is te lang voor een adres. Gebruik ten hoogste {most} tekens."),
    "slug_taken": N_(
        "Het adres “{value}” gebruiken we zelf al. Maak de slug langer: {value}-2027."
    ),
    "field_name": N_(
        "“{value}” kan geen veldnaam zijn. Begin met een kleine letter; "
        "daarna kleine letters, cijfers en lage streepjes."
    ),
    "field_name_reserved": N_("De veldnaam “{value}” gebruiken we zelf. Kies een andere."),
    "date": N_("“{value}” is geen datum. Schrijf dag, maand en jaar: 2022-03-29 of 29 maart 2022."),
    "date_with_time": N_(
        "“{value}” is een datum met een tijd. Zet hier alleen de datum. Voor de tijd is er een "
        "eigen sleutel: bij een bijeenkomst “start”, bij aanmelden “opens_time” of “closes_time”."
    ),
    "date_impossible": N_("“{value}” bestaat niet. Controleer dag en maand."),
    "weekday_differs": N_("“{value}” klopt niet: die dag is een {weekday}."),
    "time": N_('“{value}” is geen tijd. Schrijf één tijd: "9:30" of "9.30".'),
    "duration": N_(
        "“{value}” is geen termijn. Schrijf bijvoorbeeld “12 maanden”, “4 weken” of “2 jaar”."
    ),
    "days": N_("“{value}” is geen aantal dagen. Schrijf bijvoorbeeld “2 dagen” of “1 week”."),
    "url": N_("“{value}” is geen webadres. Schrijf het voluit, met https:// ervoor."),
    "email": N_("“{value}” is geen e-mailadres zoals naam@voorbeeld.nl."),
    "markdown_html": N_("In deze tekst staat HTML ({value}). Gebruik alleen Markdown."),
    "markdown_heading": N_(
        "In deze tekst staat een kop ({value}). Maak er een eigen sectie met “title” van."
    ),
    "markdown_link": N_(
        "De link naar {value} kan niet. Links beginnen met https://, mailto:, tel: of /."
    ),
    "placeholder": N_("“{value}” is geen invulplek. Mogelijk zijn: {known}."),
    "letter_lacks": N_(
        "In de brief ontbreekt {value}. Zet het in “text”, op de plek waar het moet komen."
    ),
    "unknown_link": N_("De link naar {link} leidt nergens heen.{suggestion}"),
    "closes_before_opens": N_(
        "De aanmelding gaat pas open ({opens}) als zij al gesloten is ({closes})."
    ),
    "opens_time_without_day": N_(
        "Er staat hoe laat de aanmelding opengaat, maar niet op welke dag. Zet die dag bij “opens”."
    ),
    "closes_time_without_day": N_(
        "Er staat hoe laat de aanmelding sluit, maar niet op welke dag. Zet die dag bij “closes”."
    ),
    "closes_after_start": N_(
        "De aanmelding sluit ({closes}) pas na het begin van “{other}” ({start})."
    ),
    "organisation_above_max": N_(
        "Het maximum per organisatie ({theirs}) is groter dan het maximum ({most})."
    ),
    "choose_too_many": N_("Men kan er geen {wanted} kiezen: er zijn er {found}."),
    "options_above_count": N_(
        "“options_count” is {count}, maar er staan {found} keuzes in “options”."
    ),
    "form_differs": N_(
        "Het formulier “{value}” is een formulier voor “{procedure}”, maar de stand is “{state}”. "
        "Kies een ander formulier of een andere stand: anders belooft de brief iets anders."
    ),
    "form_elsewhere": N_(
        "Het formulier “{value}” staat al bij een andere bijeenkomst of groep. Heeft elk deel "
        "eigen plaatsen? Geef dan elk deel een eigen formulier. Anders noemt u hier het formulier "
        "van het evenement."
    ),
    "form_is_second": N_(
        "Het formulier “{value}” heeft geen “procedure”: het is een tweede formulier. "
        "Dat kan alleen bij “second_form” staan. Kies hier een ander formulier."
    ),
    "second_form_is_first": N_(
        "Het formulier “{value}” heeft een “procedure”. Een tweede formulier heeft die niet: "
        "haal daar “procedure”, “letter” en het e-mailveld weg, of kies een ander formulier."
    ),
    "procedure_missing": N_(
        "Dit formulier heeft geen “procedure”. Kies uit: {known}. Is het een tweede formulier? "
        "Haal dan het e-mailveld, “letter”, “second_form” en “colleagues” weg."
    ),
    "changeable_counts": N_(
        "Een antwoord van type {value} kan niet “changeable” zijn: daaraan herkennen we iemand, "
        "of daarmee tellen we de plaatsen per organisatie."
    ),
    "term_without_form": N_(
        "“{key}” werkt alleen met een formulier. Noem een “form”, of haal “{key}” weg."
    ),
    "chosen_by_without_choose": N_(
        "Bij “chosen_by” horen “choose” en “sessions”: hoeveel men kiest, en waaruit."
    ),
    "contact_needed": N_(
        "De brief van “{value}” noemt {{contact}}, maar dit evenement heeft geen “contact”."
    ),
    "min_above_max": N_("Het minimum ({least}) is groter dan het maximum ({most})."),
    "end_before_start": N_("Het einde ({end}) ligt niet na het begin ({start})."),
    "time_without_start": N_("Er staat een eindtijd, maar geen begintijd."),
    "date_twice": N_("Vul “date” in of “date_text”, niet allebei."),
    "section_shape": N_("Een sectie heeft “title” en “text”, of alleen “show”."),
    "related_shape": N_(
        "Schrijf bij “related” een “event”, of een “title” met eventueel een “url”."
    ),
    "price_empty": N_("Een prijs heeft een “amount” nodig, of woorden in “text”."),
    "until_before_since": N_("De laatste dag ({until}) ligt voor de eerste ({since})."),
    "amount": N_(
        '“{value}” is geen bedrag. Schrijf bijvoorbeeld "450", "1.094,50" of "3.295". '
        "Zijn het woorden? Zet die bij “text”."
    ),
    "currency": N_("“{value}” is geen munt. Schrijf drie letters: EUR, GBP, USD."),
    "language": N_("“{value}” is geen taalcode. Schrijf bijvoorbeeld nl, en of fy."),
    "zone": N_("“{value}” is geen tijdzone. Schrijf bijvoorbeeld Europe/London."),
    "deadline": N_(
        "“{value}” is geen datum en geen termijn. Schrijf 9 oktober 2026 of “4 weken vooraf”."
    ),
    "appearance_shape": N_(
        "Schrijf een “person” (een id uit people.yaml) of een “name”, niet allebei."
    ),
    "partner_shape": N_("Schrijf een “organisation” (een id) of een “name”, niet allebei."),
    "accreditation_empty": N_("Vul “registry”, “points” of “text” in."),
    "end_date_before_date": N_("De laatste dag ({end}) ligt voor de eerste ({date})."),
    "all_day_with_times": N_("“all_day” en een tijd gaan niet samen. Haal een van beide weg."),
    "doors_after_start": N_("De deuren gaan open ({doors}) na het begin ({start})."),
    "url_needed": N_(
        "Bij “external” hoort een “url”: het adres waar men zich aanmeldt. "
        "Is dat niet bekend? Schrijf dan in “text” hoe men zich aanmeldt."
    ),
    "form_and_url": N_("Er staan een “form” en een “url”. Kies één manier om aan te melden."),
    "choices_missing": N_(
        "Dit soort veld heeft “choices” nodig: een lijst met ten minste twee keuzes."
    ),
    "choices_unused": N_("“choices” hoort alleen bij select, radio en checkboxes."),
    "choices_double": N_("De keuze “{value}” staat er twee keer."),
    "no_email_field": N_(
        "Dit formulier heeft één verplicht veld van type email nodig, voor de ontvangstbrief."
    ),
    "unknown_event": N_(
        "Er is geen evenement “{value}”.{suggestion} Dit is de slug uit events.yaml."
    ),
    "unknown_person": N_("Er is niemand met id “{value}” in people.yaml.{suggestion}"),
    "unknown_organisation": N_(
        "Er is geen organisatie “{value}” in organisations.yaml.{suggestion}"
    ),
    "unknown_person_or_organisation": N_(
        "Er is geen persoon of organisatie met id “{value}”.{suggestion} "
        "Voeg die toe aan people.yaml of organisations.yaml."
    ),
    "unknown_form": N_("Er is geen formulier “{value}” in forms.yaml.{suggestion}"),
    "form_needed": N_(
        "Bij registration hoort een “form”, “url”, “email” of “phone”, want de stand is “{value}”. "
        "Kan het anders? Schrijf dan in “text” of “steps” hoe men zich aanmeldt."
    ),
    "state_needed": N_("Er staat hoe men zich aanmeldt, maar geen “state”. Kies uit: {known}."),
    "not_unique": N_("“{value}” bestaat al, op {first}. Kies een andere."),
    "did_you_mean": N_(" Bedoelt u “{value}”?"),
    # mkdocs.yml, for who keeps the site
    "security_incomplete": N_(
        "Bij “security” horen een “contact” en een “expires”: "
        "waar men een lek meldt, en tot wanneer dat klopt."
    ),
    "security_contact": N_(
        "Bij “security” kan “{value}” geen contact zijn. "
        "Schrijf bijvoorbeeld mailto:beveiliging@voorbeeld.nl of https://voorbeeld.nl/lek-melden."
    ),
    "security_date": N_(
        "Bij “security” is “{value}” geen datum voor “expires”. Schrijf bijvoorbeeld 2027-06-01."
    ),
    "security_expires": N_(
        "Bij “security” staat “expires” op {value}. Dat is voorbij of te dichtbij: het bestand "
        "moet nog minstens 60 dagen geldig zijn. Klopt het contact nog? "
        "Kies dan {limit} of een latere dag."
    ),
    # The look of the site, in mkdocs.yml, for editors
    "look_key": N_("“{key}” kennen we hier niet. Hier kan: {known}."),
    "look_colour": N_(
        "“{value}” is geen kleur. Schrijf een hekje met zes cijfers of letters, tussen "
        'aanhalingstekens: {key}: "#0b4a5c".'
    ),
    "look_file": N_(
        "“{value}” staat niet in de map {folder}/, of het is geen bestand van de soort {kinds}."
    ),
    "look_contrast": N_(
        "Te weinig contrast {where}: {pair} is {front} op {back}, en dat is {found} op 1. "
        "Nodig is {needed} op 1. {remedy}"
    ),
    # The accessibility statement, for editors
    "statement_audit": N_(
        "Status A of B kan alleen met een volledig onderzoek van hoogstens drie jaar oud. Vul dat "
        "in bij “audit”, of kies C of D."
    ),
    "statement_issues": N_(
        "Status A kan niet samengaan met bekende problemen. Kies B, of haal “issues” leeg."
    ),
    "statement_plan": N_(
        "Status C kan alleen als er binnen zes maanden een volledig onderzoek komt. Vul dat in bij "
        "“audit”, of kies D."
    ),
    # Answers in a form, for visitors
    "answer_missing": N_("Vul in: {label}."),
    "answer_choose": N_("Maak een keuze bij “{label}”."),
    "answer_consent": N_("Zet een vinkje bij: {label}."),
    "answer_too_long": N_("Dit antwoord is te lang: {length} tekens. Er passen er {limit}."),
    "answer_email": N_("Dit is geen volledig e-mailadres. Schrijf het zoals naam@voorbeeld.nl."),
    "answer_phone": N_("Dit is geen telefoonnummer. Gebruik cijfers, bijvoorbeeld 06 12345678."),
    "answer_number": N_("Vul een heel getal in, zonder punt of komma."),
    "answer_unknown_choice": N_("Deze keuze staat niet in de lijst. Kies een van de antwoorden."),
    "answer_line_break": N_("Zet dit antwoord op één regel."),
    "answer_control": N_("In dit antwoord staat een onzichtbaar teken. Typ het antwoord opnieuw."),
    "answer_honeypot": N_(
        "Laat dit veld leeg. Het is er om automatische inzendingen te herkennen."
    ),
}
