"""Comments, literals and keywords are told apart as a browser tells them apart."""

import pytest

from server.web.pages.scan import Unreadable, outside_functions, scan


def _marked(code: str) -> list[tuple[str, str]]:
    return [(mark.kind.name.lower(), code[mark.start : mark.end]) for mark in scan(code)]


@pytest.mark.parametrize(
    ("code", "marked"),
    [
        ('say("import");', [("literal", '"import"')]),
        ("say('it\\'s'); // await", [("literal", "'it\\'s'"), ("comment", "// await")]),
        ("/* import\nexport */ x", [("comment", "/* import\nexport */")]),
        ("`a ${b} c`", [("literal", "`a ${"), ("literal", "} c`")]),
        (
            "`${of({ a: `${b}` })}/*`",
            [("literal", "`${"), ("literal", "`${"), ("literal", "}`"), ("literal", "}/*`")],
        ),
        ("`\\`${1}\\${`", [("literal", "`\\`${"), ("literal", "}\\${`")]),
        ("`$5`", [("literal", "`$5`")]),
        ("x = /[/\"]'/gu;", [("literal", "/[/\"]'/gu")]),
        ("return /`/.test(x)", [("literal", "/`/")]),
        ("(a / b) / c; d /= 2", []),
        ("n / 2 // half", [("comment", "// half")]),
        ("await x; reawait; x.await; $await; { await: 1 }", [("keyword", "await")]),
        ("#import; important; imports; _export", []),
        ("import", [("keyword", "import")]),
    ],
)
def test_marks(code: str, marked: list[tuple[str, str]]) -> None:
    assert _marked(code) == marked


@pytest.mark.parametrize(
    ("code", "offset"),
    [('let a = "b\n";', 8), ("/* never", 0), ("x = `${", 6), ("`never", 0), ("x = /never", 4)],
)
def test_a_missing_end_is_found_where_it_begins(code: str, offset: int) -> None:
    with pytest.raises(Unreadable) as found:
        list(scan(code))
    assert found.value.offset == offset


@pytest.mark.parametrize(
    "code",
    [
        "await x;",
        "const a = await x;",
        "if (a) { await x; }",
        "for await (const a of b) { c(); }",
        "for (const a of b) { while (a) { await a; } }",
        "try { await x; } catch (error) { y(); }",
        "const a = { b: await c };",
        "f(await x);",
    ],
)
def test_a_keyword_outside_functions(code: str) -> None:
    assert [code[mark.start :][:5] for mark in outside_functions(code, list(scan(code)))] == ["await"]


@pytest.mark.parametrize(
    "code",
    [
        "async function f() { await x; }",
        "const f = async () => { if (a) { await x; } };",
        "class A { async b(c = (d)) { await x; } }",
        "const a = { async b() { await x; } };",
        "list.map(async (one) => {\n  await one;\n});",
        "// await x",
        "say(`await ${x}`)",
    ],
)
def test_a_keyword_inside_functions(code: str) -> None:
    assert list(outside_functions(code, list(scan(code)))) == []


def test_a_brace_that_closes_nothing() -> None:
    with pytest.raises(Unreadable):
        list(outside_functions("f(await x]", []))
