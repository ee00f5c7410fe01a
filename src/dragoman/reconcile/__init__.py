"""Claims and judgements -> records: pure, independent of the order and of the cut of the input."""

from dragoman.reconcile.assemble import Assembly, assemble
from dragoman.reconcile.blocks import context_of, keys_of, moved, possible_records, recounted
from dragoman.reconcile.copies import SKETCH, Relations, relate
from dragoman.reconcile.imprints import imprint
from dragoman.reconcile.judging import Verdicts, attach, judged_documents

__all__ = [
    "SKETCH",
    "Assembly",
    "Relations",
    "Verdicts",
    "assemble",
    "attach",
    "context_of",
    "imprint",
    "judged_documents",
    "keys_of",
    "moved",
    "possible_records",
    "recounted",
    "relate",
]
