"""Style sheets of a page in one."""

import pytest

from server.web.pages.modules import LinkError
from server.web.pages.styles import joined


def test_sheets_in_their_order_without_comments_and_indents() -> None:
    texts = {
        "base.css": "/* All. */\nbody {\n  margin: 0; /* none */\n}\n",
        "home.css": '.a::after { content: "/* no comment */"; }\n\n.b { color: red; }\n',
    }
    assert joined(["base.css", "home.css"], texts) == (
        'body {\nmargin: 0;\n}\n.a::after { content: "/* no comment */"; }\n.b { color: red; }\n'
    )


@pytest.mark.parametrize(
    "rule", ['@import "a.css";', "a { background: url(a.png); }", "a{src:url( 'a.woff')}"]
)
def test_a_sheet_that_names_a_file_is_refused(rule: str) -> None:
    with pytest.raises(LinkError, match=r"^base\.css:2: "):
        joined(["base.css"], {"base.css": "b { }\n" + rule})


def test_what_a_sheet_holds_itself_is_no_file() -> None:
    text = "a { background: url(data:image/png;base64,AA==); mask: url(#m); }"
    assert joined(["a.css"], {"a.css": text}) == text + "\n"
