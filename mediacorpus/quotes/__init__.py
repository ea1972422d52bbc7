"""Quotes: who said what, with the place in the text that proves it.

>>> for quote in extract_quotes('"We are in need," one captive alleged.'):
...     print(quote.speaker_text, quote.cue_text, quote.text, sep=" | ")
one captive | alleged | We are in need,
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable

from mediacorpus import languages
from mediacorpus.errors import EngineError, LanguageError
from mediacorpus.languages import Pack
from mediacorpus.quotes.rules import CONFIDENCE, Attribution, Place, attributions
from mediacorpus.records import Quote, QuoteKind, Span, quote_words
from mediacorpus.text.folding import fold
from mediacorpus.text.marks import quotations

__all__ = ["check_engine", "extract_quotes", "find_quotes", "pack_for"]


def extract_quotes(
    text: str, *, language: str | None = None, engine: str | None = None
) -> list[Quote]:
    """The quotes of a text, with spans into it, in the order of their content.

    `language` is a BCP 47 tag; without it the language is identified among the packs.  `engine`
    None takes the best that there is for the language; "rules" goes by marks and constructions.
    `article_id` and `source_id` of the quotes are None.

    Raises `LanguageError` where there is no pack for the language, `EngineError` for an engine that
    there is not.
    """
    check_engine(engine)
    return find_quotes(text, pack_for(text, language))


def check_engine(engine: str | None) -> None:
    """Raise `EngineError` for an engine that there is not."""
    if engine not in (None, "rules"):
        raise EngineError(f"there is no engine {engine!r}; this version has: 'rules'")


def pack_for(text: str, language: str | None) -> Pack:
    """The pack for a language; without one, for the language that the text is in.

    Raises `LanguageError` where there is none.
    """
    code = language or languages.identify(text)
    if code is None:
        raise LanguageError("no language pack fits the text: say what language it is in")
    return languages.pack(code)


def find_quotes(text: str, pack: Pack, article_id: str | None = None) -> list[Quote]:
    """The quotes of a text, or of the article whose text it is.

    A quote's id is made of the article's, of the quote's folded content, and of how often the same
    content came before: a second run gives it again.
    """
    seen: Counter[str] = Counter()
    return [_quote(text, found, article_id, seen) for found in attributions(text, pack)]


def _quote(text: str, found: Attribution, article_id: str | None, seen: Counter[str]) -> Quote:
    content = tuple(Span(start=start, end=end) for start, end in found.content)
    folded = fold(" ".join(span.of(text) for span in content))
    seen[folded] += 1
    named = f"{article_id or ''}\0{folded}\0{seen[folded]}".encode("utf-8", "surrogatepass")
    kind = _kind(text, found.content)
    return Quote(
        id="q-" + hashlib.sha256(named).hexdigest()[:16],
        article_id=article_id,
        kind=kind,
        content=content,
        text=quote_words(text, content, kind),
        cue=_span(found.cue),
        cue_text=_words(text, found.cue),
        speaker=_span(found.speaker),
        speaker_text=_words(text, found.speaker),
        addressee=_span(found.addressee),
        addressee_text=_words(text, found.addressee),
        stance=found.stance,
        confidence=CONFIDENCE[found.rule],
        rule=found.rule,
    )


def _kind(text: str, content: Iterable[Place]) -> QuoteKind:
    """Whether all, some or none of the words stand within marks."""
    within = without = False
    for start, end in content:
        position = start
        for quotation in quotations(text, start, end):
            within = True
            without = without or _has_words(text, position, quotation.start)
            position = quotation.end
        without = without or _has_words(text, position, end)
    if not within:
        return "indirect"
    return "mixed" if without else "direct"


def _has_words(text: str, start: int, end: int) -> bool:
    return any(map(str.isalnum, text[start:end]))


def _span(place: Place | None) -> Span | None:
    return Span(start=place[0], end=place[1]) if place else None


def _words(text: str, place: Place | None) -> str | None:
    return text[place[0] : place[1]] if place else None
