"""People and organisations."""

from samenkomst.core.model.person import Organisation, Person
from tests.builders import make_organisation_raw, make_person_raw, sound


def test_person_keeps_what_was_typed() -> None:
    assert sound(Person, make_person_raw()) == Person(
        id="noor-bakker",
        name='Noor "Zus" <Bakker>',
        organisation="voorbeeldfonds",
        email="noor@example.org",
        phone="06 00000000",
    )


def test_organisation_keeps_what_was_typed() -> None:
    assert sound(Organisation, make_organisation_raw(full_name=" Het\nFonds ")) == (
        Organisation(
            id="voorbeeldfonds",
            name="Voorbeeld & Fonds",
            full_name="Het Fonds",
            url="https://example.org",
        )
    )
