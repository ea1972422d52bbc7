"""Links by way of somebody else."""

from __future__ import annotations

import time

import pytest

from mediacorpus.readers.redirects import target

GOOGLE = "https://www.google.com/url?rct=j&sa=t&url="


@pytest.mark.parametrize(
    ("link", "leads"),
    [
        (f"{GOOGLE}https://example.org/a&ct=ga&cd=C&usg=A", "https://example.org/a"),
        (f"{GOOGLE}https://example.org/a%3Fb%3D1%26c%3D2&ct=ga", "https://example.org/a?b=1&c=2"),
        (f"{GOOGLE}https://example.org/a?b=1&c=2&ct=ga&cd=C", "https://example.org/a?b=1&c=2"),
        (f"{GOOGLE}https://example.org/%C3%A4%20b&ct=ga", "https://example.org/%C3%A4%20b"),
        (
            "http://www.google.de/url?sa=X&q=http%3A%2F%2Fexample.org%2Fa&ct=ga",
            "http://example.org/a",
        ),
        (
            "https://example.org/url?url=https://other.org",
            "https://example.org/url?url=https://other.org",
        ),
        (f"{GOOGLE}javascript:x()&ct=ga", f"{GOOGLE}javascript:x()&ct=ga"),
        ("http://[", "http://["),
    ],
)
def test_a_link_leads_where_it_says(link: str, leads: str) -> None:
    assert target(link) == leads


def test_a_long_link_is_looked_at_quickly() -> None:
    started = time.process_time()
    target("https://www.google.com/url?" + "&url=https:" * 700)
    target("https://www.google.com/url?" + "&url=https:" * 100_000)
    assert time.process_time() - started < 1
