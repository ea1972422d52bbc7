"""Records <-> JSONL: lines, streams and files, plain, gzip or Zstandard.

A line is one record, in the order of its class's fields, after a mark of the schema::

    {"schema":"mediacorpus/1","text_sha256":"…","article":{…},"quotes":[…],"sources":[…],"notices":[…]}

A record of its own bears ``mediacorpus.quote/1``, ``mediacorpus.source/1`` and so on.  The same
record gives the same bytes on every run.  What is read back is held to everything that a new record
is held to; a line that says more than its schema (an unknown key, a key twice, a hash that is not
its text's) is refused, because nothing may be dropped in silence.
"""

from __future__ import annotations

import datetime
import hashlib
import json
import os
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, Any, NoReturn, TypeVar, overload

import attrs
import msgspec

from mediacorpus.errors import DecodeError, EncodeError, InputError, SchemaError, ValidationError
from mediacorpus.records import Article, Entry, Notice, Quote, Rejection, Review, Source
from mediacorpus.streams import check_is_file, lines, write_all, written_file

__all__ = ["dump", "dumps", "json_schema", "load", "loads"]

VERSION = 1

SCHEMAS: dict[type, str] = {
    Entry: f"mediacorpus/{VERSION}",
    Article: f"mediacorpus.article/{VERSION}",
    Quote: f"mediacorpus.quote/{VERSION}",
    Source: f"mediacorpus.source/{VERSION}",
    Notice: f"mediacorpus.notice/{VERSION}",
    Rejection: f"mediacorpus.rejection/{VERSION}",
    Review: f"mediacorpus.review/{VERSION}",
}
"""The mark at the head of a line, for each record that can be one."""

Line = Entry | Article | Quote | Source | Notice | Rejection | Review
R = TypeVar("R", Entry, Article, Quote, Source, Notice, Rejection, Review)

_HEADS = {kind: b'{"schema":"%s",' % schema.encode() for kind, schema in SCHEMAS.items()}

_encode = msgspec.json.Encoder().encode


_decoders: dict[object, msgspec.json.Decoder[Any]] = {}


def _decoder(kind: type[R]) -> msgspec.json.Decoder[R]:
    if kind not in _decoders:
        _decoders[kind] = msgspec.json.Decoder(kind)
    return _decoders[kind]


# -- one record -----------------------------------------------------------------------------


def dumps(record: Line) -> bytes:
    r"""One line of JSON for a record, with its line end.

    Raises `EncodeError` where UTF-8 cannot hold the record (lone surrogates), and names the field.

    >>> dumps(Source(id="s1", name="Getty", kind="agency", key="getty"))[:61]
    b'{"schema":"mediacorpus.source/1","id":"s1","article_id":null,'
    """
    head = _HEADS.get(type(record))
    if head is None:
        raise EncodeError(f"{type(record).__name__} is no record that stands on a line of its own")
    try:
        if isinstance(record, Entry):
            head += _text_sha256(record.article)
        elif isinstance(record, Article):
            head += _text_sha256(record)
        return b"".join((head, _encode(record)[1:], b"\n"))
    except UnicodeEncodeError as error:
        raise EncodeError(_surrogate(record, error)) from None


def _text_sha256(article: Article) -> bytes:
    digest = hashlib.sha256(article.text.encode()).hexdigest()
    return b'"text_sha256":"%s",' % digest.encode()


def _surrogate(record: Line, error: UnicodeEncodeError) -> str:
    """Which field holds the character that could not be encoded."""
    for path, value in _strings(record, type(record).__name__):
        for position, character in enumerate(value):
            if 0xD800 <= ord(character) < 0xE000:
                return (
                    f"{path}: character {position} is a lone surrogate (U+{ord(character):04X}), "
                    "which UTF-8 cannot hold: replace it, with '\\ufffd' say"
                )
    return str(error)


def _strings(value: object, path: str) -> Iterator[tuple[str, str]]:
    """Every string within a record, with its path."""
    if isinstance(value, str):
        yield path, value
    elif attrs.has(type(value)):
        for name, part in vars(value).items():
            yield from _strings(part, f"{path}.{name}")
    elif isinstance(value, tuple):
        for number, item in enumerate(value):
            yield from _strings(item, f"{path}[{number}]")
    elif isinstance(value, dict):
        for key, item in value.items():
            yield f"{path} key", key
            yield from _strings(item, f"{path}[{key!r}]")


