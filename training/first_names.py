#!/usr/bin/env python3
"""Builds crates/annotate/data/first_names.txt from the name counts of the 1990 US census (public domain), as packed
in PyPI `names` 0.3.0 (MIT).

Usage: first_names.py FOLDER_WITH_dist.male.first_AND_dist.female.first OUT.txt

One line a name, in lower case, with `m`, `f`, or `b` when neither is four times as frequent as the other.
"""
import pathlib
import sys


def shares(path):
    """Maps a name to its share of the population, in per cent."""
    rows = (line.split() for line in path.read_text().splitlines())
    return {row[0].lower(): float(row[1]) for row in rows if row}


def main():
    folder, out = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
    male, female = shares(folder / "dist.male.first"), shares(folder / "dist.female.first")
    lines = []
    for name in sorted(male.keys() | female.keys()):
        m, f = male.get(name, 0.0), female.get(name, 0.0)
        gender = "m" if m > 4 * f else "f" if f > 4 * m else "b"
        lines.append(f"{name}\t{gender}\n")
    out.write_text("".join(lines))


if __name__ == "__main__":
    main()
