#!/usr/bin/env python3
"""Writes a checkpoint as the two ONNX files and the vocabulary that the program reads.

Usage: export.py CHECKPOINT|untrained FOLDER
The graphs are written out by hand, in standard operators of opset 17: 8-bit weights with a scale for each output channel
(per-tensor scales cost too much), activations quantised as they come (DynamicQuantizeLinear, MatMulInteger), tables of 8-bit
rows with a scale each. Norms, biases and small tables stay float32.
"""
import pathlib, shutil, sys
import numpy as np
import onnx, torch
from onnx import TensorProto, helper, numpy_helper
import model as shape
from data import B_SOURCE
from model import Attribution, Encoder, base_folder

OPSET = 17
# 8-bit products of unsigned and signed values are summed in pairs of 16 bits by processors without VNNI, where
# 127 * 255 * 2 overflows; 63 * 255 * 2 does not.
LARGEST_WEIGHT = 63
# Added to the score of every word to begin a source, as linked attributions count and not sources alone: chosen, of 0, 1 and
# 2, by linked F1 on polnear_dev (.725 without it, .729 with it).
LEANING = 1.0


class Graph:
    """An ONNX graph under construction; methods add nodes and give the name of what they make."""

    def __init__(self):
        self.nodes, self.weights, self.made, self.quantised = [], {}, 0, {}

    def add(self, kind, *inputs, outputs=1, name=None, **attributes):
        names = [name] if name else [f"{kind.lower()}_{self.made + at}" for at in range(outputs)]
        self.made += outputs
        self.nodes.append(helper.make_node(kind, list(inputs), names, **attributes))
        return names[0] if outputs == 1 else names

    def weight(self, name, array):
        self.weights[name] = numpy_helper.from_array(np.asarray(array, order="C"), name)
        return name

    def integers(self, *values):
        return self.weight("i_" + "_".join(map(str, values)), np.array(values, np.int64))

    def whole(self, value):
        return self.weight(f"n_{value}", np.array(value, np.int64))

    def number(self, value):
        return self.weight(f"f_{value}", np.array(value, np.float32))

    def linear(self, name, layer, x, activations=True):
        """x W + b with W in 8 bits; `activations` tells whether x is quantised too."""
        rows, scale = quantise(layer.weight.detach().numpy().T, axis=0)
        weight, scale = self.weight(f"{name}.weight", rows), self.weight(f"{name}.scale", scale.reshape(-1))
        bias = self.weight(f"{name}.bias", layer.bias.detach().numpy())
        if not activations:
            matrix = self.add("Mul", self.add("Cast", weight, to=TensorProto.FLOAT), scale)
            return self.add("Add", self.add("MatMul", x, matrix), bias)
        if x not in self.quantised:
            self.quantised[x] = self.add("DynamicQuantizeLinear", x, outputs=3)
        bytes_, step, zero = self.quantised[x]
        # The weights' zero is said though it is none: only so are product, cast and scale run in one step.
        nothing = self.weight("zero", np.array(0, np.int8))
        product = self.add("MatMulInteger", bytes_, weight, zero, nothing)
        scales = self.add("Mul", step, scale)
        return self.add("Add", self.add("Mul", self.add("Cast", product, to=TensorProto.FLOAT), scales), bias)

    def table(self, name, weight, at):
        """Rows of a table kept in 8 bits."""
        rows, scale = quantise(weight.detach().numpy(), axis=1)
        found = self.add("Gather", self.weight(f"{name}.rows", rows), at)
        scales = self.add("Gather", self.weight(f"{name}.scale", scale), at)
        return self.add("Mul", self.add("Cast", found, to=TensorProto.FLOAT), scales)

    def norm(self, name, layer, x):
        scale = self.weight(f"{name}.weight", layer.weight.detach().numpy())
        bias = self.weight(f"{name}.bias", layer.bias.detach().numpy())
        return self.add("LayerNormalization", x, scale, bias, axis=-1, epsilon=layer.eps)

    def gelu(self, x):
        raised = self.add("Add", self.add("Erf", self.add("Div", x, self.number(2 ** 0.5))), self.number(1.0))
        return self.add("Mul", self.add("Mul", x, raised), self.number(0.5))

    def parts(self, x, count):
        """Splits the last axis into `count` equal parts."""
        return self.add("Split", x, outputs=count, axis=-1)

    def attend(self, qkv, heads, width, mask):
        """Attention over [B, T, 3 W], `mask` added to its scores if there is one."""
        split = self.integers(0, 0, heads, width // heads)
        query, key, value = (self.add("Reshape", part, split) for part in self.parts(qkv, 3))
        query, value = (self.add("Transpose", part, perm=[0, 2, 1, 3]) for part in (query, value))
        scores = self.add("MatMul", query, self.add("Transpose", key, perm=[0, 2, 3, 1]))
        scores = self.add("Mul", scores, self.number((width // heads) ** -0.5))
        scores = scores if mask is None else self.add("Add", scores, mask)
        seen = self.add("MatMul", self.add("Softmax", scores, axis=-1), value)
        return self.add("Reshape", self.add("Transpose", seen, perm=[0, 2, 1, 3]), self.integers(0, 0, width))

    def model(self, inputs, outputs):
        value = lambda name, kind, sizes: helper.make_tensor_value_info(name, kind, sizes)
        graph = helper.make_graph(self.nodes, "headwater", [value(*one) for one in inputs],
                                  [value(*one) for one in outputs], list(self.weights.values()))
        made = helper.make_model(graph, opset_imports=[helper.make_opsetid("", OPSET)], ir_version=8)
        onnx.checker.check_model(made, full_check=True)
        return made


def quantise(matrix, axis):
    """Signed bytes and the scales that give the matrix back, one scale for each index off `axis`."""
    scale = np.maximum(np.abs(matrix).max(axis=axis, keepdims=True), 1e-8) / LARGEST_WEIGHT
    return np.round(matrix / scale).astype(np.int8), scale.astype(np.float32)


def hidden(g, encoder, shapes, hide):
    """Hidden states of the inputs "pieces" and `shapes`; `hide` is added to the scores of attention if there is one."""
    length = g.add("Slice", g.add("Shape", "pieces"), g.integers(1), g.integers(2))
    places = g.add("Range", g.whole(0), g.add("Squeeze", length), g.whole(1))
    position = g.table("position", encoder.position.weight, places)
    shapes = g.add("Gather", g.weight("shape", encoder.shape.weight.detach().numpy()), shapes)
    x = g.add("Add", g.add("Add", g.table("word", encoder.word.weight, "pieces"), shapes), position)
    x = g.norm("norm", encoder.norm, x)
    for at, layer in enumerate(encoder.layers):
        name = f"layer{at}"
        seen = g.attend(g.linear(f"{name}.qkv", layer.qkv, x), shape.HEADS, shape.WIDTH, hide)
        x = g.norm(f"{name}.norm_attention", layer.norm_attention, g.add("Add", x, g.linear(f"{name}.out", layer.out, seen)))
        inner = g.linear(f"{name}.down", layer.down, g.gelu(g.linear(f"{name}.up", layer.up, x)))
        x = g.norm(f"{name}.norm_out", layer.norm_out, g.add("Add", x, inner))
    return x


def encoder_graph(encoder):
    g = Graph()
    real = g.add("Cast", g.add("Unsqueeze", "mask", g.integers(1, 2)), to=TensorProto.FLOAT)
    x = hidden(g, encoder, "shapes", g.add("Mul", g.add("Sub", g.number(1.0), real), g.number(-1e4)))
    g.add("Identity", x, name="hidden")
    g.add("Identity", g.linear("names", encoder.names, x, activations=False), name="names")
    g.add("Identity", g.linear("cues", encoder.cues, x, activations=False), name="cues")
    vector = g.linear("vector", encoder.vector, g.add("MatMul", "sentences", x), activations=False)
    length = g.add("Sqrt", g.add("ReduceSum", g.add("Mul", vector, vector), g.integers(-1), keepdims=1))
    g.add("Div", vector, g.add("Max", length, g.number(1e-12)), name="vectors")
    whole, real = TensorProto.INT32, TensorProto.FLOAT
    return g.model([("pieces", whole, ["B", "T"]), ("shapes", whole, ["B", "T"]), ("mask", whole, ["B", "T"]),
                    ("sentences", real, ["B", "S", "T"])],
                   [("hidden", real, ["B", "T", shape.WIDTH]), ("names", real, ["B", "T", shape.NAMES]),
                    ("cues", real, ["B", "T", shape.CUES]), ("vectors", real, ["B", "S", shape.WIDTH])])


def attribution_graph(head):
    g = Graph()
    plain, left = g.parts(g.linear("piece", head.piece, "hidden"), 2)
    at_cue = g.add("Unsqueeze", g.linear("cue", head.cue, g.add("MatMul", "cue", "hidden"), activations=False), g.integers(1))
    own, right = g.parts(at_cue, 2)
    distance = g.add("Gather", g.weight("distances", head.distance.weight.detach().numpy()), "distance")
    x = g.add("Add", g.add("Add", g.add("Add", plain, own), distance), g.add("Mul", left, right))
    x = g.gelu(x)
    for at, (convolution, spread, norm) in enumerate(zip(head.convolutions, shape.SPREADS, head.norms)):
        turned = g.gelu(convolve(g, f"convolution{at}", convolution, spread, x))
        x = g.norm(f"norm{at}", norm, g.add("Add", x, turned))
    g.add("Identity", g.linear("labels", head.labels, x, activations=False), name="spans")
    whole, real = TensorProto.INT32, TensorProto.FLOAT
    return g.model([("hidden", real, ["T", shape.WIDTH]), ("cue", real, ["C", "T"]), ("distance", whole, ["C", "T"])],
                   [("spans", real, ["C", "T", shape.SPANS])])


def convolve(g, name, convolution, spread, x):
    """A convolution over the pieces as one product: the pieces that it sees lie side by side in one row."""
    half, last = shape.REACH // 2 * spread, np.iinfo(np.int32).max
    pads = g.weight(f"{name}.pads", np.array([0, half, 0, 0, half, 0], np.int64))
    padded = g.add("Pad", x, pads)
    ends = [at * spread - 2 * half or last for at in range(shape.REACH)]
    seen = [g.add("Slice", padded, g.integers(at * spread), g.integers(end), g.integers(1)) for at, end in enumerate(ends)]
    product = torch.nn.Linear(shape.REACH * shape.VIEW, shape.VIEW)
    product.weight.data = convolution.weight.detach()[:, :, 0].permute(0, 2, 1).flatten(1)
    product.bias.data = convolution.bias.detach()
    return g.linear(name, product, g.add("Concat", *seen, axis=-1))


def load(checkpoint):
    """Encoder and attribution head of a checkpoint; with "untrained", the base model and random heads."""
    if str(checkpoint) == "untrained":
        torch.manual_seed(1)
        return Encoder.from_base().eval(), Attribution().eval()
    saved = torch.load(checkpoint, map_location="cpu")
    encoder, head = Encoder(), Attribution()
    encoder.load_state_dict(saved["encoder"])
    head.load_state_dict(saved["attribution"])
    with torch.no_grad():
        head.labels.bias[B_SOURCE] += LEANING
    return encoder.eval(), head.eval()


def export(encoder, head, folder):
    """Writes encoder.onnx, attribution.onnx and pieces.txt to the folder; encoder.onnx lacks what units.py adds."""
    folder = pathlib.Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    onnx.save(encoder_graph(encoder), folder / "encoder.onnx")
    onnx.save(attribution_graph(head), folder / "attribution.onnx")
    shutil.copy(base_folder() / "vocab.txt", folder / "pieces.txt")


def compare(encoder, head, folder):
    """Cosines of what the exported files and the model give for one random window: hidden states, vectors, labels."""
    import onnxruntime
    chance = np.random.default_rng(1)
    pieces = chance.integers(1996, 20000, (2, 100)).astype(np.int32)
    shapes, mask = np.ones_like(pieces), np.ones_like(pieces)
    mask[1, 60:] = 0
    sentences = np.zeros((2, 2, 100), np.float32)
    sentences[:, 0, 1:30], sentences[:, 1, 30:60] = 1 / 29, 1 / 30
    run = lambda name, feed: onnxruntime.InferenceSession(folder / name).run(None, feed)
    hidden, names, cues, vectors = run("encoder.onnx", dict(pieces=pieces, shapes=shapes, mask=mask, sentences=sentences))
    cue = np.zeros((2, 100), np.float32)
    cue[0, 10], cue[1, 40:42] = 1, 0.5
    distance = chance.integers(0, 129, (2, 100)).astype(np.int32)
    spans, = run("attribution.onnx", dict(hidden=hidden[0], cue=cue, distance=distance))
    whole = lambda x: torch.tensor(x, dtype=torch.long)
    with torch.no_grad():
        true = encoder(whole(pieces), whole(shapes), torch.tensor(mask))
        true_vectors = encoder.vectors(true, torch.tensor(sentences))
        window = torch.tensor(hidden[0]).expand(2, -1, -1)
        true_spans = head(window, torch.tensor(cue), whole(distance), torch.ones(2, 100))
    cosine = lambda a, b: float((a * b).sum() / np.sqrt((a * a).sum() * (b * b).sum()))
    real = mask == 1
    return dict(hidden=cosine(hidden[real], true.numpy()[real]), vectors=cosine(vectors, true_vectors.numpy()),
                spans=cosine(spans, true_spans.numpy()))


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    made, out = load(sys.argv[1]), pathlib.Path(sys.argv[2])
    export(*made, out)
    print("\t".join(f"{name} {value:.4f}" for name, value in compare(*made, out).items()))
