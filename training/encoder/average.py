#!/usr/bin/env python3
"""Averages the weights of checkpoints that grew from one base, to train on from there (Wortsman et al. 2022).

Usage: average.py OUT CHECKPOINT... [--epoch N]
All but the weights (optimizer, chance) is the last checkpoint's; training resumed from OUT goes on after epoch N.
"""
import argparse
import torch


def average(states):
    """The mean of the weights of state dicts alike in names and shapes."""
    return {name: torch.stack([state[name].float() for state in states]).mean(0).to(kept.dtype)
            for name, kept in states[-1].items()}


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("out")
    arguments.add_argument("checkpoints", nargs="+")
    arguments.add_argument("--epoch", type=int)
    given = arguments.parse_args()
    saved = [torch.load(path, weights_only=False, map_location="cpu") for path in given.checkpoints]
    made = dict(saved[-1], **{part: average([one[part] for one in saved]) for part in ("encoder", "attribution")})
    if given.epoch is not None:
        made["epoch"] = given.epoch
    torch.save(made, given.out)


if __name__ == "__main__":
    main()
