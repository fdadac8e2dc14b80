#!/usr/bin/env python3
"""Trains the scorer that says how likely two statements are one claim: a logistic model over the features of a pair.

Usage: claim_pairs.py GOLD_STORIES REFERENCE_SCORER_FOLDER PREDICTIONS PAIRS
PREDICTIONS and PAIRS are written by `headwater-bench corroboration DIR... --predictions P --pairs Q`. Prints cross-validated
precision, recall and F1 of claim pairs (folds by story) for several thresholds, then the weights of all stories together as
they stand in crates/claims/src/align/scorer.rs. Needs numpy and scikit-learn.
"""
import collections, heapq, json, pathlib, sys
import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler

FOLDS = 5
# A pair of which one statement is in no claim of the gold is most likely two claims, but nobody has said so.
WEIGHT_UNJUDGED = 0.1
THRESHOLDS = (0.16, 0.18, 0.2, 0.22, 0.23, 0.25, 0.3)


def load(gold_folder, reference, predictions, pairs):
    stories = {}
    for line in open(predictions):
        dossier = json.loads(line)
        reports, gold = reference.load_gold(gold_folder / dossier["story"])
        gold, said = reference.from_gold(gold, reports), reference.from_dossier(dossier, reports)
        found = reference.match(gold, said)
        claim_of = {s: i for i, c in enumerate(gold["claims"]) for s in c["statements"]}
        claims_of = collections.defaultdict(set)
        for statement, predicted in found.items():
            claims_of[predicted].add(claim_of[statement])
        position = {s: i for i, s in enumerate(said["statements"])}
        stories[dossier["story"]] = dict(gold=gold, found=found, claim_of=claim_of, claims_of=claims_of, position=position,
                                         pairs=[], features=[], labels=[], weights=[])
    for line in open(pairs):
        pair = json.loads(line)
        story = stories[pair["story"]]
        a, b = story["claims_of"].get(pair["a"]), story["claims_of"].get(pair["b"])
        story["pairs"].append((story["position"][pair["a"]], story["position"][pair["b"]]))
        story["features"].append(pair["features"])
        story["labels"].append(int(bool(a and b and a & b)))
        story["weights"].append(1.0 if a and b else WEIGHT_UNJUDGED)
    return stories


def fit(stories):
    features = np.concatenate([np.array(s["features"]) for s in stories])
    labels = np.concatenate([np.array(s["labels"]) for s in stories])
    weights = np.concatenate([np.array(s["weights"]) for s in stories])
    scaler = StandardScaler().fit(features)
    model = LogisticRegression(C=0.3, max_iter=300).fit(scaler.transform(features), labels, sample_weight=weights)
    coefficients = model.coef_[0] / np.where(scaler.scale_ == 0, 1, scaler.scale_)
    return coefficients, model.intercept_[0] - (coefficients * scaler.mean_).sum()


def clusters(count, pairs, probabilities, threshold):
    """Average linkage as in crates/claims/src/align/cluster.rs. Returns one label a statement."""
    members, sums, heap = [[i] for i in range(count)], [{} for _ in range(count)], []
    for (a, b), p in zip(pairs, probabilities):
        if p >= 0.02:
            sums[a][b] = sums[b][a] = p
            if p >= threshold:
                heapq.heappush(heap, (-p, a, b, 1, 1))
    while heap:
        _, a, b, size_a, size_b = heapq.heappop(heap)
        if (len(members[a]), len(members[b])) != (size_a, size_b):
            continue
        members[a] += members[b]
        members[b] = []
        moved, sums[b] = sums[b], {}
        for other, total in moved.items():
            sums[other].pop(b, None)
            if other != a:
                sums[a][other] = sums[other][a] = sums[a].get(other, 0) + total
        for other, total in sums[a].items():
            mean = total / (len(members[a]) * len(members[other]))
            if mean >= threshold:
                low, high = min(a, other), max(a, other)
                heapq.heappush(heap, (-mean, low, high, len(members[low]), len(members[high])))
    return {i: label for label, ids in enumerate(members) for i in ids}


def counts(story, label_of):
    """Right, predicted and gold claim pairs, as the reference scorer counts them."""
    right = said = gold = 0
    statements = story["gold"]["statements"]
    ids = list(statements)
    label = lambda s: label_of[story["position"][story["found"][s]]] if s in story["found"] else None
    for i, a in enumerate(ids):
        for b in ids[i + 1:]:
            if statements[a]["report"] != statements[b]["report"]:
                same, together = story["claim_of"][a] == story["claim_of"][b], label(a) is not None and label(a) == label(b)
                right, said, gold = right + (same and together), said + together, gold + same
    return np.array([right, said, gold])


def main():
    gold_folder, reference_folder, predictions, pairs = sys.argv[1:]
    sys.path.insert(0, reference_folder)
    import score_corroboration as reference
    stories = load(pathlib.Path(gold_folder), reference, predictions, pairs)
    names = sorted(stories)
    probabilities = {}
    for fold in range(FOLDS):
        held = names[fold::FOLDS]
        weights, bias = fit([stories[n] for n in names if n not in held])
        for name in held:
            probabilities[name] = 1 / (1 + np.exp(-(np.array(stories[name]["features"]) @ weights + bias)))
    for threshold in THRESHOLDS:
        total = sum(counts(s, clusters(len(s["position"]), s["pairs"], probabilities[n], threshold)) for n, s in stories.items())
        precision, recall = total[0] / total[1], total[0] / total[2]
        f1 = 2 * precision * recall / (precision + recall)
        print(f"threshold {threshold}\tprecision {precision:.4f}\trecall {recall:.4f}\tf1 {f1:.4f}")
    weights, bias = fit(list(stories.values()))
    print("weights", ", ".join(f"{w:.3f}" for w in weights))
    print("bias", f"{bias:.3f}")


if __name__ == "__main__":
    main()
