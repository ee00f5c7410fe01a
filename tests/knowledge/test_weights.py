"""The tables of weights: every frame they name is one, log odds are as logistic regressions give them."""

from pathlib import Path

import pytest

from dragoman.errors import KnowledgeError
from dragoman.knowledge import load
from dragoman.knowledge.rows.weights import ALWAYS, Weights, build
from dragoman.knowledge.tables import Tables


def weights(folder: Path, types: str, sides: str = f"trait,actor,recipient\n{ALWAYS},,\n") -> Weights:
    place = folder / "lang" / "xx" / "weights"
    place.mkdir(parents=True)
    (place / "types.csv").write_text(types, encoding="utf-8")
    (place / "sides.csv").write_text(sides, encoding="utf-8")
    return build(Tables(folder), "xx").types


def test_log_odds_are_the_sum(tmp_path: Path) -> None:
    found = weights(tmp_path, f"trait,AID,AGREE\n{ALWAYS},-100,50\nword ship,200,\nword gift,25,-75\n")
    aid, agree = found.odds({"word ship", "word gift", "word unheard"})
    assert (aid, agree) == (pytest.approx(1.25), pytest.approx(-0.25))
    assert found.weight("word gift", 1) == -0.75
    assert found.weight("word unheard", 0) == 0


def test_a_language_without_weights_has_nothing_to_weigh(tmp_path: Path) -> None:
    assert build(Tables(tmp_path), "xx").types.outcomes == ()


def test_a_cell_that_is_no_number_is_named_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError, match=r"'AID' must be a number") as error:
        weights(tmp_path, f"trait,AID\n{ALWAYS},1\nword ship,much\n")
    assert error.value.line == 3


def test_types_and_frames_of_the_tables_are_known() -> None:
    known, found = load().events, load().weights
    assert set(found.types.outcomes) == set(known.types)
    assert found.sides.outcomes == ("actor", "recipient")
    frames = {frame.id for index in (known.verbs, known.nouns, known.adjectives) for some in index.values() for frame in some}
    named = {trait.removeprefix("frame ") for trait in found.types.rows if trait.startswith("frame ") and not trait.startswith("frame of ")}
    assert named <= frames, "a frame was renamed or taken out: run `make train`"


def test_odds_do_not_depend_on_the_order_of_traits() -> None:
    types = load().weights.types
    traits = sorted(types.rows)[:400]
    forwards, backwards = types.odds(traits), types.odds(traits[::-1])
    assert forwards.tobytes() == backwards.tobytes()
