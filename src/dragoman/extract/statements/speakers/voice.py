"""Who speaks, to whom, and who passes it on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from dragoman.extract.grammar import actors_of
from dragoman.extract.statements.speakers.speaking_for import distinct, local_of, place_of, speaking_for
from dragoman.extract.statements.speech.channels import channel_at, is_outlet
from dragoman.extract.statements.speech.clauses import goes_on, is_speaking
from dragoman.extract.statements.speech.cues import Cue, is_supported
from dragoman.knowledge.rows.statements import OBJECT, Statements
from dragoman.model.annotated import Annotated
from dragoman.model.claim import Party, Role
from dragoman.model.mention import ActorMention
from dragoman.model.parse import Parse
from dragoman.model.syntax import is_passive, preposition, resolved, surface_subject
from dragoman.model.text import Span

LONGEST = 40  # tokens of the words for a speaker: what is longer is a slip of the parse
CITIZENS = ":CVL"  # PLOVER's sector of people at large
FINITE = frozenset({"VBD", "VBZ"})
BY = "by"  # before an agent
HYPHEN = "-"
PAGES = frozenset({"website", "social media"})
INVERTED = 3  # tokens between a verb of speech and the subject that follows it


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """The token that heads the words for a speaker, and the token whose actors they are (the noun of a relative pronoun)."""

    word: int
    meant: int


def speaker_of(parse: Parse, cue: Cue, words: Statements, said: Sequence[tuple[int, int]] = ()) -> Voice | None:
    """Who speaks by the grammar of the cue; nobody that stands in what is ``said``, as token ranges."""
    if cue.shares is not None:
        return _subject(parse, cue.shares, words, said)
    if cue.source is not None:
        return Voice(word=cue.source, meant=cue.source)
    if parse.pos[cue.token] == "NOUN":
        return _owner(parse, cue.token, words, said)
    return _subject(parse, cue.token, words, said)


def _subject(parse: Parse, verb: int, words: Statements, said: Sequence[tuple[int, int]]) -> Voice | None:
    label, head = parse.labels[verb], parse.heads[verb]
    if label == "advcl" and parse.lemmas[head] in words.relays and parse.dependent(head, "obj", "nsubj:pass") is not None:
        quoted = parse.dependent(head, "obj", "nsubj:pass")
        if quoted is not None:
            return Voice(word=quoted, meant=quoted)
    passive = parse.tags[verb] == "VBN" and parse.dependent(verb, "aux:pass") is not None
    subjects = [s for s in parse.dependents(verb, "nsubj") if not _in_any(s, said) and not (passive and _suffers(parse, s))]
    own = _nearest(parse, verb, [s for s in subjects if parse.words[s] != HYPHEN] or subjects)  # of "Kim Min-jae" the parser makes three
    participle = label in {"acl", "advcl"} and parse.tags[verb] == "VBN" and parse.dependent(verb, "aux") is None
    if own is None and (participle or is_passive(parse, verb)):
        agent = parse.dependent(verb, "obl:agent")
        if agent is None and parse.labels[head] == "root" and label == "acl" and parse.dependent(verb, "obj") is not None:
            return Voice(word=head, meant=head)  # a sentence taken for a noun with a participle
        return None if agent is None else Voice(word=agent, meant=agent)
    if own is not None and own > verb and parse.tags[verb] in {"VBG", "VB"}:
        own = None  # what is said, taken for who says it
        meant = surface_subject(parse, parse.heads[verb])
        return None if meant is None else Voice(word=meant, meant=meant)
    if own is not None:
        told = cited(parse, verb, own, words)
        return Voice(word=own, meant=resolved(parse, own)) if told is None else Voice(word=told, meant=told)
    inner = next((c for c in parse.dependents(verb, "ccomp") if c < verb and (is_speaking(parse, c) or goes_on(parse, verb))), None)
    meant = surface_subject(parse, verb) if inner is None else parse.dependent(inner, "nsubj")
    if meant is None and parse.tags[verb] == "VB":  # hung on a noun: "used the visit to a memorial to declare"
        above = (surface_subject(parse, t) for t in parse.ancestors(verb) if parse.pos[t] == "VERB")
        meant = next((subject for subject in above if subject is not None), None)
    if meant is not None and not _in_any(meant, said):
        return Voice(word=meant, meant=meant)
    return _misparsed(parse, verb, words, said)


def cited(parse: Parse, verb: int, subject: int, words: Statements) -> int | None:
    """The official on whom what passes words on relies: "the agency, citing a minister, says", "the paper reports, citing officials"."""
    for link in (*range(subject + 1, verb), *parse.dependents(verb, "advcl", "acl")):
        if parse.tags[link] == "VBG" and parse.lemmas[link] in words.relays:
            source = parse.dependent(link, "obj")
            if source is not None and parse.lemmas[source].lower() in words.people and is_outlet(parse, subject, words):
                return source
    return None


def _misparsed(parse: Parse, verb: int, words: Statements, said: Sequence[tuple[int, int]]) -> Voice | None:
    """Who speaks where the parser gives the verb no subject: the one of the verb above, the name before it, the noun after it."""
    head = parse.heads[verb]
    if parse.labels[verb] == "conj" and parse.pos[head] not in {"VERB", "AUX"}:  # hung on a noun: "put on a hat and joked"
        above = next((a for a in parse.ancestors(head) if parse.pos[a] == "VERB"), None)
        meant = None if above is None else surface_subject(parse, above)
        if meant is not None:
            return Voice(word=meant, meant=meant)
    if verb and parse.pos[verb - 1] == "PROPN" and parse.tags[verb] in FINITE and not _in_any(verb - 1, said):
        return Voice(word=verb - 1, meant=verb - 1)  # a name hung on what stands before it
    after = next((c for c in parse.children[verb] if 0 < c - verb <= LONGEST and _may_speak(parse, c, words, said)), None)
    close = after is not None and parse.edges[after][0] - verb <= INVERTED
    return Voice(word=after, meant=after) if after is not None and close else None


def _may_speak(parse: Parse, token: int, words: Statements, said: Sequence[tuple[int, int]]) -> bool:
    """Whether a noun after a verb of speech may be its subject: it is not who is told, and no part of what is said."""
    nominal = parse.pos[token] in {"PROPN", "NOUN", "PRON"} and parse.lemmas[token] not in words.audience
    return nominal and parse.labels[token] in {"obj", "obl:npmod", "dep", "appos"} and not _in_any(token, said)


def _suffers(parse: Parse, subject: int) -> bool:
    """Whether a subject is that of a passive: who is told or criticised does not speak."""
    return parse.labels[subject] == "nsubj:pass"


def _nearest(parse: Parse, verb: int, subjects: Sequence[int]) -> int | None:
    """The last subject before a verb, else the first after it: of "the offer, the minister said, is ..." the minister.

    A preposition may be taken for a conjunction: of "an official before the talks said" the first is the subject.
    """
    before = [subject for subject in subjects if subject < verb]
    marks = [mark for mark in parse.dependents(verb, "mark") if before and before[0] < mark < before[-1]]
    if marks and not any(parse.words[t] == "," for t in range(before[0], marks[0])):
        before = [subject for subject in before if subject < marks[0]]
    return max(before) if before else min(subjects, default=None)


def _in_any(token: int, ranges: Sequence[tuple[int, int]]) -> bool:
    return any(low <= token < high for low, high in ranges)


def _owner(parse: Parse, noun: int, words: Statements, said: Sequence[tuple[int, int]]) -> Voice | None:
    """Whose words a noun of speech names: "Clinton's claim", "a claim by Clinton", "Clinton made the claim"."""
    head = parse.heads[noun]
    supported = is_supported(parse, noun, words) or (parse.labels[noun] == "xcomp" and parse.lemmas[head] in words.support)
    owner = parse.dependent(noun, "nmod:poss")
    if owner is not None and not (supported and parse.tags[owner] == "PRP$"):
        return Voice(word=owner, meant=owner)
    voiced = _subject(parse, head, words, said) if supported else None
    if voiced is not None:
        return voiced  # and not the North in "voiced concern over tests by the North"
    for child in parse.dependents(noun, "nmod"):
        if preposition(parse, child) in {"by", "from"}:
            return Voice(word=child, meant=child)
    return None


def voice_span(parse: Parse, voice: Voice, keep_out: list[tuple[int, int]]) -> Span:
    """The words for a speaker: the whole noun phrase, but for what it says itself."""
    low, high = parse.edges[voice.word]
    if high - low > LONGEST:
        high = min(high, voice.word + 1)
    for child in parse.dependents(voice.word, "acl:relcl"):
        start = parse.edges[child][0]
        if voice.word < start < high and parse.words[start - 1] == ",":
            high = start
    for a, b in keep_out:
        if a <= voice.word < b:
            continue
        if low <= a < high and a > voice.word:
            high = a
        if low < b <= high and b <= voice.word:
            low = b
    while low < voice.word and (parse.pos[low] == "PUNCT" or (parse.labels[low] == "case" and parse.heads[low] == voice.word)):
        low += 1
    while high - 1 > voice.word and parse.pos[high - 1] in {"PUNCT", "CCONJ", "ADP"}:
        high -= 1
    return parse.span(low, high)


def parties_of(annotated: Annotated, role: Role, voice: Voice, span: Span, words: Statements) -> tuple[Party, ...]:
    """The parties of a role: one for each actor that the words refer to, or one without actor."""
    mentions = speaking_for(annotated, voice.meant, words)
    if not mentions and voice.meant != voice.word:
        mentions = speaking_for(annotated, voice.word, words)
    parties = parties_from(role, mentions, span)
    local = None if any(party.actor for party in parties) else local_of(annotated, voice.meant, words)
    if local is not None and parties:
        return (replace(parties[0], actor=local, person=parties[0].person or parties[0].name), *parties[1:])
    state = None if parties else local or place_of(annotated, voice.meant, words)
    if state is not None:
        return (Party(role=role, actor=state, name=None, span=span),)
    return parties or (Party(role=role, actor=None, name=_name(annotated, voice), span=span),)


def parties_from(role: Role, mentions: Sequence[ActorMention], span: Span) -> tuple[Party, ...]:
    """A party for each actor, all with the words that stand for them; a private person speaks for no state."""
    return tuple(
        Party(role=role, actor=None if _is_private(m) else m.actor, name=m.name, person=m.person, office=m.office, span=span)
        for m in mentions
    )


def _is_private(mention: ActorMention) -> bool:
    return mention.person is not None and mention.actor is not None and mention.actor.endswith(CITIZENS)


def issued_by(annotated: Annotated, document: int, words: Statements) -> tuple[ActorMention, ...]:
    """Whose a statement or letter is: its owner, those between whom it is, its author, who released it."""
    parse = annotated.parse
    places = [*parse.dependents(document, "nmod:poss")]
    places += [c for c in parse.dependents(document, "nmod") if preposition(parse, c) in words.authors]
    places += [
        agent
        for verb in parse.dependents(document, "acl", "acl:relcl")
        for agent in parse.dependents(verb, "obl:agent", "obl")
        if preposition(parse, agent) in words.authors
    ]
    pages = [page for verb in parse.dependents(document, "acl") for page in parse.dependents(verb, "obl")]
    places += [c for page in pages if _is_page(parse, page, words) for c in parse.dependents(page, "nmod:poss")]
    verb = parse.heads[document]
    if parse.labels[document] == "obj" and parse.lemmas[verb] in words.support and (subject := surface_subject(parse, verb)) is not None:
        places.append(subject)
    if parse.labels[document].startswith("nsubj") and is_passive(parse, verb) and parse.lemmas[verb] in words.support:
        places += parse.dependents(verb, "obl:agent", "obl")
    found = next((some for place in places if (some := actors_of(annotated, place))), ())
    return distinct(found)


def _is_page(parse: Parse, noun: int, words: Statements) -> bool:
    """Whether a document stands on a page of its owner's: "a statement posted on the embassy's website"."""
    row = channel_at(parse, noun, words)
    return row is not None and row.kind in PAGES


