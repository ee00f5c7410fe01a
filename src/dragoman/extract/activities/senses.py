"""Whether a noun that may name an activity does so: "summit", but not "summit venue"; "talks", but not talks only commented on."""

from __future__ import annotations

from collections.abc import Mapping

from dragoman.extract.activities.support import support_of
from dragoman.knowledge.rows.activities import Activities, ActivityNoun
from dragoman.knowledge.rows.agreements import Treaty
from dragoman.model.annotated import Annotated
from dragoman.model.parse import Parse
from dragoman.model.syntax import obliques


def is_something_else(annotated: Annotated, token: int, noun: ActivityNoun, words: Activities) -> bool:
    """Whether the words beside a noun make another thing of it, or it lacks the name it needs."""
    parse = annotated.parse
    if parse.labels[token] in {"compound", "amod", "nmod:poss"} and parse.lemmas[parse.heads[token]].lower() in words.nouns:
        return True  # "summit talks": the head tells it
    if noun.type == "project" and parse.labels[token] == "compound":
        return True  # "the Partnership Declaration"
    before = [c for c in parse.dependents(token, "compound") if parse.dependent(c, "nummod") is None]
    if noun.titled and any(parse.lemmas[c].lower() in words.links["relation"] for c in parse.dependents(token, "compound", "amod")):
        return True  # "the Comprehensive Partnership": how two states stand to each other
    if any(parse.lemmas[c].lower() in words.links["other"] for c in before):
        return True  # "press conference", but not "six-party talks"
    owned = any(annotated.actors_at.get(other) for _, other in obliques(parse, token))  # "the exercise of power", but not "of Chad"
    if f"{parse.lemmas[token].lower()} {_next_word(parse, token)}" in words.idioms and not owned:
        return True
    return noun.titled and not _is_titled(parse, token)


def is_in_a_name(annotated: Annotated, token: int, treaties: Mapping[str, tuple[Treaty, ...]]) -> bool:
    """Whether a noun is part of the name of an organisation or agreement: "the World Food Programme", "Trans-Pacific Partnership"."""
    parse, text, span = annotated.parse, annotated.document.text, annotated.parse.token_span(token)
    for place in range(parse.sentences[parse.sentence_of[token]][0], token):
        names = [
            name
            for treaty in treaties.get(parse.words[place].lower(), ())
            for name in treaty.names
            if len(name) >= span.end - parse.starts[place]
        ]
        if any(text.startswith(name, parse.starts[place]) for name in names):
            return True
    return any(m.actor and ":" not in m.actor and m.state is None and m.span.contains(span) and m.reach == "name" for m in annotated.actors)


def _is_titled(parse: Parse, token: int) -> bool:
    """Whether a noun is part of a proper name: "the Blue Valley Corridor", "Partnership for Clean Rivers"."""
    if not parse.words[token][0].isupper() or token == parse.sentences[parse.sentence_of[token]][0]:
        return False
    near = [*parse.dependents(token, "compound", "amod"), *parse.dependents(token, "nmod")]
    return any(parse.words[c][0].isupper() and parse.tags[c] in {"NNP", "NNPS", "NN"} for c in near)


def is_commented(annotated: Annotated, token: int, words: Activities) -> bool:
    """Whether talks, in the plural and without a date, are only what is spoken about: "commented on the negotiations with Chad"."""
    parse = annotated.parse
    support = support_of(parse, token, words)
    if support is None or parse.tags[token] != "NNS" or parse.heads[token] != support.verb:
        return False
    if not any(parse.lemmas[c] in words.links["topic"] for c in parse.dependents(token, "case")):
        return False
    low, high = parse.edges[token]
    known = any(form in words.becomes or form in words.takes_part for form in support.forms)
    return not known and not any(annotated.dates_at.get(t) for t in range(low, high))


def _next_word(parse: Parse, token: int) -> str:
    return parse.lemmas[token + 1].lower() if token + 1 < len(parse) else ""
