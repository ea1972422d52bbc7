"""Made news: articles of any length, the same on every run."""

from __future__ import annotations

import random

from mediacorpus import Article, Block, Entry, NewsDate, Provenance, annotate

FIRST = "Jane John Maria Omar Leila Chen Anna Pedro Fatima Lars Yuki Kofi".split()
LAST = "Smith Jones al-Basri Okafor Tanaka Muller Garcia Lindgren Rossi Haddad Novak Silva".split()
ROLES = ["minister", "mayor", "spokeswoman", "analyst", "farmer", "witness", "professor", "judge"]
PLACES = "Oslo Aleppo Lagos Kyoto Lima Dresden Tunis Quito Perth Boston Hanoi Split".split()
NOUNS = "river council budget harbour election strike bridge hospital school treaty".split()
VERBS = "collapsed reopened failed grew closed began stalled recovered".split()
CUES = "said told reporters|added|argued|warned|insisted".split("|")


def paragraph(chance: random.Random) -> str:
    """A paragraph of two or three sentences; every other one with a quotation."""
    name = f"{chance.choice(FIRST)} {chance.choice(LAST)}"
    role, place = chance.choice(ROLES), chance.choice(PLACES)
    noun, verb = chance.choice(NOUNS), chance.choice(VERBS)
    plain = (
        f"The {noun} in {place} {verb} on Monday, after {chance.randint(2, 40)} days of talks "
        f"between the two sides, and nobody had expected it to last."
    )
    if chance.random() < 0.5:
        return plain
    cue = chance.choice(CUES)
    return (
        f"“We knew that the {noun} would not hold, and we wrote to {place} every spring,” {cue} "
        f"{name}, a {role} from {place}. {plain}"
    )


def text(seed: int, size: int) -> str:
    """Paragraphs of together at least `size` characters."""
    chance = random.Random(seed)
    parts: list[str] = []
    while sum(map(len, parts)) < size:
        parts.append(paragraph(chance))
    return "\n\n".join(parts)


def page(seed: int, size: int) -> str:
    """A text dump of a page."""
    chance = random.Random(seed)
    head = f"The {chance.choice(NOUNS)} of {chance.choice(PLACES)} {chance.choice(VERBS)} again"
    day = f"{chance.randint(1, 28)} October 2016"
    menu = "Home\n\nWorld\n\nSport\n\nShare\n\n"
    return f"{menu}{head}\n\n{day}\n\n3 min read\n\n{text(seed, size)}\n\nRead more\n\nRelated\n"


def entry(seed: int, size: int) -> Entry:
    """An annotated article whose text has about `size` characters."""
    body = tuple(Block(kind="paragraph", text=part) for part in text(seed, size).split("\n\n"))
    return annotate(
        Article(
            id=f"https://example.org/{seed}",
            headline=f"Made article number {seed}",
            published=NewsDate(value=f"20{seed % 20:02}-{seed % 12 + 1:02}-{seed % 28 + 1:02}"),
            language="en",
            publisher_name="The Daily Example",
            url=f"https://example.org/{seed}",
            body=body,
            provenance=Provenance(
                format="page-text", reader="page-text", reader_version="1", sha256=f"{seed:064x}"
            ),
        ),
        engine="rules",
    )