def _name(annotated: Annotated, voice: Voice) -> str | None:
    """A name for who has no code: the proper noun as written; none for pronouns and common nouns."""
    parse = annotated.parse
    if parse.pos[voice.meant] != "PROPN":
        return None
    low = high = voice.meant
    while low > 0 and parse.labels[low - 1] == "compound" and parse.pos[low - 1] == "PROPN" and parse.heads[low - 1] == high:
        low -= 1
    return " ".join(parse.span(low, high + 1).of(annotated.document.text).split())


def nearest_speaker(parse: Parse, low: int, high: int, acts: Callable[[int], bool]) -> Voice | None:
    """Who is the subject of the sentence in which words in marks stand without a verb of speech: 'the ad shows a "rigged economy"'.

    Whoever ``acts`` goes before a thing: 'the envoy did not say more than that the move was made "out of caution"'.
    """
    things: list[int] = []
    head = next((t for t in range(low, high) if not low <= parse.heads[t] < high), low)
    for verb in parse.ancestors(head):
        if low <= verb < high:
            continue
        subject = surface_subject(parse, verb)
        if subject is not None and not low <= subject < high:
            if acts(subject):
                return Voice(word=subject, meant=subject)
            things.append(subject)
    return Voice(word=things[0], meant=things[0]) if things else None


