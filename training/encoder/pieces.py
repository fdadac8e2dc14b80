"""Texts as the encoder reads them: word pieces with their places and shapes, packed into windows of whole sentences."""
import bisect, dataclasses, unicodedata
import numpy as np
import sentencex
from tokenizers import BertWordPieceTokenizer
from model import base_folder

# Pieces of a window without [CLS] and [SEP], and the piece past which a window may end with a paragraph.
LARGEST, HALF = 254, 127
START, END = 101, 102
AFTER_BREAK = 8


@dataclasses.dataclass
class Reading:
    """A text in pieces. All arrays have one row for each piece; places count code points of the text."""
    text: str
    pieces: np.ndarray
    shapes: np.ndarray
    spans: np.ndarray
    first: np.ndarray
    # Ranges of pieces of the sentences that have any, and whether a line break follows each.
    sentences: list
    ends_paragraph: list


def word_shape(word):
    """Row of the table of shapes for a word as written, 1..=6, or 0 for what is none of them."""
    if any(unicodedata.category(letter)[0] == "N" for letter in word):
        return 5
    if not any(letter.isalpha() for letter in word):
        return 6
    if not all(letter.isalpha() for letter in word):
        return 0
    upper, lower = (sum(map(kind, word)) for kind in (str.isupper, str.islower))
    if upper + lower < len(word):
        return 0
    if not upper:
        return 1
    if word[0].isupper() and upper == 1:
        return 2
    return 3 if not lower else 4


def split(text):
    """Spans of the sentences of a text; every line break ends one."""
    spans, start = [], 0
    for line in text.split("\n"):
        if line.strip():
            at = start
            for sentence in sentencex.segment("en", line):
                found = line.find(sentence.strip(), at - start)
                if sentence.strip() and found >= 0:
                    spans.append((start + found, start + found + len(sentence.strip())))
                    at = spans[-1][1]
        start += len(line) + 1
    return spans


class Pieces:
    """The tokeniser of the base model, with places in the text as it was given."""

    def __init__(self):
        self.tokenizer = BertWordPieceTokenizer(str(base_folder() / "vocab.txt"), lowercase=True)

    def read(self, text, sentences=None):
        """Pieces of a text; `sentences` are its sentences' spans, found here when not given."""
        sentences = split(text) if sentences is None else sentences
        encoded = self.tokenizer.encode(text, add_special_tokens=False)
        spans = np.array(encoded.offsets, np.int32).reshape(-1, 2)
        words = np.array(encoded.word_ids, np.int32)
        first = np.diff(words, prepend=-1) != 0
        shapes = np.zeros(len(words), np.int16)
        starts, before = np.flatnonzero(first), 0
        for at, start in enumerate(starts):
            end = starts[at + 1] if at + 1 < len(starts) else len(words)
            shapes[start:end] = word_shape(text[spans[start, 0]:spans[end - 1, 1]])
            if start == 0 or "\n" in text[before:spans[start, 0]]:
                shapes[start] += AFTER_BREAK
            before = spans[end - 1, 1]
        opens = [start for start, _ in sentences]
        sentence = np.array([max(bisect.bisect_right(opens, start) - 1, 0) for start in spans[:, 0]], np.int32)
        borders = np.flatnonzero(np.diff(sentence, prepend=-1)).tolist() + [len(words)]
        ranges = [pair for pair in zip(borders, borders[1:]) if pair[0] < pair[1]]
        ends = ["\n" in text[spans[b - 1, 1]:spans[b, 0]] if b < len(words) else True for _, b in ranges]
        return Reading(text, np.array(encoded.ids, np.int32), shapes, spans, first, ranges, ends)


def windows(reading, largest=LARGEST):
    """Ranges of sentences, each read at once, as lists of ranges of pieces."""
    half, made, now, size = largest * HALF // LARGEST, [], [], 0
    cut = []
    for (start, end), ends in zip(reading.sentences, reading.ends_paragraph):
        parts = [(at, min(at + LARGEST, end)) for at in range(start, end, LARGEST)]
        cut += [(part, ends and part[1] == end) for part in parts]
    for part, ends in cut:
        length = part[1] - part[0]
        if now and size + length > largest:
            keep, filled = len(now), 0
            for at, ((a, b), end_here) in enumerate(now):
                filled += b - a
                if end_here and filled > half:
                    keep = at + 1
            made.append([span for span, _ in now[:keep]])
            now = now[keep:]
            size = sum(b - a for (a, b), _ in now)
            if now and size + length > largest:
                made.append([span for span, _ in now])
                now, size = [], 0
        now.append((part, ends))
        size += length
    if now:
        made.append([span for span, _ in now])
    return made
