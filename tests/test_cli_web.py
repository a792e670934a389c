"""Web pages and news XML in."""

import json
import sys
from pathlib import Path
from typing import Any

import pytest

PAGE = """<!DOCTYPE html>
<html lang="en"><head><title>Bridge to be rebuilt - The Glenmoor Post</title>
<meta property="og:title" content="Bridge to be rebuilt">
<meta property="og:site_name" content="The Glenmoor Post">
<meta property="article:published_time" content="2025-03-02T10:00:00Z">
<meta name="author" content="Jane Miller">
</head><body><nav><a href="/">Home</a> <a href="/sport">Sport</a></nav>
<article><h1>Bridge to be rebuilt</h1>
<p>The town of Glenmoor will rebuild its old bridge, which a flood carried away last Friday.</p>
<p>“We will rebuild the bridge,” said Mayor Ann Lee at a meeting of the council in town.</p>
<p>The work is expected to take two years and to cost more than the council had planned for it.</p>
</article><footer>Copyright. All rights reserved. <script>alert(1)</script></footer></body></html>
"""
NITF = """<?xml version="1.0" encoding="UTF-8"?>
<nitf><head><title>Ignored</title><docdata><date.issue norm="20250302T100000Z"/></docdata></head>
<body><body.head><hedline><hl1>Bridge to be rebuilt</hl1></hedline>
<byline>By <person>Jane Miller</person></byline><distributor>Wire</distributor></body.head>
<body.content><block><p>The town will <em>rebuild</em> its bridge.</p>
<p>“We will,” said Ann Lee last Friday.</p></block></body.content></body></nitf>
"""
NEWSML = """<?xml version="1.0"?>
<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/"><contentMeta>
<contentCreated>2025-03-02T10:00:00Z</contentCreated><headline>Bridge to be rebuilt</headline>
<by>Jane Miller</by><creditline>Wire</creditline></contentMeta>
<contentSet><inlineXML contenttype="application/xhtml+xml">
<html xmlns="http://www.w3.org/1999/xhtml"><body><p>The town will rebuild its bridge.</p>
<p>“We will,” said Ann Lee last Friday.</p></body></html></inlineXML></contentSet></newsItem>
"""


def analyzed(cli: Any, name: str, text: str) -> dict[str, Any]:
    Path(name).write_text(text, "utf-8")
    done = cli("analyze", name, "--json")
    assert done.code == 0, done.err
    found: dict[str, Any] = json.loads(done.out)
    for layer in ("quotes", "entities", "dates"):
        assert found[layer]
        for item in found[layer]:
            text = found["document"]["text"]
            assert text[item["start"] : item["end"]] == item["text"]
    return found


def test_a_web_page_with_what_it_says_of_itself(cli: Any) -> None:
    pytest.importorskip("trafilatura")
    found = analyzed(cli, "a.html", PAGE)
    document = found["document"]
    assert document["title"] == "Bridge to be rebuilt"
    assert document["published"]["value"] == "2025-03-02"
    assert document["meta"] == {"author": "Jane Miller", "outlet": "The Glenmoor Post"}
    assert "alert" not in document["text"] and "Sport" not in document["text"]
    assert found["quotes"][0]["speaker"]["name"] == "Ann Lee"
    assert "2025-02-28" in [date["value"] for date in found["dates"]]


def test_a_page_without_an_article(cli: Any) -> None:
    pytest.importorskip("trafilatura")
    Path("a.html").write_text("<html><body></body></html>")
    done = cli("analyze", "a.html", "--json")
    assert done.code == 3 and "no article found in this page" in done.err


def test_without_the_extra_a_page_is_told_what_it_needs(cli: Any, monkeypatch: Any) -> None:
    monkeypatch.setitem(sys.modules, "trafilatura", None)
    Path("a.html").write_text(PAGE, "utf-8")
    Path("b.txt").write_text("Ann Lee spoke.", "utf-8")
    done = cli("analyze", "a.html", "b.txt", "-f", "jsonl")
    assert done.code == 3 and "pip install 'newsan[web]'" in done.err
    assert [("error" in json.loads(line)) for line in done.out.splitlines()] == [True, False]


@pytest.mark.parametrize("text", [NITF, NEWSML], ids=["nitf", "newsml"])
def test_news_xml_needs_no_extra(cli: Any, monkeypatch: Any, text: str) -> None:
    monkeypatch.setitem(sys.modules, "trafilatura", None)
    document = analyzed(cli, "a.xml", text)["document"]
    assert document["text"].startswith("The town will rebuild its bridge.\n\n“We will,”")
    assert document["title"] == "Bridge to be rebuilt"
    assert document["published"]["value"] == "2025-03-02"
    assert document["meta"] == {"author": "Jane Miller", "outlet": "Wire"}
