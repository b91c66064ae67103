"""The commands on a journal in PostgreSQL, and moving the journal from one store to the other."""

import stat
from pathlib import Path

import psycopg
import pytest
from click.testing import CliRunner, Result

from form_handler import create_app
from samenkomst.cli import main
from samenkomst.settings import Settings
from tests.form_handler.submissions import EVENT, HOSTILE, answers, post
from tests.postgres_server import PASSWORD, Cluster

pytestmark = pytest.mark.postgres
SECRET = "a-secret-of-tests-that-is-long-enough"


@pytest.fixture
def url(cluster: Cluster) -> str:
    return cluster.new_database()


@pytest.fixture
def site(tmp_path: Path, contract_text: str, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A site folder, and a folder of one's own to work in."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SAMENKOMST_SITE", str(tmp_path / "site"))
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "forms.json").write_text(contract_text, encoding="utf-8")
    return tmp_path / "site"


def fill(site: Path, url: str) -> list[str]:
    """Send three forms, one of them twice; return the references."""
    settings = Settings(
        secret=SECRET, data=Path("var"), site=site, posts_per_minute=0, database_url=url
    )
    client = create_app(settings).test_client()
    found = []
    for name in ("anna", "bram", "anna", "cato"):
        data = answers(email=f"{name}@example.org", naam=f"{name} {HOSTILE}", vraag="\U0001f600é")
        response = post(client, data=data, headers={"Accept": "application/json"})
        assert response.status_code == 201, response.text
        found.append(response.json["reference"])
    assert len(set(found)) == 3
    return found


def run(url: str, *arguments: str) -> Result:
    """Run a command with this database, or without one."""
    return CliRunner(env={"DATABASE_URL": url}).invoke(main, list(arguments))


def mode(path: str) -> int:
    """Return who may do what with a file."""
    return stat.S_IMODE(Path(path).stat().st_mode)


def test_commands_read_what_the_handler_wrote_in_the_database(site: Path, url: str) -> None:
    references = fill(site, url)
    listed = run(url, "inbox", EVENT)
    assert listed.exit_code == 0
    assert all(reference in listed.output for reference in references)
    assert "anna@example.org" in run(url, "show", references[0]).output
    assert run(url, "export", EVENT).exit_code == 0
    delivered = run(url, "deliver")
    assert delivered.output == "Brieven verstuurd: 3. Later nog eens: 0. Mislukt: 0.\n"
    assert len(list(Path("var/mail").glob("*.eml"))) == 3
    assert run(url, "deliver").output == ""
    verified = run(url, "verify")
    assert (verified.exit_code, verified.output) == (
        0,
        "7 regels in orde, 0 beschadigd, laatste nummer 7.\n",
    )
    assert not Path("var/journal.jsonl").exists()


def test_verify_names_a_damaged_line_in_the_database(site: Path, url: str) -> None:
    fill(site, url)
    with psycopg.connect(url) as connection:
        connection.execute("UPDATE samenkomst_journal SET line = upper(line) WHERE seq = 2")
    verified = run(url, "verify")
    assert verified.exit_code == 1
    assert "regel 2: beschadigd" in verified.output
    assert PASSWORD not in verified.output