@overload
def loads(line: bytes | str) -> Entry: ...
@overload
def loads(line: bytes | str, type: type[R]) -> R: ...
def loads(line: bytes | str, type: type[Any] = Entry) -> Any:
    """Read one line back.

    Raises `DecodeError` for what is no such record, `SchemaError` for a line of another schema.

    >>> loads(dumps(Source(id="s1", name="Getty", kind="agency", key="getty")), Source).name
    'Getty'
    """
    if isinstance(line, str):
        try:
            line = line.encode()
        except UnicodeEncodeError:
            raise DecodeError("the line holds a lone surrogate") from None
    line = line.strip(b" \t\r\n") + b"\n"
    record = decode(line, type)
    try:
        record._check()
    except ValidationError as error:
        raise DecodeError(str(error)) from None
    if dumps(record) != line:
        _check_faithful(line, record)
    return record


def decode(line: bytes, type: type[R]) -> R:
    """Read a line that a checksum vouches for: schema and types are looked at, nothing else.

    What `loads` does besides (spans against words, unknown and double keys) was done before the
    line was written.
    """
    check_schema(line, type)
    try:
        record: R = _decoder(type).decode(line)
    except msgspec.ValidationError as error:
        reason, _, path = str(error).partition(" - at ")
        raise DecodeError(f"{path.strip('`')}: {reason}" if path else reason) from None
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise _not_json(line, error) from None
    return record


def _not_json(line: bytes, error: Exception) -> DecodeError:
    """What is wrong with a line that is no JSON."""
    line = line.strip()
    if not line:
        return DecodeError("not JSON: the line is empty")
    if not line.startswith(b"{"):
        start = line[:20].decode("utf-8", "replace")
        return DecodeError(f"not JSON: the line begins with {start!r}, a record with '{{'")
    if not line.endswith(b"}"):
        return DecodeError("the line is cut: it ends in the middle of a record")
    try:
        line.decode()
    except UnicodeDecodeError as wrong:
        return DecodeError(f"not JSON: byte {wrong.start} of the line is not UTF-8")
    return DecodeError(f"not JSON: {error}")


def _no_schema(type: type) -> SchemaError:
    kinds = ", ".join(kind.__name__ for kind in SCHEMAS)
    return SchemaError(f"{type.__name__} is no record with a line of its own; these are: {kinds}")


def check_schema(line: bytes, type: type[R]) -> None:
    """Raise `SchemaError` if the line's schema is not the one wanted."""
    head = _HEADS.get(type)
    if head is None:
        raise _no_schema(type)
    if line.startswith(head):
        return
    value = _parse(line)  # it may be spaced or ordered differently, or be of another schema
    wanted = SCHEMAS[type]
    if not isinstance(value, dict) or not isinstance(value.get("schema"), str):
        raise SchemaError(f'no record of ours: it has no "schema" (wanted: "{wanted}")')
    schema = value["schema"]
    if schema == wanted:
        return
    name, _, version = schema.partition("/")
    if name == wanted.partition("/")[0] and re.fullmatch(r"[0-9]{1,9}", version):
        if int(version) > VERSION:
            raise SchemaError(
                f'schema "{schema}" is newer than this version of mediacorpus, which knows '
                f'"{wanted}": upgrade mediacorpus to read it'
            )
        raise SchemaError(f'there is no schema "{schema}"; this version knows "{wanted}"')
    other = next((kind.__name__ for kind, mark in SCHEMAS.items() if mark == schema), None)
    hint = f": read it with type={other}" if other else ""
    raise SchemaError(f'the line is "{schema[:80]}", not "{wanted}"{hint}')


def _parse(line: bytes) -> object:
    """The JSON of a line as Python's own objects; a key twice is an error."""

    def unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
        found = dict(pairs)
        if len(found) < len(pairs):
            (twice, _), *_ = Counter(key for key, _ in pairs).most_common(1)
            raise DecodeError(f"the key {twice!r} stands there twice")
        return found

    def refuse(constant: str) -> NoReturn:
        raise DecodeError(f"{constant} is no JSON number")

    try:
        return json.loads(line, object_pairs_hook=unique, parse_constant=refuse)
    except DecodeError:
        raise
    except (ValueError, RecursionError) as error:
        raise _not_json(line, error) from None


def _check_faithful(line: bytes, record: Line) -> None:
    """Raise if the line says something that the record does not.

    A line that was written elsewhere may be spaced or ordered differently, and that is all.
    """
    written, ours = _parse(line), _parse(dumps(record))
    _compare(written, ours, "$")


