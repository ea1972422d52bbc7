"""Real files of other people's formats, which are no part of the repository."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.conftest import ROOT


def sample(*parts: str) -> Path:
    """A sample file; skips where it is absent.

    The samples lie beside the reference data, whose folder MEDIACORPUS_REFERENCE names.
    """
    gold = Path(os.environ.get("MEDIACORPUS_REFERENCE", ROOT.parent / "shared" / "gold"))
    path = gold.parent.joinpath("samples", *parts)
    if not path.exists():
        pytest.skip(
            f"the sample {'/'.join(parts)} is not here (set MEDIACORPUS_REFERENCE to the folder "
            "'gold' beside 'samples')"
        )
    return path
