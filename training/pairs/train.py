#!/usr/bin/env python3
"""Trains the reader of pairs of statements: first on whole sentences, then on the stories of the gold.

Usage: train.py sentences GOLD CHECKPOINT
       train.py stories GOLD PREDICTIONS PAIRS BEGIN CHECKPOINT [FOLD]
PREDICTIONS and PAIRS are written by `headwater-bench corroboration DIR... --predictions P --pairs Q`; BEGIN is a checkpoint of the
first way. With a FOLD of 0 to 2 every third story is left out, from that one on: for what the other two thirds teach about it.
Needs ../encoder/requirements.txt and scikit-learn.
"""
import pathlib, random, sys
import torch
from reader import PairReader, train
from model import Encoder
from examples import Sides, load, of_sentences, of_story

FOLDS = 3


def main():
    if len(sys.argv) not in (4, 7, 8) or sys.argv[1] not in ("sentences", "stories"):
        sys.exit(__doc__)
    gold, reader, sides = pathlib.Path(sys.argv[2]), PairReader(), Sides()
    if sys.argv[1] == "sentences":
        examples, epochs, rate, checkpoint = of_sentences(gold, sides), 1, 8e-5, sys.argv[3]
    else:
        sys.path.insert(0, str(gold))
        import score_corroboration as reference
        predictions, pairs, begin, checkpoint = sys.argv[3:7]
        stories = load(gold, reference, predictions, pairs, sides, Encoder.from_base().eval())
        names = sorted(stories)
        held = names[int(sys.argv[7])::FOLDS] if len(sys.argv) > 7 else []
        chance = random.Random(7)
        examples = [one for name in names if name not in held for one in of_story(stories[name], chance)]
        epochs, rate = 2, 1e-4
        reader.load_state_dict(torch.load(begin, map_location="cpu"))
    print(f"{len(examples)} examples, {sum(one[2] for one in examples):.0f} of them one claim", flush=True)
    train(reader, examples, epochs, rate, tell=lambda line: print(line, flush=True))
    torch.save(reader.state_dict(), checkpoint)


if __name__ == "__main__":
    main()
