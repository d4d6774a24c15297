"""The output of `suara links` for the sample conference."""

import json
from typing import Any

from server.demo import SLUG
from tests.processes import Serving, suara


def links(serving: Serving, *options: str, **given: str) -> dict[str, Any]:
    done = suara("links", SLUG, "--json", *options, SUARA_DATA=str(serving.folder), **given)
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def key(link: str) -> str:
    return link.partition("#key=")[2]
