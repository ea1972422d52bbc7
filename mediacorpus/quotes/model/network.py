"""The network that is trained: a small transformer with a chain of tags and links on top.

Its encoder is that of MiniLM-L6 (Wang et al. 2020).  From the fifth layer on it looks at words,
each by the state of its first piece.
"""

from __future__ import annotations

import json
import math
import struct
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from mediacorpus.quotes.model.decoding import BUCKETS, LINK, TAGS, Place, allowed, buckets
from mediacorpus.quotes.model.labels import Labels
from mediacorpus.quotes.model.windows import FEATURES, LONGEST, OTHER, Window

__all__ = ["Batch", "Network", "Wanted", "batch"]

WIDTH, HEAD, LAYERS = 384, 32, 6
HEADS, INNER = 12, 1536
"""Of each layer of the base; a pruned network has fewer."""

WORDS_AFTER = 4
"""So many layers look at pieces; the others look at words."""

_NEVER = -1e4


class Wanted(NamedTuple):
    """How probable each tag is for each word of a window, an array of words by tags, and how often
    a tag is expected to follow another."""

    tags: Tensor
    pairs: Tensor

    @classmethod
    def certain(cls, tags: list[int]) -> Wanted:
        """What is wanted where the tags are known."""
        each = torch.eye(len(TAGS))[tags]
        return cls(each, each[:-1].T @ each[1:])

    @classmethod
    def by_chain(cls, scores: Tensor, transitions: Tensor, start: Tensor, end: Tensor) -> Wanted:
        """What a chain holds probable that gives a window these scores."""
        with torch.enable_grad():
            scores, transitions = scores.requires_grad_(), transitions.requires_grad_()
            follows, begins, ends = _without_forbidden(transitions, start, end)
            mask = torch.ones(1, len(scores), dtype=torch.bool)
            total = _LogPartition.apply(scores[None], follows, begins, ends, mask)
            return cls(*torch.autograd.grad(total, (scores, transitions)))

    def mixed(self, other: Wanted, share: float) -> Wanted:
        """This, and a `share` of another."""
        return Wanted(*(a.lerp(b, share) for a, b in zip(self, other, strict=True)))


class Batch(NamedTuple):
    """Windows side by side: rows of pieces and of words, filled up with 0 and -1."""

    pieces: Tensor
    features: Tensor
    ruled: Tensor
    firsts: Tensor


def batch(windows: list[Window]) -> Batch:
    """Windows as tensors."""

    def rows(lists: list[list[int]], fill: int) -> Tensor:
        padded = torch.full((len(lists), max(map(len, lists))), fill)
        for row, values in zip(padded, lists, strict=True):
            row[: len(values)] = torch.tensor(values)
        return padded

    return Batch(
        rows([one.pieces for one in windows], 0),
        rows([one.features for one in windows], OTHER),
        rows([one.ruled for one in windows], 0),
        rows([one.firsts for one in windows], -1),
    )


class _Dropout(nn.Module):
    """Dropout from a generator of its own, which is faster than torch's on a CPU."""

    def __init__(self, share: float, generator: np.random.Generator) -> None:
        super().__init__()
        self.threshold = round(256 * share)
        self.generator = generator

    def forward(self, x: Tensor) -> Tensor:
        if not self.training:
            return x
        drawn = np.frombuffer(self.generator.bytes(x.numel()), np.uint8).reshape(x.shape)
        return x * torch.from_numpy(drawn >= self.threshold) / (1 - self.threshold / 256)


