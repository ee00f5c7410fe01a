"""The network: MiniLM, with one row of outcomes for the sentence and one for each token."""

from __future__ import annotations

from pathlib import Path

import torch
from torch import Tensor
from transformers import AutoModel

DROPPED = 0.1  # share of what the last layer sees that is left out while learning
FAR_BELOW = 1e4  # taken from what is not of the sentence, so that it is never the greatest


class Network(torch.nn.Module):
    """Log odds of ``tokens`` outcomes a token, and of ``sentences``, by the mean and the greatest of what the sentence's tokens hold."""

    def __init__(self, base: Path, sentences: int, tokens: int) -> None:
        super().__init__()
        self.encoder = AutoModel.from_pretrained(base, attn_implementation="eager", add_pooling_layer=False)
        size = self.encoder.config.hidden_size
        self.of_sentence = torch.nn.Linear(2 * size, sentences)
        self.of_token = torch.nn.Linear(size, tokens)
        self.dropped = torch.nn.Dropout(DROPPED)

    def forward(self, ids: Tensor, parts: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        """Inputs are passages by tokens; ``parts`` is 0 in the sentence, 1 in what goes before; ``mask`` is 0 where nothing is."""
        held = self.encoder(input_ids=ids, token_type_ids=parts, attention_mask=mask).last_hidden_state
        own = ((parts == 0) & (mask > 0)).to(held.dtype).unsqueeze(-1)
        mean = (held * own).sum(1) / own.sum(1)
        greatest = (held + (own - 1) * FAR_BELOW).max(1).values
        return self.of_sentence(self.dropped(torch.cat([mean, greatest], 1))), self.of_token(self.dropped(held))
