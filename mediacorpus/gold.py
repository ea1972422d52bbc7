"""Quotes that people annotated, read from JSONL and brat stand-off, to score engines by."""

from __future__ import annotations

import os
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from difflib import get_close_matches
from pathlib import Path
from typing import ClassVar, NamedTuple

import attrs
import msgspec

from mediacorpus import jsonl
from mediacorpus.errors import DecodeError, InputError, ValidationError
from mediacorpus.pipeline import annotate
from mediacorpus.quotes.scoring import KINDS, AnnotatedArticle, AnnotatedQuote, annotated
from mediacorpus.records import Article, Block, Entry, QuoteKind, Span
from mediacorpus.streams import lines

__all__ = ["find", "read_gold"]


def read_gold(
    path: str | os.PathLike[str], *, annotator: str | None = None
) -> Iterator[AnnotatedArticle]:
    """The articles of a file of JSONL, or of a folder of brat stand-off (.txt and .ann).

    A line of JSONL is an entry of ours, or ``{"id", "text", "annotations": {annotator: [{"source",
    "cue", "content": [[start, end], ...], "type", "resolved"}]}}``; of several annotators, the
    first by name is taken, or the one asked for.

    Raises `DecodeError` with file and line for what cannot be read, `InputError` where there is
    nothing.
    """
    path = Path(path)
    if path.is_dir():
        return _read_brat(path)
    if not path.exists():
        raise InputError(f"{path}: there is no such file or folder")
    return _read_jsonl(path, annotator)


def find(
    gold: Iterable[AnnotatedArticle], *, engine: str | None = None, language: str | None = None
) -> Iterator[Entry]:
    """What an engine finds in the same texts.

    `language` is that of the articles that don't state theirs; without it, it is told by the text.
    Where there is no language pack, a notice of the entry says so.
    """
    for one in gold:
        # The text in one piece, so that every span of the gold means the same place.
        body = (Block(kind="paragraph", text=one.text),) if one.text else ()
        article = Article(id=one.id, language=one.language or language, body=body)
        yield annotate(article, engine=engine)


# -- JSONL ---------------------------------------------------------------------------------


@attrs.frozen
class _Quote:
    id: str | None = None
    content: list[tuple[int, int]] = attrs.Factory(list)
    source: list[tuple[int, int]] = attrs.Factory(list)
    cue: list[tuple[int, int]] = attrs.Factory(list)
    type: QuoteKind | None = None
    resolved: str | None = None


@attrs.frozen
class _Line:
    id: str
    text: str
    annotations: dict[str, list[_Quote]]
    language: str | None = None


_decode = msgspec.json.Decoder(_Line).decode
_encoded_schema = re.compile(rb'\{\s*"schema"\s*:')


def _read_jsonl(path: Path, annotator: str | None) -> Iterator[AnnotatedArticle]:
    number = 1
    is_empty = True
    try:
        with open(path, "rb") as stream:
            for line in lines(stream, str(path)):
                if line.strip():
                    is_entry = _encoded_schema.match(line)
                    yield (
                        annotated(jsonl.loads(line, Entry))
                        if is_entry
                        else _of_line(line, annotator)
                    )
                    is_empty = False
                number += 1
    except DecodeError as error:
        raise error.__class__(error.reason, path=str(path), line=number) from None
    if is_empty:
        raise InputError(f"{path}: there is no article in it")


_OTHER_NAMES = {"speaker": "source", "kind": "type", "spans": "content"}


def _check_names(line: bytes) -> None:
    """Raise for a key that is none of ours, which would be passed over."""
    found = msgspec.json.decode(line)
    _check_keys(found, _Line, "$")
    for name, quotes in found["annotations"].items():
        for number, quote in enumerate(quotes):
            place = f"$.annotations.{name}[{number}]"
            _check_keys(quote, _Quote, place)
            if "content" not in quote:
                raise DecodeError(
                    f"{place} has no 'content': say where the words of the quote stand, or write "
                    "[] where they stand nowhere, and the annotation is passed over"
                )


