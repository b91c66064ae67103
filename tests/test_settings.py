"""Settings: read once, every fault told at once, and no default for a secret."""

import sys
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from samenkomst.core.translation import dutch
from samenkomst.settings import LOCAL_URL, Settings, SettingsError, load_settings

SECRET = "a-secret-of-tests-that-is-long-enough"
GOOD = {"SAMENKOMST_SECRET": SECRET}


def faults(environment: dict[str, str], file: Path | None = None) -> list[str]:
    with pytest.raises(SettingsError) as caught:
        load_settings(environment, file)
    return caught.value.explain(dutch)


def write(folder: Path, text: str | bytes) -> Path:
    path = folder / "samenkomst.toml"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def test_settings_have_defaults_for_all_but_the_secret() -> None:
    assert load_settings(GOOD) == Settings(
        secret=SECRET,
        base_url="http://127.0.0.1:8000/",
        data=Path("var"),
        site=Path("site"),
        smtp_url="",
        mail_from="",
        posts_per_minute=20,
        proxies=0,
        today=None,
        database_url="",
    )


def test_settings_are_read_from_the_environment() -> None:
    environment = {
        **GOOD,
        "SAMENKOMST_BASE_URL": "https://evenementen.example.org/map",
        "SAMENKOMST_DATA": "/srv/data",
        "SAMENKOMST_SITE": "/srv/site",
        "SAMENKOMST_SMTP_URL": "smtp://user:p%40ss@mail.example.org:587",
        "SAMENKOMST_MAIL_FROM": "evenementen@example.org",
        "SAMENKOMST_POSTS_PER_MINUTE": "0",
        "SAMENKOMST_PROXIES": "1",
        "SAMENKOMST_TODAY": "2026-11-21",
        "PATH": "/bin",
        "DATABASE_URL": "",
    }
    settings = load_settings(environment)
    assert settings == Settings(
        secret=SECRET,
        base_url="https://evenementen.example.org/map/",
        data=Path("/srv/data"),
        site=Path("/srv/site"),
        smtp_url="smtp://user:p%40ss@mail.example.org:587",
        mail_from="evenementen@example.org",
        posts_per_minute=0,
        proxies=1,
        today=date(2026, 11, 21),
    )
    assert settings.journal_path == Path("/srv/data/journal.jsonl")
    assert settings.contract_path == Path("/srv/site/forms.json")


def test_missing_secret_refuses_and_says_how_to_make_one() -> None:
    (sentence,) = faults({})
    assert sentence.startswith("SAMENKOMST_SECRET ontbreekt. Maak er een met: python3 -c ")
    assert "secrets.token_urlsafe" in sentence


def test_secret_that_is_missing_is_no_fault_where_nothing_is_signed() -> None:
    assert load_settings({}, secret_needed=False).secret == ""


@pytest.mark.parametrize("secret", ["", "kort", "x" * 31])
def test_short_secret_is_refused_also_where_nothing_is_signed(secret: str) -> None:
    """Its value is shown nowhere."""
    with pytest.raises(SettingsError) as caught:
        load_settings({"SAMENKOMST_SECRET": secret}, secret_needed=False)
    assert caught.value.explain(dutch) == [
        "SAMENKOMST_SECRET is te kort: gebruik ten minste 32 tekens."
    ]


def test_secrets_are_not_shown() -> None:
    """Settings end up in logs and in tracebacks."""
    shown = repr(Settings(secret=SECRET, smtp_url="smtp://u:wachtwoord@h", database_url="postgres"))
    assert [word for word in (SECRET, "wachtwoord", "postgres") if word in shown] == []


