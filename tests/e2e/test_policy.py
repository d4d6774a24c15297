"""The Content Security Policy in a real browser, against a script that somehow got into a page."""

import re

import pytest
from playwright.async_api import expect

from tests.e2e.conftest import Demo, People

MARKUP = "document.body.innerHTML = '<b>in</b>'"
POLICY = "trustedTypes.createPolicy('{name}', {{ createHTML: text => text }}).createHTML('<b>in</b>')"
SOCKET = """new Promise(resolve => {
  addEventListener('securitypolicyviolation', event => resolve(event.effectiveDirective), { once: true });
  new WebSocket('ws://127.0.0.1:1/live/PLEN');
})"""
REFUSED = re.compile("trusted|policy", re.IGNORECASE)


@pytest.mark.parametrize("page", ["attendee", "moderator", "speaker", "stage"])
async def test_no_script_turns_text_into_markup_or_opens_a_socket_elsewhere(
    demo: Demo, people: People, page: str
) -> None:
    opened = await people.open(demo.rooms["PLEN"][page])
    await expect(opened).to_have_title(re.compile("."))

    for script in (MARKUP, POLICY.format(name="default"), POLICY.format(name="other")):
        failed = await opened.evaluate(f"(() => {{ try {{ {script} }} catch (e) {{ return `${{e}}` }} }})()")
        assert REFUSED.search(failed or ""), script
    assert await opened.evaluate(SOCKET) == "connect-src"
    assert await opened.evaluate(POLICY.format(name="suara-sw") + ".toString()") == "<b>in</b>"
    people.forgive("Trusted|Content Security Policy|third party: ws://127.0.0.1:1")
