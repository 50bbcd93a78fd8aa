"""Writes the encoder as ONNX graphs: token ids in, vectors of length one out.

Two graphs of the same weights. That for many texts holds none: it points into model.safetensors
beside it. That for queries holds the matrices in a byte a number (21 MB) and points to the rest: on
one short text, where reading the weights takes most of the time, it takes half of it.
Written with the `onnx` helpers alone, so that no torch is needed. Running it is not done
here.
"""

from __future__ import annotations

import json
import math
import struct
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from language.encoder.graphs import INPUTS, OUTPUT
from language.encoder.weights import FloatArray, Shape

OPSET, IR_VERSION = 20, 10
# Added to a score before softmax, it leaves exactly nothing of the padding's share.
NEVER = np.float32(-1e30)


def write_graph(shape: Shape, weights: Path, target: Path) -> None:
    """Write the graph to `target`, in the folder of the safetensors file `weights`.

    Inputs: `input_ids` and `attention_mask`, int64 [batch, tokens], tokens <= shape.positions.
    Output: `vectors`, float32 [batch, hidden]: the mean over the tokens, scaled to length one.
    """
    _write(_Graph(shape), weights, target)


def write_query_graph(
    shape: Shape, weights: Path, tensors: Mapping[str, FloatArray], target: Path
) -> None:
    """The same with the matrices of the layers in 8 bit, a scale a row; `tensors` are those in
    `weights`. Vectors differ from those of `write_graph` in the fourth digit.
    """
    _write(_QueryGraph(shape, tensors), weights, target)


def _write(graph: _Graph, weights: Path, target: Path) -> None:
    graph.mask()
    states = graph.embed()
    for layer in range(graph.shape.layers):
        states = graph.layer(f"encoder.layer.{layer}", states)
    graph.pool(states)
    for name, entry in _tensors_in(weights).items():
        if name not in graph.own:
            graph.weights.append(_external(name, entry, weights.name))
    target.write_bytes(graph.model().SerializeToString())


def _tensors_in(weights: Path) -> dict[str, dict[str, Any]]:
    """Shape and place of each tensor, from the header of a safetensors file."""
    with weights.open("rb") as file:
        (length,) = struct.unpack("<Q", file.read(8))
        header: dict[str, dict[str, Any]] = json.loads(file.read(length))
    header.pop("__metadata__", None)
    for entry in header.values():
        entry["start"], entry["end"] = (8 + length + offset for offset in entry["data_offsets"])
    return header


def _external(name: str, entry: dict[str, Any], location: str) -> TensorProto:
    tensor = TensorProto(name=name, data_type=TensorProto.FLOAT, dims=entry["shape"])
    tensor.data_location = TensorProto.EXTERNAL
    length = entry["end"] - entry["start"]
    place = {"location": location, "offset": entry["start"], "length": length}
    for key, value in place.items():
        tensor.external_data.add(key=key, value=str(value))
    return tensor


