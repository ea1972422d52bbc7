"""A row and a mapping -> an article: what found no field is kept in `extra`, as it stands."""

from __future__ import annotations

import datetime
import functools
import html
import re
from collections.abc import Iterator
from typing import Any

from mediacorpus import languages
from mediacorpus.errors import DateError
from mediacorpus.fields import ID, LANGUAGE
from mediacorpus.newsdate import NewsDate
from mediacorpus.readers import Context, domain, normal_url
from mediacorpus.readers.html_blocks import is_address
from mediacorpus.readers.mapped.bodies import (
    beside_parts,
    blocks_of_element,
    blocks_of_parts,
    blocks_of_text,
)
from mediacorpus.readers.mapped.json_rows import printed
from mediacorpus.readers.mapped.mapping import DATES, LISTS, TEXTS, Mapping, Rule
from mediacorpus.readers.mapped.rows import Row
from mediacorpus.readers.page_facts import future
from mediacorpus.records import (
    Article,
    Basis,
    Block,
    Entry,
    Evidence,
    Notice,
    Provenance,
)
from mediacorpus.text.folding import fold_space

__all__ = ["NothingInItError", "entry_of"]


class NothingInItError(Exception):
    """A row with neither headline nor text nor address."""


def entry_of(
    row: Row,
    mapping: Mapping,
    context: Context,
    provenance: Provenance,
    raw: bytes,
    group: str | None = None,
) -> Entry:
    """The article that a row is; `raw` are its bytes, `group` the name of the list it stands in.

    Raises `NothingInItError`.
    """
    return _Making(row, mapping, context, group).entry(provenance, raw)


