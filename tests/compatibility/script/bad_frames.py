"""Frames that cannot be read or are not right, first ones and later ones."""

import json

from tests.compatibility.transcript import Transcript


async def bad_frames(talk: Transcript) -> None:
    talk.title("Frames that are wrong")
    for text in UNREADABLE:
        await talk.raw("asker", text)
    for fields in WRONG:
        await talk.raw("moderator", '{"ref":1,' + fields + "}")


UNREADABLE = [
    "", "x", "{", "[]", "null", '"ping"', "[" * 5000, '{"do":"ping","ref":1}{}', "\ufeff{}",
    '{"do":"ping"}', '{"ref":1}', '{"do":1,"ref":1}', '{"do":"ping","ref":NaN}', '{"do":"ping","ref":null}',
    '{"do":"ping","ref":true}', '{"do":"ping","ref":1.5}', '{"do":"ping","ref":"short"}',
    '{"do":"ping","ref":9007199254740992}', '{"do":"ping","ref":"' + "x" * 65 + '"}',
    '{"do":"hello","ref":1}', '{"do":"question.applaud","ref":1}', '{"do":"poll.expire","ref":1}',
]  # fmt: skip


WRONG = [
    '"do":"ping","colour":1',
    '"do":"question.ask"',
    '"do":"question.ask","text":null',
    '"do":"question.ask","text":" \\u200b"',
    '"do":"question.ask","text":"\\ud800"',
    '"do":"question.ask","text":"%s"' % ("x" * 501),
    '"do":"question.ask","text":"?","lang":"not a language"',
    '"do":"question.ask","text":"?","sector":"royalty"',
    '"do":"question.ask","text":"?","city":"%s"' % ("c" * 61),
    '"do":"question.ask","text":"?","person":"me"',
    '"do":"question.vote","id":"q_1"',
    '"do":"question.vote","id":"q_1","on":1',
    '"do":"question.vote","id":7,"on":true',
    '"do":"question.vote","id":"","on":true',
    '"do":"question.vote","id":"%s","on":true' % ("q" * 41),
    '"do":"question.publish"',
    '"do":"question.publish","id":"q_1","ids":["q_1"]',
    '"do":"question.publish","ids":[]',
    '"do":"question.publish","ids":' + json.dumps([f"q_{number}" for number in range(201)]),
    '"do":"question.publish","id":"q_1","seen":"%s"' % ("x" * 65),
    '"do":"question.publish","id":"q_1","seen":"of another room"',
    '"do":"question.decline","id":"q_1"',
    '"do":"question.decline","id":"q_1","reason":"%s"' % ("x" * 201),
    '"do":"question.label","id":"q_1","labels":"one"',
    '"do":"room.update","settings":{"colour":1}',
    '"do":"room.update","settings":{"asking":"no"}',
    '"do":"room.update","settings":{"reactions":["no emoji"]}',
    '"do":"stage.blank","on":"yes"',
    '"do":"announce","text":"%s"' % ("x" * 501),
    '"do":"poll.create","type":"riddle","prompt":"?"',
    '"do":"poll.create","type":"choice"',
    '"do":"poll.create","type":"choice","prompt":"?"',
    '"do":"poll.create","type":"choice","prompt":"?","options":["a"]',
    '"do":"poll.create","type":"choice","prompt":"?","options":["a","A"]',
    '"do":"poll.create","type":"yesno","prompt":"?","options":["a","b"]',
    '"do":"poll.create","type":"choice","prompt":"?","options":["a","b"],"right":[0]',
    '"do":"poll.create","type":"multiple","prompt":"?","options":["a","b"],"max":3',
    '"do":"poll.create","type":"multiple","prompt":"?","options":["a","b"],"min":2,"max":1',
    '"do":"poll.create","type":"quiz","prompt":"?","options":["a","b"]',
    '"do":"poll.create","type":"quiz","prompt":"?","options":["a","b"],"right":[2]',
    '"do":"poll.create","type":"rating","prompt":"?","steps":4',
    '"do":"poll.create","type":"estimate","prompt":"?","floor":1,"ceiling":1',
    '"do":"poll.create","type":"choice","prompt":"?","options":["a","b"],"limit_s":4',
    '"do":"poll.create","type":"choice","prompt":"?","options":["a","b"],"show":"never"',
    '"do":"poll.word","id":"p_1","word":"a"',
    '"do":"quiz.name","name":"%s"' % ("x" * 61),
    '"do":"react","emoji":"no emoji"',
]


async def bad_hellos(talk: Transcript) -> None:
    talk.title("First frames, and the codes that connections are closed with")
    hello = {"do": "hello", "ref": 1}
    bad_token = {**hello, "token": "no token"}
    for frames in (
        ["x"] * 3,
        [{"do": "ping", "ref": 1}] * 3,
        [{"do": "hello"}, {**hello, "role": "moderator"}, {**hello, "token": "x" * 2049}],
        [{**hello, "v": "pages of another time"}] * 3,
        [bad_token] * 3,
        [{**hello, "key": "no.key"}],
        [b"{}"],
        ["x" * 16_385],
    ):
        await talk.first_frames("OPEN", *frames)
    await talk.first_frames("ELSE", {**hello, "key": talk.key("stage")})
    await talk.first_frames("ELSE", *[{**hello, "token": talk.browser("asker").token}] * 3)
    await talk.first_frames("NOROOM", hello)
