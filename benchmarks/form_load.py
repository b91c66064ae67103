"""The form that the handlers are measured with, who sends it, and what was sent before."""

import json
import subprocess
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlencode

from samenkomst.core.record import Draft, encode
from tests.builders import EMAIL_FIELD, TOWN_FIELD, make_contract, make_entry, make_field, make_form
from tests.journeys.server import Server

CLIENTS = 64
EVENT, FORM = "ronde-tafel", "aanmelden"
URL = f"/formulieren/{EVENT}/{FORM}/"
EXTRA = [f"veld{number}" for number in range(1, 7)]
ANSWERS = {
    "gemeente": "Utrecht",
    "functie": "Beleidsadviseur sociaal domein",
    "telefoon": "030 000 00 00",
    "vraag": "Hoe houden collega's het vol, ook als het druk is? Wij zoeken een manier van werken. "
    * 7,
    **{name: "Een kort antwoord van een regel, zoals mensen dat geven." for name in EXTRA},
    "website": "",
}


def make_site(folder: Path) -> Path:
    """Write a contract with one form of twelve fields; return its folder."""
    functions = make_field(name="functie", label="Uw functie")
    phone = make_field(name="telefoon", label="Uw telefoonnummer", type="tel")
    question = make_field(name="vraag", label="Uw vraag", type="textarea", limit=4000)
    extra = [make_field(name=name, label=name, required=False) for name in EXTRA]
    form = make_form(
        make_field(), EMAIL_FIELD, TOWN_FIELD, functions, phone, question, *extra, id=FORM
    )
    contract = make_contract(make_entry(slug=EVENT, form=FORM), forms=[form])
    folder.mkdir(parents=True)
    (folder / "forms.json").write_text(json.dumps(contract.to_json()), encoding="utf-8")
    return folder


def make_history(data: Path, count: int) -> Path:
    """Write a journal of so many submissions, as the product would have."""
    data.mkdir(parents=True)
    now = datetime(2026, 1, 1, tzinfo=UTC)
    with (data / "journal.jsonl").open("wb") as file:
        for seq in range(1, count + 1):
            email = f"h{seq}@example.org"
            fields = {
                "event": EVENT, "form": FORM, "form_version": "0", "procedure": "application",
                "person": email, "email": email, "organisation": "GM0344",
                "answers": {"naam": "Anna", "email": email, **ANSWERS},
                "reference": f"{seq:08d}",
            }  # fmt: skip
            file.write(encode(Draft("submission_received", f"h{seq}", fields), seq, now))
    return data


def count_lines(data: Path) -> int:
    """Return the records of a journal of ours."""
    return sum(path.read_bytes().count(b"\n") for path in data.glob("journal*.jsonl"))


def post(server: Server, prefix: str, seconds: float) -> dict[str, float]:
    """Let 64 clients post for so long; return what wrk saw."""
    address = f"http://127.0.0.1:{server.port}{URL}"
    command = ["wrk", "-t2", f"-c{CLIENTS}", f"-d{seconds:.0f}s", "--timeout", "30s", "--latency"]
    command += ["-s", str(Path(__file__).with_name("post.lua")), address, "--", prefix]
    command.append(urlencode(ANSWERS))
    output = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    line = next(each for each in output.splitlines() if each.startswith("RESULT "))
    seen: dict[str, float] = json.loads(line.removeprefix("RESULT "))
    if seen["refused"] or seen["broken"]:
        raise RuntimeError(f"{seen}\n{server.log.read_text()[-2000:]}")
    return seen