class _Making:
    """An article while it is made of a row: what was taken of it, and what there is to say."""

    def __init__(self, row: Row, mapping: Mapping, context: Context, group: str | None) -> None:
        self.row = row
        self.mapping = mapping
        self.context = context
        self.group = group
        self.notices = [*row.notices]
        self.evidence: list[Evidence] = []
        self.taken: set[tuple[str, int]] = set()
        self.used_bodies: set[str] = set()
        self.names = {name.casefold(): name for name in reversed(row.values)}

    # -- values of the row -----------------------------------------------------------------

    def values(self, rule: Rule) -> Iterator[tuple[tuple[str, int], str, bool]]:
        """The values that a rule finds, each with its place in the row, and whether it is all that
        stands there."""
        for key in rule.keys:
            name = key if key in self.row.values else self.names.get(key.casefold(), "")
            for number, value in enumerate(self.row.values.get(name, ())):
                if value in self.mapping.absent:
                    continue
                found, is_whole = value, True
                if rule.pattern:
                    match = re.search(rule.pattern, value, re.DOTALL)
                    if not match:
                        continue
                    found = (match[1] if match.re.groups else match[0]) or ""
                    is_whole = match.span() == (0, len(value))
                if rule.entities:
                    found = html.unescape(found)
                found = dict(rule.values).get(found, found) if rule.values else found
                if found.strip() and found not in self.mapping.absent:
                    yield (name, number), found, is_whole

    def text(self, field: str, given: str | None = None) -> str | None:
        """The value of a field on one line: the caller's, else the first in the row; those that say
        the same are taken as well."""
        rule = self.mapping.rule(field)
        chosen = given
        if given:
            self.rests(field, "caller")
        elif rule and rule.value is not None:
            chosen = rule.value
            self.rests(field, "caller")
        for place, value, is_whole in self.values(rule) if rule else ():
            folded = fold_space(value)
            if chosen is None and folded:
                chosen = folded
                self.rests(field, "meta")
            if is_whole and folded == chosen:
                self.taken.add(place)
        if chosen is None and self.mapping.group == field and self.group:
            chosen = fold_space(self.group) or None
            self.rests(field, "meta")
        return chosen

    def texts(self, field: str) -> tuple[str, ...]:
        """All values of a field."""
        rule = self.mapping.rule(field)
        if rule is None:
            return ()
        found: list[str] = []
        if rule.value is not None:
            self.rests(field, "caller")
            found = _parts(rule.value, rule.separators)
        for place, value, is_whole in self.values(rule):
            parts = _parts(value, rule.separators)
            if parts and not found:
                self.rests(field, "meta")
            found += parts
            if is_whole:
                self.taken.add(place)
        return tuple(dict.fromkeys(found))

    def rests(self, field: str, basis: Basis) -> None:
        """Say what a field rests on."""
        self.evidence.append(Evidence(field=field, basis=basis))

    def note(self, code: str, message: str, excerpt: str | None = None) -> None:
        """Say something of the row."""
        self.notices.append(Notice(code=code, message=message, excerpt=excerpt and excerpt[:200]))

    # -- fields of their own kind ----------------------------------------------------------

    def date(self, field: str, language: str | None) -> NewsDate | None:
        """A date; what is none, or may be of two days, stays in extra with a notice."""
        rule = self.mapping.rule(field)
        if rule is None:
            return None
        fixed: list[tuple[tuple[str, int] | None, str, bool]] = []
        if rule.value is not None:
            fixed.append((None, rule.value, False))
        chosen: NewsDate | None = None
        for place, value, is_whole in (*fixed, *self.values(rule)):
            try:
                date = _date(value, rule, self.context, language)
            except DateError as error:
                self.note("date-unclear", f"{field} was left out: {error}", value)
            else:
                if chosen is None:
                    chosen = date
                    self.rests(field, "meta" if place else "caller")
                    if notice := future(field, date, self.context.retrieved):
                        self.notices.append(notice)
                if is_whole and place and date.value == chosen.value:
                    self.taken.add(place)
        return chosen

    def language(self) -> str | None:
        """The language that the row states, as BCP 47 has it."""
        rule = self.mapping.rule("language")
        chosen = self.context.language
        if chosen:
            self.rests("language", "caller")
        elif rule and rule.value is not None:
            chosen = rule.value
            self.rests("language", "caller")
        for place, value, is_whole in self.values(rule) if rule else ():
            tag = _tag(value)
            if tag is None:
                message = "this is no tag of a language (BCP 47): it is left in extra"
                self.note("language-unclear", message, value)
            elif chosen is None:
                chosen = tag
                self.rests("language", "meta")
            if is_whole and tag is not None and tag == chosen:
                self.taken.add(place)
        return chosen

    def number(self, field: str) -> int | None:
        """A count; what is none stays in extra."""
        rule = self.mapping.rule(field)
        for place, value, is_whole in self.values(rule) if rule else ():
            digits = value.strip().removesuffix(".0")
            if digits.isascii() and digits.isdigit() and len(digits) <= LONGEST_COUNT:
                if is_whole:
                    self.taken.add(place)
                self.rests(field, "meta")
                return int(digits)
        return None

    def is_free(self) -> bool | None:
        """Whether the article is free to read."""
        rule = self.mapping.rule("is_accessible_for_free")
        for place, value, is_whole in self.values(rule) if rule else ():
            said = _TRUTH.get(value.strip().casefold())
            if said is not None:
                if is_whole:
                    self.taken.add(place)
                self.rests("is_accessible_for_free", "meta")
                return said
        return None

    def retrieved(self) -> datetime.datetime | None:
        """When the raw item was fetched, where the row says the moment with its offset."""
        rule = self.mapping.rule("retrieved")
        if self.context.retrieved or rule is None:
            return self.context.retrieved
        for place, value, is_whole in self.values(rule):
            try:
                moment = _date(value, rule, self.context, None).earliest
            except DateError:
                continue
            if moment.tzinfo is not None:
                if is_whole:
                    self.taken.add(place)
                self.rests("retrieved", "meta")
                return moment
        return None

    def image(self) -> list[Block]:
        """The picture of the article."""
        rule = self.mapping.rule("image")
        for place, value, is_whole in self.values(rule) if rule else ():
            url = value.strip()
            if is_address(url):
                if is_whole:
                    self.taken.add(place)
                return [Block(kind="image", url=url)]
        return []

    def domain(self, url: str | None) -> str | None:
        """The domain of the outlet: what the row calls it, else that of the address."""
        rule = self.mapping.rule("domain")
        for place, value, is_whole in self.values(rule) if rule else ():
            said = value.strip().lower()
            host = _host(said) if "://" in said else said.split("/")[0].removeprefix("www.")
            if host and _HOST.fullmatch(host):
                if is_whole and (said in (host, f"www.{host}") or "://" in said):
                    self.taken.add(place)
                self.rests("domain", "meta")
                return host
        host = _host(url) if url else None
        if host:
            self.rests("domain", "caller" if self.context.url else "url")
        return host

    def address(self, field: str) -> str | None:
        """An address; what is none stays in extra."""
        rule = self.mapping.rule(field)
        for place, value, is_whole in self.values(rule) if rule else ():
            url = value.strip()
            if is_address(url):
                if is_whole:
                    self.taken.add(place)
                self.rests(field, "meta")
                return url
        return None

    def url(self) -> str | None:
        """The address of the article: the caller's, else that in the row."""
        if not self.context.url:
            return self.address("url")
        self.rests("url", "caller")
        rule = self.mapping.rule("url")
        for place, value, is_whole in self.values(rule) if rule else ():
            if is_whole and value.strip() == self.context.url:
                self.taken.add(place)
        return self.context.url

    def body(self) -> list[Block]:
        """The blocks of the body: of the first column that has any; another with the same words is
        taken as well."""
        rule = self.mapping.rule("body")
        if rule is None:
            return []
        blocks: list[Block] = []
        for key in rule.keys:
            name = next((one for one in self.row.bodies if one.casefold() == key.casefold()), None)
            if name is not None and not blocks:
                value = self.row.bodies[name]
                blocks = _of_structure(value, rule)
                self.used_bodies.add(name)
        if rule.value is not None:
            blocks = blocks or blocks_of_text(rule.value, rule.split)
        for place, value, is_whole in self.values(rule):
            found = [] if blocks else blocks_of_text(value, rule.split)
            is_same = not found and fold_space(value) == " ".join(
                block.text for block in blocks if block.text
            )
            blocks = blocks or found
            if is_whole and (found or is_same):
                self.taken.add(place)
        if blocks:
            self.rests("body", "printed")
        return blocks

    def id(self, url: str | None, body: list[Block], raw: bytes) -> str:
        """The caller's id, else that of the archive, else the address, else the digest of the row.

        The address of a row without a text is none: it would take the place of the article itself.
        """
        rule = self.mapping.rule("id")
        number = None
        for place, value, is_whole in self.values(rule) if rule else ():
            wanted = f"{rule.prefix if rule else ''}{value.strip()}"
            if ID.fullmatch(wanted) and len(wanted) <= LONGEST_ID:
                number = wanted
                if is_whole:
                    self.taken.add(place)
                break
            self.note("id-unusable", "an id has no spaces in it, and is not so long", value)
        if number is None and url and body and not self.context.url:
            number = normal_url(url)
            number = number if len(number) <= LONGEST_ID else None
        return self.context.article_id(raw, number)

    # -- the whole -------------------------------------------------------------------------

    def entry(self, provenance: Provenance, raw: bytes) -> Entry:
        """The article, with the notices of reading it."""
        body = self.body()
        fields: dict[str, Any] = {
            field: self.text(field) for field in self.has(TEXTS) - {"publisher_name"}
        }
        fields["publisher_name"] = self.text("publisher_name", self.context.publisher)
        fields |= {field: self.texts(field) for field in self.has(LISTS)}
        url = self.url()
        if not (body or fields.get("headline") or url):
            raise NothingInItError
        language = self.language()
        known = language if languages.has_pack(language) else None
        fields |= {field: self.date(field, known) for field in sorted(self.has(DATES))}
        pictures = self.image()
        if language is None and body:
            words = " ".join(block.text for block in body if block.text)
            language = languages.identify(words)
            if language:
                self.rests("language", "inferred")
        alt_ids = {}
        for scheme, rule in self.mapping.alt_ids:
            for place, value, is_whole in self.values(rule):
                alt_ids[scheme] = value.strip()
                if is_whole:
                    self.taken.add(place)
                break
        article = Article(
            id=self.id(url, body, raw),
            **fields,
            url=url,
            canonical_url=self.address("canonical_url"),
            domain=self.domain(url),
            language=language,
            retrieved=self.retrieved(),
            is_accessible_for_free=self.is_free(),
            word_count=self.number("word_count"),
            reading_time_minutes=self.number("reading_time_minutes"),
            alt_ids=alt_ids,
            body=(*pictures, *body),
            extra=self.extra(),
            evidence=tuple(self.evidence),
            provenance=provenance,
        )
        self.note_missing(article, body)
        return Entry(article=article, notices=tuple(self.notices))

    def has(self, fields: frozenset[str]) -> frozenset[str]:
        """Those of the fields for which the mapping has a rule."""
        return fields & {name for name, _ in self.mapping.fields}

    def extra(self) -> dict[str, tuple[str, ...]]:
        """What found no field."""
        left: dict[str, tuple[str, ...]] = {}
        for name, values in self.row.values.items():
            rest = [
                value
                for number, value in enumerate(values)
                if (name, number) not in self.taken and value not in self.mapping.absent
            ]
            if rest:
                left[name] = tuple(rest)
        rule = self.mapping.rule("body")
        for name, value in self.row.bodies.items():
            if name not in self.used_bodies:
                for words in _words_of_structure(value, rule):
                    left[name] = (*left.get(name, ()), words)
            elif rule and rule.parts:
                for key, words in beside_parts(value, rule.parts):
                    label = f"{name}.{key}".rstrip(".")
                    left[label] = (*left.get(label, ()), words)
        return left

    def note_missing(self, article: Article, body: list[Block]) -> None:
        """Say what an article should have and has not."""
        if article.headline is None:
            self.note("no-headline", "the row has no headline")
        if not body and self.mapping.pointers:
            what = self.mapping.about.partition(",")[0]
            self.note(
                "pointer",
                f"this points to an article, and has no text ({what}): read the page itself",
            )
        elif not body:
            self.note("no-body", "the row has no text")
        if article.published is None:
            for name, meaning in self.mapping.not_published:
                if name in article.extra:
                    self.note(
                        "date-not-published",
                        f"{name} is {meaning}, and not when the article was published: it is left "
                        "in extra",
                        article.extra[name][0],
                    )