def _compare(written: object, ours: object, path: str) -> None:
    if isinstance(written, dict) and isinstance(ours, dict):
        for key, value in written.items():
            if key not in ours:
                raise DecodeError(
                    f"{path}: unknown key {key!r} (a newer mediacorpus, or another program, wrote "
                    "this line; reading it here would drop what it says)"
                )
            _compare(value, ours[key], f"{path}.{key}")
        if path == "$" and "text_sha256" in ours and "text_sha256" not in written:
            raise DecodeError("$.text_sha256 is missing")
    elif isinstance(written, list) and isinstance(ours, list) and len(written) == len(ours):
        for number, (one, other) in enumerate(zip(written, ours, strict=True)):
            _compare(one, other, f"{path}[{number}]")
    elif path == "$.text_sha256" and written != ours:
        raise DecodeError(
            f"{path}: the text is not the one that this line was written with (SHA-256 {ours})"
        )
    elif written != ours and not (
        path.endswith((".retrieved", ".at")) and _same_moment(written, ours)
    ):
        raise DecodeError(f"{path}: {written!r} cannot be kept; it would become {ours!r}")


def _same_moment(written: object, ours: object) -> bool:
    """Whether two moments are one, however they are written; ours has microseconds, no less."""
    if not isinstance(written, str) or re.search(r"[.,][0-9]{7}", written):
        return False
    one = datetime.datetime.fromisoformat(written.upper())
    other = datetime.datetime.fromisoformat(str(ours))
    return one == other and one.utcoffset() == other.utcoffset()


# -- files and streams ----------------------------------------------------------------------


def dump(records: Iterable[Line], target: str | os.PathLike[str] | IO[bytes]) -> int:
    """Write records as JSONL to a path or a binary stream; return how many.

    A path ending in ``.gz`` or ``.zst`` is compressed.  A file appears whole or not at all: until
    every record is written, and if one cannot be, the path keeps what it had.  Pipes and devices
    are written straight.

    Raises `EncodeError`, which names the record's number, and `InputError` where the path is a
    folder, or in none that exists.
    """
    if not isinstance(target, (str, os.PathLike)):
        return _write(records, target)
    with written_file(Path(target)) as stream:
        return _write(records, stream)


def _write(records: Iterable[Line], stream: IO[bytes]) -> int:
    if not isinstance(records, Iterable):
        raise EncodeError(f"{type(records).__name__} is no list of records: write [record] for one")
    count = 0
    for count, record in enumerate(records, start=1):
        try:
            write_all(stream, dumps(record))
        except EncodeError as error:
            raise EncodeError(f"record {count}: {error}") from None
    return count


@overload
def load(source: str | os.PathLike[str] | IO[bytes]) -> Iterator[Entry]: ...
@overload
def load(source: str | os.PathLike[str] | IO[bytes], type: type[R]) -> Iterator[R]: ...
def load(source: str | os.PathLike[str] | IO[bytes], type: type[Any] = Entry) -> Iterator[Any]:
    """Read JSONL from a path or a binary stream, one record after the other.

    gzip and Zstandard are told by their first bytes.  Empty lines are passed over.

    Raises `InputError` at once where there is no such file, and `DecodeError` with the file and the
    line: for a line that is cut or altered, and for compressed data that ends early or fails its
    checksum.
    """
    if isinstance(source, (str, os.PathLike)):
        check_is_file(source)
        return _load_file(source, type)
    if not hasattr(source, "read"):
        raise InputError(f"{source!r} is neither the path of a file nor a binary stream")
    name = getattr(source, "name", None)
    return _load(source, type, name if isinstance(name, str) else None)


def _load_file(path: str | os.PathLike[str], type: type[Any]) -> Iterator[Any]:
    with open(path, "rb") as stream:
        yield from _load(stream, type, os.fspath(path))


def _load(stream: IO[bytes], type: type[Any], path: str | None) -> Iterator[Any]:
    number = 1
    try:
        for line in lines(stream, path):
            if line.strip(b" \t\r\n"):
                yield loads(line, type)
            number += 1
    except DecodeError as error:
        raise error.__class__(error.reason, path=path, line=number) from None


# -- the schema -----------------------------------------------------------------------------


def json_schema(type: type = Entry) -> dict[str, Any]:
    """The JSON Schema (2020-12) of a line, made from the class.

    Raises `SchemaError` for a class that has no line of its own.

    >>> json_schema(Quote)["properties"]["schema"]
    {'const': 'mediacorpus.quote/1'}
    """
    if type not in SCHEMAS:
        raise _no_schema(type)
    schema = msgspec.json.schema(type)
    definitions: dict[str, Any] = schema["$defs"]
    for definition in definitions.values():
        if definition.get("type") == "object" and "properties" in definition:
            definition["additionalProperties"] = False
    own = definitions.pop(type.__name__)
    own["title"] = SCHEMAS[type]
    properties = {"schema": {"const": SCHEMAS[type]}}
    if type in (Entry, Article):
        properties["text_sha256"] = {"type": "string", "pattern": "^[0-9a-f]{64}$"}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **own,
        "properties": properties | own["properties"],
        "required": [*properties, *own.get("required", [])],
        "$defs": definitions,
    }
