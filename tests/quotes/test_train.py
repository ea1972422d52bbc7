"""Training: what goes in, what is optimised, and that the file reckons as the network does."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import numpy as np
import pytest

pytest.importorskip("torch", reason="training needs the extra: pip install 'mediacorpus[train]'")
pytest.importorskip("onnx", reason="training needs the extra: pip install 'mediacorpus[train]'")

import onnx
import torch

from mediacorpus import languages
from mediacorpus.errors import EngineError, InputError
from mediacorpus.quotes import rules, train
from mediacorpus.quotes.model import Model, model_in
from mediacorpus.quotes.model.decoding import TAGS
from mediacorpus.quotes.model.graph import weights_of
from mediacorpus.quotes.model.labels import Annotated
from mediacorpus.quotes.model.network import HEAD, INNER, Network, Wanted, batch
from mediacorpus.quotes.model.pruning import pruned

TEXT = "“We are done,” said Ann Lee. Bob Ray denied that he had left."
VOCABULARY = [train.PADDING, "[UNK]", "[CLS]", "[SEP]", *(chr(n) for n in range(33, 127))]
VOCABULARY += [f"##{one}" for one in VOCABULARY[4:]] + ["we", "said", "ann", "lee", "bob", "that"]


def article(text: str = TEXT) -> train.Article:
    def at(words: str) -> list[tuple[int, int]]:
        return [(text.index(words), text.index(words) + len(words))]

    return train.Article(
        "one",
        text,
        [
            Annotated(at("“We are done,”"), at("said"), at("Ann Lee")),
            Annotated(at("that he had left"), at("denied"), at("Bob Ray")),
        ],
    )


@pytest.fixture
def network() -> Network:
    torch.manual_seed(1)
    return Network(len(VOCABULARY), np.random.default_rng(1))


def line(**changed: Any) -> str:
    quote = {"content": [[0, 4]], "cue": [], "source": []}
    return json.dumps({"id": "a", "text": "Text", "annotations": {"x": [quote]}, **changed})


def test_articles_are_read_and_the_first_annotator_counts(tmp_path: Path) -> None:
    file = tmp_path / "gold.jsonl"
    file.write_text(
        line(annotations={"z": [], "b": [{"content": [[0, 4]], "cue": [], "source": []}]})
    )
    (found,) = train.read_articles([file])
    assert (found.id, found.text) == ("a", "Text")
    assert found.annotated == [Annotated([(0, 4)], [], [])]


@pytest.mark.parametrize("wrong", ["{", "[]", '{"id": 1}', line(annotations={})])
def test_what_is_no_annotated_article_is_told_with_its_line(tmp_path: Path, wrong: str) -> None:
    file = tmp_path / "gold.jsonl"
    file.write_text(f"{line()}\n{wrong}\n")
    with pytest.raises(InputError, match=r"gold\.jsonl, line 2: no annotated article"):
        list(train.read_articles([file]))


def test_the_vocabulary_keeps_what_the_articles_use() -> None:
    full = ["[PAD]", "[unused1]", "[UNK]", "[CLS]", "[SEP]", "a", "##a", "the", "of", "said", "漢"]
    articles = [train.Article("a", "said said of", [])]
    chosen = train.choose_vocabulary(articles, full, 7)
    assert chosen == ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "a", "##a", "said"]
    assert "the" in train.choose_vocabulary(articles, full, 8)


def test_other_marks_leave_every_offset_where_it_is() -> None:
    for seed in range(40):
        changed = train.restyled(article(), random.Random(seed))
        assert len(changed.text) == len(TEXT)
        assert changed.annotated == article().annotated
    texts = {train.restyled(article(), random.Random(seed)).text[0] for seed in range(40)}
    assert texts == {"“", '"', "‘"}


def test_the_tag_loss_is_that_of_trying_every_tagging(network: Network) -> None:
    scores = torch.randn(2, 3, len(TAGS), requires_grad=True)
    firsts = torch.tensor([[1, 2, 3], [1, 2, -1]])
    tags = torch.tensor([[0, 2, 0], [0, 0, 0]])
    tags[0, 1] = TAGS.index("S-cue")
    wanted = [Wanted.certain(row[:n].tolist()) for row, n in zip(tags, (3, 2), strict=True)]
    loss = network.tag_loss(scores, wanted, firsts)
    loss.backward()
    expected = torch.zeros(())
    for row, length in ((0, 3), (1, 2)):
        alpha = train_start(network) + scores[row, 0]
        for t in range(1, length):
            alpha = torch.logsumexp(alpha[:, None] + train_follows(network), 0) + scores[row, t]
        right = scores[row, torch.arange(length), tags[row, :length]].sum()
        expected = expected + torch.logsumexp(alpha + train_end(network), 0) - right
    assert loss.item() == pytest.approx(expected.item(), abs=1e-4)
    (gradient,) = torch.autograd.grad(expected, scores)
    assert torch.allclose(scores.grad, gradient, atol=1e-5)


def test_what_a_chain_holds_probable_is_wanted_as_its_best_tags_are(network: Network) -> None:
    scores = torch.full((3, len(TAGS)), -60.0)
    tags = [0, TAGS.index("S-cue"), 0]
    scores[torch.arange(3), tags] = 60.0
    chain = (train_follows(network), train_start(network), train_end(network))
    sure = Wanted.by_chain(scores, *(one.detach() for one in chain))
    for found, expected in zip(sure, Wanted.certain(tags), strict=True):
        assert torch.allclose(found, expected, atol=1e-4)
    torn = Wanted.by_chain(torch.zeros(3, len(TAGS)), *(one.detach() for one in chain))
    assert torch.allclose(torn.tags.sum(1), torch.ones(3), atol=1e-4)
    assert torn.pairs.sum().item() == pytest.approx(2, abs=1e-4)


def test_teachers_say_what_they_hold_probable_of_each_window(network: Network) -> None:
    model = Model(train.packed(network, VOCABULARY, {"calibration": train.UNCALIBRATED}))
    taught = train.teach([model, model], [article()])
    (one,) = train.examples([article()], VOCABULARY, taught)
    (alone,) = train.examples([article()], VOCABULARY)
    assert list(taught) == [("one", 0)]
    assert torch.allclose(one.wanted.tags.sum(1), torch.ones(len(one.labels.tags)), atol=1e-4)
    probable = taught["one", 0].tags
    assert torch.allclose(one.wanted.tags, (alone.wanted.tags + probable) / 2, atol=1e-5)


def test_a_pruned_network_keeps_what_matters_most(network: Network) -> None:
    data = train.examples([article()], VOCABULARY)
    with torch.no_grad():  # the last head and the first half of the units do nothing
        for layer in network.layers:
            layer.output.weight[:, -HEAD:] = 0
            layer.outer.weight[:, : INNER // 2] = 0
    generator = np.random.default_rng(1)
    smaller = pruned(network, [data], train._loss, 11, INNER // 2, generator)
    window = batch([one.window for one in data])
    weights, _ = weights_of(train.packed(smaller, VOCABULARY, {}))
    assert Network.of(weights, generator).state_dict().keys() == network.state_dict().keys()
    for found, expected in zip(smaller.eval()(window), network.eval()(window), strict=True):
        assert torch.allclose(found, expected, atol=1e-4)


def train_start(network: Network) -> Any:
    from mediacorpus.quotes.model import network as module

    return network.start + module._NO_START


def train_end(network: Network) -> Any:
    from mediacorpus.quotes.model import network as module

    return network.end + module._NO_END


def train_follows(network: Network) -> Any:
    from mediacorpus.quotes.model import network as module

    return network.transitions + module._NO_TRANSITION


def test_the_file_reckons_as_the_network_does(network: Network) -> None:
    network.round()
    network.eval()
    file = train.packed(network, VOCABULARY, {"calibration": train.UNCALIBRATED})
    model = Model(file, threads=1)
    (one,) = train.examples([article()], VOCABULARY)
    tags, links = model._run(one.window)
    with torch.no_grad():
        expected_tags, expected_links = network(batch([one.window]))
    for found, expected in ((tags, expected_tags[0].numpy()), (links, expected_links[0].numpy())):
        assert np.abs(found - expected).max() < np.abs(expected).max() / 20


def test_training_goes_on_from_a_file(network: Network) -> None:
    weights, about = weights_of(train.packed(network, VOCABULARY, {}))
    again = Network.of(weights, np.random.default_rng(1))
    assert about["vocabulary"] == VOCABULARY
    for one, other in zip(network.parameters(), again.parameters(), strict=True):
        assert torch.allclose(one, other, atol=one.abs().max().item() / 60)


def test_a_teacher_of_another_vocabulary_is_told(network: Network, tmp_path: Path) -> None:
    gold, start, teacher = (tmp_path / name for name in ("gold.jsonl", "start", "teacher"))
    gold.write_text(line())
    about: dict[str, object] = {"calibration": train.UNCALIBRATED}
    start.write_bytes(train.packed(network, VOCABULARY, about))
    other = [*VOCABULARY[:-2], VOCABULARY[-1], VOCABULARY[-2]]
    teacher.write_bytes(train.packed(network, other, about))
    with pytest.raises(InputError, match=r"teacher has another vocabulary than .*start"):
        train.main.callback(  # type: ignore[misc]
            (gold,), tmp_path / "out", start, None, None, (teacher,), 12, 1536, 1, 1e-5, 1, 9
        )


def test_a_model_of_an_older_version_is_told(network: Network, tmp_path: Path) -> None:
    made = onnx.load_model_from_string(train.packed(network, VOCABULARY, {}))
    for node in made.graph.node:
        node.input[:] = ["features" if one == "ruled" else one for one in node.input]
    kept = [one for one in made.graph.input if one.name != "ruled"]
    del made.graph.input[:]
    made.graph.input.extend(kept)
    file = tmp_path / "old.onnx"
    file.write_bytes(made.SerializeToString())
    with pytest.raises(
        EngineError, match=r"old\.onnx' is no model of quotes: its inputs are pieces"
    ):
        model_in(str(file))


def test_a_network_learns_its_article_and_the_file_reads_it(network: Network) -> None:
    train.train(network, [article()], VOCABULARY, epochs=60, seed=1)
    model = Model(train.packed(network, VOCABULARY, {}), threads=1)
    read = [
        (TEXT[slice(*one.content[0])], one.cue and TEXT[slice(*one.cue)])
        for one in model.read(TEXT, rules.attributions(TEXT, languages.pack("en")))
    ]
    assert ("“We are done,”", "said") in read
