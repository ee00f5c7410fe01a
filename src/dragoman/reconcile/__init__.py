"""Claims and judgements -> records: pure, independent of the order and of the cut of the input."""

from dragoman.reconcile.assemble import Assembly, assemble
from dragoman.reconcile.copies import Relations, imprint, relate
from dragoman.reconcile.judging import Verdicts, attach, judged_documents

__all__ = ["Assembly", "Relations", "Verdicts", "assemble", "attach", "imprint", "judged_documents", "relate"]
