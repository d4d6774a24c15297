"""Limits: sizes of single texts, and quotas of people and rooms."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits of the protocol. Tests use smaller ones."""

    question_graphemes: int = 500
    question_bytes: int = 6144  # so that as many Thai graphemes fit
    reason_graphemes: int = 200
    short_graphemes: int = 60  # a name, a city, a label
    title_graphemes: int = 200  # of a talk, or where it takes place
    abstract_graphemes: int = 2000
    speakers: int = 30  # of one talk
    languages: int = 20  # of one talk
    labels: int = 12
    notice_graphemes: int = 500  # an announcement, a note to the speaker
    answer_graphemes: int = 2000
    bulk: int = 200
    published: int = 500  # questions that one room shows at a time
    settled: int = 500  # answered ones, and declined ones, that stay in the room; older go to the archive
    waiting: int = 10  # questions of one person that wait for a moderator
    room_waiting: int = 2000  # questions of everybody that wait for a moderator
    translations: int = 12  # of one question
    reactions: int = 8
    prompt_bytes: int = 16 * 1024  # of as many graphemes as a question
    explanation_graphemes: int = 1000
    options: int = 50  # of one poll
    option_bytes: int = 1024
    words_graphemes: int = 200  # an answer to a poll for words
    polls: int = 200  # in one room
    rounds: int = 20  # of one poll
    entries: int = 500  # open texts that one poll shows; further ones wait for a moderator
    frame_bytes: int = 16 * 1024
    moderator_frame_bytes: int = 64 * 1024
