"""Events that no frame tells whole, but that a sentence probably tells, by the weights of its traits."""

from dragoman.extract.events.likely.likely import Likely

__all__ = ["Likely"]
