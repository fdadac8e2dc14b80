#!/usr/bin/env python3
"""Scores a checkpoint, or a folder of exported files, on the dev sets; prints JSON.

Usage: score.py CHECKPOINT|FOLDER GOLD [--parts attribution,names,pairs]
The measures are those of `headwater-bench attribution`, `ner` and `pairs`; `sts_held` is the tenth of the scored pairs of
similarity_train that is not trained on.
"""
import argparse, collections, json, pathlib
import numpy as np
import torch
from scipy.stats import spearmanr
import data
from data import B_CONTENT, NAME_LABELS, Attributions, Names, groups, collate, collate_cues
from decode import runs, viterbi, word_spans
from pieces import Pieces

SCORED = ["Person", "Organization", "Location", "NORP"]


class FromCheckpoint:
    """The model in memory."""

    def __init__(self, encoder, head, dtype=torch.float32):
        self.encoder, self.head, self.dtype = encoder.eval(), head.eval(), dtype

    @torch.no_grad()
    def encode(self, batch):
        hidden = self.encoder(batch["pieces"], batch["shapes"], batch["mask"], self.dtype)
        heads = [torch.nn.functional.linear(hidden.float(), head.weight, head.bias).numpy()
                 for head in (self.encoder.names, self.encoder.cues)]
        return [hidden, *heads, self.encoder.vectors(hidden, batch["sentences"]).numpy()]

    @torch.no_grad()
    def spans(self, hidden, cues):
        mask = torch.ones_like(cues["cue"])
        window = hidden[None].expand(len(mask), -1, -1)
        return self.head(window, cues["cue"], cues["distance"], mask).numpy()


class FromFiles:
    """The exported files, in onnxruntime on one thread."""

    def __init__(self, folder):
        import onnxruntime
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        open_ = lambda name: onnxruntime.InferenceSession(pathlib.Path(folder) / name, options)
        self.encoder, self.head = open_("encoder.onnx"), open_("attribution.onnx")

    def encode(self, batch):
        feed = {name: batch[name].numpy().astype(np.int32) for name in ("pieces", "shapes", "mask")}
        outputs = ["hidden", "names", "cues", "vectors"]
        return self.encoder.run(outputs, dict(feed, sentences=batch["sentences"].numpy()))

    def spans(self, hidden, cues):
        feed = dict(hidden=hidden, cue=cues["cue"].numpy(), distance=cues["distance"].numpy().astype(np.int32))
        return self.head.run(None, feed)[0]


class Counts:
    """Hits, predicted and gold of a retrieval."""

    def __init__(self):
        self.hit = self.found = self.gold = 0

    def add(self, hit, found, gold):
        self.hit, self.found, self.gold = self.hit + hit, self.found + found, self.gold + gold

    def precision(self):
        return self.hit / max(self.found, 1)

    def recall(self):
        return self.hit / max(self.gold, 1)

    def f1(self):
        return 2 * self.hit / max(self.found + self.gold, 1)


def read_attributions(model, window, hidden, cue_logits):
    """Attributions of one window, spans in its text."""
    firsts, places = word_spans(window)
    if not len(firsts):
        return []
    found = runs(viterbi(cue_logits[None, firsts])[0])
    if not found:
        return []
    cues = collate_cues([window], [[(firsts[a:b], None) for _, a, b in found]])
    labels = viterbi(model.spans(hidden, cues)[:, firsts].astype(np.float64), needed=B_CONTENT)
    span = lambda a, b: [int(places[a, 0]), int(places[b - 1, 1])]
    made = []
    for (_, a, b), row in zip(found, labels):
        parts = runs(row)
        made.append(dict(source=[span(x, y) for kind, x, y in parts if kind == 1], cue=[span(a, b)],
                         content=[span(x, y) for kind, x, y in parts if kind == 3]))
    return made


def predict_attributions(model, texts):
    """For each text its attributions."""
    made = []
    for at in range(len(texts.records)):
        found = []
        for window in texts.windows_of(at):
            hidden, _, cues, _ = model.encode(collate([window]))
            found += read_attributions(model, window, hidden[0], cues[0])
        made.append(found)
    return made


def length(spans):
    return sum(end - start for start, end in spans)


def overlap(left, right):
    return sum(max(0, min(a[1], b[1]) - max(a[0], b[0])) for a in left for b in right)


def linked_pairs(gold, predicted):
    """Pairs, one to one, best content first, with a content Jaccard of one half or more and sources that overlap or lack."""
    fits = []
    for i, g in enumerate(gold):
        for j, p in enumerate(predicted):
            same = overlap(g["source"], p["source"]) > 0 or (not g["source"] and not p["source"])
            both = overlap(g["content"], p["content"])
            either = length(g["content"]) + length(p["content"]) - both
            if same and both > 0 and both * 2 >= either:
                fits.append((-both / either, i, j))
    left, right, pairs = set(), set(), 0
    for _, i, j in sorted(fits):
        if i not in left and j not in right:
            left.add(i), right.add(j)
            pairs += 1
    return pairs


