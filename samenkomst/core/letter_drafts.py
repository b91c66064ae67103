"""Our own words for each kind of letter, for as long as an editor has no better ones.

A letter may arrive twice, or a day late: what stands here is true then too.
"""

from collections.abc import Mapping

from samenkomst.core.contract import EventEntry, LetterDraft
from samenkomst.core.forms import Form
from samenkomst.core.translation import N_, Translate

DRAFTS: Mapping[str, LetterDraft] = {
    "received": LetterDraft(
        N_("Ontvangen: {title}"),
        N_("Goedendag,\n\nWe hebben uw formulier voor ‘{title}’ ontvangen."),
    ),
    "invitation": LetterDraft(
        N_("Doet u mee? {title}"),
        N_(
            "Goedendag,\n\n"
            "U liet ons weten dat u interesse hebt in ‘{title}’. Datum en plaats zijn bekend:\n\n"
            "{date}\n{place}\n\n"
            "Doet u mee? Laat het ons weten, uiterlijk {deadline}. Dat doet u op uw persoonlijke "
            "pagina:\n\n"
            "{link}\n\n"
            "Daar staan twee knoppen: ‘Ik doe mee’ en ‘Ik doe niet mee’. U hebt pas een plaats als "
            "u ‘Ik doe mee’ hebt gekozen en er plaats voor u is. Horen we niets, dan vervalt deze "
            "uitnodiging na {deadline}."
        ),
    ),
    "reminder": LetterDraft(
        N_("Herinnering: doet u mee? {title}"),
        N_(
            "Goedendag,\n\n"
            "We nodigden u uit voor ‘{title}’. Hebt u al geantwoord? Dan hoeft u niets te doen.\n\n"
            "Anders kunt u tot en met {deadline} kiezen of u meedoet, op uw persoonlijke "
            "pagina:\n\n"
            "{link}\n\n"
            "Daarna vervalt de uitnodiging en gaat uw plaats naar iemand anders."
        ),
    ),
    "confirmed": LetterDraft(
        N_("U doet mee: {title}"),
        N_(
            "Goedendag,\n\n"
            "U hebt een plaats bij ‘{title}’. We zien u graag.\n\n"
            "Kunt u toch niet komen? Meld u dan af op uw persoonlijke pagina. Dan kan iemand "
            "anders mee."
        ),
    ),
    "waitlisted": LetterDraft(
        N_("U staat op de wachtlijst: {title}"),
        N_(
            "Goedendag,\n\n"
            "U wilt meedoen met ‘{title}’. Er is nog geen plaats voor u: alle plaatsen zijn bezet, "
            "of uit uw organisatie doen er al zo veel mensen mee als kan. U staat op de "
            "wachtlijst.\n\n"
            "Komt er een plaats vrij en bent u aan de beurt? Dan krijgt u een e-mail. Op uw "
            "persoonlijke pagina ziet u hoe het ervoor staat."
        ),
    ),
    "declined": LetterDraft(
        N_("U doet niet mee: {title}"),
        N_(
            "Goedendag,\n\n"
            "U liet ons weten dat u niet meedoet met ‘{title}’. Bedankt voor uw bericht.\n\n"
            "Verandert u van gedachten? Kijk dan op uw persoonlijke pagina wat er nog kan."
        ),
    ),
    "offered": LetterDraft(
        N_("Er is een plaats voor u: {title}"),
        N_(
            "Goedendag,\n\n"
            "U stond op de wachtlijst voor ‘{title}’. Er is een plaats vrijgekomen. We houden die "
            "voor u vrij tot en met {deadline}.\n\n"
            "Laat op uw persoonlijke pagina weten of u meedoet:\n\n"
            "{link}\n\n"
            "Horen we niets, dan gaat de plaats na {deadline} naar iemand anders."
        ),
    ),
    "lapsed": LetterDraft(
        N_("De termijn is voorbij: {title}"),
        N_(
            "Goedendag,\n\n"
            "We kregen geen antwoord van u over ‘{title}’. De termijn daarvoor is voorbij. U hebt "
            "nu geen plaats.\n\n"
            "Wilt u toch meedoen? Kijk dan op uw persoonlijke pagina wat er nog kan."
        ),
    ),
    "withdrawn": LetterDraft(
        N_("U bent afgemeld: {title}"),
        N_(
            "Goedendag,\n\n"
            "U bent afgemeld voor ‘{title}’. U hoeft niets meer te doen.\n\n"
            "Klopt dit niet? Neem dan contact met ons op."
        ),
    ),
    "accepted": LetterDraft(
        N_("U kunt meedoen: {title}"),
        N_(
            "Goedendag,\n\n"
            "U hebt zich aangemeld voor ‘{title}’. U kunt meedoen: we hebben een plaats voor "
            "u.\n\n"
            "{text}\n\n"
            "Kunt u toch niet? Meld u dan af op uw persoonlijke pagina. Dan kan iemand anders mee."
        ),
    ),
    "rejected": LetterDraft(
        N_("Over uw aanmelding: {title}"),
        N_(
            "Goedendag,\n\n"
            "U hebt zich aangemeld voor ‘{title}’. Helaas kunt u deze keer niet meedoen.\n\n"
            "{text}\n\n"
            "Hebt u vragen? Neem dan contact met ons op."
        ),
    ),
    "reserve": LetterDraft(
        N_("U staat op de reservelijst: {title}"),
        N_(
            "Goedendag,\n\n"
            "U hebt zich aangemeld voor ‘{title}’. Er is nog geen plaats voor u. U staat wel op de "
            "reservelijst.\n\n"
            "{text}\n\n"
            "Komt er een plaats vrij en bent u aan de beurt? Dan krijgt u een e-mail."
        ),
    ),
    "change": LetterDraft(
        N_("Er is iets veranderd: {title}"),
        N_(
            "Goedendag,\n\n"
            "Er is iets veranderd bij ‘{title}’.\n\n"
            "{changes}\n\n"
            "Op uw persoonlijke pagina ziet u hoe het voor u staat. Daar kunt u zich ook afmelden."
        ),
    ),
    "link": LetterDraft(
        N_("Uw persoonlijke pagina: {title}"),
        N_(
            "Goedendag,\n\n"
            "Iemand vroeg op onze site om de link naar uw persoonlijke pagina voor ‘{title}’. "
            "Dit is de link:\n\n"
            "{link}\n\n"
            "Vroeg u daar niet om? Dan hoeft u niets te doen. Alleen u krijgt deze e-mail."
        ),
    ),
}
"""By kind; the text of every kind fits each of the three procedures."""
FORM_KINDS = frozenset({"received", "confirmed"})
"""What a form's own letter can answer; where all places were taken it would not be true."""


def find_draft(
    kind: str, event: EventEntry, form: Form | None, translate: Translate
) -> LetterDraft:
    """Return the editor's own draft for this event, else that of `form`, else ours.

    `form` is the form that the letter answers; None when it answers something else.
    """
    if own := event.letters.get(kind):
        return own
    if form and kind in FORM_KINDS and form.letter_text:
        return LetterDraft(form.letter_subject, form.letter_text)
    ours = DRAFTS[kind]
    return LetterDraft(translate(ours.subject), translate(ours.text))
