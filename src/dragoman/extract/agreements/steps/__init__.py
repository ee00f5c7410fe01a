"""The steps in the life of an agreement, each with its stage, its modality and its time."""
