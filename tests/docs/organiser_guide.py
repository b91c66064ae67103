"""The organisers' guide with what the commands really say: `python -m tests.docs.organiser_guide`.

In a block marked `terminal`, each line with `$` is run on a site of its own, in the order of the
page; the word after `terminal:` names what happens before. A name in braces becomes that person's
reference.
"""

import re
import shlex
from collections.abc import Callable
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from unittest.mock import patch

from samenkomst.core.ledger import replay
from samenkomst.core.procedures import Act
from samenkomst.service import Chance
from tests.docs.guide import FOLDER
from tests.mail_server import GOOD, Behaviour, serve
from tests.organiser import Organiser

PAGES = (FOLDER / "organisator.md", FOLDER / "brieven.md")
_BLOCK = re.compile(r"(<!-- terminal: ?([a-z]*) ?-->\n\n```console\n)(.*?)(```)", re.DOTALL)
_COMMAND = re.compile(r"^\$ samenkomst (.*)$", re.MULTILINE)
_HALL = (
    ("Stand", "Gaat door"),
    ("Wanneer", "maandag 29 maart 2027, 9.30 tot 13.00 uur"),
    ("Waar", "De Hal, Zwolle"),
)
_LIST = "naam;email;gemeente\nEls Prins;els.prins@example.org;Utrecht\nTom Bos;tom.bos;Zwolle\n"


class Story:
    """What happens around an organiser while the guide is read."""

    def __init__(self, folder: Path) -> None:
        self.organiser = Organiser(folder)
        self.port = 0

    def interesse(self) -> None:
        for name, town in (
            ("Sam Visser", "Utrecht"),
            ("Kim de Boer", "gemeente Utrecht"),
            ("Bo Smit", "UTRECHT"),
            ("Max Jansen", "Zwolle"),
            ("Lin Meijer", "Zwolle"),
        ):
            self.receive("ronde-tafel", name, town)

    def antwoorden(self) -> None:
        for name in ("Sam Visser", "Kim de Boer", "Bo Smit", "Max Jansen"):
            self.organiser.act(self.reference(name), Act.CONFIRM)
        self.organiser.act(self.reference("Lin Meijer"), Act.DECLINE)

    def verhuizing(self) -> None:
        self.organiser.change("ronde-tafel", facts=_HALL, where="De Hal, Zwolle")

    def aanmeldingen(self) -> None:
        for name in ("Ida Kok", "Joep Vos", "Lot Mol"):
            self.receive("leernetwerk", name, "Utrecht")

    def lijst(self) -> None:
        self.organiser.folder.joinpath("lijst.csv").write_text(_LIST, encoding="utf-8")

    def verbeterd(self) -> None:
        mended = _LIST.replace("tom.bos;", "tom.bos@example.org;")
        self.organiser.folder.joinpath("lijst.csv").write_text(mended, encoding="utf-8")

    def ronde(self) -> None:
        self.interesse()

    def server(self) -> None:
        self.organiser.environment |= {
            "SAMENKOMST_SMTP_URL": f"smtp://127.0.0.1:{self.port}",
            "SAMENKOMST_MAIL_FROM": "samenkomst@example.org",
        }

    def storing(self) -> None:
        for name in ("Ans Blok", "Ben Kuil", "Cor Dam"):
            self.receive("ronde-tafel", name, "Zwolle")

    def receive(self, slug: str, name: str, town: str) -> None:
        email = f"{name.lower().replace(' ', '.')}@example.org"
        self.organiser.receive(slug, name, email=email, gemeente=town)

    def reference(self, name: str) -> str:
        """Return the reference of the one with this name."""
        found = replay(self.organiser.records())
        for record in self.organiser.records():
            if record.fields.get("answers", {}).get("naam") == name:
                return found.submissions[record.id].reference
        raise LookupError(name)

    def show(self, line: str) -> str:
        """Return a command as it is typed, and what it says."""
        typed = re.sub(r"\{(.+?)\}", lambda match: self.reference(match[1]), line)
        return f"$ samenkomst {typed}\n{self.run(shlex.split(typed))}"

    def run(self, words: list[str]) -> str:
        typed = "Piet Post\n\nZwolle\n\nma\n" if words[0] == "add" else None
        folder = self.organiser.folder
        found = [str(folder / each) if each.endswith(".csv") else each for each in words]
        said = self.organiser.run(*found, typed=typed)
        lines = (said.out + said.err).replace(f"{folder}/", "").splitlines()
        return "".join(f"{line.rstrip()}\n" for line in lines)


def regenerate(text: str, port: int) -> str:
    """Return a page with what its commands say now."""
    with TemporaryDirectory() as folder, patch("samenkomst.commands.office.make_chance", _chance()):
        story = Story(Path(folder))
        story.port = port
        return _BLOCK.sub(lambda match: _block(match, story), text)


def _chance() -> Callable[[], Chance]:
    dice = Random(11)  # noqa: S311 - the same references in every run
    numbers = iter(range(1000))
    return lambda: Chance(lambda: f"hand-{next(numbers)}", dice.choice)


def _block(match: re.Match[str], story: Story) -> str:
    opening, step, old, closing = match.groups()
    if step:
        getattr(story, step)()
    shown = "\n".join(map(story.show, _COMMAND.findall(old)))
    return f"{opening}{shown}{closing}"


def answer(address: str) -> str:
    """Return what the guide's mail server says of an address."""
    return {
        "ans.blok@example.org": "550 5.1.1 mailbox unknown",
        "ben.kuil@example.org": "451 4.7.1 try again later",
    }.get(address, GOOD)


def regenerated(page: Path) -> str:
    """Return the page as it should be."""
    with serve(Behaviour(recipient=answer)) as port:
        return regenerate(page.read_text(encoding="utf-8"), port)


if __name__ == "__main__":
    for page in PAGES:
        page.write_text(regenerated(page), encoding="utf-8")