def _check_keys(found: dict[str, object], kind: type, place: str) -> None:
    known = [field.name for field in attrs.fields(kind)]
    for key in found:
        if key not in known:
            near = _OTHER_NAMES.get(key) or next(iter(get_close_matches(key, known)), None)
            meant = f"is {near!r} meant?" if near in known else "take it out"
            raise DecodeError(
                f"{place}: unknown key {key!r}: {meant}  Known are {', '.join(known)}"
            )


def _of_line(line: bytes, annotator: str | None) -> AnnotatedArticle:
    try:
        made = _decode(line)
        _check_names(line)
        names = made.annotations
        name = min(names, default=None) if annotator is None else annotator
        if name not in names:
            raise DecodeError(
                f"the article {made.id!r} has no annotations by {annotator!r}; "
                f"it has some by: {', '.join(sorted(names))}"
                if names
                else f"the article {made.id!r} has no annotations: where somebody looked at it and "
                'found no quotes, write "annotations": {"name": []}'
            )
        return AnnotatedArticle(
            id=_id(made.id),
            text=made.text,
            language=made.language,
            quotes=tuple(
                AnnotatedQuote(
                    content=_spans(one.content),
                    source=_spans(one.source),
                    cue=_spans(one.cue),
                    kind=one.type,
                    names=(one.resolved,) if one.resolved else (),
                )
                for one in names[name]
            ),
        )
    except msgspec.ValidationError as error:
        kinds = f" (it is one of {', '.join(KINDS)})" if ".type`" in str(error) else ""
        raise DecodeError(f"{error}{kinds}: {_LAYOUT}") from None
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise DecodeError(f"not JSON: {error}: {_LAYOUT}") from None
    except ValidationError as error:
        raise DecodeError(f"{error}; offsets are counted in characters, from 0") from None


_LAYOUT = (
    'a line is {"id": …, "text": …, "annotations": {"name of the annotator": [{"source": '
    '[[start, end]], "cue": …, "content": …, "type": "direct"}]}}, or an entry of mediacorpus'
)


def _id(name: str) -> str:
    """An id has no white space."""
    return "_".join(name.split())


def _spans(pairs: Iterable[tuple[int, int]]) -> tuple[Span, ...]:
    return tuple(Span(start=start, end=end) for start, end in pairs)


# -- brat ----------------------------------------------------------------------------------


def _read_brat(folder: Path) -> Iterator[AnnotatedArticle]:
    """Each article of a folder and of those within it, in the order of the names."""
    texts = {path.with_suffix("") for path in folder.rglob("*.txt")}
    marks = {path.with_suffix("") for path in folder.rglob("*.ann")}
    if not texts and not marks:
        raise InputError(
            f"{folder}: there are no .txt and .ann files in it (annotations as JSONL are given as "
            "a file, not as a folder)"
        )
    for one in sorted(texts | marks):
        if one not in texts:
            raise InputError(f"{one}.ann: its text is missing: put {one.name}.txt beside it")
        if one not in marks:
            raise InputError(
                f"{one}.txt: its annotations are missing: put {one.name}.ann beside it, an empty "
                "file if there is no quote in the text"
            )
        yield _Brat(folder, one).article()


class _Mark(NamedTuple):
    label: str
    spans: tuple[Span, ...]


_LABELS = ("Source", "Cue", "Content")
_WHAT_LINES = (
    "T (source, cue or content), R (relation), E (event), A or M (attribute), N (name), "
    "# (note) or * (equivalence)"
)


