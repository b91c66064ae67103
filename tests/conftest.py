"""What all tests share: the contract of the real content."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import settings as hypothesis_settings

from samenkomst.core.contract import Site
from samenkomst.core.pages.plan import plan_site
from samenkomst.core.translation import dutch
from samenkomst.stores.content import load_catalogue
from samenkomst.stores.municipalities import load_municipalities

ROOT = Path(__file__).parents[1]

# The same examples everywhere, and no clock: a busy machine must not turn a test red.
hypothesis_settings.register_profile("samenkomst", deadline=None, derandomize=True)
hypothesis_settings.load_profile("samenkomst")


@pytest.fixture(scope="session")
def contract_text() -> str:
    """The `forms.json` that follows from the real content."""
    catalogue, problems = load_catalogue(ROOT / "content")
    assert problems == []
    assert catalogue is not None
    site = Site("Samenkomst", "nl", "http://127.0.0.1:8000/")
    plan = plan_site(
        catalogue,
        site,
        load_municipalities().names,
        today=date(2026, 11, 21),
        translate=dutch,
    )
    return plan.files["forms.json"]
