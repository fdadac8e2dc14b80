#!/usr/bin/env python3
"""Writes a checkpoint of train.py as the ONNX file that the program reads, in 8 bits as training/encoder/export.py has them.

Usage: onnx_file.py CHECKPOINT FILE
"""
import pathlib, sys
import numpy as np
import onnx, torch
from onnx import TensorProto
from reader import SECOND_SIDE, SENTENCE, STATEMENT, PairReader, batch
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "encoder"))
from export import Graph, hidden


def graph(reader):
    """Input: pieces and marks [1, T], sides [1, 2, T] with the shares that the pieces of each statement have in its mean."""
    g = Graph()
    x = hidden(g, reader.encoder, "marks", None)
    u, v = g.add("Split", g.add("MatMul", "sides", x), outputs=2, axis=1)
    product, apart, back = g.add("Mul", u, v), g.add("Sub", u, v), g.add("Sub", v, u)
    both = g.add("Concat", g.add("Add", u, v), g.add("Max", apart, back), product, g.add("Mul", apart, apart), axis=-1)
    learnt = g.linear("score", reader.score, g.gelu(g.linear("middle", reader.middle, both, activations=False)), activations=False)
    total = lambda one: g.add("ReduceSum", one, g.integers(-1), keepdims=1)
    lengths = g.add("Sqrt", g.add("Mul", total(g.add("Mul", u, u)), total(g.add("Mul", v, v))))
    cosine = g.add("Div", total(product), g.add("Max", lengths, g.number(1e-8)))
    factor, offset = reader.similarity.detach().numpy()
    similar = g.add("Add", g.add("Mul", cosine, g.number(float(factor))), g.number(float(offset)))
    g.add("Reshape", g.add("Add", learnt, similar), g.integers(-1), name="score")
    whole, real = TensorProto.INT32, TensorProto.FLOAT
    return g.model([("pieces", whole, ["B", "T"]), ("marks", whole, ["B", "T"]), ("sides", real, ["B", 2, "T"])],
                   [("score", real, ["B"])])


def compare(reader, file):
    """Largest difference of what the exported file and the model give for some random pairs, and its part of their spread."""
    import onnxruntime
    chance, session = np.random.default_rng(1), onnxruntime.InferenceSession(str(file))
    gaps, true = [], []
    for _ in range(40):
        sides = [(chance.integers(1996, 20000, 12), np.where(np.arange(12) < 9, STATEMENT, SENTENCE)) for _ in range(2)]
        pieces, marks, mask = (one[:, :27] for one in batch([sides]))
        shares = np.stack([marks.numpy() == STATEMENT, marks.numpy() == SECOND_SIDE + STATEMENT], 1).astype(np.float32)
        shares /= shares.sum(-1, keepdims=True)
        made, = session.run(None, dict(pieces=pieces.numpy().astype(np.int32), marks=marks.numpy().astype(np.int32), sides=shares))
        with torch.no_grad():
            true.append(float(reader(pieces, marks, mask)))
        gaps.append(abs(float(made[0]) - true[-1]))
    return max(gaps), float(np.std(true))


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    reader = PairReader()
    reader.load_state_dict(torch.load(sys.argv[1], map_location="cpu"))
    onnx.save(graph(reader.eval()), sys.argv[2])
    print("largest difference {:.3f}, deviation of the scores {:.3f}".format(*compare(reader, sys.argv[2])))
