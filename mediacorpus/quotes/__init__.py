"""Quotes: who said what, with the place in the text that proves it.

>>> for quote in extract_quotes('"We are in need," one captive alleged.'):
...     print(quote.speaker_text, quote.cue_text, quote.text, sep=" | ")
one captive | alleged | We are in need,
"""

from __future__ import annotations

import bisect
import functools
import hashlib
import importlib.resources
import operator
import os
from collections import Counter
from pathlib import Path

from mediacorpus import languages
from mediacorpus.errors import EngineError, LanguageError, ValidationError
from mediacorpus.fields import made_of
from mediacorpus.languages import Pack
from mediacorpus.quotes import rules
from mediacorpus.quotes.constructions import Attribution, Place
from mediacorpus.quotes.cues import cues
from mediacorpus.records import DASHES, Quote, QuoteKind, Span, quote_words
from mediacorpus.text.folding import fold
from mediacorpus.text.marks import Quotation, paragraphs, quotations
from mediacorpus.text.tokens import read_paragraphs, sentences

__all__ = [
    "ENGINES", "extract_quotes", "find_quotes", "has_model", "known_engine", "pack_for", "quote_id",
    "quote_kind", "why_none",
]  # fmt: skip

ENGINES = ("model", "rules")
MODEL_FILE = ".onnx"


def extract_quotes(
    text: str, *, language: str | None = None, engine: str | os.PathLike[str] | None = None
) -> list[Quote]:
    """The quotes of a text, with spans into it, in the order of their content; of nothing, none.

    `language` is a BCP 47 tag; without it the language is identified among the packs.  `engine`
    "model" is a small transformer together with marks and constructions, for languages that have
    one (English); "rules" goes by marks and constructions alone, many times faster; the path of a
    file that ends in .onnx is a model of your own, for the language that it was trained in; None
    takes the model where there is one.  `article_id` and `source_id` of the quotes are None.

    Raises `LanguageError` where there is no pack for the language, `EngineError` for an engine that
    there is not, or not for this language, and `ValidationError` for what is no text.
    """
    engine = known_engine(engine)
    if not isinstance(text, str):
        raise ValidationError("text", f"{type(text).__name__} is none: annotate takes articles")
    if not text.strip():
        return []
    pack = pack_for(text, language)
    if engine == "model" and not has_model(pack.code):
        raise EngineError(
            f"there is no model for {pack.name} ({pack.code}): use engine='rules', or leave it out"
        )
    return find_quotes(text, pack, engine=engine)


def known_engine(engine: str | os.PathLike[str] | None) -> str | None:
    """The name of an engine, or the path of its file, as text.

    Raises `EngineError` for an engine that there is not.
    """
    if isinstance(engine, os.PathLike):
        engine = os.fspath(engine)
    if engine is None or engine in ENGINES:
        return engine
    if not str(engine).endswith(MODEL_FILE):
        known = ", ".join(map(repr, ENGINES))
        raise EngineError(
            f"there is no engine {engine!r}; there are {known}, and the path of a model file "
            f"({MODEL_FILE})"
        )
    if not Path(engine).is_file():
        raise EngineError(f"there is no model file {engine!r}")
    return engine


def has_model(language: str) -> bool:
    """Whether a model for a language, by the code of its pack, comes with the package."""
    return (importlib.resources.files(__package__) / "model" / f"{language}{MODEL_FILE}").is_file()


def pack_for(text: str, language: str | None) -> Pack:
    """The pack for a language; without one, for the language that the text is in.

    Raises `LanguageError` where there is none, or where it has no verbs that report.
    """
    code = language or languages.identify(text)
    if code is None:
        raise LanguageError(
            'no language pack fits the text: say what language it is in, as in language="en"'
        )
    pack = languages.pack(code)
    if not pack.cues:
        raise LanguageError(
            f"the language pack for {code!r} has no verbs that report yet; those that have: "
            + ", ".join(one.code for one in languages.packs() if one.cues)
        )
    return pack


def find_quotes(
    text: str, pack: Pack, article_id: str | None = None, engine: str | None = None
) -> list[Quote]:
    """The quotes of a text, or of the article whose text it is; by the rules where there is no
    model for the language.

    A quote's id is made of the article's, of the quote's folded content, and of how often the same
    content came before: a second run gives it again.
    """
    seen: Counter[str] = Counter()
    return [_quote(text, one, article_id, seen) for one in _attributions(text, pack, engine)]


