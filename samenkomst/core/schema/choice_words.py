"""What each word of a closed list means, for editors."""

from samenkomst.core.translation import N_

CHOICES: dict[str, dict[str, str]] = {
    "GoingAhead": {
        "idea": N_("Idee: misschien komt het er."),
        "announced": N_("Aangekondigd: het komt er, maar nog niet alles is bekend."),
        "confirmed": N_("Gaat door; dit geldt als u niets invult."),
        "postponed": N_("Uitgesteld: het gaat niet door op de oude datum, en er komt een nieuwe."),
        "cancelled": N_("Afgelast: het komt niet meer."),
    },
    "Compliance": {
        "A": N_("Voldoet volledig: alles is onderzocht, en er zijn geen problemen."),
        "B": N_("Voldoet gedeeltelijk: alles is onderzocht, en er zijn nog problemen."),
        "C": N_("Eerste maatregelen genomen: binnen zes maanden volgt een volledig onderzoek."),
        "D": N_("Voldoet niet: er is geen volledig onderzoek, en het is niet gepland."),
    },
    "Part": {
        "programme": N_("Het programma: tijden en onderdelen."),
        "sessions": N_("De bijeenkomsten, en de groepen van bijeenkomsten."),
        "people": N_("De mensen."),
        "costs": N_("De prijzen."),
        "registration": N_("De stappen van het aanmelden."),
        "files": N_("De downloads en opnamen."),
    },
    "FileTime": {
        "before": N_("Om vooraf te lezen: een folder, een artikel, een programma."),
        "after": N_("Wat eruit kwam: een presentatie, een opname, een verslag."),
    },
    "Mode": {
        "in_person": N_("Op locatie."),
        "online": N_("Online."),
        "hybrid": N_("Op locatie en online tegelijk."),
        "phone": N_("Telefonisch."),
        "self_paced": N_("In eigen tijd, bijvoorbeeld een online cursus."),
    },
    "ItemKind": {
        "doors": N_("Ontvangst: de deuren gaan open."),
        "break": N_("Pauze."),
        "meal": N_("Lunch of diner."),
        "social": N_("Borrel, kennismaken, muziek."),
        "talk": N_("Lezing of toespraak."),
        "panel": N_("Gesprek met een panel."),
        "workshop": N_("Workshop."),
        "end": N_("Einde."),
    },
    "Role": {
        "trainer": N_("Trainer."),
        "teacher": N_("Docent."),
        "speaker": N_("Spreker."),
        "moderator": N_("Gespreksleider."),
        "chair": N_("Voorzitter."),
        "host": N_("Gastheer of gastvrouw."),
        "panellist": N_("Panellid."),
        "interviewer": N_("Interviewer."),
        "expert": N_("Deskundige."),
        "guest": N_("Gast."),
        "table_guest": N_("Tafelgast."),
    },
    "PartnerRole": {
        "organiser": N_("Organiseert mee."),
        "host": N_("Gastheer: daar is het."),
        "partner": N_("Partner: werkt mee."),
        "sponsor": N_("Sponsor: een bedrijf dat betaalt."),
        "funder": N_("Geldgever: een fonds of overheid met een subsidie."),
        "announcer": N_("Kondigt het aan, maar organiseert het niet."),
    },
    "Vat": {
        "incl": N_("Met btw."),
        "excl": N_("Zonder btw: die komt erbij."),
        "exempt": N_("Vrijgesteld van btw."),
        "unknown": N_("Niet bekend; de pagina zegt er niets over."),
    },
    "RegistrationState": {
        "not_needed": N_("Aanmelden is niet nodig. U bent welkom."),
        "not_yet": N_("U kunt zich nog niet aanmelden."),
        "open": N_("U kunt zich aanmelden."),
        "few_left": N_("U kunt zich aanmelden. Er zijn nog enkele plaatsen."),
        "full": N_("Alle plaatsen zijn bezet."),
        "waitlist": N_("Alle plaatsen zijn bezet. Er is een wachtlijst."),
        "interest": N_("U kunt laten weten dat u interesse hebt."),
        "closed": N_("De aanmelding is gesloten."),
        "external": N_("U meldt zich aan op een andere website."),
        "on_request": N_("U kunt een aanvraag doen."),
        "invitation": N_("Deelname is alleen op uitnodiging."),
        "unknown": N_("Over aanmelden is hier niets bekend."),
    },
    "Procedure": {
        "interest": N_("Interesse: iemand wil op de hoogte blijven."),
        "application": N_("Aanmelding: iemand vraagt om een plaats, en u beslist."),
        "registration": N_(
            "Inschrijving: wie het eerst komt, krijgt een plaats; daarna wachtlijst."
        ),
    },
    "ChosenBy": {
        "applicants": N_("Iedereen die zich aanmeldt, bijvoorbeeld voor een intakegesprek."),
        "participants": N_("Alleen wie een plaats heeft."),
    },
    "FieldType": {
        "text": N_("Één regel tekst."),
        "email": N_("Een e-mailadres."),
        "tel": N_("Een telefoonnummer."),
        "textarea": N_("Meer regels tekst; er passen 4000 tekens in, als u geen “max” noemt."),
        "number": N_("Een heel getal van hoogstens 9 cijfers."),
        "select": N_("Één keuze uit een lijst die openklapt."),
        "radio": N_("Één keuze uit een lijst met rondjes."),
        "checkboxes": N_("Geen, een of meer keuzes; is de vraag verplicht, dan ten minste één."),
        "consent": N_("Een vinkje."),
        "municipality": N_("Een gemeente uit een lijst, of de naam van een andere organisatie."),
    },
}
"""By list and word."""
