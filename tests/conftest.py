"""What all tests share."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile(
    "quick",
    max_examples=40,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
settings.register_profile(
    "long", parent=settings.get_profile("quick"), max_examples=1000, derandomize=False
)
os.environ.pop("COLUMNS", None)  # how wide a terminal is, which pytest-xdist makes up

settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "quick"))

ROOT = Path(__file__).parent.parent
SEED = ROOT / "seeds" / "000_af63431692700c65.txt"


@pytest.fixture
def seed() -> bytes:
    """The raw document in seeds/."""
    return SEED.read_bytes()


def reference(name: str) -> Path:
    """A file of reference data, which is no part of the repository; skips where it is absent.

    It is looked for in the folder that MEDIACORPUS_REFERENCE names, else in ../shared/gold.
    """
    folder = Path(os.environ.get("MEDIACORPUS_REFERENCE", ROOT.parent / "shared" / "gold"))
    path = folder / name
    if not path.exists():
        pytest.skip(
            f"the reference data {name} is not here (set MEDIACORPUS_REFERENCE to its folder)"
        )
    return path
