"""From logits to labels of words, and from labels to spans: the same as the program does."""
import numpy as np

NEVER = -1e9


def viterbi(logits, needed=None):
    """Best labels of rows of words, logits [R, W, L] with labels O, B-x, I-x, B-y, I-y …; I-x only after B-x or I-x.

    With `needed`, the best labels among which that one is: its states are kept twice, before and after it was met."""
    rows, words, count = logits.shape
    labels = np.arange(count)
    inside = (labels > 0) & (labels % 2 == 0)
    allowed = ~inside[None, :] | (labels[:, None] == labels[None, :]) | (labels[:, None] == labels[None, :] - 1)
    first, last = np.where(inside, NEVER, 0.0), np.zeros(count)
    step = np.where(allowed, 0.0, NEVER)
    if needed is not None:
        meets = labels == needed
        stay, go = np.where(meets[None, :], NEVER, step), np.where(meets[None, :], step, NEVER)
        step = np.block([[stay, go], [np.full_like(step, NEVER), step]])
        first = np.concatenate([np.where(meets, NEVER, first), np.where(meets, 0.0, NEVER)])
        last = np.repeat([NEVER, 0.0], count)
        logits = np.concatenate([logits, logits], -1)
    best = logits[:, 0] + first
    back = np.zeros((words, rows, len(step)), np.int8)
    for at in range(1, words):
        through = best[:, :, None] + step[None]
        back[at] = through.argmax(1)
        best = through.max(1) + logits[:, at]
    made = np.zeros((rows, words), np.int64)
    made[:, -1] = (best + last).argmax(1)
    for at in range(words - 1, 0, -1):
        made[:, at - 1] = back[at, np.arange(rows), made[:, at]]
    return made % count


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
