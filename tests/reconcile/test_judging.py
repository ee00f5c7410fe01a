from dataclasses import replace

from dragoman.knowledge import load
from dragoman.model.claim import Step
from dragoman.model.record import Judgement, Passage, Verdict
from dragoman.model.text import Span
from dragoman.reconcile import Relations, assemble, attach
from tests.records import document, reading, step

LEXICON = load().records
SOURCE = document("a", "Turkey and Azerbaijan signed the Shusha Declaration on 15 June 2021. It was ratified.", published="2021-06-16")
CLAIM = replace(step(SOURCE, "Shusha Declaration", "signed", "2021-06-15"), evidence=(Span(0, 68),))


def judgement(verdict: Verdict, claim: Step = CLAIM, **values: str) -> Judgement:
    words = claim.evidence[0]
    passage = Passage(document="a", claim=claim.id, start=words.start, end=words.end, quote=words.of(SOURCE.text))
    return Judgement(id=f"{verdict}{values}", verdict=verdict, passage=passage, values=tuple(values.items()), by="a reader")


def test_a_wrong_claim_is_in_no_record() -> None:
    readings = [reading(SOURCE, CLAIM)]
    assert assemble(readings, Relations(), LEXICON, attach([judgement("wrong")], readings)).agreements == ()


def test_a_corrected_claim_tells_the_right_value() -> None:
    readings = [reading(SOURCE, CLAIM)]
    verdicts = attach([judgement("corrected", when="2021-06-14", stage="initialled")], readings)
    (record,) = assemble(readings, Relations(), LEXICON, verdicts).agreements
    (entry,) = record.life
    assert (entry.stage, entry.when and entry.when.start) == ("initialled", "2021-06-14")


def test_the_later_judgement_holds() -> None:
    verdicts = attach([judgement("wrong"), judgement("right")], [reading(SOURCE, CLAIM)])
    assert verdicts.wrong == frozenset()


def test_a_judgement_attaches_again_to_what_a_newer_version_makes_of_the_words() -> None:
    newer = replace(CLAIM, id="another", evidence=(Span(4, 68),))
    elsewhere = replace(CLAIM, id="third", evidence=(Span(69, 85),))
    verdicts = attach([judgement("wrong")], [reading(SOURCE, newer, elsewhere)])
    assert verdicts.wrong == {"another"}
    assert verdicts.unattached == ()


def test_what_attaches_to_nothing_is_listed() -> None:
    lost = judgement("wrong")
    elsewhere = replace(CLAIM, id="third", evidence=(Span(69, 85),))
    assert attach([lost], [reading(SOURCE, elsewhere)]).unattached == (lost,)
    assert attach([lost], []).unattached == (lost,)