@pytest.mark.parametrize(
    ("name", "text", "sentence"),
    [
        ("BASE_URL", "evenementen.example.org", "is geen webadres"),
        ("BASE_URL", "ftp://example.org/", "is geen webadres"),
        ("BASE_URL", "https:///map", "is geen webadres"),
        ("BASE_URL", "https://example.org/?a=b", "is geen webadres"),
        ("BASE_URL", "https://example.org/#a", "is geen webadres"),
        ("BASE_URL", "https://example.org/ x", "is geen webadres"),
        ("BASE_URL", "https://example.org\r\nSet-Cookie: x", "is geen webadres"),
        ("BASE_URL", "https://example.org\x00", "is geen webadres"),
        ("BASE_URL", "https://example.org:99999/", "is geen webadres"),
        ("BASE_URL", "https://[::1", "is geen webadres"),
        ("BASE_URL", "", "is geen webadres"),
        ("SMTP_URL", "mail.example.org", "is geen adres van een mailserver"),
        ("SMTP_URL", "http://mail.example.org", "is geen adres van een mailserver"),
        ("SMTP_URL", "smtp://mail.example.org:vijf", "is geen adres van een mailserver"),
        ("SMTP_URL", "smtp://[", "is geen adres van een mailserver"),
        ("SMTP_URL", "smtp://", "is geen adres van een mailserver"),
        ("MAIL_FROM", "evenementen", "is geen e-mailadres"),
        ("MAIL_FROM", "a@b@example.org", "is geen e-mailadres"),
        ("MAIL_FROM", "Site <a@example.org>", "is geen e-mailadres"),
        ("MAIL_FROM", "a..b@example.org", "is geen e-mailadres"),
        ("MAIL_FROM", "zoë@example.org", "is geen e-mailadres"),
        ("MAIL_FROM", "a@example.org\nBcc: x@example.org", "is geen e-mailadres"),
        ("MAIL_FROM", "", "is geen e-mailadres"),
        ("POSTS_PER_MINUTE", "-1", "is geen heel getal"),
        ("POSTS_PER_MINUTE", "twintig", "is geen heel getal"),
        ("POSTS_PER_MINUTE", "1.5", "is geen heel getal"),
        ("POSTS_PER_MINUTE", "٢", "is geen heel getal"),
        ("POSTS_PER_MINUTE", "", "is geen heel getal"),
        ("PROXIES", "ja", "is geen heel getal"),
        ("TODAY", "21-11-2026", "is geen datum"),
        ("TODAY", "vandaag", "is geen datum"),
    ],
)
def test_malformed_setting_is_named(name: str, text: str, sentence: str) -> None:
    """With a sound sender, so that a bad mail server is the only fault."""
    environment = {**GOOD, "SAMENKOMST_MAIL_FROM": "a@example.org", f"SAMENKOMST_{name}": text}
    (found,) = faults(environment)
    assert found.startswith(f"SAMENKOMST_{name} {sentence}")


@pytest.mark.parametrize("sender", ["a@example.org", "evenementen@localhost", "x@127.0.0.1"])
def test_sender_may_be_on_a_computer_of_one_s_own(sender: str) -> None:
    assert load_settings({**GOOD, "SAMENKOMST_MAIL_FROM": sender}).sender == sender


@pytest.mark.parametrize(
    ("base_url", "sender"),
    [
        (LOCAL_URL, "samenkomst@127.0.0.1"),
        ("https://evenementen.example.org/map/", "samenkomst@evenementen.example.org"),
        ("http://[::1]:8000/", "samenkomst@localhost"),
    ],
)
def test_sender_follows_from_the_site_when_none_is_given(base_url: str, sender: str) -> None:
    assert load_settings({**GOOD, "SAMENKOMST_BASE_URL": base_url}).sender == sender


def test_mail_server_needs_a_sender() -> None:
    environment = {**GOOD, "SAMENKOMST_SMTP_URL": "smtp://mail.example.org"}
    assert faults(environment) == [
        "SAMENKOMST_MAIL_FROM ontbreekt: met een mailserver is een afzender nodig."
    ]


DATABASE = "postgresql://user:wachtwoord@db.example.org:5432/evenementen"