class _Brat:
    """One .ann file, read line by line."""

    def __init__(self, folder: Path, name: Path) -> None:
        self.id = _id(name.relative_to(folder).as_posix())
        self.path = f"{name}.ann"
        self.line = 0
        self.text = self._read(f"{name}.txt")
        self.marks: dict[str, _Mark] = {}
        self.triggers: dict[str, str] = {}
        self.events: dict[str, list[str]] = {}
        self.tied: dict[str, list[str]] = defaultdict(list)
        self.tied_on: dict[str, int] = {}
        self.kinds: dict[str, QuoteKind] = {}
        self.names: dict[str, str] = {}

    def _read(self, path: str) -> str:
        try:
            return Path(path).read_bytes().decode()
        except UnicodeDecodeError as error:
            raise DecodeError(
                f"byte {error.start} is not UTF-8: save it as UTF-8, as brat does", path=path
            ) from None

    def article(self) -> AnnotatedArticle:
        """The text with its quotes."""
        found: dict[str, list[tuple[int, str]]] = defaultdict(list)
        for number, line in enumerate(self._read(self.path).split("\n"), start=1):
            self.line = number
            if not line.strip():
                continue
            if line[0] not in self._adders and line[0] not in "#*":
                raise self._error(f"{line[:20]!r} is no line of brat's: {_WHAT_LINES}")
            if line[0] == "E":
                id, _, rest = line.partition("\t")
                self.triggers[id] = rest.partition(" ")[0].rpartition(":")[2].strip()
            found[line[0]].append((number, line.rstrip("\r")))
        for letter, add in self._adders.items():  # whatever the order in which they stand
            for self.line, line in found[letter]:
                add(self, line)
            if letter == "T":
                self._check_labels()
        quotes = tuple(self._quotes())
        self._check_ties()
        return AnnotatedArticle(id=self.id, text=self.text, quotes=quotes)

    def _check_ties(self) -> None:
        """Raise for a cue or a source that is tied to something, and not to a content."""
        for one, others in self.tied.items():
            kind = self.marks[one].label
            around = {one, *others, *(far for other in others for far in self.tied[other])}
            if others and kind in ("Cue", "Source") and not self._of(around, "Content"):
                self.line = self.tied_on[one]
                words = " ".join(span.of(self.text) for span in self.marks[one].spans)
                raise self._error(
                    f"the {kind.lower()} {one} ({words[:40]!r}) is tied to {' and '.join(others)}, "
                    "and none of these to a content, so there is no quote: "
                    "tie one to its content, or delete this line"
                )

    def _check_labels(self) -> None:
        known = {mark.label for mark in self.marks.values()}
        if known and not known & set(_LABELS):
            raise self._error(
                f"none of the entities is a {', '.join(_LABELS)}; these are: "
                f"{', '.join(sorted(known))}: rename them"
            )

    # -- lines -----------------------------------------------------------------------------

    def _add_mark(self, line: str) -> None:
        match = _MARK.fullmatch(line)
        if match is None:
            raise self._error(
                f"{line[:40]!r} is no entity: it is written 'T1<tab>Content 10 20<tab>words', "
                "several stretches as 'Content 10 20;30 40'"
            )
        id, label, places, words = match.groups()
        if id in self.marks:
            raise self._error(f"the entity {id} is there twice: give one of them another number")
        spans = []
        for place in places.split(";"):
            start, end = map(int, place.split())
            if not start <= end <= len(self.text):
                raise self._error(
                    f"{id} is from {start} to {end}, but the text has {len(self.text)} "
                    "characters: is it the .txt file that was annotated?"
                )
            spans.append(Span(start=start, end=end))
        stands = " ".join(span.of(self.text) for span in spans)
        if words is not None and stands.split() != words.split():
            raise self._error(
                f"{id} is {words[:40]!r}, but {stands[:40]!r} stands there: was the .txt file "
                "changed after it was annotated, or its line ends?"
            )
        label = next((one for one in _LABELS if one.casefold() == label.casefold()), label)
        self.marks[id] = _Mark(label, tuple(spans))

    def _add_event(self, line: str) -> None:
        id, _, rest = line.partition("\t")
        self.events[id] = self._members(rest.split())
        self._tie(self.events[id])

    def _add_relation(self, line: str) -> None:
        members = self._members(line.partition("\t")[2].split()[1:])
        if len(members) != 2:
            raise self._error(
                f"{line[:40]!r} is no relation: it is written 'R1<tab>Name Arg1:T1 Arg2:T2'"
            )
        self._tie(members)

    def _add_attribute(self, line: str) -> None:
        words = line.partition("\t")[2].split()
        for kind in KINDS:
            if kind in (word.casefold() for word in words) and len(words) > 1:
                self.kinds.update(dict.fromkeys(self.events.get(words[1], words[1:2]), kind))

    def _add_name(self, line: str) -> None:
        _, what, name = (*line.split("\t"), "", "")[:3]
        if name.strip() and len(what.split()) > 1:
            self.names[what.split()[1]] = name.strip()

    _adders: ClassVar[dict[str, Callable[[_Brat, str], None]]] = {
        "T": _add_mark, "E": _add_event, "R": _add_relation,
        "A": _add_attribute, "M": _add_attribute, "N": _add_name,
    }  # fmt: skip

    def _members(self, arguments: list[str]) -> list[str]:
        """The entities that arguments ("Arg1:T2", "Content:E3") name; of an event, its trigger."""
        members = []
        for argument in arguments:
            id = argument.rpartition(":")[2]
            id = self.triggers.get(id, id)
            if id not in self.marks:
                raise self._error(f"{argument!r} refers to {id!r}, and there is no line for that")
            members.append(id)
        return members

    def _tie(self, members: list[str]) -> None:
        for one in members:
            if others := [other for other in members if other != one]:
                self.tied[one] += others
                self.tied_on[one] = self.line

    def _error(self, reason: str) -> DecodeError:
        return DecodeError(reason, path=self.path, line=self.line)

    # -- quotes ----------------------------------------------------------------------------

    def _quotes(self) -> Iterator[AnnotatedQuote]:
        """A quote for each cue with everything that is tied to it, and for each content that no
        cue is tied to."""
        left = self._of(self.marks, "Content")
        for cue in self._of(self.marks, "Cue"):
            contents = self._joined(self._of(self.tied[cue], "Content"))
            if contents:
                left = [one for one in left if one not in contents]
                yield self._quote([cue], contents)
        while left:
            contents = self._joined(left[:1])
            left = [one for one in left if one not in contents]
            yield self._quote([], contents)

    def _quote(self, cues: list[str], contents: list[str]) -> AnnotatedQuote:
        near = [other for one in (*cues, *contents) for other in self.tied[one]]
        sources = list(dict.fromkeys(self._of(near, "Source")))
        members = (*cues, *contents, *sources)
        return AnnotatedQuote(
            content=self._spans(contents),
            cue=self._spans(cues),
            source=self._spans(sources),
            kind=next((self.kinds[one] for one in members if one in self.kinds), None),
            names=tuple(self.names[one] for one in sources if one in self.names)[:1],
        )

    def _joined(self, contents: list[str]) -> list[str]:
        """The contents with those that are tied to them directly."""
        joined = dict.fromkeys(contents)
        ahead = list(contents)
        while ahead:
            for other in self._of(self.tied[ahead.pop()], "Content"):
                if other not in joined:
                    joined[other] = None
                    ahead.append(other)
        return list(joined)

    def _of(self, ids: Iterable[str], label: str) -> list[str]:
        return [id for id in ids if self.marks[id].label == label]

    def _spans(self, ids: Iterable[str]) -> tuple[Span, ...]:
        spans = (span for id in ids for span in self.marks[id].spans)
        return tuple(sorted(spans, key=lambda span: (span.start, span.end)))


_MARK = re.compile(r"(T\S+)\t(\S+) (\d+ \d+(?:;\d+ \d+)*)(?:\t(.*))?")
