"""The sets that the encoder learns from, as windows with labels, and batches of them.

Every label stands on the first piece of a word; other pieces have IGNORE.
"""
import dataclasses, json, pathlib
import numpy as np
import torch
from pieces import END, LARGEST, START, Pieces, windows

IGNORE = -100
TYPES = ["Date", "Facility", "Location", "Misc", "Money", "NORP", "Organization", "Person", "Product"]
NAME_LABELS = ["O"] + [f"{edge}-{kind}" for kind in TYPES for edge in "BI"]
B_SOURCE, B_CONTENT = 1, 3
NEAREST = 64


@dataclasses.dataclass
class Window:
    """What is read at once. Arrays have one row for each piece with [CLS] and [SEP]."""
    pieces: np.ndarray
    shapes: np.ndarray
    first: np.ndarray
    # Places in the text; -1 for [CLS] and [SEP].
    spans: np.ndarray
    # Ranges of the window's pieces, and the sentences' numbers in the whole set (-1: unknown).
    sentences: list
    numbers: list
    names: np.ndarray = None
    cues: np.ndarray = None
    # For each cue with links: its pieces, and labels of source and content.
    links: list = dataclasses.field(default_factory=list)

    def __len__(self):
        return len(self.pieces)


def lines(path):
    with open(path, encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def mark(labels, reading, span, begin):
    """Sets B on the first word of a span of the text and I on its other words. Nothing when no word lies in it."""
    inside = np.flatnonzero((reading.spans[:, 1] > span[0]) & (reading.spans[:, 0] < span[1]) & reading.first)
    if len(inside):
        labels[inside] = begin + 1
        labels[inside[0]] = begin
    return inside


def cut(reading, spans, numbers, layers):
    """The window of the given ranges of pieces. `layers` are label arrays of the whole text; they come back cut."""
    start, end = spans[0][0], spans[-1][1]
    framed = lambda row, edge: np.concatenate([[edge], row[start:end], [edge]])
    pieces = np.concatenate([[START], reading.pieces[start:end], [END]])
    place = np.concatenate([[[-1, -1]], reading.spans[start:end], [[-1, -1]]])
    inside = [(a - start + 1, b - start + 1) for a, b in spans]
    window = Window(pieces, framed(reading.shapes, 0), framed(reading.first, False).astype(bool), place, inside, numbers)
    return window, [framed(layer, IGNORE) for layer in layers]


class Attributions:
    """Texts with attributions: labels of cues, and of source and content for each cue."""

    def __init__(self, paths, reader):
        read = [(pathlib.Path(path).stem.split("_")[0], record) for path in paths for record in lines(path)]
        # For each text the set it is from.
        self.files = [file for file, _ in read]
        self.records = [record for _, record in read]
        self.readings = [reader.read(record["text"]) for record in self.records]
        self.starts = np.cumsum([0] + [len(reading.sentences) for reading in self.readings])

    def windows(self, largest=LARGEST):
        """Windows of every text, in order."""
        return [window for at in range(len(self.records)) for window in self.windows_of(at, largest)]

    def windows_of(self, at, largest=LARGEST):
        record, reading = self.records[at], self.readings[at]
        cues = np.where(reading.first, 0, IGNORE)
        by_cue = {}
        for attribution in record["attributions"]:
            marked = [mark(cues, reading, span, 1) for span in attribution["cue"]]
            marked = np.concatenate(marked) if marked else np.array([], int)
            if not len(marked):
                continue
            key = tuple(sorted(set(marked.tolist())))
            labels = by_cue.setdefault(key, np.where(reading.first, 0, IGNORE))
            for span in attribution["content"]:
                mark(labels, reading, span, B_CONTENT)
            for span in attribution["source"]:
                mark(labels, reading, span, B_SOURCE)
        numbers = {start: self.starts[at] + index for index, (start, _) in enumerate(reading.sentences)}
        made = []
        for spans in windows(reading, largest):
            start, end = spans[0][0], spans[-1][1]
            here = [key for key in by_cue if start <= key[0] < end]
            known = [numbers.get(a, -1) for a, b in spans]
            window, (window.cues, *labels) = cut(reading, spans, known, [cues] + [by_cue[key] for key in here])
            reopened(window.cues)
            for key, row in zip(here, labels):
                window.links.append((np.array([p - start + 1 for p in key if p < end]), reopened(row)))
            made.append(window)
        return made

    def sentences(self):
        """Text of every sentence, by number."""
        return [r.text[r.spans[a, 0]:r.spans[b - 1, 1]] for r in self.readings for a, b in r.sentences]


def reopened(labels):
    """Labels in which every run begins with B: one that began before the window, that goes on after another, or whose first
    token is no word does not."""
    before = 0
    for at in np.flatnonzero(labels != IGNORE):
        inside = labels[at] > 0 and labels[at] % 2 == 0
        if inside and before not in (labels[at], labels[at] - 1):
            labels[at] -= 1
        before = labels[at]
    return labels


class Names:
    """Texts with names, rebuilt from tokens: one space between two, sentences parted by a space or a line break."""

    def __init__(self, path, reader, chance=None):
        self.records, self.readings, self.tokens, self.labels = lines(path), [], [], []
        for record in self.records:
            text, sentences, places, tags = "", [], [], []
            for sentence in record["sentences"]:
                if text:
                    text += "\n" if chance is None or chance.random() < 0.5 else " "
                start = len(text)
                for at, token in enumerate(sentence["tokens"]):
                    text += " " if at else ""
                    places.append((len(text), len(text) + len(token)))
                    text += token
                sentences.append((start, len(text)))
                tags += sentence["tags"]
            reading = reader.read(text, sentences)
            labels, tokens = name_labels(reading, places, tags)
            self.readings.append(reading)
            self.labels.append(labels)
            self.tokens.append(tokens)
        self.starts = np.cumsum([0] + [len(reading.sentences) for reading in self.readings])

    def windows(self, largest=LARGEST):
        return [window for at in range(len(self.records)) for window in self.windows_of(at, largest)]

    def windows_of(self, at, largest=LARGEST):
        reading, made = self.readings[at], []
        numbers = {start: self.starts[at] + index for index, (start, _) in enumerate(reading.sentences)}
        for spans in windows(reading, largest):
            window, (window.names,) = cut(reading, spans, [numbers.get(a, -1) for a, b in spans], [self.labels[at]])
            made.append(window)
        return made

    sentences = Attributions.sentences


def name_labels(reading, places, tags):
    """Labels on pieces for tags of tokens; and for each token its first piece, or -1."""
    labels, tokens = np.where(reading.first, 0, IGNORE), np.full(len(places), -1)
    starts = reading.spans[:, 0]
    for at, ((start, end), tag) in enumerate(zip(places, tags)):
        low, high = np.searchsorted(starts, [start, end])
        inside = [piece for piece in range(low, high) if reading.first[piece]]
        if not inside:
            continue
        tokens[at] = inside[0]
        if tag != "O":
            edge, kind = tag.split("-")
            begin = 1 + 2 * TYPES.index(kind)
            labels[inside] = begin + 1
            labels[inside[0]] = begin if edge == "B" else begin + 1
    return reopened(labels), tokens


def sentence_window(reader, text):
    """A sentence alone as a window, what is too long cut off."""
    reading = reader.read(text, [(0, len(text))])
    end = min(len(reading.pieces), LARGEST)
    return cut(reading, [(0, end)], [-1], [])[0]


def families(path, held=0):
    """Scored pairs by set: rows of (a, b, score). Of the scored sets of sentence similarity (STS but for the part that is
    MSRP again) every tenth row is held back for scoring: `held` is 0 for the rest, 1 for the held rows."""
    found = {}
    for at, row in enumerate(lines(path)):
        kind = row["set"]
        sts = kind.startswith("sts") and kind != "sts-2012-MSRpar"
        if held == int(sts and at % 10 == 0):
            family = "msrp" if kind == "msrp" else "sick" if kind == "sick" else "msrpar" if not sts else "sts"
            found.setdefault(family, []).append((row["a"], row["b"], row["score"]))
    return found


def groups(items, count, chance=None):
    """Groups of `count` items alike in length (the last may have fewer); in random order when `chance` is given."""
    noise = chance.random(len(items)) * 0.15 if chance else np.zeros(len(items))
    order = np.argsort([len(item) * (1 + n) for item, n in zip(items, noise)], kind="stable")
    made = [[items[at] for at in order[start:start + count]] for start in range(0, len(items), count)]
    if chance:
        chance.shuffle(made)
    return made


def padded(rows, fill, length):
    made = np.full((len(rows), length), fill, np.int64)
    for at, row in enumerate(rows):
        made[at, :len(row)] = row
    return torch.from_numpy(made)


def rounded(count, to):
    """The next multiple: few distinct sizes of tensors are faster, as kernels are made for each."""
    return -(-count // to) * to


def collate(group, to=1):
    """Tensors of a batch of windows: pieces, shapes, mask [B, T], sentences [B, S, T]; T is a multiple of `to`."""
    length = rounded(max(map(len, group)), to)
    most = max(len(window.sentences) for window in group)
    sentences = np.zeros((len(group), most, length), np.float32)
    for at, window in enumerate(group):
        for number, (start, end) in enumerate(window.sentences):
            sentences[at, number, start:end] = 1 / (end - start)
    return dict(pieces=padded([w.pieces for w in group], 0, length), shapes=padded([w.shapes for w in group], 0, length),
                mask=padded([np.ones(len(w)) for w in group], 0, length), sentences=torch.from_numpy(sentences))


def first_pieces(windows, to):
    """First pieces [B, W] of the words of each window, -1 where it has no more; W is a multiple of `to`."""
    firsts = [np.flatnonzero(window.first) for window in windows]
    return padded(firsts, -1, rounded(max(map(len, firsts)), to))


def distances(cue, length):
    """Places 0..=128 of the pieces of a window as seen from the pieces `cue`: 64 in it, less before, more after."""
    return np.clip(signed(np.arange(length), np.sort(cue)), -NEAREST, NEAREST) + NEAREST


def signed(at, cue):
    """Signed distance from the nearest of the sorted places `cue`."""
    right = np.clip(np.searchsorted(cue, at), 0, len(cue) - 1)
    before, after = at - cue[np.maximum(right - 1, 0)], at - cue[right]
    return np.where(np.abs(before) < np.abs(after), before, after)


def whole_words(window, firsts):
    """All pieces of the words that begin at the pieces `firsts`."""
    made = []
    for at in firsts:
        made.append(at)
        end = at + 1
        while end < len(window) - 1 and not window.first[end]:
            made.append(end)
            end += 1
    return np.array(made)


def collate_cues(group, links, length=None, to=1):
    """Tensors for cues: row [C] of the batch, cue [C, T], distance [C, T] and, where known, labels [C, T]. C is a multiple
    of `to`: the last cue is repeated without labels.

    `links` gives for each window a list of (first pieces of the cue's words, labels or None)."""
    length = length or max(map(len, group))
    rows, cues, far, labels = [], [], [], []
    for at, (window, known) in enumerate(zip(group, links)):
        for firsts, row in known:
            pieces = whole_words(window, firsts)
            cue = np.zeros(length, np.float32)
            cue[pieces] = 1 / len(pieces)
            rows.append(at)
            cues.append(cue)
            far.append(distances(pieces, length))
            labels.append(row)
    if not rows:
        return None
    for _ in range(rounded(len(rows), to) - len(rows)):
        for column in (rows, cues, far):
            column.append(column[-1])
        labels.append(labels[-1] if labels[-1] is None else np.full(1, IGNORE))
    made = dict(row=torch.tensor(rows), cue=torch.from_numpy(np.stack(cues)), distance=torch.from_numpy(np.stack(far)))
    if labels[0] is not None:
        made["labels"] = padded(labels, IGNORE, length)
    return made
