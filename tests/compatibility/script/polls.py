"""Polls of every type, and their rounds."""

from typing import Any

from tests.compatibility.script.people import ALL
from tests.compatibility.transcript import Transcript

TREES = ["Rain tree", "Linden", "Golden shower"]


async def create(talk: Transcript, kind: str, prompt: str, **fields: Any) -> str:
    """The id of an open poll."""
    poll = str((await talk.say("moderator", "poll.create", type=kind, prompt=prompt, **fields))["id"])
    await talk.say("moderator", "poll.open", id=poll)
    return poll


async def answer(talk: Transcript, poll: str, **answers: object) -> None:
    for who, given in answers.items():
        await talk.say(who, "poll.answer", id=poll, answer=given)


async def choices(talk: Transcript) -> None:
    talk.title("Polls with options")
    choice = await create(talk, "choice", "Which tree first?", options=TREES, show="answered")
    multiple = await create(talk, "multiple", "Which as well?", options=TREES, max=2, show="always")
    yes_or_no = await create(talk, "yesno", "Is there shade enough?", changeable=False)
    ranking = await create(talk, "ranking", "In which order?", options=TREES, show="always")
    await answer(talk, choice, asker="o1", voter="o2")
    await talk.see(*ALL)
    await answer(talk, choice, asker="o3", named=["o1"], moderator="o9")
    await answer(talk, multiple, asker=["o1", "o2"], voter=["o1", "o2", "o3"], named=["o1", "o1"], speaker=[])
    await answer(talk, yes_or_no, asker="yes", voter="no")
    await answer(talk, yes_or_no, asker="no", voter="no")
    await answer(talk, ranking, asker=["o3", "o1"], voter=["o3", "o2", "o1"], named="o1")
    await talk.say("moderator", "poll.edit", id=choice, prompt="Which tree first, and why?")
    await talk.say("moderator", "poll.edit", id=choice, options=["Palm", "Oak"])
    await talk.say(
        "moderator",
        "poll.edit",
        id=choice,
        translations={"de": {"prompt": "Welcher Baum?", "options": {"o2": "Linde"}}},
    )
    await talk.see(*ALL)
    for poll in (choice, multiple, yes_or_no):
        await talk.say("moderator", "poll.close", id=poll)
    await answer(talk, choice, asker="o1")
    await talk.see(*ALL)


async def numbers(talk: Transcript) -> None:
    talk.title("Polls for numbers")
    rating = await create(talk, "rating", "How green is your street?", show="always")
    scale = await create(talk, "scale", "How hot is it?", low="Cool", high="Hot", steps=7, show="hand")
    estimate = await create(talk, "estimate", "How many trees?", unit="trees", floor=0, ceiling=5000)
    await answer(talk, rating, asker=4, voter=2, named=6, speaker="4")
    await answer(talk, scale, asker=7, voter=3.5)
    await answer(talk, estimate, asker=1000, voter=2500.5, named=5001, moderator=1800)
    await talk.see(*ALL)
    await talk.say("moderator", "poll.reveal", id=scale)
    await talk.see("asker", "stage")
    await talk.say("moderator", "poll.hide", id=rating)
    await talk.say("moderator", "poll.close", id=estimate)
    await talk.see(*ALL)


async def texts(talk: Transcript) -> None:
    talk.title("Open texts and words")
    text = await create(talk, "text", "What would you plant?", moderated=True, show="always")
    words = await create(talk, "words", "Shade in one word?", show="always")
    await answer(talk, text, asker="Bamboo", voter="Nothing at all", named="x" * 501)
    await answer(talk, words, asker="Cool", voter="cool", named="Kühl", moderator="hot", speaker="Schatten")
    await talk.see("moderator", "asker")
    bamboo, nothing = [talk.id_of("moderator", text) for text in ("Bamboo", "Nothing at all")]
    await talk.say("moderator", "question.publish", ids=[bamboo, nothing])
    await talk.say("moderator", "question.decline", id=nothing, reason="tone")
    await talk.say("moderator", "question.edit", id=bamboo, text="Bamboo!")
    await talk.say("moderator", "question.take", id=bamboo)
    await talk.say("voter", "question.vote", id=bamboo, on=True)
    await talk.say("asker", "poll.answer", id=text, answer="Mint")
    await talk.say("moderator", "poll.word", id=words, word="hot", hide=True)
    await talk.say("moderator", "poll.word", id=words, word="kühl", into="cool")
    await talk.say("moderator", "poll.word", id=words, word="cool", into="cool")
    await talk.say("moderator", "poll.word", id=words, word="schatten")
    await talk.see(*ALL)


async def quizzes(talk: Transcript) -> None:
    talk.title("Quizzes")
    for who, name in (("asker", "Ayu"), ("voter", "ayu"), ("voter", "Budi")):
        await talk.say(who, "quiz.name", name=name)
    quiz = await create(
        talk, "quiz", "Which is evergreen?", options=TREES, right=[0], explanation="In the tropics."
    )
    await talk.say("asker", "poll.answer", id=quiz, answer="o1", took_ms=1500)
    await talk.say("voter", "poll.answer", id=quiz, answer="o2", took_ms=900)
    await talk.say("named", "poll.answer", id=quiz, answer="o1")
    await talk.see(*ALL)
    await talk.say("moderator", "poll.close", id=quiz)
    for who in ("asker", "voter", "named"):
        await talk.say(who, "quiz.standing")
    await talk.see(*ALL)


async def rounds(talk: Transcript) -> None:
    talk.title("Rounds, resets and drafts")
    poll = await create(talk, "choice", "Before or after?", options=["Before", "After"], show="always")
    await answer(talk, poll, asker="o1", voter="o1")
    await talk.say("moderator", "poll.reset", id=poll)
    await answer(talk, poll, asker="o2")
    await talk.say("moderator", "poll.unreset", id=poll)
    await talk.say("moderator", "poll.unreset", id=poll)
    await talk.say("moderator", "poll.close", id=poll)
    await talk.say("moderator", "poll.close", id=poll)
    await talk.say("moderator", "poll.open", id=poll, again=True)
    await answer(talk, poll, asker="o2", named="o2")
    copy = (await talk.say("moderator", "poll.copy", id=poll))["id"]
    await talk.say("asker", "poll.answer", id=copy, answer="o1")
    await talk.say("moderator", "poll.move", id=copy, to=0)
    await talk.say(
        "moderator", "poll.edit", id=copy, options=[{"id": "o2", "text": "Afterwards"}, "Never"], limit_s=60
    )
    await talk.see(*ALL)
    await talk.say("moderator", "poll.delete", id=copy)
    await talk.say("moderator", "poll.delete", id=copy)
    await talk.say("moderator", "poll.restore", id=copy)
    await talk.say("moderator", "poll.delete", id=copy)
    await talk.see(*ALL)