LONGEST_COUNT = 15
LONGEST_ID = 2048
_TRUTH = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}
_HOST = re.compile(r"[^\s/:@]+\.[^\s/:@.]{2,}")


def _of_structure(value: Any, rule: Rule) -> list[Block]:
    if rule.parts:
        return blocks_of_parts(value, rule.parts)
    return [block for element in value for block in blocks_of_element(element)]


def _words_of_structure(value: Any, rule: Rule | None) -> tuple[str, ...]:
    """The words of a body that was not taken: as they are printed in JSON, or those of elements."""
    if rule and rule.parts:
        return (printed(value),)
    words = ("".join(element.itertext()).strip() for element in value)
    return tuple(filter(None, words))


def _parts(value: str, separators: tuple[str, ...]) -> list[str]:
    pieces = re.split(_any_of(separators), value) if separators else [value]
    return [folded for folded in map(fold_space, pieces) if folded]


@functools.cache
def _any_of(separators: tuple[str, ...]) -> str:
    return "|".join(map(re.escape, separators))


def _tag(value: str) -> str | None:
    """A tag of a language as BCP 47 has it; None for what is none.

    >>> _tag("EN_gb"), _tag("English")
    ('en-gb', None)
    """
    tag = value.strip().replace("_", "-")
    first, dash, rest = tag.partition("-")
    tag = first.lower() + dash + rest
    return tag if LANGUAGE.fullmatch(tag) else None


