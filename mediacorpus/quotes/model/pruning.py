"""A network without the parts that it needs least: heads of its attention and inner units."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

import numpy as np
import torch
from torch import Tensor

from mediacorpus.quotes.model.network import HEAD, Network

__all__ = ["pruned"]

T = TypeVar("T")


def pruned(
    network: Network,
    examples: Iterable[T],
    loss: Callable[[Network, T], Tensor],
    heads: int,
    inner: int,
    generator: np.random.Generator,
) -> Network:
    """A network of so many heads and inner units a layer, with the weights of those that matter
    most to the loss: by the size of its change, to the first order, when one is left out (Michel et
    al. 2019)."""
    of_heads, of_units = _importance(network, examples, loss)
    smaller = Network(len(network.piece.weight), generator, heads, inner)
    state = network.state_dict()
    for number, (each_head, each_unit) in enumerate(zip(of_heads, of_units, strict=True)):
        kept = each_head.topk(heads).indices.sort().values
        rows = (kept[:, None] * HEAD + torch.arange(HEAD)).flatten()
        units = each_unit.topk(inner).indices.sort().values
        layer = f"layers.{number}"
        for part in ("query", "key", "value"):
            for name in (f"{layer}.{part}.weight", f"{layer}.{part}.bias"):
                state[name] = state[name][rows]
        state[f"{layer}.output.weight"] = state[f"{layer}.output.weight"][:, rows]
        for name in (f"{layer}.inner.weight", f"{layer}.inner.bias"):
            state[name] = state[name][units]
        state[f"{layer}.outer.weight"] = state[f"{layer}.outer.weight"][:, units]
    smaller.load_state_dict(state)
    return smaller


def _importance(
    network: Network, examples: Iterable[T], loss: Callable[[Network, T], Tensor]
) -> tuple[list[Tensor], list[Tensor]]:
    """For each layer how much each head and each inner unit matters.  To leave one out is to leave
    out what the map behind it makes of it: columns of weights, here times their gradients."""
    heads, units = ([torch.zeros(()) for _ in network.layers] for _ in range(2))
    for one in examples:
        network.zero_grad()
        loss(network, one).backward()
        for number, layer in enumerate(network.layers):
            columns, more = (
                (each.weight * each.weight.grad).sum(0).detach()
                for each in (layer.output, layer.outer)
            )
            heads[number] = heads[number] + columns.view(-1, HEAD).sum(1).abs()
            units[number] = units[number] + more.abs()
    network.zero_grad()
    return heads, units
