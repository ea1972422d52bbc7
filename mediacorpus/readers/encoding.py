"""Bytes -> text: which encoding, and what was lost."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator, Sequence

import attrs

from mediacorpus import languages
from mediacorpus.records import Notice

__all__ = ["Decoded", "byte_places", "damage", "decode", "looks_binary"]


@attrs.frozen(kw_only=True)
class Decoded:
    """A raw item as text, and how it became that.

    `encoding` was used; `declared` is what a byte order mark says; `detected` was found out, and is
    None where the bytes are plainly UTF-8; `replaced` characters could not be decoded and are
    U+FFFD in the text.
    """

    text: str
    encoding: str
    declared: str | None = None
    detected: str | None = None
    replaced: int = 0


_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig", "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32", "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32", "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16", "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "utf-16"),
)


def decode(raw: bytes, declared: str | None = None) -> Decoded:
    """Decode a raw item: by its byte order mark, as UTF-16 by its NULs, as UTF-8, else as what it
    is `declared` to be, else as what its language was written in before UTF-8, where there is a
    pack for it, else by charset-normalizer.

    What cannot be decoded becomes U+FFFD and is counted.
    """
    for mark, codec, name in _MARKS:
        if raw.startswith(mark):
            return _with(raw, codec, declared=name)
    if wide := _utf16(raw):
        return _with(raw, wide, detected=wide)
    try:
        return Decoded(text=raw.decode("utf-8"), encoding="utf-8", declared=declared)
    except UnicodeDecodeError as error:
        # A file that was cut, or that has a stray byte in it, is still UTF-8: in other encodings
        # hardly any sequence of bytes happens to be a character of it.
        text = raw.decode("utf-8", "replace")
        wrong = text.count("\ufffd")
        right = sum(character > "\x7f" for character in text) - wrong
        if error.reason == "unexpected end of data" or right > wrong:
            return Decoded(text=text, encoding="utf-8", replaced=wrong)
    if declared and (named := _codec(declared)):
        text = raw.decode(named, "replace")
        lost = text.count("\ufffd")
        return Decoded(text=text, encoding=named, declared=declared, replaced=lost)
    detected = _of_language(raw) or _detect(raw)
    return _with(raw, detected, detected=detected)


def _with(
    raw: bytes, codec: str, *, declared: str | None = None, detected: str | None = None
) -> Decoded:
    text = raw.decode(codec, "replace")
    return Decoded(
        text=text,
        encoding=declared or codec,
        declared=declared,
        detected=detected,
        replaced=text.count("\ufffd"),
    )


def _codec(label: str) -> str | None:
    """The codec of a label, as browsers take it: what is called Latin-1 is windows-1252."""
    try:
        name = codecs.lookup(label).name
    except LookupError:
        return None
    return {"iso8859-1": "cp1252", "ascii": "cp1252"}.get(name, name)


def _utf16(raw: bytes) -> str | None:
    """UTF-16 without a mark, by the NULs that are half of every unit of ASCII.

    They stand all on one side.  In Latin text most units have one; in any other script at least
    spaces and line ends do, one unit in 25 or more.
    """
    head = raw[:4096]
    for codec, nul, other in (("utf-16-le", 1, 0), ("utf-16-be", 0, 1)):
        nuls, units = head[nul::2].count(0), len(head) // 2
        if units < 2 or not nuls or head[other::2].count(0):
            continue
        narrow = bytes(
            one for one, high in zip(head[other::2], head[nul::2], strict=False) if not high
        )
        spaces = len(narrow) - len(b"".join(narrow.split()))
        if nuls * 2 > units or (nuls * 25 >= units and nuls >= 4 and spaces * 2 >= nuls):
            return codec
    return None


def _of_language(raw: bytes) -> str | None:
    """The encoding that texts in the language had before UTF-8; None where that does not fit.

    The language is known by its common words; read as Latin-1 they stand out in any encoding that
    holds ASCII, and what is no ASCII counts as other words.
    """
    code = languages.identify(raw[: 2**16].decode("latin-1"))
    if code is None:
        return None
    encoding = languages.pack(code).encoding
    try:
        raw.decode(encoding)
    except UnicodeDecodeError:
        return None
    return encoding


def _detect(raw: bytes) -> str:
    """The encoding that charset-normalizer finds; windows-1252, which decodes all, if none."""
    from charset_normalizer import from_bytes

    best = from_bytes(raw[: 2**18], preemptive_behaviour=False).best()
    return best.encoding if best else "cp1252"


def byte_places(raw: bytes, decoded: Decoded, places: Sequence[int]) -> list[int]:
    """Behind how many bytes of a raw item so many characters of its text end; `places` in order.

    >>> raw = "für sie".encode()
    >>> byte_places(raw, decode(raw), [0, 2, 7])
    [0, 3, 8]
    """
    codec = "utf-8-sig" if decoded.encoding == "utf-8" else decoded.encoding
    decoder = codecs.getincrementaldecoder(codec)("replace")
    found: list[int] = []
    characters = position = 0
    for line in raw.splitlines(keepends=True):
        while len(found) < len(places) and places[len(found)] <= characters:
            found.append(position)
        state = decoder.getstate()
        step = len(decoder.decode(line))
        if len(found) < len(places) and places[len(found)] <= characters + step:
            decoder.setstate(state)
            for byte in line:
                characters += len(decoder.decode(bytes([byte])))
                position += 1
                while len(found) < len(places) and places[len(found)] <= characters:
                    found.append(position)
        else:
            characters, position = characters + step, position + len(line)
    return [*found, *[len(raw)] * (len(places) - len(found))]


def damage(decoded: Decoded) -> Iterator[Notice]:
    """What decoding took from a text, and what folding will."""
    if decoded.detected:
        yield Notice(
            code="encoding-detected",
            message=f"nothing in the file says its encoding: it was read as {decoded.encoding}; if "
            "letters or quotation marks are wrong, save it as UTF-8",
        )
    lost = decoded.text.count("\ufffd")
    if lost:
        yield Notice(
            code="undecodable",
            message=f"{lost} characters are U+FFFD: what stood there was lost in decoding "
            f"({decoded.replaced} of them here, as {decoded.encoding})",
        )
    controls = len(_LEFT_OUT.findall(decoded.text))
    if controls:
        yield Notice(
            code="control-characters", message=f"{controls} control characters were left out"
        )


_LEFT_OUT = re.compile(r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f]")

_CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def looks_binary(head: bytes) -> bool:
    """Whether the first bytes of a file are no text: over one in a hundred is a control character.

    A NUL here and there is a fault of the text, which readers cut; UTF-16 and UTF-32 are text.
    """
    if head.startswith(tuple(mark for mark, _, _ in _MARKS)) or _utf16(head):
        return False
    return len(_CONTROLS.findall(head)) * 100 > len(head)
