"""What each key of the accessibility statement is, for editors: shown by their text editor."""

from samenkomst.core.translation import N_

WORDS: dict[str, dict[str, str]] = {
    "Statement": {
        "organisation": N_("Wie verantwoordelijk is voor de site."),
        "status": N_("In hoeverre de site aan de regels voldoet."),
        "date": N_("De dag waarop u de verklaring hebt opgesteld of herzien."),
        "contact": N_("Waar men een probleem meldt, en wanneer men antwoord krijgt; Markdown."),
        "tested": N_("Wat u zelf hebt getest, als lijst."),
        "not_tested": N_("Wat u niet hebt getest, als lijst."),
        "issues": N_("De problemen die u kent, als lijst."),
        "audit": N_("Het volledige onderzoek door iemand anders, gedaan of gepland."),
    },
    "Audit": {
        "by": N_("Wie onderzoekt."),
        "date": N_("De dag van het rapport; bij een gepland onderzoek de dag die is afgesproken."),
        "url": N_("Waar het rapport staat."),
    },
    "Issue": {
        "title": N_("Wat er niet goed is, in één regel."),
        "criterion": N_("Het nummer van de eis in WCAG."),
        "cause": N_("Hoe het komt."),
        "effect": N_("Wat iemand ervan merkt."),
        "alternative": N_("Hoe het anders kan."),
        "measure": N_("Wat u eraan doet."),
        "ready": N_("De dag waarop het klaar is."),
    },
}
