"""Timing that holds when the machine's speed drifts: the peers take turns, the median counts."""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable

__all__ = ["report", "turns"]


def turns(
    peers: dict[str, Callable[[], object]], *, rounds: int = 7, repeat: int = 1
) -> dict[str, float]:
    """Seconds a call for each peer: the median over rounds in which they take turns."""
    spent: dict[str, list[float]] = {name: [] for name in peers}
    for call in peers.values():
        call()
    gc.collect()
    gc.disable()
    try:
        for _ in range(rounds):
            for name, call in peers.items():
                started = time.perf_counter()
                for _ in range(repeat):
                    call()
                spent[name].append((time.perf_counter() - started) / repeat)
    finally:
        gc.enable()
    return {name: statistics.median(one) for name, one in spent.items()}


def report(
    title: str, seconds: dict[str, float], peer: str, unit: str = "", per: float = 1
) -> None:
    """A line for each: the time or the rate, and the ratio to the peer."""
    print(f"\n{title}")
    for name, one in seconds.items():
        rate = f"{per / one:>12,.0f} {unit}/s" if unit else f"{one * 1e6:>12,.2f} µs"
        ratio = "" if name == peer else f"   {one / seconds[peer]:.2f} x {peer}"
        print(f"  {name:34}{rate}{ratio}")