def why_none(text: str, pack: Pack) -> str:
    """Why a text in which no quotes were found may have none, in a few words.

    >>> why_none("It rained.", languages.pack("en"))
    'there are no words in quotation marks and no verbs that report'
    """
    read = read_paragraphs(text, pack.code)
    marked = sum(len(tokens.quotation) for tokens in read)
    verbs = sum(
        len(cues(tokens, sentence, pack))
        for tokens in read
        for sentence in sentences(tokens, pack.cue_words)
    )
    if not marked and not verbs:
        return "there are no words in quotation marks and no verbs that report"
    return (
        f"whose words are meant could not be told (words in quotation marks: {marked}, verbs that "
        f"may report: {verbs})"
    )


def _attributions(text: str, pack: Pack, engine: str | None) -> list[Attribution]:
    own = engine if engine not in (None, *ENGINES) else None
    if engine == "rules" or not (own or has_model(pack.code)):
        return rules.attributions(text, pack)
    from mediacorpus.quotes import combined  # onnxruntime and numpy are loaded when they are used
    from mediacorpus.quotes.model import model_for, model_in

    model = model_in(own) if own else model_for(pack.code)
    if model.about["language"] != pack.code:
        return rules.attributions(text, pack)
    return combined.attributions(text, pack, model)


def _quote(text: str, found: Attribution, article_id: str | None, seen: Counter[str]) -> Quote:
    content = tuple(Span(start=start, end=end) for start, end in found.content)
    folded = fold(" ".join(text[start:end] for start, end in found.content))
    seen[folded] += 1
    kind = "direct" if found.rule in rules.APART else quote_kind(text, found.content)
    return made_of(
        Quote,
        {
            "id": quote_id(article_id, folded, seen[folded]),
            "article_id": article_id,
            "kind": kind,
            "content": content,
            "text": quote_words(text, content, kind),
            "cue": _span(found.cue),
            "cue_text": _words(text, found.cue),
            "speaker": _span(found.speaker),
            "speaker_text": _words(text, found.speaker),
            "addressee": _span(found.addressee),
            "addressee_text": _words(text, found.addressee),
            "stance": found.stance,
            "source_id": None,
            "confidence": found.confidence,
            "rule": found.rule,
        },
    )


def quote_id(article_id: str | None, folded: str, number: int) -> str:
    """The id of the quote with the `number`-th occurrence of a folded content in an article."""
    named = f"{article_id or ''}\0{folded}\0{number}".encode("utf-8", "surrogatepass")
    return "q-" + hashlib.sha256(named).hexdigest()[:16]


def quote_kind(text: str, content: tuple[Place, ...]) -> QuoteKind:
    """Whether all, some or none of the words stand within marks, or behind a dash that begins a
    paragraph of dialogue."""
    first = content[0][0]
    if text[first] in DASHES and text[:first].rstrip(" ")[-1:] in ("", "\n"):
        return "direct"
    within = without = False
    for start, end in content:
        if _is_within(text, start, end):
            within = True
            continue
        position = start
        for quotation in quotations(text, start, end):
            within = True
            without = without or _has_words(text, position, quotation.start)
            position = quotation.end
        without = without or _has_words(text, position, end)
    if not within:
        return "indirect"
    return "mixed" if without else "direct"


def _is_within(text: str, start: int, end: int) -> bool:
    """Whether a part of a content stands within a pair of marks as a whole, as both do of « Je
    pars, dit-il. Adieu. »"""
    marked = _marked(text)
    number = bisect.bisect_right(marked, start, key=operator.attrgetter("start")) - 1
    return number >= 0 and marked[number].closed and end <= marked[number].end


@functools.lru_cache(maxsize=8)
def _marked(text: str) -> tuple[Quotation, ...]:
    """The quotations of a text, paragraph by paragraph."""
    return tuple(one for part in paragraphs(text) for one in quotations(text, *part))


def _has_words(text: str, start: int, end: int) -> bool:
    return any(map(str.isalnum, text[start:end]))


def _span(place: Place | None) -> dict[str, int] | None:
    return {"start": place[0], "end": place[1]} if place else None


def _words(text: str, place: Place | None) -> str | None:
    return text[place[0] : place[1]] if place else None
