"""Likelihood of whole sequences of labels, where I-x follows only B-x or I-x: what Viterbi's search assumes.

Words apart, each label is a guess of its own and a long content breaks off where the guesses sink below one half, though its
end is plain. Under the constraint the differences of logits add up to scores of where a run ends, so that training on whole
sequences (a conditional random field, Lafferty et al. 2001, whose only transitions are the forbidden ones) learns ends.
"""
import torch
from torch.nn import functional as F

NEVER = -1e4


def transitions(count, like):
    """0 where label j may follow label i, else NEVER: labels O, B-x, I-x, B-y, I-y …"""
    labels = torch.arange(count, device=like.device)
    inside = (labels > 0) & (labels % 2 == 0)
    allowed = ~inside[None] | (labels[:, None] == labels[None]) | (labels[:, None] == labels[None] - 1)
    return torch.where(allowed, 0.0, NEVER)


def log_total(logits, real):
    """Log of the summed weights of all allowed sequences [R], for logits [R, W, L] of words, `real` [R, W]: a product of
    matrices, in pairs, so that its depth is the logarithm of the length."""
    rows, words, count = logits.shape
    steps = transitions(count, logits) + logits[:, :, None, :]
    nothing = torch.where(torch.eye(count, device=logits.device) > 0, 0.0, NEVER)
    steps = torch.where(real[:, :, None, None], steps, nothing)
    while words > 1:
        if words % 2:
            steps = torch.cat([steps, nothing.expand(rows, 1, count, count)], 1)
        left, right = steps[:, ::2], steps[:, 1::2]
        steps = torch.logsumexp(left[..., :, :, None] + right[..., None, :, :], -2)
        words = steps.shape[1]
    return torch.logsumexp(steps[:, 0, 0], -1)


def chain_loss(logits, labels):
    """Negative log-likelihood of the labels [R, W], a word; what is below 0 stands for no word."""
    real = labels >= 0
    logits = logits.float()
    gold = (logits.gather(-1, labels.clamp(min=0)[..., None])[..., 0] * real).sum(1)
    return (log_total(logits, real) - gold).sum() / real.sum().clamp(min=1)


def of_words(values, firsts):
    """Rows [R, W, …] of the first pieces of words, from rows [R, T, …] of pieces; `firsts` [R, W], -1 for no word."""
    index = firsts.clamp(min=0)
    while index.dim() < values.dim():
        index = index[..., None]
    return values.gather(1, index.expand(*index.shape[:2], *values.shape[2:]))
