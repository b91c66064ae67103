"""How organisers read what the journal says in codes."""

from samenkomst.core.translation import N_

STATES = {
    "interested": N_("interesse"),
    "applied": N_("aangemeld"),
    "invited": N_("uitgenodigd"),
    "placed": N_("heeft plaats"),
    "offered": N_("plaats aangeboden"),
    "waitlisted": N_("wachtlijst"),
    "declined": N_("doet niet mee"),
    "rejected": N_("afgewezen"),
    "lapsed": N_("verlopen"),
    "withdrawn": N_("afgemeld"),
}

PROCEDURES = {
    "interest": N_("interesse"),
    "application": N_("aanmelding"),
    "registration": N_("inschrijving"),
}

ACTS = {
    "submit": N_("formulier opnieuw verstuurd"),
    "invite": N_("uitgenodigd"),
    "remind": N_("herinnerd"),
    "confirm": N_("doet mee"),
    "decline": N_("doet niet mee"),
    "withdraw": N_("afgemeld"),
    "offer": N_("plaats aangeboden"),
    "lapse": N_("termijn verlopen"),
    "accept": N_("toegelaten"),
    "reject": N_("afgewezen"),
    "reserve": N_("op de reservelijst gezet"),
}

LETTER_KINDS = {
    "received": N_("ontvangst"),
    "invitation": N_("uitnodiging"),
    "reminder": N_("herinnering"),
    "confirmed": N_("plaats"),
    "waitlisted": N_("wachtlijst"),
    "declined": N_("doet niet mee"),
    "offered": N_("aanbod"),
    "lapsed": N_("verlopen"),
    "withdrawn": N_("afmelding"),
    "accepted": N_("toegelaten"),
    "rejected": N_("afgewezen"),
    "reserve": N_("reservelijst"),
    "change": N_("wijziging"),
    "link": N_("persoonlijke link"),
}

LETTER_STATES = {
    "none": N_("geen"),
    "owed": N_("nog te versturen"),
    "sent": N_("verstuurd"),
    "failed": N_("mislukt"),
    "dropped": N_("niet meer nodig"),
}

ACTORS = {"participant": N_("deelnemer"), "system": N_("het systeem")}
"""Who did something, unless it was an organiser: they stand there by name."""

WAITING = {
    "full": N_("Alle plaatsen zijn bezet."),
    "organisation_limit": N_(
        "Deze organisatie heeft {organisation_holds} van de {per_organisation} plaatsen die zij "
        "mag hebben."
    ),
    "behind_others": N_("Wie eerder op de wachtlijst kwam, gaat voor."),
    "invitation_open": N_("Tot de uiterste dag van de uitnodiging gaan de genodigden voor."),
    "not_given_back": N_("De vrije plaatsen geeft de organisator."),
    "next": N_("Deze persoon is aan de beurt zodra er weer bezorgd wordt."),
}
"""Why someone waits."""

PROBLEMS = {
    "unknown": N_("Er is geen inzending met kenmerk {reference}."),
    "not_allowed": N_("Dat kan nu niet: {reference} staat op ‘{state}’."),
    "full": N_("Dat kan nu niet: er is geen plaats meer vrij voor {reference}."),
    "organisation_limit": N_(
        "Dat kan nu niet: de organisatie van {reference} heeft al zoveel plaatsen als kan."
    ),
    "behind_others": N_("Dat kan nu niet: anderen wachten al langer dan {reference}."),
    "event_off": N_("Dat kan nu niet: het evenement is uitgesteld of afgelast."),
    "event_over": N_("Dat kan niet meer: het is voorbij."),
    "not_dated": N_(
        "Er is nog geen zekere datum. Vul die eerst in bij het evenement en bouw de site."
    ),
    "deadline_past": N_("Die dag is al voorbij. Kies een latere dag."),
    "nobody": N_("Er is niemand om uit te nodigen."),
}
"""Why something was not done, by the codes of the use cases."""
