"""The forms of modules that can be linked, and every other one with the line it stands in."""

import pytest

from server.web.pages.modules import Import, LaterImport, LinkError, read_module

WRITTEN = """\
// What it is for.
import { h, icon as sign } from "../ui/dom.js";
import * as waiting from "./pending.js";

const KEPT = "two  spaces // and no comment";

/** Says it. */
export function say(words) {
  // Twice.
  return `${words}
    ${KEPT}`;
}

export const later = () => import("./polls.js");
export class Page {}
export async function load() {
  await later();
}
"""


def test_a_module_is_cut_where_it_imports() -> None:
    module = read_module("attendee/page.js", WRITTEN)

    assert module.imports == [
        Import("ui/dom.js", 2, (("h", "h"), ("icon", "sign"))),
        Import("attendee/pending.js", 3, whole="waiting"),
    ]
    assert module.later == [LaterImport("attendee/polls.js", 14)]
    assert module.exports == ["say", "later", "Page", "load"]
    assert module.waits is None


def test_comments_and_indents_go_and_literals_stay() -> None:
    code = [piece for piece in read_module("attendee/page.js", WRITTEN).code if isinstance(piece, str)]

    assert code == [
        "\n",
        "\n",
        (
            '\nconst KEPT = "two  spaces // and no comment";\n'
            "function say(words) {\nreturn `${words}\n    ${KEPT}`;\n}\nconst later = () => "
        ),
        ";\nclass Page {}\nasync function load() {\nawait later();\n}\n",
    ]


@pytest.mark.parametrize(
    ("code", "line"),
    [
        ('import a from "./a.js";', 1),
        ('import "./a.js";', 1),
        ('import { a } from "a";', 1),
        ('import { a } from "/a.js";', 1),
        ('import { a } from "https://elsewhere.test/a.js";', 1),
        ('import { a } from "./a.css";', 1),
        ("import { a } from './a.js';", 1),
        ('import {a} from "./a.js";', 1),
        ('import { a, } from "./a.js";', 1),
        ('import { default as a } from "./a.js"', 1),
        ('import a, { b } from "./a.js";', 1),
        ('import { "a-b" as a } from "./a.js";', 1),
        ('import words from "./words.json" with { type: "json" };', 1),
        ('import defer * as a from "./a.js";', 1),
        ('\nimport {\n  a,\n} from "./a.js";', 2),
        ('import { a } from "./a.js"; import { b } from "./b.js";', 1),
        ('import { a } from "./a.js"; // why', 1),
        ('f();\nimport { a } from "./a.js";', 2),
        ('import("./a.js");\nimport { b } from "./b.js";', 2),
        ('  import { a } from "./a.js";', 1),
        ('const a = 1;\nif (a) import("./" + a);', 2),
        ("import(`./a.js`);", 1),
        ("import(address);", 1),
        ('import("./a.js", { with: {} });', 1),
        ("say(import.meta.url);", 1),
        ("export default 1;", 1),
        ("export default function f() {}", 1),
        ("a;\nexport let a = 1;", 2),
        ("export var a = 1;", 1),
        ("export const { a, b } = c;", 1),
        ("export const [a] = c;", 1),
        ("export function* a() {}", 1),
        ("export async function* a() {}", 1),
        ("const a = 1;\nexport { a };", 2),
        ('export { a } from "./a.js";', 1),
        ('export * from "./a.js";', 1),
        ('export * as a from "./a.js";', 1),
        (" export const a = 1;", 1),
        ("a; export const b = 1;", 1),
        ('const a = "open;', 1),
        ("a;\nb;\n/* open", 3),
        ("a;\nb = `open", 2),
    ],
)
def test_any_other_form_is_refused_with_its_line(code: str, line: int) -> None:
    with pytest.raises(LinkError, match=rf"^attendee/page\.js:{line}: "):
        read_module("attendee/page.js", code)


@pytest.mark.parametrize(
    ("code", "line"),
    [("await begin();", 1), ("\nconst a = await b;", 2), ("if (a) {\n  await b;\n}", 2)],
)
def test_waiting_outside_functions_is_known_by_its_line(code: str, line: int) -> None:
    assert read_module("pages/home.js", code).waits == line


@pytest.mark.parametrize(
    "code",
    [
        "const f = async () => (await g()).h;",
        "const f = async (x) => await x;",
        "async function f() {\n  await g();\n}",
    ],
)
def test_waiting_in_functions_is_nothing_to_know(code: str) -> None:
    assert read_module("core/a.js", code).waits is None
