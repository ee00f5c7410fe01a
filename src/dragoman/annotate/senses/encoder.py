"""The encoder: a passage through a small transformer in ONNX; the same passage gives the same numbers each time."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from dragoman.annotate.senses.passages import Encoded, Passage
from dragoman.errors import KnowledgeError
from dragoman.knowledge.rows import encoder as rows

INPUTS = ("ids", "parts", "mask")


class SentenceEncoder:
    """The loaded encoder of one process."""

    def __init__(self, encoder: rows.Encoder) -> None:
        try:
            import onnxruntime  # type: ignore[import-untyped]  # noqa: PLC0415 -- of an extra: there only where the encoder is wanted
            from tokenizers import Tokenizer  # noqa: PLC0415 -- as above
        except ImportError as error:
            raise KnowledgeError(
                f"the encoder needs {error.name}", where=encoder.where, remedy="pip install 'dragoman[encoder]'"
            ) from error
        self._tokenizer = Tokenizer.from_buffer(encoder.tokenizer)
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(encoder.longest, strategy="longest_first")
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1  # work is shared out by processes
        options.log_severity_level = 3
        try:
            self._session = onnxruntime.InferenceSession(encoder.model, options, providers=["CPUExecutionProvider"])
        except Exception as error:  # each of its faults has a class of its own
            raise KnowledgeError(f"not a model in ONNX: {error}", where=encoder.where, remedy="install the package again") from error

    def encode(self, passage: Passage) -> Encoded:
        """A passage encoded by itself: what else a report says changes no digit."""
        encoding = self._tokenizer.encode(passage.text, passage.before)
        values = (encoding.ids, encoding.type_ids, encoding.attention_mask)
        inputs = {name: np.array([column], dtype=np.int64) for name, column in zip(INPUTS, values, strict=True)}
        (sentence,), (tokens,) = self._session.run(None, inputs)
        return Encoded(sentence=sentence, tokens=tokens, encoding=encoding)


@lru_cache(maxsize=1)
def encoder_of(encoder: rows.Encoder) -> SentenceEncoder:
    """The encoder loaded, once a process; raises KnowledgeError where it cannot be."""
    return SentenceEncoder(encoder)
