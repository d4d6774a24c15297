"""The scenes of the examples: commands in a room, of which one viewer's browser gets the frames."""

from dataclasses import dataclass
from typing import Any

from server.domain.model.people import Person
from tests.domain.making import ASKER, MODERATOR, ORGANISER, OTHER, SPEAKER, STAGE

Move = tuple[Person, str, dict[str, Any]]
Tick = tuple[Move, ...]
"""The commands between two frames."""


def by(person: Person, do: str, /, **fields: Any) -> Move:
    return person, do, fields


@dataclass(frozen=True)
class Scene:
    name: str
    why: str
    viewer: Person
    before: Tick = ()  # the commands before the viewer joins
    ticks: tuple[Tick, ...] = ()
    premoderated: bool = False


def asked(person: Person = ASKER, text: str = "Seberapa terbuka datanya?", **fields: Any) -> Move:
    return by(person, "question.ask", text=text, **fields)


def vote(person: Person, question: str, on: bool = True) -> Move:
    return by(person, "question.vote", id=question, on=on)


YEARS = ["1989", "1994"]
COMPOSED = (
    by(
        MODERATOR,
        "poll.create",
        type="choice",
        prompt="Which first?",
        options=["Trams", "Ferries"],
        show="answered",
        translations={"id": {"prompt": "Mana dulu?", "options": ["Trem", "Feri"]}},
    ),
)

