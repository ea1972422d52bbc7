"""Bytes -> text: which encoding, and what was lost."""

from __future__ import annotations

import codecs
import operator
import re
from collections.abc import Iterator, Sequence, Set

import attrs

from mediacorpus import languages
from mediacorpus.languages import Pack
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
            return attrs.evolve(_with(raw, codec, declared=name), encoding=codec)
    if wide := _utf16(raw):
        return _with(raw, wide, detected=wide)
    if b"\x1b$" in raw and (escaped := _escaped(raw)):
        return _with(raw, escaped, detected=escaped)
    try:
        return Decoded(text=raw.decode("utf-8"), encoding="utf-8", declared=declared)
    except UnicodeDecodeError as error:
        # A file that was cut, or that has a stray byte in it, is still UTF-8: in other encodings
        # hardly any sequence of bytes happens to be a character of it.
        text = raw.decode("utf-8", "replace")
        wrong = text.count("\ufffd")
        right = sum(character > "\x7f" for character in text) - wrong
        if error.reason == "unexpected end of data" or right >= max(wrong, 1):
            return Decoded(text=text, encoding="utf-8", replaced=wrong)
    named = _codec(declared) if declared else None
    if named and not named.startswith("utf-8"):  # which it is not, whatever it says
        text = raw.decode(named, "replace")
        lost = text.count("\ufffd")
        return Decoded(text=text, encoding=named, declared=declared, replaced=lost)
    detected = _of_language(raw) or _detect(raw)
    found = _with(raw, detected, detected=detected)
    return attrs.evolve(found, declared=declared) if named else found


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
    """The codec of a label, as browsers take it: what is called Latin-1 is windows-1252.

    None for what is no encoding of pages, though Python calls it one: "zlib", "punycode".
    """
    try:
        name = codecs.lookup(label).name
        b"a".decode(name)
    except (LookupError, UnicodeError):
        return None
    if name in _OF_PYTHON:
        return None
    return {"iso8859-1": "cp1252", "ascii": "cp1252"}.get(name, name)


_OF_PYTHON = frozenset(
    ("idna", "punycode", "raw-unicode-escape", "undefined", "unicode-escape", "utf-7")
)
"""Codecs of text that no page is in; some take time with its square."""


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


def _escaped(raw: bytes) -> str | None:
    """ISO-2022-JP or ISO-2022-KR: ASCII with escapes before other letters."""
    for codec in ("iso2022_jp", "iso2022_jp_2", "iso2022_kr"):
        try:
            raw.decode(codec)
        except UnicodeDecodeError:
            continue
        return codec
    return None


def _of_language(raw: bytes) -> str | None:
    """The encoding that texts in the language had before UTF-8; None where that does not fit.

    Read in the right encoding, a text has the common words of its language, and hardly those of a
    language in another encoding.
    """
    head = raw[: 2**16]
    shares: dict[str, float] = {}
    speaks: dict[str, Pack] = {}
    foreign = len(_HIGH.findall(head)) * 2 > len(_LETTER.findall(head))
    packs = [pack for pack in languages.packs() if foreign == bool(pack.letters)]
    codecs = {one: _least_odd(head, one) for one in {pack.encoding for pack in packs} - {"utf-8"}}
    for pack in packs:
        codec = codecs.get(pack.encoding)
        text = head.decode(codec, "replace") if codec else ""
        if codec and (not foreign or languages.identify(text) == pack.code):
            share = languages.commonness(text, pack.code)
            if share > shares.get(codec, -1.0):
                shares[codec], speaks[codec] = share, pack
    if not shares:
        return None
    best = max(shares, key=lambda one: shares[one])
    odd = _odd(head, best)
    rivals = [shares[one] for one in shares if one != best and _odd(head, one) <= CLEARLY * odd]
    if shares[best] < max(COMMON, MARGIN * max(rivals, default=0.0)):
        return None
    best = _most_common(head, best, speaks[best])
    try:
        raw.decode(best)
    except UnicodeDecodeError:
        return None
    return best


def _most_common(head: bytes, codec: str, pack: Pack) -> str:
    """Of a codec and those in which texts of the language may be as well, one in which less is odd,
    or more words are common ones, or more letters those of common words, and nothing is worse."""
    usual = {letter for word in pack.stop_words for letter in word if letter > "\x7f"}
    strange, against = _measures(head, codec, pack, usual)
    twins = (pack.encoding, *_TWINS.get(pack.encoding, ()))
    for other in (*twins, *(one for twin in twins for one in _OLDER.get(twin, ()))):
        stranger, others = _measures(head, other, pack, usual)
        if others != against and all(map(operator.le, (stranger, *others), (strange, *against))):
            codec, strange, against = other, stranger, others
    return codec


