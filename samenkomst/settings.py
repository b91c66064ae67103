"""Settings: environment variables over `samenkomst.toml`, read once, or a refusal to start.

An unknown or malformed setting stops the start: a slip must not turn into a default.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from importlib.util import find_spec
from os.path import realpath
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, urlsplit

from samenkomst.core.dates import AMSTERDAM
from samenkomst.core.errors import SamenkomstError
from samenkomst.core.forms import is_email
from samenkomst.core.obstacle import reason_of
from samenkomst.core.translation import N_, Translate, dutch

PREFIX = "SAMENKOMST_"
LOCAL_URL = "http://127.0.0.1:8000/"
LEAST_SECRET = 32
"""Characters: 128 bits and more in every usual notation (OWASP ASVS 11.5.1)."""


_AGE_RECIPIENT = re.compile("age1[02-9ac-hj-np-z]{58}")
"""A Bech32 text of 32 bytes, in the alphabet of BIP 173."""


class SettingsError(SamenkomstError):
    """One or more settings are missing or malformed; nothing was started."""

    def __init__(self, faults: list[tuple[str, dict[str, str]]]) -> None:
        super().__init__("; ".join(text.format_map(values) for text, values in faults))
        self.faults = faults
        """Each with a Dutch text and its values."""

    def explain(self, translate: Translate) -> list[str]:
        """Return the faults as sentences."""
        return [translate(text).format_map(values) for text, values in self.faults]


@dataclass(frozen=True, slots=True)
class Settings:
    """What the host decides, nothing more."""

    secret: str = field(default="", repr=False)
    """Signs the links to receipts. There is no default."""
    base_url: str = LOCAL_URL
    """Where visitors find the site; every link in letters starts with it."""
    data: Path = Path("var")
    site: Path = Path("site")
    """The built site, with `forms.json`."""
    smtp_url: str = field(default="", repr=False)
    """smtp://user:password@host:587 (STARTTLS), smtps://…:465; empty: letters become files."""
    mail_from: str = ""
    """From and envelope of our letters."""
    posts_per_minute: int = 20
    """Per client address; 0 switches the limit off."""
    proxies: int = 0
    """How many trusted proxies stand in front and add X-Forwarded-For."""
    metrics_port: int = 0
    """Where this machine can read metrics for Prometheus; 0: nowhere."""
    age_recipient: str = ""
    """age1…: the public key to which answers are sealed; empty: they are not."""
    today: date | None = None
    """For tests."""
    database_url: str = field(default="", repr=False)
    """postgresql://user:password@host/database: where submissions are kept; empty: in `data`."""

    def moment(self, now: datetime) -> datetime:
        """Return `now`; with a day set for tests noon of that day in Amsterdam, in UTC."""
        if self.today is None:
            return now
        return datetime.combine(self.today, time(12), AMSTERDAM).astimezone(UTC)

    @property
    def contract_path(self) -> Path:
        """Where the build wrote the contract with the form handler."""
        return self.site / "forms.json"

    @property
    def journal_path(self) -> Path:
        """Where submissions are kept."""
        return self.data / "journal.jsonl"

    @property
    def journal_name(self) -> str:
        """What a host may be told of the place where submissions are kept: no password."""
        if not self.database_url:
            return str(self.journal_path)
        parts = urlsplit(self.database_url)
        return f"PostgreSQL {parts.netloc.rpartition('@')[2]}{parts.path}"

    @property
    def sender(self) -> str:
        """The address that letters come from."""
        host = urlsplit(self.base_url).hostname or ""
        return self.mail_from or f"samenkomst@{'localhost' if ':' in host else host}"


class _Malformed(Exception):
    """A setting's text does not mean what was expected."""


def _secret(text: str) -> str:
    if len(text) < LEAST_SECRET:
        raise _Malformed(_TEXTS["secret_short"])
    return text


def _base_url(text: str) -> str:
    parts = _split_url(text, "base_url")
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment:
        raise _Malformed(_TEXTS["base_url"])
    return text.rstrip("/") + "/"


