"""The files of a first visit, found in what pages, modules and style sheets send."""

import pytest

from tests.load.page import File, named_files, request

PAGE = """
<link rel="icon" href="/s/favicon.svg"><link rel="manifest" href="/s/manifest">
<link rel=stylesheet href="/s/a.css">
<link rel="preload" as="fetch" href="/s/en.json" crossorigin><link rel="modulepreload" href="/s/b.js">
<script type="module" src="/s/a.js"></script>
<svg><use href="/s/icons.svg#send"/></svg><svg><use href="#here"/></svg>
<img id="code" alt="" loading="lazy" src="/later.svg"><img alt=""><img src="/now.svg">
"""
MODULE = """// import { x } from "./comment.js";
import { a, b as c } from "./a.js";
import d from './d.js';
import * as e from "./e.js";
import "./f.js";
export { g } from "./g.js";
export const later = () => import("./later.js");
const text = "import nothing from here";
"""
LINKED = 'import{a}from"./a.js";import*as b from"./b.js";export{c}from"./c.js";const d=()=>import("./d.js");'


def test_a_page_names_what_a_browser_asks_for_at_once() -> None:
    assert list(named_files(File("/", "page"), PAGE)) == [
        ("/s/favicon.svg", "icon"),
        ("/s/a.css", "style"),
        ("/s/en.json", "words"),
        ("/s/b.js", "script"),
        ("/s/a.js", "script"),
        ("/s/icons.svg#send", "icon"),
        ("/now.svg", "icon"),
    ]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (MODULE, ["./a.js", "./d.js", "./e.js", "./f.js", "./g.js"]),
        (LINKED, ["./a.js", "./b.js", "./c.js"]),
    ],
)
def test_a_module_names_what_it_imports_statically(text: str, names: list[str]) -> None:
    assert [found for found, _ in named_files(File("/a.js", "script"), text)] == names


def test_a_style_sheet_names_style_sheets_and_pictures() -> None:
    text = '@import "base.css"; a { background: url(a.svg) } b { background: url("b.svg") }'
    assert list(named_files(File("/a.css", "style"), text)) == [
        ("base.css", "style"),
        ("a.svg", "icon"),
        ("b.svg", "icon"),
    ]


def test_a_request_is_one_of_a_browser_that_takes_brotli() -> None:
    clients = request(8000, File("/s/a.js", "script", "/")).decode().split("\r\n")
    assert clients[:2] == ["GET /s/a.js HTTP/1.1", "Host: 127.0.0.1:8000"]
    assert "Accept-Encoding: gzip, deflate, br" in clients
    assert clients[-2:] == ["", ""]
