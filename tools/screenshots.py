"""Makes the screenshots of the README and the docs from the running product: `make screenshots`."""

import os
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).parents[1]
IMAGES = ROOT / "docs" / "screenshots"
PORT = 8877
SITE = f"http://127.0.0.1:{PORT}/"
ROUND_TABLE = f"{SITE}evenementen/ronde-tafel-voor-gemeenten/"
NETWORK = f"{SITE}evenementen/leernetwerk-aan-de-slag-met-werkdruk/"
FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking")


@contextmanager
def running_site(folder: Path) -> Iterator[None]:
    """Run the product on a folder of its own, with the commands that a user has."""
    environment = {
        **os.environ,
        "SAMENKOMST_DATA": str(folder / "var"),
        "SAMENKOMST_SITE": str(folder / "site"),
    }
    command = [str(Path(sys.executable).with_name("samenkomst")), "start", "--port", str(PORT)]
    with subprocess.Popen(command, cwd=ROOT, env=environment) as process:  # noqa: S603 - our own command
        try:
            wait_for(f"{SITE}formulieren/gezond")
            yield
        finally:
            process.terminate()


def wait_for(url: str) -> None:
    """Return when `url` answers. Raises OSError when it does not within half a minute."""
    for attempt in range(300):
        try:
            urllib.request.urlopen(url, timeout=5).close()  # noqa: S310 - our own address
        except OSError:
            if attempt == 299:
                raise
            time.sleep(0.1)
        else:
            return


def show(page: Page, url: str, name: str) -> None:
    """Take the top of a page, as a visitor sees it first."""
    page.goto(url)
    page.screenshot(path=IMAGES / f"{name}.png")


def show_form_with_errors(page: Page) -> None:
    """Take the interest form after it was sent with mistakes."""
    page.goto(ROUND_TABLE)
    page.get_by_label("Uw naam").fill("Anna de Vries")
    page.get_by_label("Uw e-mailadres").fill("anna@")
    page.get_by_role("button", name="Verstuur mijn interesse").click()
    page.wait_for_url("**/formulieren/**")
    page.screenshot(path=IMAGES / "formulier-met-fouten.png")


def show_receipt(page: Page) -> None:
    """Take the receipt, after the mistakes were mended."""
    page.get_by_label("Uw e-mailadres").fill("anna@example.org")
    page.get_by_label("Uw gemeente").fill("Zwolle")
    page.get_by_role("button", name="Verstuur mijn interesse").click()
    page.wait_for_url("**/ontvangst/**")
    page.screenshot(path=IMAGES / "ontvangst.png")


def take_all(browser: Browser) -> None:
    """Take every screenshot: at the width of a laptop, and one on a phone in the dark."""
    page = browser.new_page(viewport={"width": 1280, "height": 1000})
    show(page, f"{SITE}evenementen/", "overzicht")
    show(page, ROUND_TABLE, "ronde-tafel")
    show(page, NETWORK, "leernetwerk")
    show_form_with_errors(page)
    show_receipt(page)
    phone = browser.new_page(viewport={"width": 390, "height": 844}, color_scheme="dark")
    show(phone, ROUND_TABLE, "telefoon")


def main() -> None:
    """Write the screenshots into docs/screenshots."""
    IMAGES.mkdir(exist_ok=True)
    chromium = os.environ.get("CHROMIUM", "/usr/bin/chromium")
    with (
        tempfile.TemporaryDirectory() as folder,
        running_site(Path(folder)),
        sync_playwright() as playwright,
    ):
        take_all(playwright.chromium.launch(executable_path=chromium, args=list(FLAGS)))


if __name__ == "__main__":
    main()