@pytest.mark.parametrize(
    ("url", "name"),
    [
        (DATABASE, "PostgreSQL db.example.org:5432/evenementen"),
        ("postgres://db.example.org/x?sslmode=require", "PostgreSQL db.example.org/x"),
        ("postgresql:///evenementen?host=/run/postgresql", "PostgreSQL /evenementen"),
        ("postgresql://a,b:5433/x?password=wachtwoord", "PostgreSQL a,b:5433/x"),
        ("postgresql://user:wacht@woord@host/x", "PostgreSQL host/x"),
    ],
)
def test_database_is_chosen_and_named_without_its_password(url: str, name: str) -> None:
    settings = load_settings({**GOOD, "DATABASE_URL": url})
    assert (settings.database_url, settings.journal_name) == (url, name)


@pytest.mark.parametrize(
    "url",
    [
        "evenementen",
        "mysql://user:wachtwoord@host/x",
        "postgresql:wachtwoord",
        "postgresql://",
        "postgresql:///",
        "postgresql://user:wachtwoord@host/x y",
        "postgresql://user:wachtwoord@host/x\n",
        "postgresql://user:wachtwoord@host/\x00",
    ],
)
def test_malformed_database_is_told_without_its_password(url: str) -> None:
    assert faults({**GOOD, "DATABASE_URL": url}) == [
        "DATABASE_URL is geen adres van een database: postgresql://gebruiker:wachtwoord@host/database"
    ]


def test_database_without_its_driver_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "path", [])
    monkeypatch.delitem(sys.modules, "psycopg", raising=False)
    (found,) = faults({**GOOD, "DATABASE_URL": DATABASE})
    assert "het pakket psycopg is er niet" in found


@pytest.mark.parametrize(
    "name", ["AWS_LAMBDA_FUNCTION_NAME", "FUNCTIONS_WORKER_RUNTIME", "K_SERVICE"]
)
def test_function_of_a_cloud_does_not_start_on_a_disk_that_goes(name: str) -> None:
    """A receipt promises that it is kept."""
    (found,) = faults({**GOOD, name: "evenementen"})
    assert found.startswith(f"DATABASE_URL ontbreekt. Dit draait als functie in de cloud ({name})")
    assert load_settings({**GOOD, name: "x", "DATABASE_URL": DATABASE}).database_url == DATABASE


def test_unknown_setting_is_named_with_those_that_exist() -> None:
    """A slip must not turn into a default."""
    (sentence,) = faults({**GOOD, "SAMENKOMST_POSTS_PER_MINUUT": "5"})
    assert sentence.startswith(
        "SAMENKOMST_POSTS_PER_MINUUT kennen we niet. Mogelijk zijn: DATABASE"
    )
    assert "SAMENKOMST_POSTS_PER_MINUTE" in sentence


def test_every_fault_is_told_at_once(tmp_path: Path) -> None:
    file = write(tmp_path, "posts_per_minute = -1\nkleur = 'blauw'\nproxies = 1.5\n")
    found = faults(
        {
            "SAMENKOMST_BASE_URL": "x",
            "SAMENKOMST_SMTP_URL": "x",
            "SAMENKOMST_TODAY": "x",
            "SAMENKOMST_DATABASE": "x",
        },
        file,
    )
    assert [sentence.split()[0] for sentence in found] == [
        "proxies",
        "SAMENKOMST_POSTS_PER_MINUTE",
        "SAMENKOMST_KLEUR",
        "SAMENKOMST_BASE_URL",
        "SAMENKOMST_SMTP_URL",
        "SAMENKOMST_TODAY",
        "SAMENKOMST_DATABASE",
        "SAMENKOMST_SECRET",
    ]


