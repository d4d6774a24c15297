"""The picture of the tree says which folders import which."""

from tests.picture import TITLE, drawn, of_the_tree


def test_folders_and_their_imports() -> None:
    imports = {
        "web/pages/html.py": {"web/pages/files.py", "live/socket.py"},
        "web/pages/files.py": set(),
        "live/socket.py": {"domain/rules.py"},
        "domain/rules.py": set(),
    }
    assert drawn(imports) == TITLE + (
        "flowchart TD\n"
        '    domain["domain/"]\n'
        '    live["live/"]\n'
        '    web_pages["web/pages/"]\n'
        "    live --> domain\n"
        "    web_pages --> live\n"
    )


def test_an_arrow_that_a_longer_way_implies_is_left_out() -> None:
    arrows = [
        line
        for line in drawn({"a/a.py": {"b/b.py", "c/c.py"}, "b/b.py": {"c/c.py"}, "c/c.py": set()}).split("\n")
        if "-->" in line
    ]
    assert arrows == ["    a --> b", "    b --> c"]


def test_files_of_a_folder_stand_for_themselves_where_the_folder_would_need_itself() -> None:
    imports = {
        "domain/rules.py": {"domain/polls/decide.py"},
        "domain/polls/decide.py": {"domain/visibility.py"},
        "domain/visibility.py": set(),
    }
    assert drawn(imports) == TITLE + (
        "flowchart TD\n"
        '    subgraph domain_box["domain/"]\n'
        '        domain_polls["polls/"]\n'
        '        domain_rules_py["rules.py"]\n'
        '        domain_visibility_py["visibility.py"]\n'
        "    end\n"
        "    domain_polls --> domain_visibility_py\n"
        "    domain_rules_py --> domain_polls\n"
    )


def test_a_folder_with_files_and_folders_is_a_box_around_both() -> None:
    picture = drawn({"js/polls/card.js": {"js/polls/model/answers.js"}, "js/polls/model/answers.js": set()})
    assert picture == TITLE + (
        "flowchart TD\n"
        '    subgraph js_polls_box["js/polls/"]\n'
        '        js_polls["polls/*"]\n'
        '        js_polls_model["model/"]\n'
        "    end\n"
        "    js_polls --> js_polls_model\n"
    )


def test_this_tree_can_be_drawn() -> None:
    picture = of_the_tree()
    assert "    server_live_connection --> server_live_rooms\n" in picture
    assert "    static_js_ui --> static_js_core\n" in picture
