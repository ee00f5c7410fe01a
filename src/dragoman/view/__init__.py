"""Records -> what terminal, pages and JSON all show: declared, frozen, without markup; each line with its source and sentence."""

from dragoman.view.dossier import Dossier, activity_lines, dossier, event_lines, statement_lines, trackers
from dragoman.view.finding import find_agreement, find_states
from dragoman.view.lines import ActivityLine, EventLine, SourceLine, StatementLine, Words
from dragoman.view.sources import InputLine, Sources, sources_of
from dragoman.view.timeline import Timeline, TimelineLine, timeline
from dragoman.view.tracker import Tracker, track

__all__ = [
    "ActivityLine",
    "Dossier",
    "EventLine",
    "InputLine",
    "SourceLine",
    "Sources",
    "StatementLine",
    "Timeline",
    "TimelineLine",
    "Tracker",
    "Words",
    "activity_lines",
    "dossier",
    "event_lines",
    "find_agreement",
    "find_states",
    "sources_of",
    "statement_lines",
    "timeline",
    "track",
    "trackers",
]