def addressee_of(parse: Parse, cue: Cue) -> int | None:
    """Who is told: "told Georgia that", "said to reporters"."""
    places = {place for word in cue.words for place in word.to}
    if OBJECT in places:
        told = parse.dependent(cue.token, "iobj", "obj")
        if told is not None and told > cue.token:
            return told
    for child in parse.dependents(cue.token, "obl", "iobj"):
        if preposition(parse, child) in places and child > cue.token:
            return child
    return None


def relay_of(parse: Parse, cue: Cue, words: Statements) -> Voice | None:
    """Who passes the words on: "state television quoted him as saying", "was quoted by the agency as saying"."""
    head = parse.heads[cue.token]
    own = parse.dependent(cue.token, "nsubj")
    if own is not None and cited(parse, cue.token, own, words) is not None:
        return Voice(word=own, meant=own)
    if parse.lemmas[cue.token] in words.relays and is_passive(parse, cue.token):
        head = cue.token
    elif head == cue.token or parse.lemmas[head] not in words.relays:
        return None
    if is_passive(parse, head):
        hung = (child for verb in (head, *parse.dependents(head, "advcl")) for child in parse.dependents(verb, "obl:agent", "obl"))
        agent = next((child for child in hung if preposition(parse, child) == BY), None)  # "was quoted as saying by the agency"
        return None if agent is None else Voice(word=agent, meant=agent)
    own = surface_subject(parse, head)
    return None if own is None else Voice(word=own, meant=own)
