#!/usr/bin/env python3
"""Learns to read texts whose attributions are discourse units, as GUM's are, and adds what is learnt to an exported encoder.

Usage: units.py GOLD FOLDER [--cross-validate]
FOLDER holds what export.py wrote; encoder.onnx gets four outputs more, and its other outputs stay as they are. With
--cross-validate nothing is written: five folds of the texts of GUM's training part are scored instead, as JSON.

Three linear models on the encoder's states. They read the lower layers: the upper ones know the labels of GUM's training
texts by heart (they were trained on them), so that what is learnt there does not hold for other texts.
"""
import argparse, json, pathlib, re
import numpy as np
import onnx, onnxruntime
from onnx import TensorProto, helper, numpy_helper
from scipy.optimize import minimize
import data
from data import Attributions, Names, collate, cut
from decode import runs, viterbi, word_spans
from pieces import Pieces, windows

# Layers that are read, from 1: of what a text is, which is plain early, and of cues and ends of units.
HABIT_LAYER, UNIT_LAYER = 1, 3
# Words beside a border, from the first of the words that follow it; most words of a unit; lengths that are told apart.
AROUND, LONGEST, LENGTHS = (-2, -1, 0, 1), 45, 12
# Fewest words of a unit that somebody says, by cross-validation. Of the 551 contents with a cue in GUM's training part 45
# have fewer.
FEWEST = 4
# Weights of the squares of the weights in the losses. Those of cues and ends are higher than cross-validation asks for, which
# low ones please by what they know of the training texts: on gum_dev all up to these are alike, higher ones for ends lose.
PENALTIES = dict(habit=1e-3, cues=3e-3, ends=0.1)
# Taken from the score of a text for units, so that of the newswire about 2 % of the texts are taken for others (by
# cross-validation); taken from the score of "no cue", of 0, 0.5 and 1 the best on gum_dev (linked F1 .500, .524, .505).
RELUCTANCE, LEANING = 0.5, 0.5
# Share of the texts of news that tell what is no text of GUM.
EVERY_POLNEAR, EVERY_NEWSWIRE = 7, 4
FOLDS = 5
OUTPUTS = ("habit", "unit_cues", "unit_ends", "unit_lengths")
# GUM writes contractions apart and news do not: no habit of a text, so both are read both ways.
APART = re.compile(r"(?<=\w) (?=(?:n['’]t|['’](?:s|re|ve|ll|d|m))\b)")
TOGETHER = re.compile(r"(?<=\w)(?=(?:n['’]t|['’](?:s|re|ve|ll|d|m))\b)")


class States:
    """States of the layers that are read, run in onnxruntime on one thread."""

    def __init__(self, graph):
        graph = onnx.shape_inference.infer_shapes(graph)
        self.names = [layer_output(graph, layer) for layer in (HABIT_LAYER, UNIT_LAYER)]
        lower = onnx.utils.Extractor(graph).extract_model(["pieces", "shapes", "mask"], self.names)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        self.session = onnxruntime.InferenceSession(lower.SerializeToString(), options)

    def of(self, window):
        batch = collate([window])
        feed = {name: batch[name].numpy().astype(np.int32) for name in ("pieces", "shapes", "mask")}
        return [states[0] for states in self.session.run(None, feed)]

    def mean(self, reader, text):
        """Mean of the states of all pieces of a text."""
        reading, total, count = reader.read(text), 0.0, 0
        for spans in windows(reading):
            window = cut(reading, spans, [-1] * len(spans), [])[0]
            total, count = total + self.of(window)[0].sum(0), count + len(window)
        return total / count


def layer_output(graph, layer):
    """Name of what a layer gives, by the norm that ends it."""
    scale = f"layer{layer - 1}.norm_out.weight"
    return next(node.output[0] for node in graph.graph.node if scale in node.input)


def logistic(rows, labels, weights, penalty, count):
    """Weights [count, width] and biases of a logistic regression over `count` classes, by its mean loss under `weights` and
    `penalty` times the squares of the weights of the rows as given."""
    width, wanted = rows.shape[1], np.eye(count)[labels]
    share = (weights / weights.sum())[:, None]

    def loss(flat):
        matrix = flat.reshape(count, width + 1)
        scores = rows @ matrix[:, :-1].T + matrix[:, -1]
        scores -= scores.max(1, keepdims=True)
        chances = np.exp(scores)
        chances /= chances.sum(1, keepdims=True)
        value = -(share[:, 0] * np.log(np.maximum(chances[wanted > 0], 1e-12))).sum() + penalty * (matrix[:, :-1] ** 2).sum()
        error = share * (chances - wanted)
        slope = np.concatenate([error.T @ rows + 2 * penalty * matrix[:, :-1], error.sum(0)[:, None]], 1)
        return value, slope.ravel()

    found = minimize(loss, np.zeros(count * (width + 1)), jac=True, method="L-BFGS-B", options=dict(maxiter=200)).x
    return found.reshape(count, width + 1)[:, :-1], found.reshape(count, width + 1)[:, -1]


