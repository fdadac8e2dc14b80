"""What the pair reader learns from: pairs of sides with a label (1: one claim) and a weight.

A side is the pieces of a statement's sentence, at most LONGEST of them, and for each whether it is the statement's.
"""
import collections, csv, json, pathlib, random, sys
import numpy as np
import torch
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
import claim_pairs
from reader import SENTENCE, STATEMENT
from pieces import Pieces, split

LONGEST = 44
# Cosine of two statements' vectors (the base model's) from which a pair without a telling word in common is looked at.
NEAR = 0.48
# Most examples of one claim of the gold, and most of its statements held against its gist.
MOST_PAIRS, MOST_GISTS = 25, 4
WEIGHT_UNJUDGED, WEIGHT_GIST, WEIGHT_GISTS = 0.3, 0.7, 0.5


class Sides:
    def __init__(self):
        self.pieces, self.made = Pieces(), {}

    def of(self, text, span=None):
        """The side of a span of a text, or of all of it, with as much of the text around it as there is room for."""
        if (text, span) in self.made:
            return self.made[text, span]
        encoded = self.pieces.tokenizer.encode(text, add_special_tokens=False)
        own = np.array([span is None or (end > span[0] and start < span[1]) for start, end in encoded.offsets], bool)
        if not own.any():
            own[:] = True
        pieces = np.array(encoded.ids, np.int64)
        if len(pieces) > LONGEST:
            first, end = np.flatnonzero(own)[0], np.flatnonzero(own)[-1] + 1
            if end - first >= LONGEST:
                end = first + LONGEST
            else:
                room = LONGEST - (end - first)
                left = min(first, (room + 1) // 2)
                right = min(len(pieces) - end, room - left)
                first, end = first - min(first, room - right), end + right
            pieces, own = pieces[first:end], own[first:end]
        self.made[text, span] = pieces, np.where(own, STATEMENT, SENTENCE)
        return self.made[text, span]

    def in_sentence(self, text, sentences, start, end):
        over = [(a, b) for a, b in sentences if b > start and a < end]
        first = min([start, *(a for a, _ in over)])
        last = max([end, *(b for _, b in over)])
        return self.of(text[first:last], (start - first, end - first))


def of_sentences(gold, sides):
    """Whole sentences: STS, MSRP and SICK by their scores, SuperPAL and QA-Align by what is aligned, ECB+ by shared events."""
    chance, made = random.Random(1), []
    for name, most in (("similarity_train", None), ("sick_train", 2000)):
        rows = [json.loads(line) for line in open(gold / f"pairs/{name}.jsonl", encoding="utf-8")]
        if most:
            chance.shuffle(rows)
        for row in rows[:most]:
            score = row["score"]
            label = score if row.get("set") == "msrp" else min(1, max(0, (score - 0.45) / 0.45))
            made.append((sides.of(row["a"]), sides.of(row["b"]), label, 0.5 if most else 1.0))
    return made + propositions(gold, sides, chance) + questions(gold, sides) + events(gold, sides, chance)


def propositions(gold, sides, chance):
    """SuperPAL: a proposition of a summary and the words of a document that say it; two others of the topic."""
    rows = list(csv.DictReader(open(gold / "alignment/superpal_dev.csv", encoding="utf-8")))

    def side(sentence, words):
        parts = words.split("...")
        start = sentence.find(parts[0])
        if start < 0:
            return sides.of(words.replace("...", " "))
        last = sentence.find(parts[-1]) + len(parts[-1]) if len(parts) > 1 else 0
        return sides.of(sentence, (start, max(start + len(parts[0]), last)))

    aligned = {(row["topic"], row["summarySpanText"], row["docSpanText"]) for row in rows}
    for row in rows:
        row["sides"] = side(row["scuSentence"], row["summarySpanText"]), side(row["docSentText"], row["docSpanText"])
    made = [(*row["sides"], 1.0, 1.0) for row in rows]
    for row in rows:
        others = [other for other in rows if other["topic"] == row["topic"] and other["summarySpanText"] != row["summarySpanText"]
                  and (row["topic"], row["summarySpanText"], other["docSpanText"]) not in aligned]
        made += [(row["sides"][0], other["sides"][1], 0.0, 1.0) for other in chance.sample(others, min(2, len(others)))]
    return made


def questions(gold, sides):
    """QA-Align: two sentences, by the part of their questions that is aligned."""
    import ast
    made = []
    for row in csv.DictReader(open(gold / "alignment/qa_align/qaalign_dev_gold_official.csv", encoding="utf-8")):
        count = sum(len(one["sent1"]) for one in ast.literal_eval(row["alignments"]))
        of = min(len(ast.literal_eval(row["qas_1"])), len(ast.literal_eval(row["qas_2"])))
        made.append((sides.of(row["text_1"]), sides.of(row["text_2"]), min(1, max(0, (count / max(1, of) - 0.15) / 0.5)), 1.0))
    return made


def events(gold, sides, chance):
    """ECB+: sentences of two texts of a topic that share most events and somebody or something; that share no event."""
    tokens, chains = collections.defaultdict(list), {"Event": collections.defaultdict(set), "Entity": collections.defaultdict(set)}
    for line in open(gold / "coreference/ecbplus/ECB_Train_corpus.txt", encoding="utf-8"):
        parts = line.rstrip("\n").split("\t")
        if len(parts) >= 4:
            tokens[parts[0], int(parts[1])].append(parts[3])
    for kind, of in chains.items():
        for mention in json.load(open(gold / f"coreference/ecbplus/ECB_Train_{kind}_gold_mentions.json", encoding="utf-8")):
            of[mention["doc_id"], mention["sent_id"]].add(mention["coref_chain"])
    event, entity = chains["Event"], chains["Entity"]
    topics = collections.defaultdict(list)
    for place in tokens:
        if event[place]:
            topics[place[0].split("_")[0]].append(place)
    made = []
    for _, places in sorted(topics.items()):
        same, other, far = [], [], []
        for at, a in enumerate(places):
            for b in places[at + 1:]:
                if a[0] == b[0]:
                    continue
                shared, named = len(event[a] & event[b]) / min(len(event[a]), len(event[b])), len(entity[a] & entity[b])
                if shared >= 0.6 and named:
                    same.append((a, b, shared))
                elif not shared:
                    far.append((a, b, 0.0))
                    if named:
                        other.append((a, b, 0.0))
        for some in (same, far, other):
            chance.shuffle(some)
        for a, b, label in same[:90] + other[:110] + far[:30]:
            if all(8 <= len(tokens[place]) <= 45 for place in (a, b)) and tokens[a] != tokens[b]:
                made.append((sides.of(" ".join(tokens[a])), sides.of(" ".join(tokens[b])), label, 0.7))
    return made


def load(gold, reference, predictions, pairs, sides, encoder):
    """The stories of the gold with Headwater's statements, as claim_pairs.py has them, and the sides of all statements."""
    stories = claim_pairs.load(gold / "stories", reference, predictions, pairs)
    weights, bias = claim_pairs.fit(list(stories.values()))
    for line in open(predictions, encoding="utf-8"):
        dossier = json.loads(line)
        story, folder = stories[dossier["story"]], gold / "stories" / dossier["story"]
        texts = {report["id"]: report["text"] for report in json.loads((folder / "reports.json").read_text())["reports"]}
        sentences = {name: split(text) for name, text in texts.items()}
        names = {report["id"]: report["name"] for report in dossier["reports"]}
        said = dossier["stories"][0]["statements"]
        story["reports"] = [one["report"] for one in said]
        story["texts"] = [texts[names[one["report"]]][slice(*one["span"])] for one in said]
        story["sides"] = [sides.in_sentence(texts[names[one["report"]]], sentences[names[one["report"]]], *one["span"]) for one in said]
        story["claims"] = [story["claims_of"].get(one["id"]) for one in said]
        story["odds"] = np.array(story["features"]) @ weights + bias
        story["vectors"] = vectors(encoder, story["sides"])
        story["gold_claims"] = []
        for claim in json.loads((folder / "gold.json").read_text())["claims"]:
            rows = []
            for one in claim["statements"]:
                text, start = texts[one["report"]], texts[one["report"]].find(one["quote"])
                if start >= 0:
                    side = sides.in_sentence(text, sentences[one["report"]], start, start + len(one["quote"]))
                    rows.append((one["report"], one["quote"], side))
            story["gold_claims"].append((sides.of(claim["gist"]), rows))
    return stories


@torch.no_grad()
def vectors(encoder, sides, size=32):
    """Unit vectors of statements: means of their pieces' states in their sentences, by the base model."""
    made = np.zeros((len(sides), 384), np.float32)
    order = np.argsort([len(pieces) for pieces, _ in sides])
    for at in range(0, len(order), size):
        chosen = order[at:at + size]
        length = max(len(sides[one][0]) for one in chosen) + 2
        pieces, mask, own = (np.zeros((len(chosen), length), kind) for kind in (np.int64, np.int64, np.float32))
        for row, one in enumerate(chosen):
            count = len(sides[one][0])
            pieces[row, :count + 2], mask[row, :count + 2] = [101, *sides[one][0], 102], 1
            own[row, 1:count + 1] = sides[one][1] == STATEMENT
        states = encoder(torch.tensor(pieces), torch.zeros(pieces.shape, dtype=torch.long), torch.tensor(mask)).numpy()
        mean = (own[:, :, None] * states).sum(1)
        made[chosen] = mean / np.linalg.norm(mean, axis=1, keepdims=True)
    return made


def near(story):
    """Pairs of two reports with like vectors and without enough words in common to be described."""
    cosines, described = story["vectors"] @ story["vectors"].T, set(map(tuple, story["pairs"]))
    count, reports = len(story["sides"]), story["reports"]
    return [(a, b) for a in range(count) for b in range(a + 1, count)
            if reports[a] != reports[b] and cosines[a, b] > NEAR and (a, b) not in described]


def of_story(story, chance):
    made, seen, claims, sides = [], set(), story["claims"], story["sides"]
    one_claim = lambda a, b: int(bool(claims[a] and claims[b] and claims[a] & claims[b]))
    for (a, b), odds in zip(story["pairs"], story["odds"]):
        label, judged, likely = one_claim(a, b), bool(claims[a] and claims[b]), 1 / (1 + np.exp(-odds))
        words = tuple(sorted((story["texts"][a], story["texts"][b])))
        if words in seen or words[0] == words[1]:
            continue
        # The likelier two statements look one claim, the more there is to learn from their being two.
        if label or chance.random() < (min(1, likely * 3 + 0.015) if judged else min(0.4, likely)):
            seen.add(words)
            made.append((sides[a], sides[b], label, 1.0 if judged else WEIGHT_UNJUDGED))
    for a, b in near(story):
        if one_claim(a, b) or (claims[a] and claims[b] and chance.random() < 0.3):
            made.append((sides[a], sides[b], one_claim(a, b), 1.0))
    for at, (gist, rows) in enumerate(story["gold_claims"]):
        pairs = []
        for one, (report, quote, side) in enumerate(rows):
            for other, words, its in rows[:one]:
                both = tuple(sorted((quote, words)))
                if report != other and both[0] != both[1] and both not in seen:
                    seen.add(both)
                    pairs.append((side, its, 1, 1.0))
        chance.shuffle(pairs)
        made += pairs[:MOST_PAIRS]
        said = list({quote: side for _, quote, side in rows}.values())
        chance.shuffle(said)
        made += [(gist, side, 1, WEIGHT_GIST) for side in said[:MOST_GISTS]]
        others = [other for other in range(len(story["gold_claims"])) if other != at]
        chance.shuffle(others)
        for other in others[:2]:
            if story["gold_claims"][other][1]:
                made.append((gist, chance.choice(story["gold_claims"][other][1])[2], 0, WEIGHT_GIST))
        for other in others[2:3]:
            made.append((gist, story["gold_claims"][other][0], 0, WEIGHT_GISTS))
    return made
