"""What agencies call things, and what each does in its own way: the words of ``agency.toml``."""

from __future__ import annotations

import functools
import importlib.resources
import re
import tomllib

import attrs

__all__ = ["Dialect", "Words", "dialect_of", "local", "words"]


@attrs.frozen
class Dialect:
    """What one agency does in its own way.

    `ranks` are the fields of headlines by their rank; `sections` the types of subjects that name a
    section, `beside` those of subjects that are kept apart.  `located_is_desk` where the place is
    that of the desk, `abstract_is_archives` where an abstract was written by an archive and not by
    the outlet; `metas` are the fields of NITF's `meta` elements, by their names.
    """

    ids: tuple[str, ...] = ()
    names: frozenset[str] = frozenset()
    ranks: dict[str, str] = attrs.field(factory=dict)
    sections: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    located_is_desk: bool = False
    abstract_is_archives: bool = False
    metas: dict[str, str] = attrs.field(factory=dict)


@attrs.frozen
class Words:
    """The words of all agencies.

    `roles` are the fields of headlines, descriptions and people by their role; `kinds` what to call
    an item that is no text, `elements` the kinds of NewsML-G2's items; `status` why what has such a
    status must not be used; `elements_of` and `classes` what parts of markup are, by their names.
    """

    roles: dict[str, str]
    kinds: dict[str, str]
    elements: dict[str, str]
    status: dict[str, str]
    markup: dict[str, frozenset[str]]
    classes: dict[str, frozenset[str]]
    sign_off: re.Pattern[str]
    rule: re.Pattern[str]
    not_published: re.Pattern[str]
    notebook: re.Pattern[str]
    dialects: tuple[Dialect, ...]


@functools.cache
def words() -> Words:
    """The words, read once."""
    file = importlib.resources.files("mediacorpus.readers.agency") / "agency.toml"
    read = tomllib.loads(file.read_text(encoding="utf-8"))
    elements = read["kinds"].pop("elements")
    classes = read["markup"].pop("classes")
    text = read["text"]
    return Words(
        roles={name: field for field, names in read["roles"].items() for name in names},
        kinds=read["kinds"],
        elements=elements,
        status=read["status"],
        markup={part: frozenset(names) for part, names in read["markup"].items()},
        classes={part: frozenset(names) for part, names in classes.items()},
        sign_off=re.compile("|".join(text["sign_offs"])),
        rule=re.compile(text["rules"]),
        not_published=re.compile("|".join(text["not_published"]), re.IGNORECASE),
        notebook=re.compile("|".join(text["notebooks"]), re.IGNORECASE),
        dialects=tuple(_dialect(one) for one in read["agencies"]),
    )


def _dialect(read: dict[str, object]) -> Dialect:
    """A dialect of the file, its lists made tuples."""
    made = {key: tuple(one) if isinstance(one, list) else one for key, one in read.items()}
    names = frozenset(map(str.casefold, made.pop("names", ())))  # type: ignore[call-overload]
    return Dialect(names=names, **made)  # type: ignore[arg-type]


_PLAIN = Dialect()


def dialect_of(number: str | None, name: str | None = None) -> Dialect:
    """The dialect of an item, by its id or by what its agency calls itself.

    >>> dialect_of("tag:reuters.com,2018:newsml_X").located_is_desk
    True
    """
    said = (name or "").casefold()
    for dialect in words().dialects:
        if said in dialect.names or (number and number.startswith(dialect.ids or ("\0",))):
            return dialect
    return _PLAIN


def local(code: str) -> str:
    """A code without its scheme: the end of a qcode or of a URI, in lower case.

    >>> local("drol:summary"), local("http://cv.iptc.org/newscodes/pubstatusg2/Withheld")
    ('summary', 'withheld')
    """
    return re.split(r"[:/#]", code.strip())[-1].lower()