class _Graph:
    """The nodes of one BERT encoder; each method returns the name of what it computes."""

    def __init__(self, shape: Shape) -> None:
        self.shape = shape
        self.nodes: list[onnx.NodeProto] = []
        self.weights: list[TensorProto] = []
        self.own: set[str] = set()  # names of weights that the graph itself holds

    def node(self, operation: str, *inputs: str, out: str = "", **attributes: Any) -> str:
        name = out or f"{operation}_{len(self.nodes)}"
        self.nodes.append(helper.make_node(operation, inputs, [name], **attributes))
        return name

    def constant(self, value: Any, kind: type[np.generic]) -> str:
        name = f"constant_{len(self.weights)}"
        self.weights.append(numpy_helper.from_array(np.array(value, kind), name))
        return name

    def embed(self) -> str:
        first, second = self.constant([0], np.int64), self.constant([1], np.int64)
        tokens = self.node("Shape", INPUTS[0], start=1, end=2)
        words = self.node("Gather", "embeddings.word_embeddings.weight", INPUTS[0])
        # The first token stands at position 0: the model is a BERT with XLM-R's vocabulary.
        places = self.node("Slice", "embeddings.position_embeddings.weight", first, tokens)
        kind = self.node("Slice", "embeddings.token_type_embeddings.weight", first, second)
        total = self.node("Add", self.node("Add", words, places), kind)
        return self.normalise(total, "embeddings.LayerNorm")

    def mask(self) -> None:
        """Name `present` (1 for a token, 0 for padding) and `hidden` (what to add to a score)."""
        self.node("Cast", INPUTS[1], out="present", to=TensorProto.FLOAT)
        absent = self.node("Sub", self.constant(1, np.float32), "present")
        scores = self.node("Mul", absent, self.constant(NEVER, np.float32))
        self.node("Unsqueeze", scores, self.constant([1, 2], np.int64), out="hidden")

    def layer(self, name: str, states: str) -> str:
        attended = self.attend(f"{name}.attention.self", states)
        attended = self.linear(attended, f"{name}.attention.output.dense")
        total = self.node("Add", states, attended)
        states = self.normalise(total, f"{name}.attention.output.LayerNorm")
        wide = self.node("Gelu", self.linear(states, f"{name}.intermediate.dense"))
        total = self.node("Add", states, self.linear(wide, f"{name}.output.dense"))
        return self.normalise(total, f"{name}.output.LayerNorm")

    def attend(self, name: str, states: str) -> str:
        width = self.shape.hidden // self.shape.heads
        query = self.heads(states, f"{name}.query", [0, 2, 1, 3])
        key = self.heads(states, f"{name}.key", [0, 2, 3, 1])
        value = self.heads(states, f"{name}.value", [0, 2, 1, 3])
        scale = self.constant(1 / math.sqrt(width), np.float32)
        scores = self.node("Mul", self.node("MatMul", query, key), scale)
        shares = self.node("Softmax", self.node("Add", scores, "hidden"), axis=-1)
        mixed = self.node("Transpose", self.node("MatMul", shares, value), perm=[0, 2, 1, 3])
        return self.node("Reshape", mixed, self.constant([0, 0, self.shape.hidden], np.int64))

    def heads(self, states: str, name: str, order: list[int]) -> str:
        """The states through a linear layer, as [batch, tokens, heads, width] in this order."""
        split = [0, 0, self.shape.heads, self.shape.hidden // self.shape.heads]
        states = self.node("Reshape", self.linear(states, name), self.constant(split, np.int64))
        return self.node("Transpose", states, perm=order)

    def linear(self, states: str, name: str) -> str:
        # Turned once, on loading.
        weight = self.node("Transpose", self.weight(f"{name}.weight"), perm=[1, 0])
        return self.node("Add", self.node("MatMul", states, weight), f"{name}.bias")

    def weight(self, name: str) -> str:
        return name

    def normalise(self, states: str, name: str) -> str:
        names = (f"{name}.weight", f"{name}.bias")
        return self.node("LayerNormalization", states, *names, epsilon=self.shape.epsilon)

    def pool(self, states: str) -> None:
        """The sum over the tokens; scaled to length one it is the mean scaled to length one."""
        counted = self.node("Unsqueeze", "present", self.constant([2], np.int64))
        counted = self.node("Mul", states, counted)
        total = self.node("ReduceSum", counted, self.constant([1], np.int64), keepdims=0)
        self.node("LpNormalization", total, out=OUTPUT, axis=-1, p=2)

    def model(self) -> onnx.ModelProto:
        tokens: list[str | int | None] = ["batch", "tokens"]
        vector: list[str | int | None] = ["batch", self.shape.hidden]
        graph = helper.make_graph(
            self.nodes,
            "encoder",
            [helper.make_tensor_value_info(name, TensorProto.INT64, tokens) for name in INPUTS],
            [helper.make_tensor_value_info(OUTPUT, TensorProto.FLOAT, vector)],
            self.weights,
        )
        versions = [helper.make_opsetid("", OPSET)]
        return helper.make_model(graph, opset_imports=versions, ir_version=IR_VERSION)


class _QueryGraph(_Graph):
    """As above, with the matrices of the layers in 8 bit."""

    def __init__(self, shape: Shape, tensors: Mapping[str, FloatArray]) -> None:
        super().__init__(shape)
        self.tensors = tensors

    def weight(self, name: str) -> str:
        values = self.tensors[name]
        scales = np.abs(values).max(axis=1) / 127
        whole = np.rint(values / scales[:, None]).astype(np.int8)
        self.own.add(name)
        for part, held in ((whole, "values"), (scales, "scales")):
            self.weights.append(numpy_helper.from_array(part, f"{name}.{held}"))
        return self.node("DequantizeLinear", f"{name}.values", f"{name}.scales", axis=0)
