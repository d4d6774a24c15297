"""The stage, the settings of a room, and rooms in other states."""

from tests.compatibility.script.people import ALL
from tests.compatibility.transcript import Transcript


async def stage(talk: Transcript) -> None:
    talk.title("On stage")
    one, two = [await talk.ask("voter", text) for text in ("Taken first?", "Taken second?")]
    await talk.say("speaker", "question.take", id=one)
    await talk.say("moderator", "question.take", id=two)
    await talk.say("speaker", "question.skip", id=two)
    await talk.say("speaker", "question.take", id=one)
    await talk.say("moderator", "speaker.note", text="Five minutes")
    await talk.see("speaker", "moderator", "stage")
    await talk.say("speaker", "speaker.read")
    await talk.say("speaker", "question.answered", id=one, text="By all of us 👩‍👩‍👧‍👦")
    await talk.say("moderator", "question.answered", id=one)
    await talk.say("moderator", "question.take", id=one)
    await talk.say("moderator", "announce", text="Back at 16:00")
    await talk.say("moderator", "stage.blank", on=True)
    await talk.say("moderator", "stage.blank", on=True)
    await talk.see(*ALL)
    await talk.say("moderator", "announce", text="")
    await talk.say("moderator", "stage.blank", on=False)


async def room(talk: Transcript) -> None:
    talk.title("The room and its people")
    settings = {"anonymous": False, "reactions": ["👏", "🌳"]}
    await talk.say("moderator", "room.update", settings=settings)
    await talk.say("asker", "question.ask", text="Without a name?")
    await talk.say("moderator", "room.update", settings={"anonymous": True, "asking": False, "voting": False})
    await talk.say("asker", "question.ask", text="While nobody may ask?")
    question = talk.id_of("moderator", "Shall we begin?")
    await talk.say("named", "question.vote", id=question, on=True)
    await talk.say("moderator", "room.update", settings={"asking": True, "voting": True})
    await talk.say("asker", "react", emoji="🌳")
    await talk.say("asker", "react", emoji="❤️")
    await talk.say("moderator", "room.pause")
    await talk.say("asker", "question.ask", text="While it is paused?")
    await talk.say("named", "question.vote", id=question, on=True)
    await talk.say("moderator", "room.close")
    await talk.say("named", "question.vote", id=question, on=False)
    await talk.say("asker", "react", emoji="👏")
    await talk.say("moderator", "question.ask", text="By a moderator, while it is closed?")
    await talk.say("moderator", "room.open")
    await talk.say("moderator", "room.open")
    muted = await talk.ask("named", "Muted after this?")
    await talk.see("moderator")
    person = talk.browser("moderator").items[muted]["by"]["person"]
    await talk.say("moderator", "person.mute", person=person)
    await talk.say("named", "question.ask", text="Muted?")
    await talk.say("named", "question.vote", id=question, on=False)
    await talk.see("moderator", "named")
    await talk.say("moderator", "person.unmute", person=person)
    await talk.say("moderator", "person.mute", person="nobody")
    await talk.ask("named", "Heard again?")


async def waiting_room(talk: Transcript) -> None:
    talk.title("A room where moderators read first, one that is closed, and another conference")
    await talk.join("waiting", code="WAIT")
    await talk.join("reader", "moderator", "WAIT")
    first, second = [await talk.ask("waiting", text) for text in ("May I?", "And may I?")]
    await talk.say("waiting", "question.edit", id=first, text="May I, please?")
    await talk.say("waiting", "question.vote", id=first, on=True)
    await talk.see("waiting", "reader")
    await talk.say("reader", "question.publish", id=first)
    await talk.say("reader", "question.decline", id=second, reason="duplicate")
    await talk.see("waiting", "reader")
    for number in range(9):
        await talk.ask("waiting", f"And number {number}?")
    for text in ("One that fits?", "One too many?"):
        await talk.say("waiting", "question.ask", text=text)
    await talk.join("late", code="SHUT")
    await talk.say("late", "question.ask", text="Too late?")
    await talk.say("late", "poll.answer", id="p_none", answer="o1")
    await talk.see("late", "waiting")
    await talk.join("elsewhere", code="ELSE")
    await talk.say("elsewhere", "question.vote", id=first, on=True)