def _host(url: str) -> str | None:
    try:
        return domain(url)
    except ValueError:
        return None


def _date(value: str, rule: Rule, context: Context, language: str | None) -> NewsDate:
    """The date that a value is, as precise as it is printed.

    Raises `DateError`.
    """
    printed = value.strip()
    if rule.format == "epoch":
        date = _of_epoch(printed)
    elif rule.format:
        date = _of_format(printed, rule.format)
    else:
        date = NewsDate.parse(
            printed,
            language=language,
            order=rule.order or context.order,
            reference=context.retrieved,
        )
    midnight = _MIDNIGHT.fullmatch(date.value) if rule.midnight == "unknown" else None
    return NewsDate(value=midnight[1], raw=date.raw, calendar=date.calendar) if midnight else date


_MIDNIGHT = re.compile(r"(\d{4}-\d\d-\d\d)T00:00(?::00(?:\.0+)?)?(?:Z|[+-]\d\d:\d\d)?")


def _of_epoch(printed: str) -> NewsDate:
    """A date of the seconds since 1970, or of the thousandths of one where they are so many."""
    try:
        count = float(printed)
        seconds = count / 1000 if abs(count) >= 1e11 else count
        moment = datetime.datetime.fromtimestamp(int(seconds), datetime.UTC)
    except (ValueError, OverflowError, OSError):
        raise DateError(f"{printed[:80]!r} is no number of seconds since 1970") from None
    return NewsDate(value=moment.isoformat(), raw=printed)


def _of_format(printed: str, form: str) -> NewsDate:
    """A date as `datetime.strptime` reads it, without what the form does not have."""
    try:
        moment = datetime.datetime.strptime(printed, form)  # noqa: DTZ007 - as it is printed
    except ValueError as error:
        raise DateError(str(error)[:200]) from None
    said = set(_DIRECTIVE.findall(form))
    lengths = (
        ("S", 19),
        ("Tc", 19),
        ("X", 19),
        ("M", 16),
        ("H", 13),
        ("I", 13),
        ("d", 10),
        ("j", 10),
    )
    length = next((size for signs, size in lengths if said & set(signs)), 0)
    length = length or (7 if said & set("mbB") else 4)
    value = moment.replace(microsecond=0, tzinfo=None).isoformat()[:length]
    offset = moment.strftime("%z") if length > 10 else ""
    value += f"{offset[:3]}:{offset[3:5]}" if offset else ""
    return NewsDate(value=value, raw=printed)


_DIRECTIVE = re.compile(r"%([A-Za-z])")