def _measures(
    head: bytes, codec: str, pack: Pack, usual: Set[str]
) -> tuple[int, tuple[float, ...]]:
    """What speaks against a codec: how many letters beyond ASCII are none of common words; and how
    much is odd, how few letters are usual ones, how few words are common."""
    text = head.decode(codec, "replace")
    letters = [one for one in text.lower() if one > "\x7f" and one.isalpha()]
    known = sum(one in usual for one in letters)
    against = (_odd(head, codec), -known, -languages.commonness(text, pack.code))
    return len(letters) - known, against


COMMON = 0.1
"""At least that share of a text's words are among the most common of its language."""
MARGIN = 1.5
"""So many times that of another language in another encoding."""
_HIGH = re.compile(rb"[\x80-\xff]")
_LETTER = re.compile(rb"[A-Za-z\x80-\xff]")


def _detect(raw: bytes) -> str:
    """The encoding that charset-normalizer finds among those that the web has known; windows-1252,
    which decodes all, if none."""
    from charset_normalizer import from_bytes

    head = raw[: 2**18]
    matches = from_bytes(head, cp_isolation=_KNOWN, preemptive_behaviour=False)
    # The detector's favourite may have signs within words, or words in two scripts.
    likely: list[str] = [_WIDER.get(match.encoding, match.encoding) for match in matches] or [
        "cp1252"
    ]

    def against(codec: str) -> tuple[bool, int, bool]:
        controls = _controls_in(head.decode(codec, "replace"))
        return controls > 0, _odd(head, codec), codec in _RARE

    return _least_odd(raw, min(likely, key=against))


# Encodings of the web, by the names that charset-normalizer has for them.
_KNOWN = [
    "cp932", "shift_jis", "euc_jp", "cp949", "euc_kr", "gb18030", "gbk", "gb2312", "big5",
    "big5hkscs", "cp1250", "cp1251", "cp1252", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257",
    "cp1258", "cp866", "cp874", "koi8_r", "koi8_u", "latin_1", "iso8859_2", "iso8859_3",
    "iso8859_4", "iso8859_5", "iso8859_6", "iso8859_7", "iso8859_8", "iso8859_10", "iso8859_13",
    "iso8859_14", "iso8859_15", "iso8859_16", "mac_cyrillic",
]  # fmt: skip
_RARE = frozenset({
    "iso8859_3", "iso8859_4", "iso8859_10", "iso8859_13", "iso8859_14", "iso8859_16", "cp1258",
    "koi8_u", "mac_cyrillic", "cp866",
})  # fmt: skip
_WIDER = {
    "shift_jis": "cp932", "euc_kr": "cp949", "gb2312": "gb18030", "gbk": "gb18030",
    "big5": "big5hkscs", "latin_1": "cp1252",
}  # fmt: skip
"""Codecs that read all that another reads, and more."""
_TWINS = {
    "cp1250": ("iso8859_2",), "cp1252": ("iso8859_15",), "cp1253": ("iso8859_7",),
    "cp1256": ("iso8859_6",), "cp1257": ("iso8859_13",), "iso8859_2": ("cp1250",),
    "iso8859_7": ("cp1253",), "iso8859_13": ("cp1257",), "iso8859_15": ("cp1252",),
    "iso8859_6": ("cp1256",),
}  # fmt: skip
"""Codecs of the same letters, of which some stand elsewhere."""
_OLDER = {
    "cp1250": ("cp852", "mac_latin2"), "cp1251": ("mac_cyrillic",),
    "cp1252": ("cp858", "cp437", "mac_roman"), "cp1253": ("cp737", "mac_greek"),
    "cp1254": ("cp857", "mac_turkish"), "cp1255": ("cp862",), "cp1257": ("cp775",),
}  # fmt: skip
"""Codecs of the same languages on DOS and on the Macintosh of the time."""
CLEARLY = 4
"""So many times as odd as in one of these a text must be in a codec of the web, to be in theirs."""


def _least_odd(raw: bytes, codec: str) -> str:
    """Of a codec and its twins, that in which the fewest signs stand within words; of windows-1250
    and ISO-8859-2 else the first only where there are bytes that are controls in the second: half
    of its letters with carons, and its quotation marks.  A codec of DOS or the Macintosh is taken
    where the text is clearly less odd in it."""
    twins: list[str] = sorted([codec, *_TWINS.get(codec, ())])
    if "cp1250" in twins:
        twins.sort(key=lambda one: (one == "cp1250") != bool(_CONTROL.search(raw)))
    head = raw[: 2**18]
    odd = {one: _odd(head, one) for one in twins}
    best = min(twins, key=lambda one: odd[one])
    older = {one: _odd(head, one) for twin in twins for one in _OLDER.get(twin, ())}
    other = min(older, key=lambda one: older[one], default=best)
    return other if CLEARLY * older.get(other, 0) < odd[best] else best


