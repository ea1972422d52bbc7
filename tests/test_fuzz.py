"""The machine that makes bad input: a little of it in each run of the tests, more by `make fuzz`."""

from __future__ import annotations

import pytest

from mediacorpus import parse
from mediacorpus.fields import evolve
from tests.fuzz.__main__ import FaultError, harmless, look_at, one, together, watched
from tests.fuzz.bad import case


def test_a_hundred_cases_do_no_harm() -> None:
    assert sum(one(case(seed)) for seed in range(100)) > 30


def test_a_sound_file_among_bad_ones_is_read() -> None:
    together(range(20))


def test_the_same_seed_gives_the_same_case() -> None:
    assert [case(seed) for seed in range(50)] == [case(seed) for seed in range(50)]
    assert len({case(seed) for seed in range(50)}) > 40


def test_what_is_shown_is_looked_at() -> None:
    for shown in ("\x1b[31mred", "\u202eevil", "\0"):
        with pytest.raises(FaultError, match="the terminal shows"):
            harmless(shown, "the terminal")
    with pytest.raises(FaultError, match=r"socket\.connect"):
        watched("socket.connect", ())
    (entry,) = parse("Talks fail\n\nThey met in Oslo, and left after an hour.", quotes=False)
    look_at(entry)
    look_at(evolve(entry, article=evolve(entry.article, headline="<script>\x1b[31m")))
