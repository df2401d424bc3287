"""Drawings of flows: complete, deterministic, and safe for any text of an author."""

from xml.etree import ElementTree

import pytest
from hypothesis import given, settings

from flows import drawing
from flows.book.flow import Flow
from flows.book.loading import library
from tests.support.flows.libraries import LIBRARIES

SVG = "{http://www.w3.org/2000/svg}"
STATUS = Flow.model_validate({
    "flow": "status",
    "start": "which",
    "states": {
        "which": {"hears": ["status_manual"], "buttons": {"manual": "manual", "cannot": {"open": "human"}}},
        "manual": {"buttons": {"done": "sent", "again": {"go": "which", "when": "muted"}}},
        "sent": {
            "do": {"effect": "open_later", "flow": "status/due", "wait": {"fact": "check_usual"}},
            "then": {"go": "return"},
        },
        "due": {"notice": True, "buttons": {"on": {"open": "status/which"}}},
    },
})  # fmt: skip


def words(svg: str) -> list[str]:
    return [text.text or "" for text in ElementTree.fromstring(svg).iter(f"{SVG}text")]  # noqa: S314 our own drawing


def test_every_state_and_every_way_is_on_the_picture() -> None:
    said = words(drawing.svg(STATUS))
    assert {"which", "manual", "sent", "due", "слышит: status_manual", "делает: open_later"} <= set(said)
    assert {"manual → manual", "cannot → human", "again если muted → which", "check_usual ⇢ due"} <= set(said)
    assert "→ вернуться туда, откуда пришли" in said


def test_mermaid_names_every_state_and_key() -> None:
    said = drawing.mermaid(STATUS)
    assert said.startswith("flowchart TD\n")
    assert 's0 -->|"manual"| s1' in said
    assert 's2 -.->|"check_usual"| s3' in said
    assert '(["human"])' in said


def test_the_lit_state_stands_out_and_only_it() -> None:
    dark, lit = drawing.svg(STATUS), drawing.svg(STATUS, lit="manual")
    assert 'class="box screen lit"' not in dark
    assert lit.count('class="box screen lit"') == 1
    assert "style s1 stroke:" in drawing.mermaid(STATUS, lit="manual")
    assert drawing.svg(STATUS, lit="нет такого") == dark


def test_the_same_flow_gives_the_same_picture() -> None:
    assert drawing.svg(STATUS) == drawing.svg(STATUS)
    assert drawing.mermaid(STATUS) == drawing.mermaid(STATUS)


def test_titles_say_states_in_words_and_are_escaped() -> None:
    titles = {"which": "О каком документе речь? <b>&«ё»"}
    assert titles["which"] in words(drawing.svg(STATUS, titles=titles))
    assert "О каком документе речь? #lt;b#gt;#amp;«ё»" in drawing.mermaid(STATUS, titles=titles)


def test_boxes_do_not_lie_on_each_other() -> None:
    for flow in [*library().flows.values(), STATUS]:
        root = ElementTree.fromstring(drawing.svg(flow))  # noqa: S314 our own drawing
        marked = [box for box in root.iter(f"{SVG}rect") if box.get("class", "").startswith("box")]
        places = [tuple(float(box.get(name, "")) for name in ("x", "y", "width", "height")) for box in marked]
        assert len(places) == len(flow.states)
        for n, (x, y, width, height) in enumerate(places):
            for left, top, wide, high in places[:n]:
                assert x >= left + wide or left >= x + width or y >= top + high or top >= y + height


def test_the_book_is_drawn_with_its_flows_and_who_opens_whom() -> None:
    menu = Flow.model_validate({
        "flow": "menu", "start": "home", "states": {"home": {"buttons": {"status": {"open": "status"}}}},
    })  # fmt: skip
    flows = {"menu": menu, "status": STATUS}
    assert {"menu", "status", "состояний: 1", "состояний: 4"} <= set(words(drawing.svg_book(flows)))
    assert "s0 --> s1" in drawing.mermaid_book(flows)


@pytest.mark.parametrize("draw", [drawing.svg_book, drawing.mermaid_book])
def test_the_shipped_book_and_an_empty_one_are_drawn(draw: object) -> None:
    assert callable(draw)
    assert draw(library().flows)
    assert draw({})


@settings(deadline=None, max_examples=60)
@given(LIBRARIES)
def test_any_flow_is_drawn_and_the_picture_is_xml(flows: dict[str, dict[str, object]]) -> None:
    shaped = {name: Flow.model_validate({"flow": name, **flow}) for name, flow in flows.items()}
    for flow in shaped.values():
        ElementTree.fromstring(drawing.svg(flow))  # noqa: S314 our own drawing
        assert drawing.mermaid(flow)
    ElementTree.fromstring(drawing.svg_book(shaped))  # noqa: S314 our own drawing
