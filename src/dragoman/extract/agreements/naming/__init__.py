"""Which agreements a report names: titles, descriptions, nouns that point back, and which of them are one."""
