"""The nouns of Dragoman: frozen records made of the standard library only."""
