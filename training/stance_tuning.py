"""Tune the upper half of the sentence encoder to judge targets; called by ``training.stance``.

The eight-bit matrices stay as they are; learned are narrow products beside them, biases, scales
and shifts of the normalisations, what is added for each distance from the target, and the last
scores: 360,000 numbers. In PyTorch (``training/requirements.txt``), which nothing else needs.

References
----------
Hu et al. (2022), LoRA: Low-rank adaptation of large language models, ICLR; Loshchilov and Hutter
(2019), Decoupled weight decay regularization; Szegedy et al. (2016), Rethinking the Inception
architecture (label smoothing).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from analysis.stance.reader import DISTANCES, LOWER_LAYERS
from analysis.stance.sentence import Pair
from training.encoder_graph import EPSILON, HEADS, LAYERS, QUERY_KEY_VALUE, WIDTH, read_arrays
from training.stance_rows import Array, Row, make_rows, order_batches

try:
    import torch
    from torch.nn import functional
except ModuleNotFoundError as missing:
    raise SystemExit("Tuning needs PyTorch: pip install -r training/requirements.txt") from missing

BATCH = 32
DECAY = 0.01
"""Weight decay of matrices."""
SMOOTHING = 0.05
DROPOUT, LAST_DROPOUT = 0.1, 0.2
MOST_SLOPE = 1.0
HALF = torch.bfloat16

Drop = Callable[[Any], Any]


class Course(NamedTuple):
    """How long a network learns: the steps grow over the first of them, then shrink."""

    steps: int
    """Batches; about 480 are one round through the corpus and one more name of each sentence."""
    seed: int
    warm: float = 0.06
    """Share of the steps over which they grow."""
    last: float = 0.0
    """Size of the last step over that of the largest."""


class Recipe(NamedTuple):
    """What is tuned, and how."""

    rate: float
    """Step size of matrices; biases, scales and shifts of the encoder take half of it."""
    course: Course
    lower: int = LOWER_LAYERS
    """Layers that stay as they are."""
    rank: int = 12


STAGES = (
    Recipe(2e-3, Course(1428, 3)),
    Recipe(1.2e-3, Course(1531, 11, 0.04, 0.1)),
    Recipe(1.2e-3, Course(1099, 11, 0.04, 0.05)),
)
"""The reader goes on from stage to stage, each with more pairs than the one before it."""


class _Linear(torch.nn.Module):
    """A matrix that stays, with a bias and a narrow product that are learned."""

    def __init__(self, prefix: str, arrays: dict[str, Any], rank: int) -> None:
        super().__init__()
        weight = arrays[f"{prefix}.weight_quantized"] * arrays[f"{prefix}.weight_scale"]
        self.prefix = prefix
        self.weight = torch.tensor(np.ascontiguousarray(weight.T, np.float32)).to(HALF)
        self.bias = torch.nn.Parameter(torch.tensor(arrays[f"{prefix}.bias"]))
        outputs, inputs = self.weight.shape
        self.down = torch.nn.Parameter(torch.randn(rank, inputs) / math.sqrt(inputs))
        self.up = torch.nn.Parameter(torch.zeros(outputs, rank))

    def forward(self, x: Any) -> Any:
        narrow = functional.linear(x, self.down.to(HALF))
        product = functional.linear(x, self.weight, self.bias.to(HALF))
        return product + functional.linear(narrow, self.up.to(HALF))

    def learned(self) -> Iterator[tuple[str, Any]]:
        yield f"{self.prefix}.bias", self.bias
        yield f"{self.prefix}.down", self.down.T
        yield f"{self.prefix}.up", self.up.T


class _Normalisation(torch.nn.Module):
    def __init__(self, prefix: str, arrays: dict[str, Any]) -> None:
        super().__init__()
        self.prefix = prefix
        self.scale = torch.nn.Parameter(torch.tensor(arrays[f"{prefix}.scale"]))
        self.shift = torch.nn.Parameter(torch.tensor(arrays[f"{prefix}.shift"]))

    def forward(self, x: Any) -> Any:
        scale, shift = self.scale.to(HALF), self.shift.to(HALF)
        return functional.layer_norm(x, (WIDTH,), scale, shift, EPSILON)

    def learned(self) -> Iterator[tuple[str, Any]]:
        yield f"{self.prefix}.scale", self.scale
        yield f"{self.prefix}.shift", self.shift


class Block(torch.nn.Module):
    """A layer of a network: attention over all words, then each word by itself.

    What it is made of is set by those who derive from it.
    """

    def forward(self, x: Any, far: Any, drop: Drop) -> Any:
        """Return the states of the next layer; `far` is added to the pull between words."""
        count, length, width = x.shape
        query, key, value = (
            part(x).view(count, length, HEADS, width // HEADS).transpose(1, 2)
            for part in self.parts
        )
        # The ready-made attention is five times as slow on a processor when it learns.
        pull = torch.matmul(query * (width // HEADS) ** -0.5, key.transpose(2, 3)) + far
        mixed = torch.matmul(torch.softmax(pull, -1), value)
        mixed = mixed.transpose(1, 2).reshape(count, length, width)
        x = self.first(x + drop(self.mix(mixed)))
        return self.second(x + drop(self.outer(functional.gelu(self.inner(x)))))


class _Layer(Block):
    def __init__(self, number: int, arrays: dict[str, Any], rank: int) -> None:
        super().__init__()
        prefix = f"encoder.layer.{number}"
        self.parts = torch.nn.ModuleList(
            _Linear(f"{prefix}.attention.self.{name}", arrays, rank) for name in QUERY_KEY_VALUE
        )
        self.mix = _Linear(f"{prefix}.attention.output.dense", arrays, rank)
        self.inner = _Linear(f"{prefix}.intermediate.dense", arrays, rank)
        self.outer = _Linear(f"{prefix}.output.dense", arrays, rank)
        self.first = _Normalisation(f"{prefix}.attention.output.LayerNorm", arrays)
        self.second = _Normalisation(f"{prefix}.output.LayerNorm", arrays)


class Upper(torch.nn.Module):
    """The tuned layers."""

    def __init__(self, recipe: Recipe) -> None:
        super().__init__()
        arrays, self.lower = read_arrays(), recipe.lower
        numbers = range(recipe.lower, LAYERS)
        self.layers = torch.nn.ModuleList(_Layer(n, arrays, recipe.rank) for n in numbers)
        self.dist = torch.nn.Parameter(torch.zeros(DISTANCES, WIDTH))
        self.out = torch.nn.Linear(3 * WIDTH, 3)
        torch.nn.init.normal_(self.out.weight, std=0.02)
        torch.nn.init.zeros_(self.out.bias)

    def forward(self, states: Any, far: Any, distances: Any, shares: Any) -> Any:
        """Return the scores of the classes."""

        def drop(x: Any) -> Any:
            if not self.training:
                return x
            # One mask for all tokens of a sentence: a number each takes as long as the rest.
            return x * ((torch.rand(len(x), 1, WIDTH) >= DROPOUT).to(HALF) / (1 - DROPOUT))

        x = drop(states) + self.dist.to(HALF)[distances]
        for layer in self.layers:
            before, x = x, layer(x, far, drop)
        # Of the last layer the target's words alone: its other words need not be computed later.
        target = torch.matmul(shares[:, :1], x.float())
        around = torch.matmul(shares[:, 1:], before.float())
        pooled = torch.cat([target, around], 1).flatten(1)
        return self.out(functional.dropout(pooled, LAST_DROPOUT, self.training))

    def learned(self) -> dict[str, Array]:
        """Return what was learned, by the names that `write_graphs` expects."""
        found = {"dist": self.dist, "out.weight": self.out.weight.T, "out.bias": self.out.bias}
        for module in self.modules():
            if isinstance(module, _Linear | _Normalisation):
                found |= dict(module.learned())
        return {name: values.detach().numpy().copy() for name, values in found.items()}


def stack_rows(rows: Sequence[Row], at: Sequence[int]) -> tuple[Any, ...]:
    """Return states, what hides the padding, distances and shares, padded to one length."""
    length = max(len(rows[n].distances) for n in at)
    states = np.zeros((len(at), length, rows[0].states.shape[1]), np.float16)
    hidden = np.full((len(at), 1, 1, length), -1e4, np.float32)
    distances = np.zeros((len(at), length), np.int64)
    shares = np.zeros((len(at), 3, length), np.float32)
    for place, number in enumerate(at):
        row = rows[number]
        seen = slice(0, len(row.distances))
        states[place, seen], distances[place, seen] = row.states, row.distances
        hidden[place, ..., seen], shares[place, :, seen] = 0, row.shares
    half = (torch.from_numpy(values).to(HALF) for values in (states, hidden))
    return *half, torch.from_numpy(distances), torch.from_numpy(shares)


def _optimizer(model: Any, rate: float) -> Any:
    groups: dict[tuple[float, float], list[Any]] = {}
    for name, values in model.named_parameters():
        slow = values.dim() == 1 and not name.startswith("out")
        decay = DECAY if values.dim() > 1 else 0.0
        groups.setdefault((rate / 2 if slow else rate, decay), []).append(values)
    listed = [
        {"params": params, "lr": most, "weight_decay": decay, "most": most}
        for (most, decay), params in groups.items()
    ]
    return torch.optim.AdamW(listed, betas=(0.9, 0.98))


def smooth(labels: NDArray[np.int64]) -> Array:
    """Return the probabilities that the reader should give, a little off 0 and 1."""
    sharp = np.eye(3, dtype=np.float32)[labels]
    return np.asarray(sharp * (1 - SMOOTHING) + SMOOTHING / 3, np.float32)


def tune(
    versions: Sequence[Sequence[Pair]],
    wanted: Sequence[Array],
    recipe: Recipe,
    start: Upper | None = None,
) -> Upper:
    """Return the tuned layers.

    Parameters
    ----------
    versions : sequence of sequence of Pair
        The same pairs as they stand, and masked; each batch is taken from one of the two.
    wanted : sequence of array, shape (pairs, 3)
        For each version, the probabilities that the reader should give.
    recipe : Recipe
        What is tuned, and how.
    start : Upper, optional
        Layers tuned before, to go on from.
    """
    torch.set_num_threads(1)
    torch.manual_seed(recipe.course.seed)
    rows = [make_rows(pairs, recipe.lower) for pairs in versions]
    model = Upper(recipe)
    if start is not None:
        model.load_state_dict(start.state_dict())
    fit(model, _optimizer(model, recipe.rate), rows, wanted, recipe.course)
    return model


def fit(
    model: Any,
    optimizer: Any,
    rows: Sequence[Sequence[Row]],
    wanted: Sequence[Array],
    course: Course,
) -> None:
    """Take all steps; each batch is taken from one of the versions."""
    goals = [torch.from_numpy(values) for values in wanted]
    batches = _draw_batches([len(row.distances) for row in rows[0]], course)
    losses = []
    for number, (at, version) in enumerate(batches, 1):
        size = _step_size(number, course)
        for group in optimizer.param_groups:
            group["lr"] = group["most"] * size
        scores = model(*stack_rows(rows[version], at))
        loss = -(goals[version][at] * functional.log_softmax(scores, 1)).sum(1).mean()
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), MOST_SLOPE)
        optimizer.step()
        losses.append(float(loss.detach()))
        if number % 100 == 0 or number == len(batches):
            print(f"  step {number} of {len(batches)}: loss {np.mean(losses):.3f}", flush=True)
            losses.clear()


def _draw_batches(lengths: Sequence[int], course: Course) -> list[tuple[list[int], int]]:
    """Return the rows of each batch, and the version that they are taken from."""
    rng = np.random.default_rng(course.seed)
    batches: list[tuple[list[int], int]] = []
    while len(batches) < course.steps:
        batches += [(at, int(rng.random() < 0.5)) for at in order_batches(lengths, BATCH, rng)]
    return batches[: course.steps]


def _step_size(number: int, course: Course) -> float:
    """Return the size of a step over that of the largest."""
    warm = max(1, int(course.warm * course.steps))
    # Where the sizes fall to nothing, the last step still takes what one step is worth.
    left = course.steps - number + (not course.last)
    return min(number / warm, course.last + (1 - course.last) * left / (course.steps - warm))
