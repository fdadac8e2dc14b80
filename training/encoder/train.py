#!/usr/bin/env python3
"""Trains the encoder and its heads on all sets at once.

Usage: train.py GOLD OUT [--epochs N] [--resume CHECKPOINT] [--device cuda] …
One step takes a batch of attributions, one of names and, now and then, one of scored pairs. An epoch is one reading of the
attributions. OUT gets epochN.pt after each epoch, all that is needed to go on from there, and log.tsv.
"""
import argparse, json, pathlib, time
import numpy as np
import torch
from torch.nn import functional as F
import data
from chain import chain_loss, of_words
from data import IGNORE, Attributions, Names, collate, collate_cues, groups
from model import Attribution, Encoder, linear
from pieces import LARGEST, Pieces

# Shares of the losses in the sum: means over words, over sentences, over pairs.
WEIGHTS = dict(cues=8.0, spans=5.0, names=3.0, apart=1.0, pairs=0.2)
# Windows with attributions and with names in a batch; pairs in a batch; a batch of pairs comes every so many steps.
ATTRIBUTION_WINDOWS, NAME_WINDOWS, PAIRS, PAIRS_EVERY = 10, 8, 32, 8
# How often an epoch reads each set of attributions: GUM marks by other habits than PolNeAR and has a tenth of its texts, so
# that read once each its habits were not learnt.
READINGS = dict(polnear=1, gum=4)
# How sharply a pair ranked wrongly counts (CoSENT), and how often a set of pairs is drawn.
SHARPNESS = 20.0
FAMILIES = dict(sts=0.4, msrp=0.3, msrpar=0.15, sick=0.15)


class Sets:
    """All that is learnt from, and endless batches of it."""

    def __init__(self, gold, seed):
        gold, reader = pathlib.Path(gold), Pieces()
        self.chance = np.random.default_rng(seed)
        self.attributions = Attributions([gold / f"attribution/{name}_train.jsonl" for name in READINGS], reader)
        self.names = Names(gold / "ner/worldwide_train.jsonl", reader, self.chance)
        dev = {frozenset((row["a"], row["b"])) for row in data.lines(gold / "pairs/similarity_dev.jsonl")}
        self.pairs = {}
        for file in ("similarity_train", "sick_train"):
            for family, rows in data.families(gold / f"pairs/{file}.jsonl").items():
                kept = [row for row in rows if frozenset(row[:2]) not in dev]
                window = lambda text: data.sentence_window(reader, text)
                self.pairs[family] = [(window(a), window(b), score) for a, b, score in kept]

    def largest(self):
        """Size of the windows of an epoch: mostly as when used, else smaller, so that places of borders vary."""
        return LARGEST if self.chance.random() < 0.5 else int(self.chance.integers(128, LARGEST))

    def attribution_batches(self):
        """The readings of an epoch; the windows of each text, in each reading, have their own size."""
        times = [READINGS[file] for file in self.attributions.files]
        items = [w for at, count in enumerate(times) for _ in range(count)
                 for w in self.attributions.windows_of(at, self.largest())]
        return groups(items, ATTRIBUTION_WINDOWS, self.chance)

    def name_batches(self):
        while True:
            items = [w for at in range(len(self.names.records)) for w in self.names.windows_of(at, self.largest())]
            yield from groups(items, NAME_WINDOWS, self.chance)

    def pair_batches(self):
        families, shares = zip(*FAMILIES.items())
        while True:
            rows = self.pairs[self.chance.choice(families, p=shares)]
            yield [rows[at] for at in self.chance.choice(len(rows), PAIRS, replace=False)]


@torch.no_grad()
def teacher_vectors(teacher, texts, dtype, path):
    """Vectors of sentences read alone by the base model [N, 384] float16; kept in the file `path`."""
    if path.exists():
        return torch.load(path)
    reader = Pieces()
    items = [data.sentence_window(reader, text) for text in texts]
    number = {id(item): at for at, item in enumerate(items)}
    made = torch.zeros(len(items), 384, dtype=torch.float16)
    teacher.eval()
    for group in groups(items, 64):
        batch = collate(group, 16)
        vectors = teacher.vectors(teacher(batch["pieces"], batch["shapes"], batch["mask"], dtype), batch["sentences"])
        made[[number[id(item)] for item in group]] = vectors[:, 0].half()
    torch.save(made, path)
    return made


