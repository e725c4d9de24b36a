"""The model as two ONNX graphs: a body from embeddings to states, which takes and gives keys and values, and a head.

The body sees a row of tokens and any mask, so that many continuations of one beginning run together as a tree, and the
beginning's keys and values are shared. Weights are 8-bit integers with a scale for each output; the states are made
8-bit with a scale for each token before each product.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from checker.deep.source import Shape, Source

if TYPE_CHECKING:
    from checker.deep.source import Floats

OPSET = 17
MIDDLE = 0.5
"""Part of the layers behind which the states are what `checker.deep.reading` reads: the last ones know more of the next
token than of this one."""
IR_VERSION = 8


class _Builder:
    """Collects the nodes and constants of a graph; every operation has one output, unless said otherwise."""

    def __init__(self) -> None:
        self.nodes: list[Any] = []
        self.constants: dict[str, Any] = {}
        self.count = 0

    def name(self) -> str:
        self.count += 1
        return f"t{self.count}"

    def constant(self, name: str, value: Any) -> str:
        import numpy as np
        from onnx import numpy_helper

        if name not in self.constants:
            self.constants[name] = numpy_helper.from_array(np.ascontiguousarray(value), name)
        return name

    def op(self, kind: str, *inputs: str, domain: str = "", to: str | None = None, **attributes: Any) -> str:
        return self.split(kind, *inputs, domain=domain, to=[to or self.name()], **attributes)[0]

    def split(self, kind: str, *inputs: str, to: list[str], domain: str = "", **attributes: Any) -> list[str]:
        from onnx import helper

        self.nodes.append(helper.make_node(kind, list(inputs), to, domain=domain, **attributes))
        return to

    def integers(self, name: str, *values: int) -> str:
        import numpy as np

        return self.constant(name, np.array(values, np.int64))

    def linear(self, x: str, weight: Floats, name: str) -> str:
        """x (tokens, in) times a weight (out, in), both as 8-bit integers."""
        import numpy as np

        scale = np.maximum(np.abs(weight).max(axis=1), 1e-9) / 127
        rounded = np.clip(np.rint(weight / scale[:, None]), -127, 127).astype(np.int8)
        unit, zero = self.constant("unit", np.float32(1 / 127)), self.constant("zero", np.uint8(128))
        largest = self.op("ReduceMax", self.op("Abs", x), axes=[1], keepdims=1)
        # a state of zeros stays one
        largest = self.op("Max", largest, self.constant("tiny", np.float32(1e-9)))
        product = self.op(
            "MatMulIntegerToFloat",
            self.op("QuantizeLinear", self.op("Div", x, largest), unit, zero),
            self.constant(name + ".weight", rounded.T),
            unit,
            self.constant(name + ".scale", scale.astype(np.float32)),
            zero,
            self.constant(name + ".zero", np.zeros(len(scale), np.int8)),
            domain="com.microsoft",
        )
        return self.op("Mul", product, largest)

    def save(
        self, path: Path, inputs: Sequence[tuple[str, int, list[Any]]], outputs: Sequence[tuple[str, list[Any]]]
    ) -> None:
        import onnx
        from onnx import TensorProto, helper

        graph = helper.make_graph(
            self.nodes,
            path.stem,
            [helper.make_tensor_value_info(*one) for one in inputs],
            [helper.make_tensor_value_info(name, TensorProto.FLOAT, shape) for name, shape in outputs],
            list(self.constants.values()),
        )
        versions = [helper.make_opsetid("", OPSET), helper.make_opsetid("com.microsoft", 1)]
        onnx.save(helper.make_model(graph, opset_imports=versions, ir_version=IR_VERSION), path)


def write_body(source: Source, path: Path) -> None:
    """Inputs: x (N, width) embeddings, cos and sin (N, half a head), mask (N, S) added to the scores, and for each
    layer the keys `pk0` and values `pv0` (kv_heads, S - N, head) of the beginning. Outputs: hidden (N, width), and for
    each layer the new `k0` and `v0` (kv_heads, N, head); at the end `middle` (N, width), the states behind MIDDLE of the
    layers."""
    import numpy as np
    from onnx import TensorProto

    s = source.shape
    b = _Builder()
    half = s.head_width // 2
    queries, keys = s.heads * s.head_width, s.kv_heads * s.head_width
    size = b.op("Shape", "mask")
    scores = b.op("Concat", b.integers("heads", s.heads), size, axis=0)
    columns = b.op("Slice", size, b.integers("one", 1), b.integers("two", 2))
    grouped = b.op("Concat", b.integers("groups", s.kv_heads), b.integers("rest", -1), columns, axis=0)

    def heads(x: str, n: int) -> str:
        shaped = b.op("Reshape", x, b.integers(f"heads{n}", -1, n, s.head_width))
        return b.op("Transpose", shaped, perm=[1, 0, 2])

    def turned(x: str) -> str:
        left, right = b.split("Split", x, b.integers("halves", half, half), to=[b.name(), b.name()], axis=-1)
        first = b.op("Sub", b.op("Mul", left, "cos"), b.op("Mul", right, "sin"))
        second = b.op("Add", b.op("Mul", right, "cos"), b.op("Mul", left, "sin"))
        return b.op("Concat", first, second, axis=-1)

    def norm(x: str, name: str) -> str:
        weight = b.constant(name, source.weight(name))
        return b.op("SimplifiedLayerNormalization", x, weight, epsilon=s.epsilon, axis=-1)

    x = "x"
    inputs: list[tuple[str, int, list[Any]]] = [
        ("x", TensorProto.FLOAT, ["N", s.width]),
        ("cos", TensorProto.FLOAT, ["N", half]),
        ("sin", TensorProto.FLOAT, ["N", half]),
        ("mask", TensorProto.FLOAT, ["N", "S"]),
    ]
    outputs: list[tuple[str, list[Any]]] = [("hidden", ["N", s.width])]
    for layer in range(s.layers):
        at = f"blk.{layer}."
        wanted = [
            _halves(source.weight(at + "attn_q.weight"), s.heads, s) * np.float32(s.head_width**-0.5),
            _halves(source.weight(at + "attn_k.weight"), s.kv_heads, s),
            source.weight(at + "attn_v.weight"),
        ]
        joint = b.linear(norm(x, at + "attn_norm.weight"), np.concatenate(wanted), at + "qkv")
        widths = b.integers("widths", queries, keys, keys)
        q, k, v = b.split("Split", joint, widths, to=[b.name(), b.name(), b.name()], axis=-1)
        b.op("Identity", turned(heads(k, s.kv_heads)), to=f"k{layer}")
        b.op("Identity", heads(v, s.kv_heads), to=f"v{layer}")
        whole_k = b.op("Concat", f"pk{layer}", f"k{layer}", axis=1)
        whole_v = b.op("Concat", f"pv{layer}", f"v{layer}", axis=1)
        # the heads that share keys and values stand one below the other
        query = b.op("Reshape", turned(heads(q, s.heads)), b.integers("by-group", s.kv_heads, -1, s.head_width))
        score = b.op("MatMul", query, b.op("Transpose", whole_k, perm=[0, 2, 1]))
        share = b.op("Softmax", b.op("Add", b.op("Reshape", score, scores), "mask"), axis=-1)
        seen = b.op("MatMul", b.op("Reshape", share, grouped), whole_v)
        seen = b.op("Reshape", seen, b.integers("by-head", s.heads, -1, s.head_width))
        flat = b.op("Reshape", b.op("Transpose", seen, perm=[1, 0, 2]), b.integers("flat", -1, queries))
        x = b.op("Add", x, b.linear(flat, source.weight(at + "attn_output.weight"), at + "out"))
        gates = np.concatenate([source.weight(at + "ffn_gate.weight"), source.weight(at + "ffn_up.weight")])
        inner = b.linear(norm(x, at + "ffn_norm.weight"), gates, at + "gates")
        widths = b.integers("inner", s.inner, s.inner)
        gate, up = b.split("Split", inner, widths, to=[b.name(), b.name()], axis=-1)
        gate = b.op("QuickGelu", gate, domain="com.microsoft", alpha=1.0)  # x times its sigmoid
        x = b.op("Add", x, b.linear(b.op("Mul", gate, up), source.weight(at + "ffn_down.weight"), at + "down"))
        past = [s.kv_heads, "S - N", s.head_width]
        inputs += [(f"pk{layer}", TensorProto.FLOAT, past), (f"pv{layer}", TensorProto.FLOAT, past)]
        new = [s.kv_heads, "N", s.head_width]
        outputs += [(f"k{layer}", new), (f"v{layer}", new)]
        if layer == int(s.layers * MIDDLE):
            b.op("Identity", x, to="middle")
    b.op("Identity", norm(x, "output_norm.weight"), to="hidden")
    b.save(path, inputs, [*outputs, ("middle", ["N", s.width])])


def write_head(source: Source, path: Path) -> None:
    """Inputs: hidden (N, width), target (N, M) tokens. Output: their log-probabilities `logp` (N, M)."""
    from onnx import TensorProto

    s = source.shape
    b = _Builder()
    weight = source.weight("token_embd.weight" if source.tied else "output.weight")
    logits = b.linear("hidden", weight, "head")
    b.op("GatherElements", b.op("LogSoftmax", logits, axis=1), "target", axis=1, to="logp")
    inputs: list[tuple[str, int, list[Any]]] = [
        ("hidden", TensorProto.FLOAT, ["N", s.width]),
        ("target", TensorProto.INT64, ["N", "M"]),
    ]
    b.save(path, inputs, [("logp", ["N", "M"])])


def _halves(weight: Floats, heads: int, shape: Shape) -> Floats:
    """GGUF interleaves the two halves of each head for its rotary positions; here they stand one behind the other."""
    rows = weight.reshape(heads, shape.head_width // 2, 2, -1).swapaxes(1, 2)
    return rows.reshape(weight.shape)