def binary(rows, labels, weights, penalty):
    """Weights and bias of a score above 0 where the label is likelier than not."""
    matrix, bias = logistic(rows, labels, weights, penalty, 2)
    return matrix[1] - matrix[0], bias[1] - bias[0]


def standard(rows):
    return rows.mean(0), rows.std(0) + 1e-3


class Texts:
    """GUM's texts with the states of their words and the ends of what is said in them."""

    def __init__(self, path, states, reader):
        self.set = Attributions([path], reader)
        self.windows = []
        for at, record in enumerate(self.set.records):
            for window in self.set.windows_of(at):
                firsts, places = word_spans(window)
                if len(firsts):
                    self.windows.append(dict(text=at, window=window, firsts=firsts, places=places,
                                             states=states.of(window)[1][firsts], units=units_of(record, places)))

    def apart(self, fold):
        """Windows of the texts outside of a fold, and in it."""
        return ([one for one in self.windows if one["text"] % FOLDS != fold],
                [one for one in self.windows if one["text"] % FOLDS == fold])


def units_of(record, places):
    """Words (first, after the last) of the contents of one piece that begin and end in a window, FEWEST words or more."""
    made = set()
    for attribution in record["attributions"]:
        if not attribution["cue"] or len(attribution["content"]) != 1:
            continue
        start, end = attribution["content"][0]
        first, after = (int(at) for at in np.searchsorted(places[:, 0], (start, end)))
        inside = first < len(places) and places[first, 0] < end <= places[-1, 1] + 1
        if inside and FEWEST <= after - first <= LONGEST:
            made.add((first, after))
    return sorted(made)


def borders(one, first):
    """Words before which a unit that begins at `first` may end, and what is known of each: rows for `ends_model`."""
    states, count = one["states"], len(one["firsts"])
    at = np.arange(first + FEWEST, min(count, first + LONGEST) + 1)
    padded = np.zeros((count + 2 * LENGTHS, states.shape[1]), np.float32)
    padded[LENGTHS:LENGTHS + count] = states
    lengths = np.eye(LENGTHS, dtype=np.float32)[np.minimum(at - first, LENGTHS) - 1]
    return at, np.concatenate([padded[at + LENGTHS + step] for step in AROUND] + [lengths], 1)


def end_of(scores):
    """Position of the border at which a unit ends: borders are met in turn, and the first that is one ends it."""
    here, on = -np.logaddexp(0, -scores), -np.logaddexp(0, scores)
    return int(np.argmax(np.cumsum(np.concatenate([[0], on[:-1]])) + here))


def cues_model(given):
    rows = np.concatenate([one["states"] for one in given]).astype(np.float64)
    labels = np.concatenate([one["window"].cues[one["firsts"]] for one in given])
    middle, spread = standard(rows)
    matrix, bias = logistic((rows - middle) / spread, labels, np.ones(len(rows)), PENALTIES["cues"], 3)
    bias = bias - matrix @ (middle / spread)
    return matrix / spread, bias - LEANING * (np.arange(3) == 0)


def ends_model(given):
    """Weights of the words around a border [AROUND, width], and scores of the lengths."""
    rows, labels = [], []
    for one in given:
        for first, after in one["units"]:
            at, known = borders(one, first)
            rows.append(known[:after - first - FEWEST + 1])
            labels.append(at[:len(rows[-1])] == after)
    rows, labels = np.concatenate(rows).astype(np.float64), np.concatenate(labels).astype(int)
    middle, spread = standard(rows)
    middle[-LENGTHS:], spread[-LENGTHS:] = 0, 0.3
    weights, bias = binary((rows - middle) / spread, labels, np.ones(len(rows)), PENALTIES["ends"])
    weights = weights / spread
    return weights[:-LENGTHS].reshape(len(AROUND), -1), weights[-LENGTHS:] + bias - weights @ middle


def habit_model(units, news):
    """Weights and bias of the score of a text, above 0 for one of units; both sides count alike."""
    rows = np.concatenate([units, news]).astype(np.float64)
    labels = np.repeat([1, 0], [len(units), len(news)])
    middle = rows.mean(0)
    weights, bias = binary(rows - middle, labels, 1 / np.where(labels, len(units), len(news)), PENALTIES["habit"])
    return weights, bias - weights @ middle - RELUCTANCE


def texts_of_habits(gold, states, reader):
    """Mean states of GUM's texts, and of news, each with the number of its text, written both ways."""
    texts = lambda name, every=1: [record["text"] for record in data.lines(gold / f"attribution/{name}_train.jsonl")[::every]]
    newswire = ["\n".join(" ".join(sentence["tokens"]) for sentence in record["sentences"])
                for record in data.lines(gold / "ner/worldwide_train.jsonl")[::EVERY_NEWSWIRE]]
    gum, polnear = texts("gum"), texts("polnear", EVERY_POLNEAR)
    mean = lambda texts: np.stack([states.mean(reader, text) for text in texts])
    units = np.stack([mean(gum), mean([APART.sub("", text) for text in gum])])
    return units, dict(polnear=np.stack([mean(polnear), mean([TOGETHER.sub(" ", text) for text in polnear])]),
                       newswire=np.stack([mean(newswire), mean([APART.sub("", text) for text in newswire])]))