def test_database_that_is_refused_is_told_in_dutch(
    site: Path, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By our own words: only the server's are quoted."""
    assert run(url, "verify").exit_code == 0
    with psycopg.connect(url) as connection:
        connection.execute("INSERT INTO samenkomst_migration VALUES (99)")
    assert run(url, "verify").output == (
        "Het journaal is niet te lezen: de tabellen in de database zijn van een nieuwere versie "
        "van dit programma\n"
    )
    setting = "SELECT current_setting('jit_debugging_support')"  # `fsync` is the whole server's
    monkeypatch.setattr("samenkomst.stores.postgres_connections.FSYNC", setting)
    assert run(url, "verify").output == (
        "Het journaal is niet te lezen: de database wacht niet op haar schijf. Zet er fsync aan\n"
    )


def test_erase_forgets_a_person_in_the_database(site: Path, url: str) -> None:
    fill(site, url)
    assert run(url, "erase", "anna@example.org", "--yes").exit_code == 0
    with psycopg.connect(url) as connection:
        lines = connection.execute("SELECT line FROM samenkomst_journal").fetchall()
    assert [line for (line,) in lines if "anna" in line] == []
    assert len(lines) == 7
    assert run(url, "verify").exit_code == 0
    assert "anna" not in run(url, "inbox").output
    assert len(set(fill(site, url))) == 3


def test_journal_moves_there_and_back_unchanged(site: Path, url: str, cluster: Cluster) -> None:
    references = fill(site, "")
    before = Path("var/journal.jsonl").read_bytes()
    exported = run("", "export", "--journal", "a/first")
    assert exported.output == "Het hele journaal staat in a/first\n"
    assert mode("a/first") == 0o600
    moved = run(url, "import-journal", "a/first")
    assert moved.output.startswith("4 regels staan nu in PostgreSQL /test_")
    assert run(url, "export", "--journal", "second").exit_code == 0
    Path("var/journal.jsonl").unlink()
    assert run("", "import-journal", "second").output == "4 regels staan nu in var/journal.jsonl\n"
    assert Path("var/journal.jsonl").read_bytes() == before == Path("second").read_bytes()
    assert mode("var/journal.jsonl") == 0o600
    assert all(each in run(url, "inbox").output for each in references)
    assert fill(site, url) == fill(site, "") == references  # repeats, on both


@pytest.mark.parametrize("target", ["", "database"])
def test_import_leaves_a_journal_with_submissions_alone(site: Path, url: str, target: str) -> None:
    store = url if target else ""
    fill(site, store)
    run(store, "export", "--journal", "file")
    before = run(store, "inbox").output
    refused = run(store, "import-journal", "file")
    assert refused.exit_code == 1
    assert "staan al inzendingen. Er is niets overgezet." in refused.output
    assert run(store, "inbox").output == before


@pytest.mark.parametrize("target", ["", "database"])
@pytest.mark.parametrize("damage", [b"x", b'"seq":7'])
def test_import_of_a_damaged_file_does_nothing(
    site: Path, url: str, target: str, damage: bytes
) -> None:
    fill(site, "")
    store = url if target else ""
    lines = Path("var/journal.jsonl").read_bytes()
    Path("var/journal.jsonl").unlink()
    Path("file").write_bytes(lines.replace(b'"seq":2', damage))
    refused = run(store, "import-journal", "file")
    assert refused.exit_code == 1
    assert "file, regel 2: beschadigd" in refused.output
    assert not Path("var/journal.jsonl").exists()
    assert "Er is nog niets binnengekomen." in run(store, "inbox").output


def test_export_of_a_damaged_journal_leaves_no_file(site: Path) -> None:
    fill(site, "")
    path = Path("var/journal.jsonl")
    path.write_bytes(path.read_bytes().replace(b"bram", b"BRAM"))
    refused = run("", "export", "--journal", "out/file")
    assert refused.exit_code == 1
    told = "regel 3: beschadigd (de controlesom klopt niet). Er is niets overgezet."
    assert told in refused.output
    assert list(Path("out").iterdir()) == []


def test_export_wants_an_event_or_the_journal(site: Path) -> None:
    refused = run("", "export")
    assert refused.exit_code == 1
    assert "Noem een evenement, of gebruik --person of --journal." in refused.output


@pytest.mark.parametrize(
    "command", [["inbox"], ["verify"], ["export", "--journal", "x"], ["erase", "a@example.org"]]
)
def test_commands_say_that_the_database_is_away_and_not_its_password(
    site: Path, command: list[str]
) -> None:
    refused = run(f"postgresql://owner:{PASSWORD}@/x?host=/nowhere", *command)
    assert refused.exit_code == 1
    assert isinstance(refused.exception, SystemExit)
    assert "/nowhere" in refused.output
    assert PASSWORD not in refused.output
