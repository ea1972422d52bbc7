"""Bytes -> text: which encoding, and what was lost."""

from __future__ import annotations

import codecs
import re

import attrs

__all__ = ["Decoded", "decode", "looks_binary"]


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


def decode(raw: bytes) -> Decoded:
    """Decode a raw item: by its byte order mark, as UTF-8, as UTF-16 by its NULs, else by
    charset-normalizer.  What cannot be decoded becomes U+FFFD and is counted.
    """
    for mark, codec, name in _MARKS:
        if raw.startswith(mark):
            return _with(raw, codec, declared=name)
    if (wide := _utf16(raw)) and not _has_odd_end(raw):
        return _with(raw, wide, detected=wide)
    try:
        return Decoded(text=raw.decode("utf-8"), encoding="utf-8")
    except UnicodeDecodeError as error:
        # A file that was cut, or that has a stray byte in it, is still UTF-8: in other encodings
        # hardly any sequence of bytes happens to be a character of it.
        text = raw.decode("utf-8", "replace")
        wrong = text.count("\ufffd")
        right = sum(character > "\x7f" for character in text) - wrong
        if error.start >= len(raw) - 3 or right > wrong:
            return Decoded(text=text, encoding="utf-8", replaced=wrong)
    detected = _detect(raw)
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


def _utf16(raw: bytes) -> str | None:
    """UTF-16 without a mark: in Latin text every other byte is NUL."""
    head = raw[:4096]
    for codec, nul, other in (("utf-16-le", 1, 0), ("utf-16-be", 0, 1)):
        if (
            len(head) >= 4
            and head[nul::2].count(0) * 2 > len(head[nul::2])
            and not head[other::2].count(0)
        ):
            return codec
    return None


def _has_odd_end(raw: bytes) -> bool:
    return len(raw) % 2 == 1


def _detect(raw: bytes) -> str:
    """The encoding that charset-normalizer finds; windows-1252, which decodes all, if none."""
    from charset_normalizer import from_bytes

    best = from_bytes(raw[: 2**18], preemptive_behaviour=False).best()
    return best.encoding if best else "cp1252"


_CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def looks_binary(head: bytes) -> bool:
    """Whether the first bytes of a file are no text: over one in a hundred is a control character.

    A NUL here and there is a fault of the text, which readers cut; UTF-16 and UTF-32 are text.
    """
    if head.startswith(tuple(mark for mark, _, _ in _MARKS)) or _utf16(head):
        return False
    return len(_CONTROLS.findall(head)) * 100 > len(head)
