"""For whom a speaker speaks: by the name, by what stands beside it, by the place."""

from __future__ import annotations

from dataclasses import replace

from dragoman.extract.grammar import actors_of, apposed_to, named_at, owners_of, within
from dragoman.extract.statements.speech.channels import is_outlet
from dragoman.knowledge.rows.statements import Statements
from dragoman.model.annotated import Annotated
from dragoman.model.mention import ActorMention
from dragoman.model.parse import Parse
from dragoman.model.syntax import conjuncts

FORMER = ":ELI"  # PLOVER's sector of those who held office
MEDIA = ":JRN"  # and of journalists, as a state's actor code ends with it
OWNING = ("amod", "compound", "nmod", "nmod:poss")  # how those before a title are hung on it
SENT = 4  # tokens: of the phrase for where somebody is sent to
TITLES = 2  # that one person bears


def speaking_for(annotated: Annotated, token: int, words: Statements) -> tuple[ActorMention, ...]:
    """For whom a speaker speaks: those the words name, or whose spokesman or source they are."""
    parse = annotated.parse
    described = (token, *parse.dependents(token, "appos"))
    if any(parse.lemmas[t] in words.private | words.audience for t in described):
        others = [t for t in conjuncts(parse, token)[1:] if parse.lemmas[t] not in words.private | words.audience]
        return distinct(tuple(m for t in others for m in named_at(annotated, t)))  # "witnesses and officials"
    if is_outlet(parse, token, words) and not any(m.actor and not m.actor.endswith(MEDIA) for m in named_at(annotated, token)):
        return ()  # but for "the International Atomic Energy Agency"
    if not named_at(annotated, token) and (parse.lemmas[token] in words.others or _is_anothers(parse, token)):
        by_nation = [m for c in parse.dependents(token, "amod", "compound") for m in named_at(annotated, c)]
        return distinct(tuple(by_nation) or apposed_to(annotated, token))  # "his Turkish guest"; in "his guest" nobody is known
    found = actors_of(annotated, token)
    if not any(mention.actor for mention in found):
        found = _named_across(annotated, token) or found
    if found:
        found = _one_of_two_titles(annotated, token, _of_owner(annotated, token, found))
        known = any(mention.actor and not mention.actor.endswith(FORMER) for mention in found)
        told = None if known else _described(annotated, token, words) or _titled_before(annotated, found[0])
        kept = told is None or (told.state is None and ":" not in (told.actor or ""))
        if not kept and any(mention.actor for mention in found):
            told = None  # of who held office in a state only an organisation makes another
        return distinct(found if told is None else (_speaking_as(found[0], told), *found[1:]))
    return _beside(annotated, token, words)


def _speaking_as(named: ActorMention, told: ActorMention) -> ActorMention:
    """Somebody of whom only the name is known, with those for whom the words beside the name say that they speak."""
    full = named.name if named.name and " " in named.name and not (told.actor or "").endswith(FORMER) else None
    person = named.person or full
    return replace(named, actor=told.actor, state=told.state, person=person)


def _named_across(annotated: Annotated, token: int) -> tuple[ActorMention, ...]:
    """The person of whose name a token is the last word, where the parser makes another word its head: "Minister Ali al-Bala".

    The token may begin the title too: of "Vice-Chairman Ali Bala" the parser may make "Vice" the subject.
    """
    parse = annotated.parse
    if parse.pos[token] != "PROPN" and not (token and parse.words[token - 1] == "-"):  # of "Jae-in" the parser makes a preposition
        return ()
    start, end = parse.starts[token], parse.ends[token]
    hyphen = parse.words[token] == "-"
    ending = tuple(
        m
        for m in annotated.actors
        if m.person and m.actor and m.span.start < start and (m.span.end == end or (hyphen and m.span.end > end))
    )
    return ending or tuple(m for m in annotated.actors if m.person and m.actor and m.span.start == start and m.head > token)


