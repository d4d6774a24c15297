"""Questions from being asked to being merged, and the queue of moderators."""

from tests.compatibility.script.people import ALL
from tests.compatibility.transcript import Transcript


async def questions(talk: Transcript) -> None:
    talk.title("Questions and votes")
    first = await talk.ask(
        "asker", "Seberapa terbuka datanya?", lang="id", sector="ngo", city="Jakarta", name="Ayu"
    )
    second = await talk.ask("voter", "Wer bezahlt das?", lang="de")
    by_moderator = await talk.ask("moderator", "Shall we begin?")
    ref = "the-same-question-asked-again"
    for _ in range(2):
        await talk.say("asker", "question.ask", text="Asked twice?", ref=ref)
    for who in ("asker", "voter", "speaker", "moderator", "organiser"):
        await talk.say(who, "question.vote", id=first, on=True)
    await talk.say("voter", "question.vote", id=first, on=True)
    await talk.say("voter", "question.vote", id=first, on=False)
    await talk.say("voter", "question.vote", id=second, on=True)
    await talk.say("asker", "question.edit", id=first, text="Too late?")
    await talk.say("asker", "question.withdraw", id=first)
    await talk.say("asker", "question.withdraw", id=second)
    await talk.say("voter", "question.vote", id=by_moderator, on=True)
    await talk.see(*ALL)


async def queue(talk: Transcript) -> None:
    talk.title("The queue of moderators")
    moderator = talk.browser("moderator")
    one, two, three = [
        await talk.ask("voter", text) for text in ("Number one?", "Number two?", "Number three?")
    ]
    await talk.say("moderator", "question.unpublish", id=one)
    await talk.say("moderator", "question.unpublish", id=one)
    await talk.say("voter", "question.edit", id=one, text="Number one, edited by its asker?")
    await talk.say("moderator", "question.edit", id=one, text="Number one, edited by a moderator?")
    await talk.say("moderator", "question.decline", id=two, reason="off_topic")
    await talk.say("moderator", "question.decline", ids=[two, three], reason="We have no time for this")
    await talk.say("moderator", "question.restore", id=two)
    await talk.say("moderator", "question.publish", ids=[one, two])
    await talk.say("moderator", "question.pin", id=two)
    await talk.say("moderator", "question.label", id=two, labels=["Budget", "งบประมาณ"])
    await talk.say("moderator", "question.assign", id=two, to="Ibu Sari")
    await talk.say("moderator", "question.assign", id=two, to="")
    await talk.say("moderator", "question.assign", id=one, to="Ibu Sari")
    await talk.say("moderator", "question.translate", id=one, lang="de", text="Nummer eins?")
    await talk.say("moderator", "question.touch", id=one)
    await talk.see(*ALL)
    seen = moderator.at
    await talk.say("organiser", "question.unpin", id=two)
    await talk.say("moderator", "question.edit", id=two, text="Unaware of the other?", seen=seen)
    gone = await talk.ask("asker", "Taken back?")
    await talk.say("moderator", "question.unpublish", id=gone)
    await talk.say("asker", "question.withdraw", id=gone)
    await talk.say("asker", "question.withdraw", id=gone)
    await talk.see(*ALL)


async def merging(talk: Transcript) -> None:
    talk.title("Merging")
    target, same, alike = [
        await talk.ask("asker", text) for text in ("Is it open?", "Is it public?", "Open?")
    ]
    for question, who in ((target, "asker"), (same, "voter"), (alike, "voter"), (alike, "speaker")):
        await talk.say(who, "question.vote", id=question, on=True)
    await talk.say("moderator", "question.merge", id=same, into=target)
    await talk.say("moderator", "question.merge", id=alike, into=target)
    await talk.say("moderator", "question.merge", id=target, into=target)
    await talk.say("moderator", "question.merge", id=target, into=same)
    await talk.say("voter", "question.vote", id=same, on=True)
    await talk.say("speaker", "question.vote", id=target, on=False)
    await talk.see(*ALL)
    await talk.say("moderator", "question.unmerge", id=alike)
    await talk.say("moderator", "question.unmerge", id=alike)
    await talk.see(*ALL)
