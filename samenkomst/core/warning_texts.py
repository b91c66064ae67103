"""What warnings say: something is most likely not meant like this, but the site can be built."""

from samenkomst.core.translation import N_

WARNINGS: dict[str, str] = {
    # Files
    "too_many": N_(
        "Er zijn nog ten minste {number} meldingen. Verbeter eerst wat hierboven staat."
    ),
    "file_name_differs": N_(
        "Dit bestand heet anders dan de “slug” van het evenement ({slug}). "
        "Noem het {slug}.yaml: dan vindt iedereen het terug."
    ),
    # Dates and times
    "closes_after_first": N_(
        "De aanmelding sluit ({closes}) pas na het begin van de eerste bijeenkomst ({start})."
    ),
    "session_after_ends": N_(
        "Deze bijeenkomst ({date}) valt na de laatste dag van het evenement (“ends”: {ends})."
    ),
    "same_moment": N_(
        "Deze bijeenkomst heeft dezelfde datum, tijd en plaats als “{other}”, op {first}. "
        "Staat er één te veel, of klopt een datum niet?"
    ),
    "updated_before_published": N_(
        "De pagina is gewijzigd ({updated}) voordat zij is geplaatst ({published})."
    ),
    "item_goes_back": N_(
        "Dit onderdeel begint om {start}, maar staat na “{other}” van {first}. "
        "Loopt het programma door na middernacht? Schrijf dan next_day: yes bij het onderdeel "
        "dat over middernacht heen loopt."
    ),
    "items_overlap": N_(
        "Dit onderdeel begint om {start}, terwijl “{other}” pas om {end} eindigt. "
        "Gebeurt het tegelijk? Schrijf dan bij beide een “room”, of maak er “options” van."
    ),
    "item_before_session": N_(
        "Dit onderdeel begint om {time}, voor het begin van de bijeenkomst ({start}). "
        "Is het de inloop? Schrijf dan kind: doors."
    ),
    "item_after_session": N_(
        "Dit onderdeel ligt ({time}) na het einde van de bijeenkomst ({end}). "
        "Is het een borrel of maaltijd na afloop? Schrijf dan kind: social of kind: meal."
    ),
    # People and names
    "double_booked": N_("“{value}” is op hetzelfde moment ook bij “{other}”, op {first}."),
    "name_in_people": N_(
        "“{value}” lijkt op “{other}” uit people.yaml. "
        "Is dat dezelfde persoon? Schrijf dan: person: {id}."
    ),
    "similar_people": N_(
        "“{value}” lijkt op “{other}”, op {first}. Is dat dezelfde persoon? "
        "Houd er dan één over. Zijn het er twee? Dan helpt het als beiden een “email” hebben."
    ),
    "two_spellings": N_(
        "“{value}” heet elders “{other}”, bijvoorbeeld op {first}. "
        "Schrijf het overal gelijk: anders zijn het op de site twee onderwerpen of soorten."
    ),
    # States
    "open_though_off": N_(
        "Het evenement gaat niet door (“{going_ahead}”), maar de aanmelding staat op “{state}”. "
        "Kies bijvoorbeeld interest of closed."
    ),
    "postponed_with_date": N_(
        "Het evenement is uitgesteld, maar deze datum ({date}) staat er nog als geldig. "
        "Zet de oude datum in “moved_from” en schrijf in “date_text” dat een nieuwe datum volgt."
    ),
    "replaced_but_on": N_(
        "“{value}” komt in de plaats van dit evenement, maar dit gaat ook nog door "
        "(“{going_ahead}”). Schrijf going_ahead: cancelled."
    ),
    "draft_referenced": N_("“{value}” is nog een concept (draft). Bezoekers zien die pagina niet."),
    "free_with_price": N_(
        "Er staat “free: yes”, maar ook een prijs. Is het alleen voor sommigen gratis? "
        "Haal “free” dan weg en zet het bij de prijzen."
    ),
}
"""By code, as in `problem_texts.TEXTS`; what is not a warning is an error."""
