"""The trained network as an ONNX graph with weights of eight bits.

The graph is put together node by node: the operators are those that run fastest on a CPU, and the
file depends on the weights alone.  Weights use seven of the eight bits: with all eight, processors
without VNNI would clip sums, and results would differ between machines.
"""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

__all__ = ["model_file"]

Array = NDArray[Any]

_MICROSOFT = "com.microsoft"  # operators of ONNX Runtime that the standard does not have


class _Graph:
    """Nodes and constants, each named after its output."""

    def __init__(self, weights: dict[str, Array]) -> None:
        self.weights = weights
        self.nodes: list[onnx.NodeProto] = []
        self.constants: dict[str, onnx.TensorProto] = {}

    def constant(self, name: str, value: Array) -> str:
        self.constants.setdefault(name, numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def node(
        self, kind: str, inputs: list[str], name: str, domain: str = "", **settings: Any
    ) -> str:
        self.nodes.append(helper.make_node(kind, inputs, [name], domain=domain, **settings))
        return name

    def floats(self, name: str) -> str:
        return self.constant(name, self.weights[name].astype(np.float32))

    def linear(self, x: str, name: str) -> str:
        """The product x W + b; x is brought to eight bits as a whole, W column by column."""
        weight = self.weights[f"{name}.weight"].T.astype(np.float32)
        scale = np.maximum(np.abs(weight).max(0), 1e-8) / 63
        rounded = np.clip(np.rint(weight / scale), -63, 63).astype(np.int8)
        inputs = [
            x,
            self.constant(f"{name}.weight", rounded),
            self.constant(f"{name}.scale", scale.astype(np.float32)),
            self.constant(f"{name}.zero", np.zeros(len(scale), np.int8)),
            self.floats(f"{name}.bias"),
        ]
        return self.node("DynamicQuantizeMatMul", inputs, f"{name}.out", _MICROSOFT)

    def rows(self, name: str, kind: str, chosen: list[str]) -> str:
        """Rows of a table of eight bits, each with its own scale, picked by a node of this kind."""
        table = self.weights[f"{name}.weight"].astype(np.float32)
        scale = np.maximum(np.abs(table).max(1, keepdims=True), 1e-8) / 127
        self.constant(f"{name}.table", np.rint(table / scale).astype(np.int8))
        self.constant(f"{name}.scale", scale.astype(np.float32))
        rows = self.node(kind, [f"{name}.table", *chosen], f"{name}.rows")
        rows = self.node("Cast", [rows], f"{name}.cast", to=TensorProto.FLOAT)
        scales = self.node(kind, [f"{name}.scale", *chosen], f"{name}.scales")
        return self.node("Mul", [rows, scales], f"{name}.out")

    def add(self, x: str, y: str, name: str) -> str:
        return self.node("Add", [x, y], name)

    def normalised(self, x: str, name: str) -> str:
        """Layer normalisation, written out: twice as fast here as the operator."""
        axis = self.constant("last", np.array([-1], np.int64))
        epsilon = self.constant("epsilon", np.array(1e-12, np.float32))
        mean = self.node("ReduceMean", [x, axis], f"{name}.mean", keepdims=1)
        centred = self.node("Sub", [x, mean], f"{name}.centred")
        squares = self.node("Mul", [centred, centred], f"{name}.squares")
        variance = self.node("ReduceMean", [squares, axis], f"{name}.variance", keepdims=1)
        deviation = self.node("Sqrt", [self.add(variance, epsilon, f"{name}.above")], f"{name}.std")
        unit = self.node("Div", [centred, deviation], f"{name}.unit")
        scaled = self.node("Mul", [unit, self.floats(f"{name}.weight")], f"{name}.scaled")
        return self.add(scaled, self.floats(f"{name}.bias"), f"{name}.out")

    def layer(self, x: str, name: str, head: int) -> str:
        """A layer of the encoder (Vaswani et al. 2017), normalised behind each part, whose
        attention has heads of that size."""
        heads = len(self.weights[f"{name}.query.bias"]) // head
        parts = [self.linear(x, f"{name}.{part}") for part in ("query", "key", "value")]
        attended = self.node(
            "MultiHeadAttention", parts, f"{name}.attended", _MICROSOFT, num_heads=heads
        )
        y = self.linear(attended, f"{name}.output")
        x = self.normalised(self.add(x, y, f"{name}.sum1"), f"{name}.norm1")
        y = self.node("Gelu", [self.linear(x, f"{name}.inner")], f"{name}.gelu")
        y = self.linear(y, f"{name}.outer")
        return self.normalised(self.add(x, y, f"{name}.sum2"), f"{name}.norm2")


def model_file(
    weights: dict[str, Array],
    *,
    layers: int,
    words_after: int,
    head: int,
    metadata: dict[str, Any],
) -> bytes:
    """The ONNX file of a network with these weights, named as in `network.Network`.

    Its inputs are a window's pieces, with features and the tags of the rules, and which of them
    begin words; its outputs the scores of the tags and the vectors for linking, a row a word.
    `metadata` is kept beside, each value as JSON.
    """
    graph = _Graph(weights)
    length = graph.node("Shape", ["pieces"], "length")
    begin = graph.constant("begin", np.array([0], np.int64))
    places = graph.rows("place", "Slice", [begin, length])
    x = graph.add(graph.rows("piece", "Gather", ["pieces"]), places, "placed")
    for table, told in (("feature", "features"), ("rule", "ruled")):
        rows = graph.node("Gather", [graph.floats(f"{table}.weight"), told], f"{table}.rows")
        x = graph.add(x, rows, f"{table}.told")
    x = graph.node("Unsqueeze", [graph.normalised(x, "norm"), begin], "layer")
    for number in range(layers):
        x = graph.layer(x, f"layers.{number}", head)
        if number + 1 == words_after:
            x = graph.node("Gather", [x, "firsts"], "words", axis=1)
    x = graph.node("Squeeze", [x, begin], "states")
    outputs = []
    for name in ("tags", "links"):
        graph.node("Identity", [graph.linear(x, name)], f"{name}.scores")
        outputs.append(
            helper.make_tensor_value_info(f"{name}.scores", TensorProto.FLOAT, ["words", None])
        )
    inputs = [
        helper.make_tensor_value_info(name, TensorProto.INT64, [size])
        for name, size in (
            ("pieces", "pieces"),
            ("features", "pieces"),
            ("ruled", "pieces"),
            ("firsts", "words"),
        )
    ]
    model = helper.make_model(
        helper.make_graph(graph.nodes, "quotes", inputs, outputs, list(graph.constants.values())),
        opset_imports=[helper.make_opsetid("", 20), helper.make_opsetid(_MICROSOFT, 1)],
        ir_version=9,
        producer_name="mediacorpus",
    )
    helper.set_model_props(
        model, {name: json.dumps(value, ensure_ascii=False) for name, value in metadata.items()}
    )
    onnx.checker.check_model(model)
    file: bytes = model.SerializeToString(deterministic=True)
    return file


def weights_of(file: bytes) -> tuple[dict[str, Array], dict[str, Any]]:
    """The weights of a model file, as a network has them, and its metadata; what was brought to
    eight bits comes back rounded."""
    model = onnx.load_model_from_string(file)
    metadata = {one.key: json.loads(one.value) for one in model.metadata_props}
    constants = {one.name: numpy_helper.to_array(one) for one in model.graph.initializer}
    weights: dict[str, Array] = {}
    for name, value in constants.items():
        stem, _, part = name.rpartition(".")
        if part == "table":
            weights[f"{stem}.weight"] = value * constants[f"{stem}.scale"]
        elif part == "weight" and f"{stem}.zero" in constants:
            weights[name] = (value * constants[f"{stem}.scale"]).T
        elif part in {"weight", "bias"}:
            weights[name] = value
    for name in ("transitions", "start", "end", "distance", "none"):
        weights[name] = np.array(metadata[name])
    return {name: value.astype(np.float32) for name, value in weights.items()}, metadata
