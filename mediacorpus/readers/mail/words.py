"""What letters say, and how programs write it: the words of ``mail.toml``."""

from __future__ import annotations

import functools
import importlib.resources
import re
import tomllib

import attrs

from mediacorpus.text.folding import fold

__all__ = ["Words", "words"]


@attrs.frozen
class Words:
    """The headers of a letter, and the patterns of those that `others` read; the `senders`, the
    name, the `links` and the heads of alerts, and what stands `beside` their articles; the marks
    above a letter that was sent on, and the `labels` below them, by what they mean; what stands
    before a subject; the links that lead to the letter as a page (`browser`) or out of the list
    (`leave`); the hosts of mailboxes that are `anybody`'s."""

    sender: frozenset[str]
    carried: frozenset[str]
    said: frozenset[str]
    others: tuple[re.Pattern[str], ...]
    senders: frozenset[str]
    alert: str
    links: re.Pattern[str]
    head: re.Pattern[str]
    beside: frozenset[str]
    forwarded: re.Pattern[str]
    labels: re.Pattern[str]
    meant: dict[str, str]
    before: re.Pattern[str]
    browser: frozenset[str]
    leave: frozenset[str]
    anybody: frozenset[str]


@functools.cache
def words() -> Words:
    """The words, read once."""
    file = importlib.resources.files("mediacorpus.readers.mail") / "mail.toml"
    read = tomllib.loads(file.read_text(encoding="utf-8"))
    sniff, alerts, forwarded = read["sniff"], read["alerts"], read["forwarded"]
    meant = {label: field for field, said in forwarded["labels"].items() for label in said}
    return Words(
        sender=frozenset(sniff["sender"]),
        carried=frozenset(sniff["carried"]),
        said=frozenset(sniff["said"]),
        others=tuple(map(re.compile, sniff["others"])),
        senders=frozenset(alerts["senders"]),
        alert=alerts["name"],
        links=re.compile(alerts["links"]),
        head=re.compile(alerts["head"]),
        beside=frozenset(map(fold, alerts["beside"])),
        forwarded=re.compile(
            rf"[-_=>\s]{{0,40}}(?:{_any(forwarded['marks'])})\b[-_=:\s]{{0,40}}", re.IGNORECASE
        ),
        labels=re.compile(rf"(?:^|(?<=\s))\*?(?P<label>{_any(meant)})\s?:\*?\s", re.IGNORECASE),
        meant=meant,
        before=re.compile(rf"(?:(?:{_any(read['subject']['before'])})\s?[:：]\s*)+", re.IGNORECASE),
        browser=frozenset(map(fold, read["words"]["browser"])),
        leave=frozenset(map(fold, read["words"]["leave"])),
        anybody=frozenset(read["words"]["anybody"]),
    )


def _any(said: list[str] | dict[str, str]) -> str:
    return "|".join(map(re.escape, sorted(said, key=len, reverse=True)))
