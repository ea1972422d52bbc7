"""Links that lead to an article by way of somebody who counts them: where they lead."""

from __future__ import annotations

import functools
import importlib.resources
import re
import tomllib
import urllib.parse

from mediacorpus.readers.html_blocks import is_address

__all__ = ["is_redirect", "target"]


def target(url: str) -> str:
    """Where a link leads in the end, as far as it says so itself; nothing is fetched.

    >>> target("https://www.google.com/url?rct=j&sa=t&url=https://example.org/a%3Fb%3D1&ct=ga")
    'https://example.org/a?b=1'
    >>> target("https://example.org/a")
    'https://example.org/a'
    """
    for _ in range(MOST_HOPS):
        for pattern in _patterns():
            found = pattern.match(url) if len(url) <= LONGEST else None
            if not found:
                continue
            leads = found["target"]
            if not is_address(leads):
                leads = urllib.parse.unquote(leads)
            elif "%" in leads and "?" not in leads and "&" not in leads:
                leads = _ESCAPED_QUERY.sub(lambda match: urllib.parse.unquote(match[0]), leads)
            if is_address(leads):
                url = leads
                break
        else:
            return url
    return url


def is_redirect(url: str) -> bool:
    """Whether a link is one of those that lead elsewhere."""
    return len(url) <= LONGEST and any(pattern.match(url) for pattern in _patterns())


LONGEST = 8192
"""In characters: no link is longer."""
MOST_HOPS = 3
_ESCAPED_QUERY = re.compile(r"%(?:3[Ff]|26|3[Dd]).*")


@functools.cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    """The forms of such links, of ``redirects.toml``, read once."""
    file = importlib.resources.files("mediacorpus.readers") / "redirects.toml"
    return tuple(map(re.compile, tomllib.loads(file.read_text(encoding="utf-8"))["links"]))
