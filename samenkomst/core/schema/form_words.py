"""What each key of registration, costs and forms is, for editors: shown by their text editor."""

from samenkomst.core.translation import N_

WORDS: dict[str, dict[str, str]] = {
    "Registration": {
        "state": N_("De stand: kan iemand zich aanmelden?"),
        "form": N_("De “id” van een formulier, uit “forms.yaml”."),
        "url": N_("Het adres waar iemand zich aanmeldt op een andere website."),
        "email": N_("Het adres waar iemand zich per e-mail aanmeldt."),
        "subject": N_("Het onderwerp van die e-mail."),
        "phone": N_("Het nummer waar iemand zich telefonisch aanmeldt."),
        "opens": N_("De eerste dag waarop het kan."),
        "opens_time": N_("Hoe laat het op die eerste dag opengaat."),
        "closes": N_("De laatste dag, of een tijd vooraf."),
        "closes_time": N_("Hoe laat het op die laatste dag sluit."),
        "inclusive": N_("Of de dag van “closes” zelf nog meetelt."),
        "closes_text": N_("De laatste dag in woorden; de pagina toont die in plaats van “closes”."),
        "milestones": N_("Andere dagen die ertoe doen, als lijst."),
        "text": N_("Uitleg bij het aanmelden; Markdown."),
        "steps": N_("Hoe het gaat, stap voor stap, als lijst; Markdown."),
        "after": N_("Wat er na het aanmelden gebeurt; Markdown."),
        "covers": N_("Waarvoor één aanmelding geldt."),
        "hold": N_(
            "Hoe lang we een plaats vasthouden voor wie de link in de brief nog niet gebruikte; "
            "zonder deze sleutel is die link niet nodig."
        ),
        "offer": N_("Hoe lang iemand van de wachtlijst mag nadenken over een vrije plaats."),
        "reminder": N_("Hoe lang voor het einde van een uitnodiging de herinnering gaat."),
    },
    "Milestone": {
        "title": N_("Wat er op die dag moet of kan."),
        "date": N_("De dag."),
        "text": N_("De dag in woorden, of uitleg."),
    },
    "Costs": {
        "free": N_("Of meedoen gratis is."),
        "text": N_("De kosten of de voorwaarde in woorden; Markdown."),
        "prices": N_("De prijzen, als lijst."),
        "extras": N_("Wat iemand erbij kan nemen, zoals een diner; met dezelfde sleutels."),
        "vat": N_("Of de btw in de bedragen zit."),
        "currency": N_("De munt."),
        "withdrawal": N_("Wat afmelden kost, en tot wanneer het gratis is; Markdown."),
    },
    "Price": {
        "label": N_("Voor wie of wat de prijs is."),
        "amount": N_("Het bedrag."),
        "text": N_("Woorden naast of in plaats van een bedrag."),
        "per": N_("Waarvoor het bedrag geldt."),
        "vat": N_("De btw, als die bij deze prijs anders is."),
        "currency": N_("De munt, als die bij deze prijs anders is."),
        "since": N_("De eerste dag waarop de prijs geldt."),
        "until": N_("De laatste dag waarop de prijs geldt."),
        "condition": N_("De voorwaarde."),
    },
    "Capacity": {
        "min": N_("Zoveel zijn er nodig."),
        "max": N_("Zoveel passen er."),
        "about": N_("De getallen zijn ongeveer."),
        "unit": N_("Wat u telt, als het geen mensen zijn; in het meervoud."),
        "text": N_("Uw eigen woorden; de pagina toont dan die, en niet de getallen."),
        "selection": N_("Hoe u kiest, als het niet gaat om wie het eerst komt."),
        "per_organisation": N_("Hoeveel van één organisatie."),
    },
    "OrganisationLimit": {
        "max": N_("Het hoogste aantal."),
        "text": N_("Uw eigen woorden voor op de pagina."),
    },
    "Form": {
        "id": N_("Een vaste naam."),
        "title": N_("De kop boven het formulier."),
        "procedure": N_("Wat het formulier is."),
        "intro": N_("Uitleg boven het formulier; Markdown."),
        "keep": N_("Hoe lang u de antwoorden bewaart, na ontvangst."),
        "fields": N_("De vragen."),
        "button": N_("De tekst op de knop."),
        "next": N_("Wat er daarna gebeurt; staat op de ontvangstpagina, als lijst."),
        "letter": N_("De brief die iemand per e-mail krijgt."),
        "second_form": N_("De “id” van het tweede formulier, achter de link in de brief."),
        "colleagues": N_("Hoeveel collega’s iemand tegelijk mag aanmelden."),
    },
    "Field": {
        "name": N_(
            "De naam in uw lijsten: kleine letters, cijfers en lage streepjes, en niet "
            "“website” of “act”; verander die niet meer als er antwoorden zijn."
        ),
        "label": N_("De vraag."),
        "type": N_("Het soort vraag."),
        "autocomplete": N_("Wat de browser mag invullen."),
        "optional": N_("Of iemand de vraag mag overslaan."),
        "help": N_("Hulp bij de vraag."),
        "purpose": N_("Waarvoor u het antwoord gebruikt; past achter “We gebruiken dit om”."),
        "keep": N_("Een andere termijn dan die van het formulier."),
        "max": N_("Hoeveel tekens er passen, ook bij een getal."),
        "choices": N_("De antwoorden om uit te kiezen, als lijst van ten minste twee."),
        "changeable": N_("Of iemand het antwoord later zelf mag veranderen."),
    },
    "Choice": {
        "value": N_("Wat wij bewaren, en wat in uw lijsten staat."),
        "label": N_("Wat de bezoeker leest."),
    },
    "Letter": {
        "subject": N_("Het onderwerp."),
        "text": N_("De brief."),
    },
    "OwnLetter": {
        "subject": N_("Het onderwerp."),
        "text": N_("De brief."),
    },
    "EventLetters": {
        "invitation": N_("De uitnodiging, als datum en plaats bekend zijn."),
        "reminder": N_("De herinnering aan de uitnodiging."),
        "confirmed": N_("U hebt een plaats."),
        "waitlisted": N_("U staat op de wachtlijst."),
        "declined": N_("U doet niet mee."),
        "offered": N_("Er is een plaats vrij, voor wie op de wachtlijst staat."),
        "lapsed": N_("De tijd om te antwoorden is voorbij."),
        "withdrawn": N_("U bent afgemeld."),
        "accepted": N_("U kunt deelnemen, na een aanmelding."),
        "rejected": N_("U kunt niet deelnemen, na een aanmelding."),
        "reserve": N_("U staat op de reservelijst, na een aanmelding."),
        "change": N_("Er is iets veranderd aan het evenement."),
        "link": N_("Hier is uw persoonlijke link opnieuw."),
    },
}
"""By model and key."""
