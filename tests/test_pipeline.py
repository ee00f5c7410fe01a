"""What one document says, as the pipeline hands it on."""

from dataclasses import replace

from dragoman.knowledge import load
from dragoman.model.text import Document
from dragoman.parse import load_parser
from dragoman.pipeline import _once, read_document

TEXT = "Turkey and Azerbaijan signed a defence agreement in Baku on Monday. The two countries will hold joint drills in May."


def test_claims_come_in_text_order_each_once() -> None:
    parser = load_parser()
    document = Document(id="x", text=TEXT, published="2021-06-16")
    reading = read_document(document, next(parser.parse([document])), load(), model=parser.name)
    starts = [claim.evidence[0].start for claim in reading.claims]
    assert starts == sorted(starts)
    assert len({claim.id for claim in reading.claims}) == len(reading.claims) > 1
    first = reading.claims[0]
    better = replace(first, score=0.99)
    assert _once((first, better, *reading.claims)) == (better, *reading.claims[1:])