def _split_url(text: str, code: str) -> SplitResult:
    """Return the parts; urlsplit raises for some texts, skips marks, and tells of ports late."""
    try:
        parts = urlsplit(text)
        readable = parts.port is None or parts.port > 0
    except ValueError:
        readable = False
    if not readable or any(
        character.isspace() or not character.isprintable() for character in text
    ):
        raise _Malformed(_TEXTS[code])
    return parts


def _count(text: str) -> int:
    if not text.isascii() or not text.isdigit() or len(text) > 6:
        raise _Malformed(_TEXTS["count"])
    return int(text)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise _Malformed(_TEXTS["day"]) from None


def _smtp_url(text: str) -> str:
    parts = _split_url(text, "smtp_url")
    if parts.scheme not in ("smtp", "smtps") or not parts.hostname:
        raise _Malformed(_TEXTS["smtp_url"])
    return text


def _address(text: str) -> str:
    # A computer of one's own has a name without a dot: "localhost".
    if not (is_email(text) or is_email(f"{text}.local")):
        raise _Malformed(_TEXTS["address"])
    return text


def _age_recipient(text: str) -> str:
    if _AGE_RECIPIENT.fullmatch(text) is None:
        raise _Malformed(_TEXTS["age_recipient"])
    if find_spec("pyrage") is None:
        raise _Malformed(_TEXTS["no_pyrage"])
    return text


def _database_url(text: str) -> str:
    """Return the address as it is; its form is judged here, the rest when it is first used."""
    scheme, _, rest = text.partition("://")
    one_word = text.isprintable() and not any(character.isspace() for character in text)
    if scheme not in ("postgresql", "postgres") or not rest.strip("/") or not one_word:
        raise _Malformed(_TEXTS["database_url"])
    if find_spec("psycopg") is None:
        raise _Malformed(_TEXTS["no_psycopg"])
    return text


_TEXTS = {
    "secret_short": N_("{name} is te kort: gebruik ten minste 32 tekens."),
    "secret_missing": N_(
        "{name} ontbreekt. Maak er een met: "
        "python3 -c 'import secrets; print(secrets.token_urlsafe(32))'"
    ),
    "base_url": N_(
        "{name} is geen webadres: schrijf bijvoorbeeld https://evenementen.voorbeeld.nl/"
    ),
    "count": N_("{name} is geen heel getal van 0 of hoger."),
    "day": N_("{name} is geen datum: schrijf bijvoorbeeld 2026-11-21."),
    "smtp_url": N_("{name} is geen adres van een mailserver: smtp://gebruiker:wachtwoord@host:587"),
    "address": N_("{name} is geen e-mailadres zoals evenementen@voorbeeld.nl."),
    "database_url": N_(
        "{name} is geen adres van een database: postgresql://gebruiker:wachtwoord@host/database"
    ),
    "no_psycopg": N_(
        "{name} vraagt om PostgreSQL, maar het pakket psycopg is er niet. Installeer het met: "
        ".venv/bin/python -m pip install --require-hashes --no-deps -r requirements/postgres.lock"
    ),
    "no_lasting_disk": N_(
        "DATABASE_URL ontbreekt. Dit draait als functie in de cloud ({name}): wat daar op de "
        "schijf staat, verdwijnt. Bewaar inzendingen daarom in PostgreSQL."
    ),
    "age_recipient": N_(
        "{name} is geen openbare sleutel: die begint met age1. Maak er een met: "
        "samenkomst key BESTAND"
    ),
    "no_pyrage": N_(
        "{name} vraagt om versleuteling, maar het pakket pyrage is er niet. Installeer het met: "
        ".venv/bin/python -m pip install --require-hashes --no-deps -r requirements/age.lock"
    ),
    "unknown": N_("{name} kennen we niet. Mogelijk zijn: {known}."),
    "no_text": N_("{name} moet in samenkomst.toml een tekst of een getal zijn."),
    "public_data": N_(
        "De map met gegevens ({data}) ligt in die van de site ({site}): dan kan iedereen erbij, en "
        "een build haalt ze weg. Kies een andere map met SAMENKOMST_DATA."
    ),
    "no_toml": N_("samenkomst.toml is niet te lezen: {reason}"),
    "mail_from": N_("{name} ontbreekt: met een mailserver is een afzender nodig."),
}