def test_settings_are_read_from_the_file(tmp_path: Path) -> None:
    file = write(
        tmp_path,
        f'secret = "{SECRET}"\nbase_url = "https://example.org"\nposts_per_minute = 5\n'
        'today = 2026-11-21\ndata = "gegevens"\n',
    )
    assert load_settings({}, file) == Settings(
        secret=SECRET,
        base_url="https://example.org/",
        posts_per_minute=5,
        today=date(2026, 11, 21),
        data=Path("gegevens"),
    )


def test_environment_goes_before_the_file(tmp_path: Path) -> None:
    """Also where the file's own value is malformed: it is not used."""
    file = write(tmp_path, 'posts_per_minute = "veel"\nproxies = 1\n')
    settings = load_settings({**GOOD, "SAMENKOMST_POSTS_PER_MINUTE": "7"}, file)
    assert (settings.posts_per_minute, settings.proxies) == (7, 1)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("secret", "samenkomst.toml is niet te lezen: "),
        ("a = 1\na = 2", "samenkomst.toml is niet te lezen: "),
        (b"data = '\xff'", "samenkomst.toml is niet te lezen: "),
        ("proxies = true", "proxies moet in samenkomst.toml een tekst of een getal zijn."),
        ("proxies = [1]", "proxies moet in samenkomst.toml een tekst of een getal zijn."),
        ("[mail]\nfrom = 'x'", "mail moet in samenkomst.toml een tekst of een getal zijn."),
        ("samenkomst_data = 'x'", "SAMENKOMST_SAMENKOMST_DATA kennen we niet."),
        ("today = 2026-11-21T10:00:00", "SAMENKOMST_TODAY is geen datum"),
        ("database_url = 'x'", "DATABASE_URL is geen adres van een database"),
    ],
)
def test_file_with_a_fault_is_told(tmp_path: Path, text: str | bytes, sentence: str) -> None:
    (found,) = faults(GOOD, write(tmp_path, text))
    assert found.startswith(sentence)


def test_file_that_is_a_folder_is_told(tmp_path: Path) -> None:
    (found,) = faults(GOOD, tmp_path)
    assert found.startswith("samenkomst.toml is niet te lezen: ")


def test_file_that_is_not_there_is_no_fault(tmp_path: Path) -> None:
    assert load_settings(GOOD, tmp_path / "samenkomst.toml") == Settings(secret=SECRET)


def test_faults_come_in_the_reader_s_language() -> None:
    with pytest.raises(SettingsError) as caught:
        load_settings({"SAMENKOMST_SECRET": "kort"})
    english = "{name} is too short."
    assert caught.value.explain(lambda text: english) == ["SAMENKOMST_SECRET is too short."]


@pytest.mark.parametrize("data", ["/srv/site", "/srv/site/var", "/srv/over/../site/var"])
def test_data_where_every_visitor_can_read_it_is_refused(data: str) -> None:
    found = faults({**GOOD, "SAMENKOMST_SITE": "/srv/site", "SAMENKOMST_DATA": data})
    assert found == [
        f"De map met gegevens ({data}) ligt in die van de site (/srv/site): dan kan iedereen "
        "erbij, en een build haalt ze weg. Kies een andere map met SAMENKOMST_DATA."
    ]


def test_data_beside_the_site_is_not() -> None:
    environment = {**GOOD, "SAMENKOMST_SITE": "/srv/site", "SAMENKOMST_DATA": "/srv/site-data"}
    assert load_settings(environment).data == Path("/srv/site-data")


def test_moment_is_now_or_noon_of_the_day_for_tests() -> None:
    """In Amsterdam, also on the day on which the clock changes."""
    now = datetime(2026, 11, 22, 20, tzinfo=UTC)
    assert Settings(secret=SECRET).moment(now) == now
    for day, hour in ((date(2026, 3, 28), 11), (date(2026, 3, 29), 10)):
        found = Settings(secret=SECRET, today=day).moment(now)
        assert found == datetime(day.year, day.month, day.day, hour, tzinfo=UTC)