SCENES = (
    Scene("a first visit", "full: all there is to know, and mine with every key", OTHER, (asked(),)),
    Scene(
        "nothing new",
        "a sync with nothing but its place: what happened was out of this viewer's sight",
        OTHER,
        (),
        ((asked(),), (by(MODERATOR, "speaker.note", text="Five minutes"),)),
        premoderated=True,
    ),
    Scene(
        "votes",
        "counters come in set, absolute and together with top, the key they are ordered by",
        STAGE,
        (asked(), asked(OTHER, "Wer bezahlt das?")),
        ((vote(OTHER, "q_1"), vote(SPEAKER, "q_1"), vote(SPEAKER, "q_2")), (vote(OTHER, "q_1", False),)),
    ),
    Scene(
        "published, then declined",
        "who never held the reason gets no more than that it is gone",
        OTHER,
        (asked(),),
        (
            (by(MODERATOR, "question.publish", id="q_1"),),
            (by(MODERATOR, "question.decline", id="q_1", reason="off_topic"),),
        ),
        premoderated=True,
    ),
    Scene(
        "an own question and its fate",
        "its asker has it in put while it waits and when it is declined, and never in gone",
        ASKER,
        (),
        (
            (asked(name="Penanya", lang="id", sector="ngo", city="Jakarta"),),
            (by(MODERATOR, "question.publish", id="q_1"), vote(ASKER, "q_1")),
            (by(MODERATOR, "question.decline", id="q_1", reason="answered_already"),),
        ),
        premoderated=True,
    ),
    Scene(
        "merged",
        "the target counts people; merged names what was once public, so that a page shows it as voted for, "
        "and mine does not change; taken back in another tab, it is gone from both",
        OTHER,
        (asked(), asked(text="Is the data open?"), vote(OTHER, "q_2"), vote(SPEAKER, "q_1")),
        ((by(MODERATOR, "question.merge", id="q_2", into="q_1"),), (vote(OTHER, "q_1", False),)),
    ),
    Scene(
        "the queue",
        "moderators see what waits, by whom, what was first asked and who is muted",
        MODERATOR,
        (asked(text="Hw open?"),),
        (
            (by(MODERATOR, "question.edit", id="q_1", text="How open?"),),
            (by(MODERATOR, "question.label", id="q_1", labels=["Governance"]),),
            (by(MODERATOR, "question.publish", ids=["q_1"]), by(MODERATOR, "question.pin", id="q_1")),
        ),
        premoderated=True,
    ),
    Scene(
        "on stage",
        "the speaker takes one, then another; the former is published again; the last is answered",
        SPEAKER,
        (asked(), asked(OTHER, "ใครจ่าย?", lang="th")),
        (
            (by(SPEAKER, "question.take", id="q_1"), by(MODERATOR, "speaker.note", text="Five minutes")),
            (by(SPEAKER, "question.take", id="q_2"), by(SPEAKER, "question.skip", id="q_1")),
            (by(SPEAKER, "question.answered", id="q_2", text="Kita semua 👩‍👩‍👧‍👦"),),
        ),
    ),
    Scene(
        "a long way at once",
        "put, set, gone and mine in one step, for somebody who was away",
        OTHER,
        (asked(), asked(text="Is it open?"), asked(OTHER, "Since when?")),
        (
            (
                vote(OTHER, "q_1"),
                by(MODERATOR, "question.decline", ids=["q_2", "q_3"], reason="unclear"),
                asked(text="And now?"),
                by(MODERATOR, "announce", text="Back at 16:00"),
            ),
        ),
    ),
    Scene(
        "another talk",
        "an organiser changes what the talk is, then cancels it; empty fields are absent, the room is closed",
        STAGE,
        (),
        (
            (
                by(
                    ORGANISER,
                    "room.describe",
                    title="Open data in the region",
                    abstract="Who may read it?\n\nAnd who does?",
                    place="Balai Agung",
                    speakers=["Dewi Lestari", "Jörg Müller"],
                    languages=["id", "de", "en"],
                    starts_at="2020-12-16T15:30:00+07:00",
                    url="https://talks.example/open-data",
                    clock={"closes_after_min": 0},
                ),
            ),
            (by(ORGANISER, "room.describe", place=None, track="", cancelled=True),),
        ),
    ),
    Scene(
        "names that are only names",
        "what people write is text, whatever it looks like to a program",
        OTHER,
        (asked(text="<script>alert(1)</script>\u2028\n\"'\\", name="__proto__", city="constructor"),),
        ((by(MODERATOR, "question.label", id="q_1", labels=["toString", "</style>"]),),),
    ),
    Scene(
        "a poll is answered",
        "ballots are counted for all; results come with the poll to who has answered, from when they have",
        ASKER,
        (*COMPOSED, by(MODERATOR, "poll.open", id="p_1")),
        (
            (by(OTHER, "poll.answer", id="p_1", answer="o2"),),
            (by(ASKER, "poll.answer", id="p_1", answer="o1"),),
            (by(OTHER, "poll.answer", id="p_1", answer="o1"),),
            (by(MODERATOR, "poll.close", id="p_1"),),
        ),
    ),
    Scene(
        "a poll that one has not answered",
        "nothing but how many have; a changed answer is no news; then the results",
        STAGE,
        (*COMPOSED, by(MODERATOR, "poll.open", id="p_1")),
        (
            (by(OTHER, "poll.answer", id="p_1", answer="o2"),),
            (by(OTHER, "poll.answer", id="p_1", answer="o1"),),
            (by(MODERATOR, "poll.close", id="p_1"),),
            (by(MODERATOR, "poll.open", id="p_1", again=True),),
        ),
    ),
    Scene(
        "a quiz and who leads",
        "what is right is told when it closes, together with the leaders",
        OTHER,
        (
            by(MODERATOR, "poll.create", type="quiz", prompt="Twin cities since?", options=YEARS, right=[1]),
            by(MODERATOR, "poll.open", id="p_1"),
        ),
        (
            (
                by(ASKER, "quiz.name", name="Ondel-ondel"),
                by(ASKER, "poll.answer", id="p_1", answer="o2", took_ms=1500),
            ),
            (by(MODERATOR, "poll.close", id="p_1"),),
        ),
    ),
    Scene(
        "open answers",
        "entries are items that come into sight with the results of their poll",
        OTHER,
        (
            by(MODERATOR, "poll.create", type="text", prompt="Apa lagi?", moderated=True),
            by(MODERATOR, "poll.open", id="p_1"),
        ),
        (
            (by(ASKER, "poll.answer", id="p_1", answer="Lebih banyak pohon"),),
            (by(MODERATOR, "question.publish", id="e_2"),),
            (by(MODERATOR, "poll.reveal", id="p_1"),),
            (vote(OTHER, "e_2"),),
        ),
    ),
)
