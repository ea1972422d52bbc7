"""Text made comparable: without case, accents, marks and the accidents of white space."""

from __future__ import annotations

import re
import unicodedata

__all__ = ["fold", "fold_space", "small_words", "without_marks"]

# Zero-width characters and soft hyphens are not seen, so they are not there; direction marks stay.
_UNSEEN = dict.fromkeys(map(ord, "\u200b\u2060\ufeff\xad"))
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f]")
_SPACE = re.compile(r"\s+")
_WORD = re.compile(r"[^\W_]+")
_SMALL_WORD = re.compile(r"\w+")
_MARKS = "’“”‘–—"
_NO_LETTERS = {code: " " for code in range(128) if not chr(code).isalnum()}
_NO_WORDS = {code: " " for code in _NO_LETTERS if chr(code) != "_"}


def fold_space(text: str) -> str:
    """One line of printable text: any white space is one space, and none at the edges.

    Control characters and what has no width are left out.

    >>> fold_space("  in Syria.\\xa0 \\n")
    'in Syria.'
    """
    if not text.isprintable():  # as are all characters that are left out, and all odd spaces
        text = _CONTROLS.sub("", _SPACE.sub(" ", text.translate(_UNSEEN)))
    return " ".join(text.split())


def fold(text: str) -> str:
    """The words alone, to compare by: no case, accents or punctuation, one space between words.

    >>> fold("Hussein al-Basri")
    'hussein al basri'
    >>> fold("José’s")
    'jose s'
    """
    text = without_marks(text)
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text).replace("ـ", "")
        for accent in filter(unicodedata.combining, set(text)):
            text = text.replace(accent, "")
    if text.isascii():
        return " ".join(text.lower().translate(_NO_LETTERS).split())
    return " ".join(_WORD.findall(text.casefold()))


def small_words(text: str) -> list[str]:
    """The words and numbers in order, without case but with their accents: to look them up in a
    pack.

    >>> small_words("Foto: José Díaz, 2016")
    ['foto', 'josé', 'díaz', '2016']
    """
    text = without_marks(text)
    if text.isascii():
        return text.lower().translate(_NO_WORDS).split()
    return _SMALL_WORD.findall(text.casefold())


def without_marks(text: str) -> str:
    """A text without the marks that are all that most have beside ASCII, which reads far faster."""
    if not text.isascii():
        for mark in _MARKS:
            text = text.replace(mark, " ")
    return text
