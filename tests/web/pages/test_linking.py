"""Pages linked from a few modules: their code, what it does in node, and what can't be linked."""

import json
import subprocess
from pathlib import Path

import playwright
import pytest

from server.web.pages.files import hash_of
from server.web.pages.graph import Graph, Parts
from server.web.pages.linking import Linked, link
from server.web.pages.modules import LinkError

NODE = Path(playwright.__file__).parent / "driver" / "node"

PAGE = {
    "pages/attendee.js": """\
// The page.
import { loaded, say as tell } from "../core/text.js";
import { polls } from "../attendee/page.js";

tell("entry");
const { show } = await polls();
show();
tell(loaded.join());
""",
    "core/text.js": """\
export const loaded = [];
export function say(words) {
  console.log(words);
}
""",
    "core/count.js": """\
import { loaded } from "./text.js";

loaded.push("count");
export const count = { n: 0 };
""",
    "attendee/page.js": """\
import * as text from "../core/text.js";

text.loaded.push("page");
export const polls = () => import("./polls.js");
export const reactions = () => import("./reactions.js");
""",
    "attendee/polls.js": """\
import { count } from "../core/count.js";
import { say } from "../core/text.js";
import { words } from "./words.js";

export function show() {
  count.n += 1;
  say(`${words} ${count.n}`);
}
""",
    "attendee/reactions.js": 'import { count } from "../core/count.js";\n\nexport const n = () => count.n;\n',
    "attendee/words.js": 'export const words = "polls shown:";\n',
}


def _address(name: str, code: str) -> str:
    return f"../{hash_of(code.encode())}/{name}"


def _linked(texts: dict[str, str]) -> Linked:
    return link(Graph(texts), "pages/attendee.js", _address)


def _run(folder: Path, page: Linked, served: Linked) -> list[str]:
    """The lines that node prints of a page, when a server that has `served` answers for its chunks."""
    script = folder / "0" / "attendee.js"
    script.parent.mkdir()
    script.write_text(page.script)
    (folder / "package.json").write_text(json.dumps({"type": "module"}))
    for name, code in page.chunks.items():
        file = script.parent / _address(name, code)
        file.parent.mkdir()
        file.write_text(served.chunks[name])
    ran = subprocess.run([NODE, script], capture_output=True, text=True, timeout=30)
    return (ran.stdout + ran.stderr).splitlines()


def test_modules_come_after_those_they_import_and_what_two_chunks_need_is_in_the_script() -> None:
    assert Graph(PAGE).parts("pages/attendee.js") == Parts(
        script=["core/text.js", "core/count.js", "attendee/page.js", "pages/attendee.js"],
        chunks={
            "attendee/polls.js": ["attendee/words.js", "attendee/polls.js"],
            "attendee/reactions.js": ["attendee/reactions.js"],
        },
    )


def test_a_script_wraps_each_module_and_ends_with_the_entry() -> None:
    texts = {
        "pages/attendee.js": 'import { say as tell } from "../core/text.js";\n\ntell(1);\n',
        "core/text.js": 'import * as low from "./low.js";\n\nexport const say = low.say;\n',
        "core/low.js": "export function say() {}\nexport class Low {}\n",
    }
    assert _linked(texts) == Linked(
        "const $core_low = (() => {\nfunction say() {}\nclass Low {}\nreturn { say, Low };\n})();\n"
        "const $core_text = (() => {\nconst low = $core_low;\nconst say = low.say;\nreturn { say };\n})();\n"
        "const { say: tell } = $core_text;\ntell(1);\n",
        {},
    )


def test_a_chunk_is_a_function_of_the_modules_it_needs() -> None:
    chunk = _linked(PAGE).chunks["attendee-polls.js"]

    head, link, *_ = chunk.splitlines()
    assert head.startswith("export const release = ")
    assert link == "export const link = ({ $core_count, $core_text }) => {"
    assert "import" not in chunk
    assert chunk.endswith("return $attendee_polls;\n};\n")


