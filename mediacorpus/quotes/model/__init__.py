"""A small transformer finds sources, cues and contents, and what belongs together.

It is trained on annotated news (`mediacorpus.quotes.train`) and kept in one file, which holds the
network, its vocabulary and what else decoding needs.
"""

from __future__ import annotations

import functools
import importlib.resources
import json
import os
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

import numpy as np
import onnxruntime
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers

from mediacorpus.errors import EngineError
from mediacorpus.quotes.constructions import Attribution
from mediacorpus.quotes.model.decoding import Chain, Floats, Links, Place, spans
from mediacorpus.quotes.model.labels import tell
from mediacorpus.quotes.model.windows import Window, windows

__all__ = ["Model", "Reading", "Vocabulary", "model_for", "model_in", "tokenizer"]

AT_ONCE = 64
"""Windows that are decoded together: a text of any length takes no more memory than they."""

INPUTS = ("pieces", "features", "ruled", "firsts")
"""What a model is told of a window."""

UNKNOWN, BEGIN, SEPARATOR = "[UNK]", "[CLS]", "[SEP]"


class Reading(NamedTuple):
    """An attribution as the model reads it, places in code points.

    `probability` is that of its words being content, of its cue being one, and of the link between
    them, multiplied; `source_probability` that of the link to the source, or to none.
    """

    content: tuple[Place, ...]
    cue: Place | None
    speaker: Place | None
    probability: float
    source_probability: float


def tokenizer(vocabulary: list[str]) -> Tokenizer:
    """Cuts words into pieces as BERT does, with these pieces alone."""
    made = Tokenizer(
        models.WordPiece({piece: n for n, piece in enumerate(vocabulary)}, unk_token=UNKNOWN)
    )
    made.normalizer = normalizers.BertNormalizer(lowercase=True)
    made.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    return made


class Vocabulary:
    """Pieces of words, and the windows of a text in them, for training and for use."""

    def __init__(self, pieces: list[str]) -> None:
        self.tokenizer = tokenizer(pieces)
        self.unknown, self.begin, self.separator = map(pieces.index, (UNKNOWN, BEGIN, SEPARATOR))
        self.cut = functools.lru_cache(maxsize=2**16)(self._cut)

    def windows(self, text: str, ruled: Iterable[Attribution]) -> list[Window]:
        """The windows of a text, in order, told what the rules find in it."""
        made = windows(text, self.cut, self.begin, self.separator)
        tell(made, ruled)
        return made

    def _cut(self, word: str) -> list[int]:
        return self.tokenizer.encode(word, add_special_tokens=False).ids or [self.unknown]


class Model:
    """A trained model, from the bytes of its file; `threads` windows are read at once."""

    def __init__(self, file: bytes, threads: int | None = None) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        self.session = onnxruntime.InferenceSession(
            file, options, providers=["CPUExecutionProvider"]
        )
        wanted = [one.name for one in self.session.get_inputs()]
        if sorted(wanted) != sorted(INPUTS):
            raise EngineError(
                f"its inputs are {', '.join(wanted)}, and not {', '.join(INPUTS)}: "
                "train it again with this version"
            )
        told = self.session.get_modelmeta().custom_metadata_map
        self.about = {name: json.loads(value) for name, value in told.items()}
        self.vocabulary = Vocabulary(self.about["vocabulary"])
        self.chain = Chain(*(np.array(self.about[n]) for n in ("transitions", "start", "end")))
        self.links = Links(np.array(self.about["distance"]), np.array(self.about["none"]))
        self.threads = threads or _cores()

    def read(self, text: str, ruled: Iterable[Attribution]) -> list[Reading]:
        """What the model finds in a text where the rules find what is `ruled`, in the order of its
        content.

        A window's result depends on that window alone, whatever the number of threads.
        """
        read = self.vocabulary.windows(text, ruled)
        found: list[Reading] = []
        with ThreadPoolExecutor(self.threads) as pool:
            for start in range(0, len(read), AT_ONCE):
                some = read[start : start + AT_ONCE]
                scored = list((pool.map if self.threads > 1 else map)(self._run, some))
                taggings = self.chain.taggings([tags for tags, _ in scored])
                for window, (_, vectors), tagging in zip(some, scored, taggings, strict=True):
                    found += self._readings(window, vectors, *tagging)
        return sorted(found, key=lambda one: (one.content, one.cue or (0, 0)))

    def scores(self, window: Window) -> Floats:
        """How well each tag fits each word of a window."""
        return self._run(window)[0]

    def _run(self, window: Window) -> tuple[Floats, Floats]:
        given = {name: np.array(getattr(window, name)) for name in INPUTS}
        tags, links = self.session.run(None, given)
        return tags, links

    def _readings(
        self, window: Window, vectors: Floats, tags: list[int], probability: Floats
    ) -> Iterator[Reading]:
        found = spans(tags)
        contents, cues, sources = found["content"], found["cue"], found["source"]
        of_cues = self.links.choose(vectors, 1, cues, sources)
        by_cue: dict[int, list[tuple[Place, float]]] = {}

        def place(span: Place) -> Place:
            return window.starts[span[0]], window.ends[span[1]]

        chosen = self.links.choose(vectors, 0, contents, cues)
        for content, (cue, linked) in zip(contents, chosen, strict=True):
            sure = linked * _geometric(probability, content)
            if cue is None:
                yield Reading((place(content),), None, None, sure, 0.0)
            else:
                by_cue.setdefault(cue, []).append((content, sure))
        for number, parts in by_cue.items():
            source, linked = of_cues[number]
            sure = max(one for _, one in parts) * _geometric(probability, cues[number])
            yield Reading(
                tuple(place(content) for content, _ in parts),
                place(cues[number]),
                None if source is None else place(sources[source]),
                sure,
                linked * (1.0 if source is None else _geometric(probability, sources[source])),
            )


def _geometric(probability: Floats, span: Place) -> float:
    """The geometric mean of the probabilities of the words of a span."""
    return float(np.exp(np.log(np.maximum(probability[span[0] : span[1] + 1], 1e-9)).mean()))


def _cores() -> int:
    """How many cores this process may use."""
    affinity = getattr(os, "sched_getaffinity", None)  # not on every system
    return len(affinity(0)) if affinity else os.cpu_count() or 1


@functools.cache
def model_in(file: str) -> Model:
    """The model in a file of one's own.

    Raises `EngineError` where it is none.
    """
    try:
        return Model(Path(file).read_bytes())
    except Exception as error:  # onnxruntime's errors have no class of their own
        raise EngineError(f"{file!r} is no model of quotes: {error}") from error


@functools.cache
def model_for(language: str) -> Model:
    """The model for a language that has one, by the code of its pack."""
    return Model((importlib.resources.files(__package__) / f"{language}.onnx").read_bytes())
