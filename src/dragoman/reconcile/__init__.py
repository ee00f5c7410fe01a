"""Claims and judgements -> records: pure, independent of the order and of the cut of the input."""

from dragoman.reconcile.assemble import Assembly, assemble
from dragoman.reconcile.copies import SKETCH, Relations, relate
from dragoman.reconcile.imprints import imprint
from dragoman.reconcile.judging import Verdicts, attach, judged_documents

__all__ = ["SKETCH", "Assembly", "Relations", "Verdicts", "assemble", "attach", "imprint", "judged_documents", "relate"]