class _Linear(nn.Linear):
    """A linear map; with `rounding`, as the model file has it: weights of seven bits, column by
    column, and inputs of eight, window by window.  Gradients go through as if nothing were rounded
    (the straight-through estimator, Bengio et al. 2013)."""

    rounding = False

    def forward(self, x: Tensor) -> Tensor:
        if not self.rounding:
            return nn.functional.linear(x, self.weight, self.bias)
        with torch.no_grad():
            scale = self.weight.abs().amax(1, keepdim=True).clamp(min=1e-8) / 63
            weight_error = torch.round(self.weight / scale) * scale - self.weight
            values = x.float()
            low = values.amin((1, 2), keepdim=True).clamp(max=0)
            step = (values.amax((1, 2), keepdim=True).clamp(min=0) - low) / 255
            input_error = torch.round(values / step) * step - values
        return nn.functional.linear(x + input_error, self.weight + weight_error, self.bias)


class _Layer(nn.Module):
    def __init__(self, dropout: _Dropout, heads: int, inner: int) -> None:
        super().__init__()
        self.query, self.key, self.value = (_Linear(WIDTH, heads * HEAD) for _ in range(3))
        self.output = _Linear(heads * HEAD, WIDTH)
        self.norm1 = nn.LayerNorm(WIDTH, eps=1e-12)
        self.inner, self.outer = _Linear(WIDTH, inner), _Linear(inner, WIDTH)
        self.norm2 = nn.LayerNorm(WIDTH, eps=1e-12)
        self.dropout = dropout

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        rows, length, _ = x.shape
        query, key, value = (
            part(x).view(rows, length, -1, HEAD).transpose(1, 2)
            for part in (self.query, self.key, self.value)
        )
        attended = nn.functional.scaled_dot_product_attention(
            query, key, value, attn_mask=mask[:, None, None, :]
        )
        joined = attended.transpose(1, 2).reshape(rows, length, -1)
        x = self.norm1(x + self.dropout(self.output(joined)))
        return self.norm2(x + self.dropout(self.outer(nn.functional.gelu(self.inner(x)))))


