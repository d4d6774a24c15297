"""The participants and their hellos."""

from tests.compatibility.transcript import Transcript

ALL = ("asker", "voter", "moderator", "speaker", "stage")


async def greetings(talk: Transcript) -> None:
    talk.title("Greetings")
    for who in ALL:
        await talk.join(who, who if who not in ("asker", "voter") else "attendee")
    await talk.join("organiser", "organiser")
    await talk.join("named", name="Dewi", locale="id")
    for who in (*ALL, "organiser"):
        await talk.say(who, "ping")
    await talk.see(*ALL, "organiser")