def _of_owner(annotated: Annotated, token: int, found: tuple[ActorMention, ...]) -> tuple[ActorMention, ...]:
    """Of persons who share a name, the one whose state stands before it: "Saudi Arabia's King Abdullah"."""
    owners = annotated.parse.dependents(token, "nmod:poss", "compound", "amod")
    states = {m.state for owner in owners for m in named_at(annotated, owner) if m.state}
    kept = tuple(m for m in found if m.state in states)
    return kept if len(found) > 1 and len(states) == 1 and kept else found


def _one_of_two_titles(annotated: Annotated, token: int, found: tuple[ActorMention, ...]) -> tuple[ActorMention, ...]:
    """Only the person of two titles that one bears: "Chadian Economy Minister and Vice Premier Ali Bala"."""
    parse = annotated.parse
    bare = parse.pos[token] == "PROPN" and parse.dependent(token, "det") is None and parse.dependent(token, "punct") is None
    if not bare or len(found) != TITLES:
        return found
    title, person = found
    joined = parse.words[parse.tokens_in(title.span)[-1] + 1 : parse.tokens_in(person.span)[0]]
    one = title.person is None and title.office is not None and title.state is not None and person.person is not None
    if not one or len(joined) != 1 or person.state not in {None, title.state}:
        return found
    return (replace(person, actor=title.actor, state=title.state),)


def _is_anothers(parse: Parse, token: int) -> bool:
    """Whether an adjective tells another state than that of whom a pronoun before it means: "his Turkish colleague"."""
    owner = parse.dependent(token, "nmod:poss")
    return (
        owner is not None
        and parse.pos[owner] == "PRON"
        and any(parse.tags[c] == "JJ" and parse.words[c][:1].isupper() for c in parse.dependents(token, "amod"))
    )


def _beside(annotated: Annotated, token: int, words: Statements) -> tuple[ActorMention, ...]:
    """Those whose spokesman or source a noun is, or who stand beside it: "a spokesman for the ministry"."""
    parse = annotated.parse
    for member in conjuncts(parse, token):
        for child in parse.children[member]:
            if parse.labels[child] in {"appos", "nmod", "compound", "flat"}:
                known = words.people if parse.labels[child] == "nmod" and parse.lemmas[child] not in words.bodies else None
                if known is not None and parse.lemmas[member] not in known:
                    continue
                found = named_at(annotated, child) or actors_of(annotated, child)
                if found:
                    return distinct(found)
    return ()


def _described(annotated: Annotated, token: int, words: Statements) -> ActorMention | None:
    """For whom a person speaks of whom only the name is known: "Jon Lee, head of trade at the ministry"."""
    parse = annotated.parse
    parts = list(parse.dependents(token, "compound"))
    for title in (part for part in parts if parse.lemmas[part].lower() in words.people):
        owners = [c for c in parse.dependents(title, *OWNING) if c < title]
        before = [*(part for part in parts if part < title), *owners, title]
        if found := [m for part in before for m in named_at(annotated, part) if m.actor]:
            return found[0]  # "Assistant U.S. Attorney Ann Low", "White House adviser Ann Low", "UN envoy Ann Low"
    for phrase in parse.dependents(token, "appos", "acl:relcl"):
        if any(parse.lemmas[t].lower() in words.private for t in range(*parse.edges[phrase])):
            continue
        serves = parse.labels[phrase] == "appos" and parse.lemmas[phrase] in words.people | words.heads
        copula = parse.dependent(phrase, "cop")
        place = phrase if serves or (copula is not None and parse.tags[copula] != "VBD") else None
        if place is None and parse.lemmas[phrase] in words.heads:
            place = parse.dependent(phrase, "obj")
        if place is None:
            continue
        bodies = [c for c in parse.dependents(place, "nmod") if parse.lemmas[c] in words.bodies]
        sent = [m for body in bodies for m in owners_of(annotated, body)]  # "head of the Chadian mission to the UN"
        counsel = parse.lemmas[place] in words.counsel
        inside = () if _serves_unknown(annotated, place) else within(annotated, place)
        named = (*actors_of(annotated, place), *sent, *inside)
        if found := [m for m in named if m.actor and not _is_part_of_name(annotated, m) and not (counsel and m.person)]:
            return found[0]
    return None