def cross_validated(texts, units, news):
    """Figures of five folds, none of whose texts the models learnt from."""
    cues, ends, found = np.zeros(3), np.zeros(3), {name: [] for name in ("gum", *news)}
    for fold in range(FOLDS):
        known, held = texts.apart(fold)
        matrix, bias = cues_model(known)
        around, lengths = ends_model(known)
        weights = np.concatenate([around.ravel(), lengths])
        for one in held:
            labels = one["window"].cues[one["firsts"]]
            said = {tuple(run) for run in runs(viterbi((one["states"] @ matrix.T + bias)[None])[0])}
            gold = {tuple(run) for run in runs(labels)}
            cues += len(said & gold), len(said), len(gold)
            for first, after in one["units"]:
                at, rows = borders(one, first)
                end, places = at[end_of(rows @ weights)], one["places"]
                start, a, b = places[first, 0], places[end - 1, 1], places[after - 1, 1]
                ends += end == after, 2 * (min(a, b) - start) >= max(a, b) - start, 1
        kept = lambda means: means[:, np.arange(means.shape[1]) % FOLDS != fold].reshape(-1, means.shape[-1])
        weights, bias = habit_model(kept(units), np.concatenate([kept(means) for means in news.values()]))
        for name, means in dict(news, gum=units).items():
            found[name] += (means[:, np.arange(means.shape[1]) % FOLDS == fold] @ weights + bias > 0).ravel().tolist()
    return dict(cue_f1=2 * cues[0] / (cues[1] + cues[2]), ends_exact=ends[0] / ends[2], ends_by_half=ends[1] / ends[2],
                **{f"{name}_taken_for_units": float(np.mean(one)) for name, one in found.items()})


def extended(graph, layers, models):
    """The graph with the outputs of linear models: for each its layer's output, weights [N, width] and bias."""
    drop = [node for node in graph.graph.node if set(node.output) & set(OUTPUTS) or node.name.startswith("units")]
    for part, gone in ((graph.graph.node, drop),
                       (graph.graph.output, [one for one in graph.graph.output if one.name in OUTPUTS]),
                       (graph.graph.initializer, [one for one in graph.graph.initializer if one.name.startswith("unit.")])):
        for one in gone:
            part.remove(one)
    keep = lambda name, array: graph.graph.initializer.append(numpy_helper.from_array(array.astype(np.float32), name))
    node = lambda kind, inputs, output: graph.graph.node.append(
        helper.make_node(kind, inputs, [output], name=f"units_{output}"))
    for name, (layer, weights, bias) in models.items():
        keep(f"unit.{name}.weight", weights.T)
        keep(f"unit.{name}.bias", bias)
        node("MatMul", [layers[layer], f"unit.{name}.weight"], f"unit.{name}")
        node("Add", [f"unit.{name}", f"unit.{name}.bias"], name)
        graph.graph.output.append(helper.make_tensor_value_info(name, TensorProto.FLOAT, ["B", "T", len(bias)]))
    return graph


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("gold", type=pathlib.Path)
    arguments.add_argument("folder", type=pathlib.Path)
    arguments.add_argument("--cross-validate", action="store_true")
    given = arguments.parse_args()
    path, reader = given.folder / "encoder.onnx", Pieces()
    graph = onnx.load(path)
    states = States(graph)
    texts = Texts(given.gold / "attribution/gum_train.jsonl", states, reader)
    units, news = texts_of_habits(given.gold, states, reader)
    if given.cross_validate:
        print(json.dumps({name: round(float(value), 3) for name, value in cross_validated(texts, units, news).items()}, indent=1))
        return
    flat = lambda means: means.reshape(-1, means.shape[-1])
    weights, bias = habit_model(flat(units), np.concatenate([flat(means) for means in news.values()]))
    around, lengths = ends_model(texts.windows)
    models = dict(habit=(HABIT_LAYER, weights[None], np.array([bias])), unit_cues=(UNIT_LAYER, *cues_model(texts.windows)),
                  unit_ends=(UNIT_LAYER, around, np.zeros(len(AROUND))))
    graph = extended(graph, dict(zip((HABIT_LAYER, UNIT_LAYER), states.names)), models)
    graph.graph.initializer.append(numpy_helper.from_array(lengths.astype(np.float32), "unit.lengths"))
    graph.graph.node.append(helper.make_node("Identity", ["unit.lengths"], ["unit_lengths"], name="units_lengths"))
    graph.graph.output.append(helper.make_tensor_value_info("unit_lengths", TensorProto.FLOAT, [LENGTHS]))
    onnx.checker.check_model(graph, full_check=True)
    onnx.save(graph, path)


if __name__ == "__main__":
    main()
