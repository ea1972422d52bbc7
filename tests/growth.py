"""How time grows with what there is to do."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

__all__ = ["growth"]

T = TypeVar("T")


def growth(work: Callable[[T], object], small: T, large: T) -> float:
    """How many times as long the larger keeps the processor: the best of three turns, as others use
    the machine.

    For eight times as much, 8 is in proportion and 64 quadratic.
    """
    spent: dict[bool, list[float]] = {False: [], True: []}
    for _ in range(3):
        for is_large, one in ((False, small), (True, large)):
            started = time.process_time()
            work(one)
            spent[is_large].append(time.process_time() - started)
    return min(spent[True]) / min(spent[False])