_CONVERTERS: dict[str, tuple[str, Callable[[str], Any]]] = {
    f"{PREFIX}SECRET": ("secret", _secret),
    f"{PREFIX}BASE_URL": ("base_url", _base_url),
    f"{PREFIX}DATA": ("data", Path),
    f"{PREFIX}SITE": ("site", Path),
    f"{PREFIX}SMTP_URL": ("smtp_url", _smtp_url),
    f"{PREFIX}MAIL_FROM": ("mail_from", _address),
    f"{PREFIX}POSTS_PER_MINUTE": ("posts_per_minute", _count),
    f"{PREFIX}PROXIES": ("proxies", _count),
    f"{PREFIX}METRICS_PORT": ("metrics_port", _count),
    f"{PREFIX}AGE_RECIPIENT": ("age_recipient", _age_recipient),
    f"{PREFIX}TODAY": ("today", _day),
    "DATABASE_URL": ("database_url", _database_url),
}
"""By name in the environment; in the file the same without the prefix, in lower case."""


_FLEETING = {"AWS_LAMBDA_FUNCTION_NAME", "FUNCTIONS_WORKER_RUNTIME", "K_SERVICE"}
"""Amazon, Azure and Google set these where a function runs: its disk goes when it does."""


def load_settings(
    environment: Mapping[str, str], file: Path | None = None, *, secret_needed: bool = True
) -> Settings:
    """Return the settings. Raises SettingsError with every fault at once.

    `secret_needed` is False for commands that sign nothing.
    """
    faults: list[tuple[str, dict[str, str]]] = []
    given = {**_from_file(file, faults), **_from_environment(environment)}
    values: dict[str, Any] = {}
    for name, text in given.items():
        _convert(name, text, values, faults)
    if secret_needed and f"{PREFIX}SECRET" not in given:
        faults.append((_TEXTS["secret_missing"], {"name": f"{PREFIX}SECRET"}))
    if "DATABASE_URL" not in given:
        for name in sorted(_FLEETING & environment.keys()):
            faults.append((_TEXTS["no_lasting_disk"], {"name": name}))
    if values.get("smtp_url") and not values.get("mail_from"):
        faults.append((_TEXTS["mail_from"], {"name": f"{PREFIX}MAIL_FROM"}))
    settings = Settings(**values)
    if Path(realpath(settings.data)).is_relative_to(realpath(settings.site)):
        found = {"data": str(settings.data), "site": str(settings.site)}
        faults.append((_TEXTS["public_data"], found))
    if faults:
        raise SettingsError(faults)
    return settings


def _convert(
    name: str, text: str, values: dict[str, Any], faults: list[tuple[str, dict[str, str]]]
) -> None:
    if name not in _CONVERTERS:
        faults.append((_TEXTS["unknown"], {"name": name, "known": ", ".join(sorted(_CONVERTERS))}))
        return
    key, convert = _CONVERTERS[name]
    try:
        values[key] = convert(text)
    except _Malformed as malformed:
        faults.append((str(malformed), {"name": name}))


def _from_environment(environment: Mapping[str, str]) -> dict[str, str]:
    ours = {name: text for name, text in environment.items() if name.startswith(PREFIX)}
    if environment.get("DATABASE_URL"):
        ours["DATABASE_URL"] = environment["DATABASE_URL"]
    return ours


def _from_file(file: Path | None, faults: list[tuple[str, dict[str, str]]]) -> dict[str, str]:
    if file is None or not file.exists():
        return {}
    import tomllib  # a function in a cloud has no file: its first answer need not wait for this

    try:
        data = tomllib.loads(file.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        faults.append((_TEXTS["no_toml"], {"reason": reason_of(error, dutch) or str(error)}))
        return {}
    found: dict[str, str] = {}
    for key, value in data.items():
        name = "DATABASE_URL" if key == "database_url" else f"{PREFIX}{key.upper()}"
        if isinstance(value, str | int) and not isinstance(value, bool):
            found[name] = str(value)
        elif isinstance(value, date):
            found[name] = value.isoformat()
        else:
            faults.append((_TEXTS["no_text"], {"name": key}))
    return found
