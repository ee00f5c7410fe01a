"""How the encoder of senses is learned (docs/decisions/0017-encoder.md)."""