def test_a_linked_page_runs_each_module_once(tmp_path: Path) -> None:
    page = _linked(PAGE)
    assert _run(tmp_path, page, page) == ["entry", "polls shown: 1", "count,page"]


def test_a_chunk_of_another_release_fits_if_the_modules_of_the_script_are_the_same(tmp_path: Path) -> None:
    newer = _linked({**PAGE, "attendee/words.js": 'export const words = "polls are:";\n'})
    assert _run(tmp_path, _linked(PAGE), newer) == ["entry", "polls are: 1", "count,page"]


def test_a_chunk_of_another_release_is_refused_if_they_are_not(tmp_path: Path) -> None:
    newer = _linked({**PAGE, "core/count.js": "export const count = { n: 9 };\n"})
    told = _run(tmp_path, _linked(PAGE), newer)

    assert told[0] == "entry"
    assert "Error: this server has another release of the page" in "\n".join(told)


def test_a_change_names_anew_what_it_changed_alone() -> None:
    page, newer = _linked(PAGE), _linked({**PAGE, "attendee/words.js": 'export const words = "";\n'})

    assert page.chunks["attendee-polls.js"] != newer.chunks["attendee-polls.js"]
    assert page.chunks["attendee-reactions.js"] == newer.chunks["attendee-reactions.js"]
    assert page.script != newer.script


@pytest.mark.parametrize(
    ("changed", "error"),
    [
        (
            {"attendee/words.js": 'import { a } from "./no.js";\nexport const words = a;'},
            r"attendee/words\.js:1: there is no attendee/no\.js",
        ),
        (
            {"attendee/words.js": 'import { a } from "../../no.js";\nexport const words = a;'},
            r"attendee/words\.js:1: there is no \.\./no\.js",
        ),
        (
            {"core/text.js": PAGE["core/text.js"] + 'import("./no.js");'},
            r"core/text\.js:5: there is no core/no\.js",
        ),
        (
            {"core/text.js": "export const loaded = [];"},
            r"pages/attendee\.js:2: core/text\.js does not export say",
        ),
        (
            {"attendee/words.js": 'import { show } from "./polls.js";\nexport const words = show;'},
            r"attendee/words\.js:1: .* circle: attendee/polls\.js → attendee/words\.js → attendee/polls\.js",
        ),
        (
            {"attendee/words.js": "a();\nexport const words = await b();"},
            r"attendee/words\.js:2: only the entry",
        ),
        (
            {"attendee/words.js": 'import * as a from "../pages/attendee.js";\nexport const words = a;'},
            r"attendee/words\.js:1: pages/attendee\.js is the entry",
        ),
        (
            {"attendee/words.js": 'export const words = import("./reactions.js");'},
            r"attendee/words\.js:1: what is loaded later can't load more",
        ),
        (
            {"core/text.js": f'import {{ show }} from "../attendee/polls.js";\n{PAGE["core/text.js"]}'},
            r"attendee/polls\.js:2: .* circle",
        ),
        (
            {"attendee/words.js": 'import { n } from "./reactions.js";\nexport const words = n();'},
            r"attendee/page\.js:5: attendee/reactions\.js is imported at once",
        ),
        (
            {
                "core/count.js": 'export const count = import("../core/polls.js");',
                "core/polls.js": "",
                "attendee/page.js": 'import { count } from "../core/count.js";\n' + PAGE["attendee/page.js"],
            },
            r"pages/attendee\.js loads another attendee-polls\.js later",
        ),
        (
            {
                "attendee/words.js": 'import { a } from "./a-b.js";\nimport { b } from "./a_b.js";\n'
                "export const words = a + b;",
                "attendee/a-b.js": "export const a = 1;",
                "attendee/a_b.js": "export const b = 2;",
            },
            r"attendee/a_b\.js:1: attendee/a-b\.js has the same variable",
        ),
    ],
)
def test_what_can_not_be_linked_is_named_by_file_and_line(changed: dict[str, str], error: str) -> None:
    with pytest.raises(LinkError, match=error):
        _linked({**PAGE, **changed})