def _titled_before(annotated: Annotated, named: ActorMention) -> ActorMention | None:
    """The office right before a name, where the parser ties them by nothing: "the South's vice minister of trade, Song Min-jae"."""
    parse = annotated.parse
    low = parse.tokens_in(named.span)[0]
    low -= low > 1 and parse.words[low - 1].endswith(".") and parse.words[low - 2] == ","  # "Dr."
    last = low - 2 if low > 1 and parse.words[low - 1] == "," else low - 1
    if last < 0 or parse.sentence_of[last] != parse.sentence_of[low] or (named.person is None and " " not in (named.name or "")):
        return None
    sent = (
        next((t for t in range(last, max(last - SENT, 0), -1) if parse.labels[t] == "case"), last) if parse.words[last + 1] == "," else last
    )
    ends = {parse.ends[last], parse.ends[sent - 1]}  # "the ambassador of Mali to Chad, Omar Deb"
    ending = (m for m in annotated.actors if m.office and m.person is None and m.actor and m.span.end in ends)
    return next(ending, None)


def _serves_unknown(annotated: Annotated, rank: int) -> bool:
    """Whether a rank is held in a body that no table knows, whatever state is named with it: "chairman at Credit Suisse in Chad"."""
    parse = annotated.parse
    low, high = parse.edges[rank]
    heads = (t for t in range(max(low, rank + 1), high) if parse.labels[t] == "nmod" and parse.pos[t] == "PROPN")
    known = {t for m in annotated.actors if m.actor for t in parse.tokens_in(m.span)}
    return any(t not in known and not annotated.places_at.get(t) for t in heads)


def _is_part_of_name(annotated: Annotated, mention: ActorMention) -> bool:
    """Whether a state stands in the name of something else: "the Centre for American Progress", "China's Peking University"."""
    parse, noun = annotated.parse, annotated.parse.heads[mention.head]
    inside = parse.labels[mention.head] in OWNING and parse.pos[noun] == "PROPN" and noun > mention.head
    return inside and not any(noun in parse.tokens_in(m.span) for m in annotated.actors if m.actor)


def local_of(annotated: Annotated, speaker: int, words: Statements) -> str | None:
    """The state of the place before a local office: "Haifa police", "Haifa police chief Dan Levi"."""
    parse = annotated.parse
    first = parse.edges[speaker][0]
    titled = (speaker, *parse.dependents(speaker, "compound", "appos"))
    local = next((t for t in range(first, speaker + 1) if parse.lemmas[t].lower() in words.local), None)
    if local is None or local == first or parse.heads[local - 1] not in {local, *titled}:
        return None
    places = annotated.places_at.get(local - 1, ())
    return places[-1].place.state if places else None


def place_of(annotated: Annotated, speaker: int, words: Statements) -> str | None:
    """The state in which those speak who are told by a place: "officials in Beijing"."""
    parse = annotated.parse
    titled = (speaker, *parse.dependents(speaker, "compound", "appos"))
    if not any(parse.lemmas[t].lower() in words.people for t in titled):
        return None
    end = parse.edges[speaker][1]
    places = [place for token in range(speaker + 1, end) for place in annotated.places_at.get(token, ())]
    return places[-1].place.state if places else None


def distinct(mentions: tuple[ActorMention, ...]) -> tuple[ActorMention, ...]:
    """Each actor once, by its first mention."""
    seen: dict[tuple[str | None, str | None, str | None], ActorMention] = {}
    for mention in mentions:
        seen.setdefault((mention.actor, mention.name, mention.person), mention)
    return tuple(seen.values())