def apart_loss(vectors, group, known):
    """How far sentences read in their window are from what the base model makes of them read alone: 1 - cosine."""
    places = [(at, n, number) for at, window in enumerate(group) for n, number in enumerate(window.numbers) if number >= 0]
    if not places:
        return vectors.sum() * 0
    rows, columns, numbers = map(list, zip(*places))
    return 1 - (vectors[rows, columns] * known[numbers].to(vectors)).sum(-1).mean()


def pairs_loss(cosines, scores):
    """CoSENT: of two pairs, the one with the higher score should have the higher cosine."""
    wrong = SHARPNESS * (cosines[None, :] - cosines[:, None])
    wrong = wrong[scores[:, None] > scores[None, :]]
    return torch.logsumexp(F.pad(wrong, (1, 0)), 0)


class Trainer:
    def __init__(self, given):
        self.given, self.device = given, torch.device(given.device)
        self.dtype = getattr(torch, given.dtype)
        torch.manual_seed(given.seed)
        self.sets = Sets(given.gold, given.seed)
        self.encoder, self.head = Encoder.from_base(), Attribution()
        self.encoder.to(self.device), self.head.to(self.device)
        path = given.out / "sentences.vectors.pt"
        self.known = teacher_vectors(Encoder.from_base(), self.sets.attributions.sentences(), self.dtype, path)
        fast = [p for n, p in self.encoder.named_parameters() if n.split(".")[0] in ("names", "cues", "shape")]
        slow = [p for n, p in self.encoder.named_parameters()
                if p.requires_grad and n.split(".")[0] not in ("names", "cues", "shape")]
        settings = [dict(params=slow, lr=given.rate, weight_decay=0.01),
                    dict(params=fast + list(self.head.parameters()), lr=given.head_rate, weight_decay=0.01)]
        self.optimizer = torch.optim.AdamW(settings, fused=True)
        self.step = self.epoch = 0

    def forward(self, group):
        batch = {name: value.to(self.device) for name, value in collate(group, 32).items()}
        return batch, self.encoder(batch["pieces"], batch["shapes"], batch["mask"], self.dtype)

    def word_losses(self, group, names):
        """Losses of a batch of windows with attributions and one with names, read together."""
        batch, hidden = self.forward(group + names)
        own = len(group)
        vectors = self.encoder.vectors(hidden[:own], batch["sentences"][:own])
        layer = lambda windows, name: data.padded([getattr(w, name) for w in windows], IGNORE, hidden.shape[1]).to(self.device)
        words = lambda windows: data.first_pieces(windows, 32).to(self.device)
        chained = lambda logits, labels, at: chain_loss(of_words(logits, at), of_words(labels, at).masked_fill(at < 0, IGNORE))
        firsts = words(group)
        losses = dict(cues=chained(linear(self.encoder.cues, hidden[:own]), layer(group, "cues"), firsts),
                      names=chained(linear(self.encoder.names, hidden[own:]), layer(names, "names"), words(names)),
                      apart=apart_loss(vectors, group, self.known))
        cues = collate_cues(group, [window.links for window in group], hidden.shape[1], 8)
        if cues:
            cues = {name: value.to(self.device) for name, value in cues.items()}
            row = cues["row"]
            at_cue = linear(self.head.cue, cues["cue"][:, None].to(hidden.dtype) @ hidden[row])
            logits = self.head.spans(linear(self.head.piece, hidden[:own])[row], at_cue, cues["distance"], batch["mask"][row])
            losses["spans"] = chained(logits, cues["labels"], firsts[row])
        return losses

    def pair_losses(self, rows):
        windows = [window for row in rows for window in row[:2]]
        batch, hidden = self.forward(windows)
        vectors = self.encoder.vectors(hidden, batch["sentences"])[:, 0]
        scores = torch.tensor([row[2] for row in rows], device=self.device)
        return dict(pairs=pairs_loss((vectors[::2] * vectors[1::2]).sum(-1), scores))

    def rate(self, total):
        """Share of the learning rate: a linear rise, then a linear fall to nothing."""
        rise = min(self.given.rise, total // 4)
        return min((self.step + 1) / rise, max(total - self.step, 0) / (total - rise))

    def learn(self, losses, seen):
        """Gradients of the losses of one batch; what they are is added to `seen`."""
        sum(WEIGHTS[name] * loss for name, loss in losses.items()).backward()
        for name, loss in losses.items():
            seen.setdefault(name, []).append(float(loss.detach()))

    def run(self):
        names, pairs = self.sets.name_batches(), self.sets.pair_batches()
        start, log = time.time(), open(self.given.out / "log.tsv", "a", buffering=1)
        seen, read = {}, 0
        while self.epoch < self.given.epochs:
            batches = self.sets.attribution_batches()
            total = self.given.epochs * len(batches)
            self.step = self.epoch * len(batches)
            self.encoder.train(), self.head.train()
            for group in batches:
                share = self.rate(total)
                for settings, full in zip(self.optimizer.param_groups, (self.given.rate, self.given.head_rate)):
                    settings["lr"] = full * share
                name_group = next(names)
                self.learn(self.word_losses(group, name_group), seen)
                if self.step % PAIRS_EVERY == 0:
                    self.learn(self.pair_losses(next(pairs)), seen)
                params = [p for settings in self.optimizer.param_groups for p in settings["params"]]
                torch.nn.utils.clip_grad_norm_(params, 1.0)
                self.optimizer.step()
                self.optimizer.zero_grad()
                self.step += 1
                read += sum(map(len, group)) + sum(map(len, name_group))
                if self.step % self.given.log_every == 0:
                    means = {name: round(float(np.mean(values)), 4) for name, values in sorted(seen.items())}
                    spent = time.time() - start
                    line = dict(step=self.step, of=total, seconds=round(spent), pieces_per_second=round(read / spent), **means)
                    print(json.dumps(line), flush=True)
                    print(json.dumps(line), file=log)
                    seen = {}
                if self.step == self.given.stop_after:
                    return
            self.epoch += 1
            self.save()

    def save(self):
        torch.save(dict(encoder=self.encoder.state_dict(), attribution=self.head.state_dict(), epoch=self.epoch,
                        optimizer=self.optimizer.state_dict(), chance=self.sets.chance.bit_generator.state,
                        torch=torch.get_rng_state()), self.given.out / f"epoch{self.epoch}.pt")

    def resume(self, path):
        saved = torch.load(path, weights_only=False, map_location=self.device)
        self.encoder.load_state_dict(saved["encoder"])
        self.head.load_state_dict(saved["attribution"])
        self.optimizer.load_state_dict(saved["optimizer"])
        self.sets.chance.bit_generator.state = saved["chance"]
        torch.set_rng_state(saved["torch"].cpu())
        self.epoch = saved["epoch"]


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("gold", type=pathlib.Path)
    arguments.add_argument("out", type=pathlib.Path)
    arguments.add_argument("--epochs", type=int, default=6)
    arguments.add_argument("--rate", type=float, default=1e-4)
    arguments.add_argument("--head-rate", type=float, default=1e-3)
    arguments.add_argument("--rise", type=int, default=150, help="steps over which the rates rise")
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu")
    arguments.add_argument("--dtype", default="bfloat16")
    arguments.add_argument("--threads", type=int, default=2)
    arguments.add_argument("--log-every", type=int, default=100)
    arguments.add_argument("--stop-after", type=int, default=0, help="step to stop after, for trials")
    arguments.add_argument("--resume", type=pathlib.Path)
    given = arguments.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(given.threads)
    trainer = Trainer(given)
    if given.resume:
        trainer.resume(given.resume)
    trainer.run()


if __name__ == "__main__":
    main()
