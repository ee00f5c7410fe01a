"""Short forms that a report gives to a body in brackets: "the Ghana Cocoa Control Department (GCCD) ... the GCCD said"."""

from __future__ import annotations

from dragoman.annotate.actors.finding import Finding
from dragoman.annotate.actors.who import Who
from dragoman.model.mention import ActorMention
from dragoman.model.parse import Parse

LEAST = 3  # letters: shorter ones may be anything


def find_short_forms(finding: Finding) -> None:
    """Add a mention of a body wherever the report names it by the initials that it has put in brackets behind the name."""
    parse = finding.parse
    held = {t for m in finding.mentions for t in parse.tokens_in(m.span)}
    short: dict[str, Who] = {}
    for mention in finding.mentions:
        form = _introduced(parse, mention)
        if form is not None:
            short.setdefault(form, Who(actor=mention.actor, state=mention.state, name=mention.name))
    for token, word in enumerate(parse.words):
        if word in short and token not in held and token not in finding.at:
            finding.add(parse.token_span(token), token, [short[word]])
            finding.taken.add(token)


def _introduced(parse: Parse, mention: ActorMention) -> str | None:
    """The initials in brackets right behind a body."""
    tokens = parse.tokens_in(mention.span)
    place = tokens[-1] + 2
    if mention.actor is None or mention.person is not None or place + 1 >= len(parse):
        return None
    if parse.words[place - 1] != "(" or parse.words[place + 1] != ")":
        return None
    form = parse.words[place]
    initials = "".join(parse.words[t][0] for t in tokens if parse.words[t][0].isupper())
    return form if len(form) >= LEAST and form.isupper() and initials.endswith(form) else None
