"""The register of processing (AVG, article 30), from what the forms say."""

import json
from collections.abc import Iterator

import click

from samenkomst.commands.office import contract_or_fail
from samenkomst.commands.terminal import settings_or_fail
from samenkomst.core.processing import Processing, list_processing
from samenkomst.core.translation import dutch as _


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Als JSON, voor een ander programma.")
def register(as_json: bool) -> None:
    """Toon het verwerkingsregister: welke gegevens, waarvoor, van wie en hoe lang."""
    entries = list(list_processing(contract_or_fail(settings_or_fail())))
    if as_json:
        click.echo(json.dumps([_as_json(each) for each in entries], ensure_ascii=False, indent=2))
        return
    for each in entries:
        for line in describe_processing(each):
            click.echo(line)
        click.echo()


def describe_processing(entry: Processing) -> Iterator[str]:
    """Yield an entry of the register as lines (AVG, article 30)."""
    yield _("Formulier: {title} ({form})").format(title=entry.title, form=entry.form)
    yield _("  Verantwoordelijk: {names}").format(names=", ".join(entry.controllers) or "-")
    yield _("  Contact: {contacts}").format(contacts=", ".join(entry.contacts) or "-")
    yield _("  Evenementen: {titles}").format(titles=", ".join(entry.events))
    yield _("  Van wie: mensen die dit formulier insturen")
    yield _("  Ontvangers: de organisatie van het evenement; niemand daarbuiten")
    yield _("  Gegevens:")
    for use in entry.uses:
        kind = _("verplicht") if use.required else _("niet verplicht")
        yield _("  - {label} ({kind}). Doel: {purpose}. Bewaartermijn: {keep}.").format(
            label=use.label, kind=kind, purpose=use.purpose, keep=use.keep
        )


def _as_json(entry: Processing) -> dict[str, object]:
    return {
        "form": entry.form,
        "title": entry.title,
        "events": entry.events,
        "controllers": entry.controllers,
        "contacts": entry.contacts,
        "fields": [
            {
                "name": use.field,
                "label": use.label,
                "purpose": use.purpose,
                "keep": use.keep,
                "required": use.required,
            }
            for use in entry.uses
        ],
    }


COMMANDS = (register,)