class Network(nn.Module):
    """Scores of tags and vectors for linking, from windows; the names of its parts are those of the
    weights in the model file."""

    def __init__(
        self,
        vocabulary: int,
        generator: np.random.Generator,
        heads: int = HEADS,
        inner: int = INNER,
    ) -> None:
        super().__init__()
        self.heads, self.inner = heads, inner
        self.piece = nn.Embedding(vocabulary, WIDTH)
        self.piece.weight.requires_grad_(requires_grad=False)
        self.place = nn.Embedding(LONGEST, WIDTH)
        self.feature = nn.Embedding(FEATURES, WIDTH)
        self.rule = nn.Embedding(len(TAGS), WIDTH)
        nn.init.zeros_(self.feature.weight)
        nn.init.zeros_(self.rule.weight)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.dropout = _Dropout(0.1, generator)
        self.layers = nn.ModuleList(_Layer(self.dropout, heads, inner) for _ in range(LAYERS))
        self.tags = _Linear(WIDTH, len(TAGS))
        self.links = _Linear(WIDTH, 8 * LINK)
        self.transitions = nn.Parameter(torch.zeros(len(TAGS), len(TAGS)))
        self.start = nn.Parameter(torch.zeros(len(TAGS)))
        self.end = nn.Parameter(torch.zeros(len(TAGS)))
        self.distance = nn.Parameter(torch.zeros(2, BUCKETS))
        self.none = nn.Parameter(torch.zeros(2))

    @classmethod
    def of(cls, weights: dict[str, NDArray[np.float32]], generator: np.random.Generator) -> Network:
        """A network of these weights, of the size that they have.

        Raises `KeyError` with the names of those that are missing.
        """
        heads, inner = (len(weights[f"layers.0.{part}.bias"]) for part in ("query", "inner"))
        network = cls(len(weights["piece.weight"]), generator, heads // HEAD, inner)
        if missing := network.state_dict().keys() - weights.keys():
            raise KeyError(", ".join(sorted(missing)))
        network.load_state_dict({name: torch.from_numpy(one) for name, one in weights.items()})
        return network

    def forward(self, windows: Batch) -> tuple[Tensor, Tensor]:
        """For each word of each window the scores of the tags, and the vectors for linking."""
        mask = windows.pieces != 0
        x = self.piece(windows.pieces) + self.place.weight[None, : windows.pieces.shape[1]]
        x = x + self.feature(windows.features) + self.rule(windows.ruled)
        x = self.dropout(self.norm(x))
        for number, layer in enumerate(self.layers):
            x = layer(x, mask)
            if number + 1 == WORDS_AFTER:
                index = windows.firsts.clamp(min=0)[:, :, None].expand(-1, -1, WIDTH)
                x, mask = x.gather(1, index), windows.firsts >= 0
        x = self.dropout(x)
        return self.tags(x).float(), self.links(x).float()

    def round(self) -> None:
        """From now on reckon with rounded weights and inputs, as the model file does."""
        for module in self.modules():
            if isinstance(module, _Linear):
                module.rounding = True

    def read_base(self, file: Path, kept: list[int]) -> None:
        """Take the encoder's weights from a safetensors file of BERT's layout, and of its pieces
        those that are `kept`."""
        weights = _safetensors(file)
        with torch.no_grad():
            self.piece.weight.copy_(weights["embeddings.word_embeddings.weight"][kept])
            self.place.weight.copy_(
                weights["embeddings.position_embeddings.weight"][:LONGEST]
                + weights["embeddings.token_type_embeddings.weight"][0]
            )
            self.norm.load_state_dict(_part(weights, "embeddings.LayerNorm"))
            for number, layer in enumerate(self.layers):
                for ours, theirs in _NAMES.items():
                    name = f"encoder.layer.{number}.{theirs}"
                    layer.get_submodule(ours).load_state_dict(_part(weights, name))

    def tag_loss(self, scores: Tensor, wanted: Sequence[Wanted], firsts: Tensor) -> Tensor:
        """Minus the log likelihood of the wanted tags, summed over the words; where they are only
        probable, what is expected of it."""
        transitions, start, end = _without_forbidden(self.transitions, self.start, self.end)
        right = scores.new_zeros(())
        for row, (tags, pairs) in zip(scores, wanted, strict=True):
            right = right + (row[: len(tags)] * tags).sum() + (pairs * transitions).sum()
            right = right + tags[0] @ start + tags[-1] @ end
        return _LogPartition.apply(scores, transitions, start, end, firsts >= 0) - right

    def link_loss(self, vectors: Tensor, labels: Labels) -> tuple[Tensor, int]:
        """Cross entropy of the right links of a window, summed, and how many they are."""
        loss, count = vectors.new_zeros(()), 0
        pairs = (("content", "cue", labels.cue_of), ("cue", "source", labels.source_of))
        for pair, (asks, offers, right) in enumerate(pairs):
            asking = [place for place in labels.spans[asks] if place in right]
            offered = labels.spans[offers]
            if asking:
                scores = self._link_scores(vectors, pair, asking, offered)
                gold = [
                    len(offered) if (place := right[one]) is None else offered.index(place)
                    for one in asking
                ]
                loss = loss + nn.functional.cross_entropy(
                    scores, torch.tensor(gold), reduction="sum"
                )
                count += len(asking)
        return loss, count

    def _link_scores(
        self, vectors: Tensor, pair: int, asking: list[Place], offered: list[Place]
    ) -> Tensor:
        none = self.none[pair].expand(len(asking), 1)
        if not offered:
            return none
        first, last, to_first, to_last = vectors[:, 4 * pair * LINK :].split(LINK, 1)[:4]
        a, b = torch.tensor(asking), torch.tensor(offered)
        query, key = first[a[:, 0]] + last[a[:, 1]], to_first[b[:, 0]] + to_last[b[:, 1]]
        bucket = torch.from_numpy(buckets(a.numpy(), b.numpy()))
        scores = query @ key.T / math.sqrt(LINK) + self.distance[pair][bucket]
        return torch.cat([scores, none], 1)


class _LogPartition(torch.autograd.Function):
    """The logarithm of the sum over all taggings; its gradients are the marginals, found by the
    forward-backward algorithm in numpy, which is many times faster than torch's own graph."""

    @staticmethod
    def forward(
        ctx: Any, scores: Tensor, transitions: Tensor, start: Tensor, end: Tensor, mask: Tensor
    ) -> Tensor:
        on = mask.numpy()
        values = scores.detach().double().numpy()
        highest = values.max(2, keepdims=True)
        odds = np.exp(values - highest)
        follows, begins, ends = (
            np.exp(one.detach().double().numpy()) for one in (transitions, start, end)
        )
        rows, length, count = odds.shape
        forward, scale = np.zeros((length, rows, count)), np.ones((length, rows))
        now = begins * odds[:, 0]
        for t in range(length):
            if t:
                now = np.where(on[:, t, None], (now @ follows) * odds[:, t], now)
            scale[t] = np.where(on[:, t], now.sum(1), 1)
            now = forward[t] = now / scale[t][:, None]
        total = now @ ends
        result = np.log(scale).sum() + np.log(total).sum() + (highest[:, :, 0] * on).sum()
        to_scores, to_transitions = np.zeros_like(odds), np.zeros_like(follows)
        backward = np.broadcast_to(ends, (rows, count)) / total[:, None]
        for t in range(length - 1, -1, -1):
            active = on[:, t, None]
            to_scores[:, t] = forward[t] * backward * active
            if t:
                later = odds[:, t] * backward / scale[t][:, None] * active
                to_transitions += forward[t - 1].T @ later
                backward = np.where(active, later @ follows.T, backward)
        last = to_scores[np.arange(rows), on.sum(1) - 1]
        gradients = (to_scores, to_transitions * follows, to_scores[:, 0].sum(0), last.sum(0))
        ctx.gradients = [torch.from_numpy(one).float() for one in gradients]
        return scores.new_tensor(result)

    @staticmethod
    def backward(ctx: Any, *gradients: Tensor) -> tuple[Tensor | None, ...]:
        return (*(gradients[0] * one for one in ctx.gradients), None)


def _never(rows: tuple[str | None, ...], columns: tuple[str | None, ...]) -> Tensor:
    return torch.tensor([[0.0 if allowed(a, b) else _NEVER for b in columns] for a in rows])


_NO_TRANSITION = _never(TAGS, TAGS)
_NO_START, _NO_END = _never((None,), TAGS)[0], _never(TAGS, (None,))[:, 0]


def _without_forbidden(transitions: Tensor, start: Tensor, end: Tensor) -> tuple[Tensor, ...]:
    """The weights of a chain, very low for what is no span."""
    return transitions + _NO_TRANSITION, start + _NO_START, end + _NO_END


_NAMES = {
    "query": "attention.self.query",
    "key": "attention.self.key",
    "value": "attention.self.value",
    "output": "attention.output.dense",
    "norm1": "attention.output.LayerNorm",
    "inner": "intermediate.dense",
    "outer": "output.dense",
    "norm2": "output.LayerNorm",
}


def _part(weights: dict[str, Tensor], name: str) -> dict[str, Tensor]:
    return {part: weights[f"{name}.{part}"] for part in ("weight", "bias")}


def _safetensors(file: Path) -> dict[str, Tensor]:
    """The arrays of floats in a safetensors file: a length, a JSON header, and the bytes."""
    data = file.read_bytes()
    (size,) = struct.unpack("<Q", data[:8])
    header = json.loads(data[8 : 8 + size])
    found = {}
    for name, entry in header.items():
        if entry.get("dtype") == "F32":
            start, end = entry["data_offsets"]
            values = np.frombuffer(data[8 + size + start : 8 + size + end], np.float32)
            found[name] = torch.from_numpy(values.reshape(entry["shape"]).copy())
    return found
