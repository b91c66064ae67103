"""The register of processing, from the forms."""

from samenkomst.core.processing import Use, list_processing
from tests.builders import EMAIL_FIELD, make_contract, make_entry, make_form


def test_register_names_purpose_and_period_of_each_field() -> None:
    contract = make_contract(forms=[make_form(EMAIL_FIELD)])
    [entry] = list_processing(contract)
    assert entry.uses == (
        Use("email", "Uw e-mailadres", "u te kennen", "12 maanden", required=True),
    )
    assert entry.controllers == ("Voorbeeld & Fonds",)
    assert entry.contacts == ("noor@example.org",)


def test_register_names_each_event_and_each_controller_once() -> None:
    events = [make_entry(), make_entry(slug="b", title="Tweede"), make_entry(slug="c", form="")]
    [entry] = list_processing(make_contract(*events))
    assert entry.events == (events[0].title, "Tweede")
    assert entry.controllers == ("Voorbeeld & Fonds",)


def test_form_that_no_event_uses_is_left_out() -> None:
    assert list(list_processing(make_contract(make_entry(form="")))) == []
