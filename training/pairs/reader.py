"""A reader of two statements side by side: the encoder's six layers over both, and from the means of the two statements'
pieces one number, the log-odds that they make one claim.

Base: all-MiniLM-L6-v2, as for the encoder. Its tables, the norm behind them and its first layers stay as they are: there is
little to learn from.
"""
import pathlib, sys
import numpy as np
import torch
from torch import nn
from torch.nn import functional as F
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "encoder"))
from model import WIDTH, Encoder, norm
from pieces import END, START

FRAME, STATEMENT, SENTENCE, SECOND_SIDE = 0, 1, 2, 2
# Layers that are not trained, and width of what is made of the two means.
FROZEN, MIDDLE = 2, 256
# Log-odds of a cosine of the two means before anything is learnt: factor and offset.
SIMILARITY = (6.0, -4.0)

LONGEST_STEP = 1.0


class PairReader(nn.Module):
    def __init__(self):
        super().__init__()
        self.encoder = Encoder.from_base()
        self.middle, self.score = nn.Linear(4 * WIDTH, MIDDLE), nn.Linear(MIDDLE, 1)
        self.similarity = nn.Parameter(torch.tensor(SIMILARITY))
        nn.init.zeros_(self.score.weight)
        nn.init.zeros_(self.score.bias)
        kept = [self.encoder.names, self.encoder.cues, self.encoder.vector, self.encoder.position, self.encoder.norm]
        for part in [*kept, *self.encoder.layers[:FROZEN]]:
            part.requires_grad_(False)

    def forward(self, pieces, marks, mask):
        """Log-odds [B] of pieces, marks and mask [B, T]."""
        encoder = self.encoder
        x = encoder.word(pieces) + encoder.shape(marks) + encoder.position.weight[:pieces.shape[1]]
        x = encoder.dropout(norm(encoder.norm, x), self.training)
        hide = (1 - mask[:, None, None, :].float()) * -1e4
        for layer in encoder.layers:
            x = layer(x, hide, encoder.dropout)
        u, v = (self.mean(x, marks == side) for side in (STATEMENT, SECOND_SIDE + STATEMENT))
        both = torch.cat([u + v, (u - v).abs(), u * v, (u - v) ** 2], 1)
        learnt = self.score(F.gelu(self.middle(both)))[:, 0]
        return learnt + self.similarity[0] * F.cosine_similarity(u, v) + self.similarity[1]

    @staticmethod
    def mean(x, own):
        own = own.float()
        return (own[:, None, :] @ x)[:, 0] / own.sum(1, keepdim=True).clamp(min=1)


def batch(pairs):
    """Pieces, marks and mask [B, T] of pairs of sides; a side is its pieces and, for each, STATEMENT or SENTENCE."""
    rows = [(np.concatenate([[START], p, [END], q, [END]]),
             np.concatenate([[FRAME], m, [FRAME], n + SECOND_SIDE, [FRAME]])) for (p, m), (q, n) in pairs]
    length = -(-max(len(pieces) for pieces, _ in rows) // 8) * 8
    made = np.zeros((3, len(rows), length), np.int64)
    for at, (pieces, marks) in enumerate(rows):
        made[0, at, :len(pieces)], made[1, at, :len(pieces)], made[2, at, :len(pieces)] = pieces, marks, 1
    return tuple(torch.tensor(one) for one in made)


def train(model, examples, epochs, rate, size=32, seed=1, warm=0.08, tell=print):
    """Trains on examples (side, side, label 0 to 1, weight); the two sides change places by chance."""
    torch.manual_seed(seed)
    chance = np.random.RandomState(seed)
    model.train()
    learnt = [weight for weight in model.parameters() if weight.requires_grad]
    optimiser = torch.optim.AdamW(learnt, lr=rate, weight_decay=0.01)
    groups = len(examples) // size
    steps, step, losses = epochs * groups, 0, []
    for _ in range(epochs):
        # Batches of like length, so that little is padded.
        order = np.argsort([len(a[0]) + len(b[0]) + chance.rand() * 14 for a, b, _, _ in examples])
        first = chance.randint(0, len(examples) - groups * size + 1)
        batches = [order[first + at * size:first + (at + 1) * size] for at in range(groups)]
        chance.shuffle(batches)
        for chosen in batches:
            for group in optimiser.param_groups:
                group["lr"] = rate * min((step + 1) / (warm * steps), max(0.02, (steps - step) / (steps * (1 - warm))))
            some = [examples[at] for at in chosen]
            scores = model(*batch([(b, a) if chance.rand() < 0.5 else (a, b) for a, b, _, _ in some]))
            labels = torch.tensor([float(label) for *_, label, _ in some])
            weights = torch.tensor([float(weight) for *_, weight in some])
            loss = (F.binary_cross_entropy_with_logits(scores, labels, reduction="none") * weights).mean()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(learnt, LONGEST_STEP)
            optimiser.step()
            optimiser.zero_grad()
            losses.append(loss.item())
            step += 1
            if step % 50 == 0:
                tell(f"step {step} of {steps}\tloss {np.mean(losses[-100:]):.4f}")
    return model.eval()


@torch.no_grad()
def scores(model, pairs, size=48):
    """Log-odds of pairs of sides, in order."""
    made = np.zeros(len(pairs), np.float32)
    order = np.argsort([len(a[0]) + len(b[0]) for a, b in pairs])
    for at in range(0, len(order), size):
        chosen = order[at:at + size]
        made[chosen] = model(*batch([pairs[one] for one in chosen])).numpy()
    return made