def score_attributions(gold, predicted):
    counts = collections.defaultdict(Counts)
    for g, p in zip(gold, predicted):
        for part in ("source", "cue", "content"):
            spans = lambda side: {tuple(span) for attribution in side for span in attribution[part]}
            a, b = spans(g), spans(p)
            counts[part].add(len(a & b), len(b), len(a))
        counts["linked"].add(linked_pairs(g, p), len(p), len(g))
    made = {f"{part}_exact_f1": counts[part].f1() for part in ("source", "cue", "content")}
    linked = counts["linked"]
    return dict(made, linked_precision=linked.precision(), linked_recall=linked.recall(), linked_f1=linked.f1())


def score_names(model, texts):
    """F1 of exact spans and types, of the four that the bench scores and, as `all`, of all nine."""
    counts = collections.defaultdict(Counts)
    for at, record in enumerate(texts.records):
        labels = np.zeros(len(texts.readings[at].pieces), np.int64)
        for window in texts.windows_of(at):
            _, logits, _, _ = model.encode(collate([window]))
            firsts = np.flatnonzero(window.first)
            place = np.searchsorted(texts.readings[at].spans[:, 0], window.spans[firsts, 0])
            labels[place] = viterbi(logits[0][None, firsts].astype(np.float64))[0]
        said = [int(labels[piece]) if piece >= 0 else 0 for piece in texts.tokens[at]]
        tags = [tag for sentence in record["sentences"] for tag in sentence["tags"]]
        start = 0
        for sentence in record["sentences"]:
            end = start + len(sentence["tags"])
            a = entities([NAME_LABELS.index(tag) for tag in tags[start:end]])
            b = entities(said[start:end])
            for kind in data.TYPES:
                of = lambda side: {one for one in side if one[0] == kind}
                counts[kind].add(len(of(a) & of(b)), len(of(b)), len(of(a)))
            start = end
    def together(kinds):
        total = Counts()
        for kind in kinds:
            total.add(counts[kind].hit, counts[kind].found, counts[kind].gold)
        return total.f1()
    return dict({kind: counts[kind].f1() for kind in data.TYPES}, micro_f1=together(SCORED), all=together(data.TYPES))


def entities(labels):
    return {(data.TYPES[begin // 2], first, end) for begin, first, end in runs(labels)}


def score_pairs(model, reader, rows):
    """Spearman's correlation of cosines with the scores of rows (a, b, score)."""
    items = [data.sentence_window(reader, row[side]) for row in rows for side in (0, 1)]
    vectors = {}
    for group in groups(items, 16):
        for window, vector in zip(group, model.encode(collate(group))[3][:, 0]):
            vectors[id(window)] = vector
    cosines = [float(vectors[id(a)] @ vectors[id(b)]) for a, b in zip(items[::2], items[1::2])]
    return float(spearmanr(cosines, [row[2] for row in rows]).statistic)


def score(model, gold, parts=("attribution", "names", "pairs")):
    """All figures of a model on the dev sets under the folder `gold`."""
    gold, reader, made = pathlib.Path(gold), Pieces(), {}
    if "attribution" in parts:
        for name in ("polnear_dev", "gum_dev"):
            texts = Attributions([gold / f"attribution/{name}.jsonl"], reader)
            made[name] = score_attributions([r["attributions"] for r in texts.records], predict_attributions(model, texts))
    if "names" in parts:
        made["worldwide_dev"] = score_names(model, Names(gold / "ner/worldwide_dev.jsonl", reader))
    if "pairs" in parts:
        dev = [(r["a"], r["b"], r["score"]) for r in data.lines(gold / "pairs/similarity_dev.jsonl")]
        held = data.families(gold / "pairs/similarity_train.jsonl", held=1)["sts"]
        made["spearman"] = dict(similarity_dev=score_pairs(model, reader, dev), sts_held=score_pairs(model, reader, held))
    return made


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("model")
    arguments.add_argument("gold")
    arguments.add_argument("--parts", default="attribution,names,pairs")
    given = arguments.parse_args()
    torch.set_num_threads(1)
    if pathlib.Path(given.model).is_dir():
        model = FromFiles(given.model)
    else:
        import export
        model = FromCheckpoint(*export.load(given.model))
    figures = score(model, given.gold, given.parts.split(","))
    print(json.dumps({part: {name: round(value, 4) for name, value in row.items()} for part, row in figures.items()}, indent=1))


if __name__ == "__main__":
    main()