_CONTROL = re.compile(rb"[\x80-\x9f]")


def _odd(raw: bytes, codec: str) -> int:
    """How much in a text is odd, read in a codec."""
    return len(_ODD.findall(raw.decode(codec, "replace")))


_LATIN, _OTHERS = "A-Za-zÀ-ÖØ-öø-ɏ", "Ͱ-ϿЀ-ӿ֐-״؀-ۿ"
_BEYOND = [chr(code) for code in (*range(0xC0, 0x250), *range(0x370, 0x530))]
_UPPER = "".join(one for one in _BEYOND if one.isupper())
_LOWER = "".join(one for one in _BEYOND if one.islower())
_ODD = re.compile(
    # controls, lost characters, the sign for any currency, Katakana of half the width
    r"[\x80-\x84\x86-\x9f\ufffd¤\uff61-\uff9f]"
    # signs within words, at their beginning ("¶wiat") and at their end
    r"|[^\W\d_][¡-©«-´¶-¹»-¿×÷˘˛˙ˇ¨¸΅΄](?=[^\W\d_])"
    r"|(?<!\S)[¤-¨¬-´¶¸¹¼-¾˘˛˙ˇ΅΄](?=[^\W\d_])"
    r"|(?<=[^\W\d_])[¡¥-¨ª¬¯-´¶¸¼-¾˘˛˙ˇ΅΄](?=[\s,.]|$)"
    # mathematics, boxes and blocks, which are letters on DOS and the Macintosh
    r"|[\u2200-\u25ff\uf8ff]"
    # quotation marks and daggers within words ("M„rz"), and behind them ("caf‚")
    r"|(?<=[^\W\d_])[‚„†‡ˆ‰‹•˜™›ªºƒ€](?=[^\W\d_])|(?<=[^\W\d_])[‚„ˆ‹](?=[\s,.]|$)"
    # capitals within words ("cafŽs"), small letters before them ("ôWe"), signs for words
    rf"|(?<=[a-z{_LOWER}])[{_UPPER}]|\b[{_LOWER}{_UPPER}](?=[A-Z][a-z])|(?<!\S)[ûùôñìî](?!\S)"
    rf"|(?<=[a-z] )[{_UPPER}](?= [a-z])|(?<=[a-z][,.])[{_LOWER}{_UPPER}](?=\s|$)"
    # words in two scripts
    rf"|[{_LATIN}](?=[{_OTHERS}])|[{_OTHERS}](?=[{_LATIN}])"
)


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
        said = f"the file is not in {decoded.declared}, as it says"
        yield Notice(
            code="encoding-detected",
            message=f"{said if decoded.declared else 'nothing in the file says its encoding'}: it "
            f"was read as {decoded.encoding}; if letters or quotation marks are wrong, save it as "
            "UTF-8",
        )
    lost = decoded.text.count("\ufffd")
    if lost:
        yield Notice(
            code="undecodable",
            message=f"{lost} characters are U+FFFD: what stood there was lost in decoding "
            f"({decoded.replaced} of them here, as {decoded.encoding})",
        )
    controls = _controls_in(decoded.text)
    if controls:
        yield Notice(
            code="control-characters", message=f"{controls} control characters were left out"
        )


def _controls_in(text: str) -> int:
    """How many control characters that are left out a text has."""
    raw = text.encode("utf-8", "surrogatepass")
    return len(raw) - len(raw.translate(None, _LEFT_OUT)) + len(_LEFT_OUT_OF_TWO.findall(raw))


_LEFT_OUT = bytes((*range(9), *range(0x0E, 0x1C), 0x7F))
_LEFT_OUT_OF_TWO = re.compile(rb"\xc2[\x80-\x84\x86-\x9f]")
"""Control characters of one byte in UTF-8, and of two."""

_CONTROLS = bytes((*range(9), *range(0x0E, 0x1B), *range(0x1C, 0x20)))


def looks_binary(head: bytes) -> bool:
    """Whether the first bytes of a file are no text: over one in a hundred is a control character.

    A NUL here and there is a fault of the text, which readers cut; UTF-16 and UTF-32 are text.
    """
    if head.startswith(tuple(mark for mark, _, _ in _MARKS)) or _utf16(head):
        return False
    return (len(head) - len(head.translate(None, _CONTROLS))) * 100 > len(head)
