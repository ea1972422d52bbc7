"""mediacorpus: who said what, to whom, where and when, with the place in the text that proves it.

>>> import mediacorpus
>>> entry, = mediacorpus.parse("Talks fail\\n\\n“We are done,” Jane Smith told reporters in Oslo.")
>>> entry.quotes[0]
<Quote direct: 'Jane Smith' told: 'We are done,'>

The names below are loaded when they are first used, so that importing the package costs nothing.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mediacorpus.corpus import Corpus
    from mediacorpus.errors import (
        CorpusError,
        DateError,
        DecodeError,
        EncodeError,
        EngineError,
        FormatError,
        InputError,
        LanguageError,
        MediacorpusError,
        ParseError,
        RejectedWarning,
        SchemaError,
        UnclearDateError,
        ValidationError,
    )
    from mediacorpus.fields import evolve
    from mediacorpus.ingest import IngestReport
    from mediacorpus.jsonl import dump, dumps, json_schema, load, loads
    from mediacorpus.limits import Limits
    from mediacorpus.newsdate import NewsDate
    from mediacorpus.pipeline import annotate, parse, read
    from mediacorpus.quotes import extract_quotes
    from mediacorpus.records import (
        Article,
        Block,
        Entry,
        Evidence,
        Notice,
        Provenance,
        Quote,
        RawSpan,
        Rejection,
        Review,
        Segment,
        Source,
        Span,
    )

__version__ = "0.1.0"

__all__ = [
    "Article",
    "Block",
    "Corpus",
    "CorpusError",
    "DateError",
    "DecodeError",
    "EncodeError",
    "EngineError",
    "Entry",
    "Evidence",
    "FormatError",
    "IngestReport",
    "InputError",
    "LanguageError",
    "Limits",
    "MediacorpusError",
    "NewsDate",
    "Notice",
    "ParseError",
    "Provenance",
    "Quote",
    "RawSpan",
    "RejectedWarning",
    "Rejection",
    "Review",
    "SchemaError",
    "Segment",
    "Source",
    "Span",
    "UnclearDateError",
    "ValidationError",
    "annotate",
    "dump",
    "dumps",
    "evolve",
    "extract_quotes",
    "json_schema",
    "load",
    "loads",
    "parse",
    "read",
]

_HOMES = {
    "corpus": ["Corpus"],
    "errors": [
        "CorpusError",
        "DateError",
        "DecodeError",
        "EncodeError",
        "EngineError",
        "FormatError",
        "InputError",
        "LanguageError",
        "MediacorpusError",
        "ParseError",
        "RejectedWarning",
        "SchemaError",
        "UnclearDateError",
        "ValidationError",
    ],
    "fields": ["evolve"],
    "ingest": ["IngestReport"],
    "jsonl": ["dump", "dumps", "json_schema", "load", "loads"],
    "limits": ["Limits"],
    "newsdate": ["NewsDate"],
    "pipeline": ["annotate", "parse", "read"],
    "quotes": ["extract_quotes"],
    "records": [
        "Article",
        "Block",
        "Entry",
        "Evidence",
        "Notice",
        "Provenance",
        "Quote",
        "RawSpan",
        "Rejection",
        "Review",
        "Segment",
        "Source",
        "Span",
    ],
}
_HOME = {name: module for module, names in _HOMES.items() for name in names}


if not TYPE_CHECKING:  # a type checker would take any name for one of ours

    def __getattr__(name: str) -> object:
        if name not in _HOME:
            raise AttributeError(f"module 'mediacorpus' has no attribute {name!r}")
        value = getattr(importlib.import_module(f"mediacorpus.{_HOME[name]}"), name)
        globals()[name] = value
        return value


def __dir__() -> list[str]:
    return [*__all__, "__version__"]
