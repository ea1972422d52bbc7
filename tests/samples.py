"""The sample files of raw formats, which are no part of the repository."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.conftest import ROOT


def sample(*parts: str) -> Path:
    """A file or folder of the samples; skips where it is absent.

    They are looked for in ``samples`` beside the folder that MEDIACORPUS_REFERENCE names, else in
    ../shared/samples.
    """
    gold = Path(os.environ.get("MEDIACORPUS_REFERENCE", ROOT.parent / "shared" / "gold"))
    path = gold.parent.joinpath("samples", *parts)
    if not path.exists():
        pytest.skip(
            f"the sample {'/'.join(parts)} is not here (set MEDIACORPUS_REFERENCE to the folder "
            "beside those of the samples)"
        )
    return path
