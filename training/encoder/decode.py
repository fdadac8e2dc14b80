"""From logits to labels of words, and from labels to spans: the same as the program does."""
import numpy as np

NEVER = -1e9


def viterbi(logits):
    """Best labels of rows of words, logits [R, W, L] with labels O, B-x, I-x, B-y, I-y …; I-x only after B-x or I-x."""
    rows, words, count = logits.shape
    labels = np.arange(count)
    inside = (labels > 0) & (labels % 2 == 0)
    allowed = ~inside[None, :] | (labels[:, None] == labels[None, :]) | (labels[:, None] == labels[None, :] - 1)
    step = np.where(allowed, 0.0, NEVER)
    best = logits[:, 0] + np.where(inside, NEVER, 0.0)
    back = np.zeros((words, rows, count), np.int8)
    for at in range(1, words):
        through = best[:, :, None] + step[None]
        back[at] = through.argmax(1)
        best = through.max(1) + logits[:, at]
    made = np.zeros((rows, words), np.int64)
    made[:, -1] = best.argmax(1)
    for at in range(words - 1, 0, -1):
        made[:, at - 1] = back[at, np.arange(rows), made[:, at]]
    return made


def runs(labels):
    """Runs (begin label, first word, word after) of labels of words; an I without its B opens a run."""
    made, open_ = [], 0
    for at, label in enumerate(labels):
        begin = int(label) - (1 if label and label % 2 == 0 else 0)
        if label and label % 2 == 0 and open_ == begin:
            made[-1][2] = at + 1
        elif label:
            made.append([begin, at, at + 1])
        open_ = begin
    return made


def word_spans(window):
    """First pieces of a window's words, and the words' places in the text [W, 2]."""
    firsts = np.flatnonzero(window.first)
    ends = np.append(firsts[1:], len(window) - 1)
    return firsts, np.stack([window.spans[firsts, 0], window.spans[ends - 1, 1]], 1)
