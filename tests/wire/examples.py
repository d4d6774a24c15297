"""Writes examples.json, by which Python and JavaScript check the wire: `python -m tests.wire.examples`.

A change of it in a commit is a change of the wire.
"""

import json
from pathlib import Path
from typing import Any

from server.domain.model.limits import Limits
from server.domain.model.refusal import Refused
from server.domain.sync.difference import NO_POLLS, shared_difference, visible_version
from server.domain.sync.own_ballots import resent_polls, view_of_person
from server.tokens import Cursor, Keyring
from server.wire import VIEWS_SHAPE, Step, Unreadable, dump, read_command, read_frame
from tests.domain.client import JSON, difference_for, fresh
from tests.domain.making import Play
from tests.wire.scenes import SCENES, Scene

FILE = Path(__file__).with_name("examples.json")
KEYRING = Keyring("the secret of the examples")

COMMANDS = (
    ("a ping", '{"do":"ping","ref":1}'),
    (
        "an ask",
        '{"do":"question.ask","ref":"Q2xpZW50LW1hZGUga2V5","text":" ใครจ่าย? ","lang":"th","sector":"ngo"}',
    ),
    ("a vote", '{"do":"question.vote","ref":2,"id":"q_1","on":true}'),
    ("several at once", '{"do":"question.publish","ref":3,"ids":["q_1","q_2","q_1"]}'),
    ("a reason of one's own", '{"do":"question.decline","ref":4,"id":"q_1","reason":"Asked in the morning"}'),
    ("only the settings that change", '{"do":"room.update","ref":5,"settings":{"voting":false}}'),
    (
        "a talk in another place, without a stream",
        '{"do":"room.describe","ref":21,"stream":null,"place":" Aula ","ends_at":"2020-12-16T16:30+07:00"}',
    ),
    ("a talk without a title", '{"do":"room.describe","ref":22,"title":null}'),
    ("nobody to assign it to", '{"do":"question.assign","ref":6,"id":"q_1","to":""}'),
    ("an answer", '{"do":"poll.answer","ref":17,"id":"p_1","answer":"o2"}'),
    ("a ranking, best first", '{"do":"poll.answer","ref":18,"id":"p_1","answer":["o2","o1"]}'),
    (
        "a poll with too many options",
        dump(
            {
                "do": "poll.create",
                "ref": 19,
                "type": "choice",
                "prompt": "Which?",
                "options": [str(number) for number in range(51)],
            }
        ),
    ),
    ("a reaction", '{"do":"react","ref":20,"emoji":"👏"}'),
    ("no JSON", '{"do":"ping","ref":7'),
    ("no ref", '{"do":"ping"}'),
    ("a ref too short to be unrepeatable", '{"do":"ping","ref":"abc"}'),
    ("no such command", '{"do":"question.applaud","ref":8}'),
    ("no such field", '{"do":"question.vote","ref":9,"id":"q_1","on":true,"colour":"red"}'),
    ("a field too few", '{"do":"question.vote","ref":10,"id":"q_1"}'),
    ("a wrong type", '{"do":"question.vote","ref":11,"id":"q_1","on":"yes"}'),
    ("nothing to see", '{"do":"question.ask","ref":12,"text":"\\u200b\\u3164"}'),
    ("too long", dump({"do": "question.ask", "ref": 13, "text": "ก" * 501})),
    ("half a letter", '{"do":"question.ask","ref":14,"text":"\\ud83d"}'),
)


def played(scene: Scene) -> JSON:
    """The scene with the frames that the server writes, and the state of a fresh browser at its end."""
    play = Play(premoderated=scene.premoderated)
    for who, do, fields in scene.before:
        play(who, do, **fields)
    frames = [_frame(play, scene, None)]
    for tick in scene.ticks:
        since = play.room.version
        for who, do, fields in tick:
            play(who, do, **fields)
        frames.append(_frame(play, scene, since))
    now = fresh(play.room, scene.viewer)
    about = {"name": scene.name, "why": scene.why, "viewer": scene.viewer.role}
    return about | {"frames": frames, "items": now.items, "mine": now.mine}


def _frame(play: Play, scene: Scene, since: int | None) -> Any:
    view = view_of_person(play.room, scene.viewer)
    resent = NO_POLLS if since is None else resent_polls(play.room, scene.viewer, since)
    version = visible_version(play.room, view, scene.viewer)
    at = KEYRING.seal_cursor(Cursor(b"examp", version, b"mark", view.kind, VIEWS_SHAPE))
    step = Step(at, shared_difference(play.room, view, since, resent))
    return json.loads(step.personal_frame(difference_for(play.room, view, scene.viewer, since, resent), at))


def read(name: str, text: str) -> JSON:
    try:
        frame = read_frame(text)
        command = read_command(frame, Limits()).model_dump(mode="json", exclude_unset=True)
        return {"name": name, "in": text, "ref": frame.ref, "command": command}
    except Refused as refused:
        ref = refused.ref if isinstance(refused, Unreadable) else frame.ref
        no = {"code": refused.code} | ({"field": refused.field} if refused.field else {})
        return {"name": name, "in": text, "ref": ref, "no": no}


def examples() -> list[JSON]:
    return [*map(played, SCENES), *(read(name, text) for name, text in COMMANDS)]


def _lines(example: JSON) -> str:
    """One line for each field and each frame, so that a change of the wire is easy to see in a commit."""
    fields = []
    for name, value in example.items():
        text = json.dumps(value, ensure_ascii=False)
        if name == "frames":
            text = (
                "[\n   " + ",\n   ".join(json.dumps(frame, ensure_ascii=False) for frame in value) + "\n  ]"
            )
        fields.append(f'  "{name}": {text}')
    return " {\n" + ",\n".join(fields) + "\n }"


if __name__ == "__main__":
    FILE.write_text("[\n" + ",\n".join(map(_lines, examples())) + "\n]\n")
