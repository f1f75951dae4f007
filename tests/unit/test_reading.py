"""What a page says: its own paper with its certainty, and the list of its papers."""

import re
from typing import Any

import pytest

from build.engine import Engine
from tests.frames import frame

ACL = "https://aclanthology.org/2024.acl-long.1/"
NONE = "https://example.com/"


def _reading(engine: Engine, *frames: dict[str, Any]) -> dict[str, Any]:
    reading: dict[str, Any] = engine.call("reading/reading.js", "readingOf", frames)
    return reading


@pytest.mark.parametrize(
    ("arxiv_ids", "dois", "expected"),
    [
        (["1706.03762"], ["10.18653/v1/N19-1423"], ["1706.03762"]),
        ([], ["10.18653/v1/N19-1423"], ["N19-1423@ACL"]),
        ([], ["doi:10.18653/v1/N19-1423"], ["N19-1423@ACL"]),
        ([], ["https://doi.org/10.48550/arXiv.1706.03762"], ["1706.03762"]),
        (["hep-th/9901001v2"], [], ["hep-th/9901001"]),
        ([], ["10.1145/3264631.3264634"], []),
        ([], [], []),
    ],
)
def test_meta_tags(
    engine: Engine, arxiv_ids: list[str], dois: list[str], expected: list[str]
) -> None:
    papers = _reading(engine, _frame([]) | {"arxivIds": arxiv_ids, "dois": dois})["own"]
    assert [paper["id"] for paper in papers] == expected


PDF_OF = ["https://arxiv.org/pdf/1706.03762", "PDF"]


@pytest.mark.parametrize(
    ("parts", "title"),
    [
        ([["", "\nAttention Is All You Need. ["], PDF_OF], "Attention Is All You Need"),
        ([["", "\n- **Tea, Milk and Cups for All.** "], PDF_OF], "Tea, Milk and Cups for All"),
        (
            [["", "\nDeep Tea Networks for All "], PDF_OF, ["", " by A. Author and others\n"]],
            "Deep Tea Networks for All",
        ),
        ([["", "\nDeep Tea Networks for All "], PDF_OF, ["", " which boils the water\n"]], ""),
        ([["", "Some Other Paper in Full\n"], PDF_OF], ""),
        ([[ACL, "Some Other Paper in Full"], ["", "\n"], PDF_OF], ""),
        ([["", f"{'Prose that goes on. ' * 20}["], PDF_OF], ""),
    ],
)
def test_title_before_a_link_on_the_same_line(
    engine: Engine, parts: list[list[str]], title: str
) -> None:
    papers = _reading(engine, _frame(parts))["listed"]
    assert papers[-1] | {"context": ""} == {
        "paper": {"kind": "paper", "source": "arXiv", "branch": "arxiv", "id": "1706.03762"},
        "title": title,
        "isOwn": False,
        "isMention": False,
        "pages": [],
        "context": "",
    }


@pytest.mark.parametrize(
    ("label", "title"),
    [
        ("[PDF] Deep Networks for Hot Tea", "Deep Networks for Hot Tea"),
        ("[PDF]Deep Networks for Hot Tea", "Deep Networks for Hot Tea"),
        ("Deep Networks for Hot Tea (arXiv)", "Deep Networks for Hot Tea"),
        ("Deep Networks [PDF] for Hot Tea", "Deep Networks [PDF] for Hot Tea"),
    ],
)
def test_label_in_brackets_around_a_title(engine: Engine, label: str, title: str) -> None:
    listed = _reading(engine, _frame([["", "\n"], [PDF_OF[0], label]]))["listed"]
    assert [it["title"] for it in listed] == [title]


MENU_ITEM = "Skip to the Main Content of This Page"


@pytest.mark.parametrize(
    ("href", "title"),
    [
        (f"{ACL}#content", ""),
        (ACL, MENU_ITEM),
        ("https://aclanthology.org/2024.acl-long.2/#content", MENU_ITEM),
    ],
    ids=["within the page", "to the page", "within another page"],
)
def test_words_of_a_link_within_the_page_are_no_title(
    engine: Engine, href: str, title: str
) -> None:
    page = _frame([["", "\n"], [href, MENU_ITEM]]) | {"url": ACL}
    assert _reading(engine, page)["listed"][-1]["title"] == title


@pytest.mark.parametrize(
    ("before", "ids"),
    [("Read it: ", ["1706.03762"]), ("[3] ", [])],
    ids=["not cited", "in a reference"],
)
def test_pdf_that_is_cited_is_not_the_page_s_own(
    engine: Engine, before: str, ids: list[str]
) -> None:
    parts = [["", f"\n{before}"], [PDF_OF[0], "[PDF]"]]
    reading = _reading(engine, _frame(parts) | {"statedTitle": "Deep Tea Networks"})
    assert [it["id"] for it in reading["own"]] == ids


PMLR = "https://proceedings.mlr.press/v900/tea26a.html"
FORUM = "https://openreview.net/forum?id=a-B_c9dEf0"


@pytest.mark.parametrize(
    ("parts", "ids"),
    [
        ([[PMLR, "abs"], ["", "]["], [FORUM, "OpenReview"]], ["a-B_c9dEf0@OpenReview"]),
        (
            [[FORUM, "A Paper About Tea"], ["", "\n"], [PMLR, "abs"], [FORUM, "OpenReview"]],
            ["a-B_c9dEf0@OpenReview"],
        ),
        (
            [[PMLR, "abs"], [FORUM, "OpenReview"], ["", "\n"], [PMLR, "pdf"]],
            ["a-B_c9dEf0@OpenReview"],
        ),
        ([[PMLR, "abs"], ["", "\n"], [FORUM, "OpenReview"]], None),
        ([[PMLR, "abs"], [FORUM, "A Paper About Tea"]], None),
        ([[FORUM, "OpenReview"], [PMLR, "abs"]], ["a-B_c9dEf0@OpenReview", "tea26a@v900@PMLR"]),
    ],
)
def test_entry_with_two_ids_is_listed_by_one(
    engine: Engine, parts: list[list[str]], ids: list[str] | None
) -> None:
    papers = _reading(engine, _frame(parts))["listed"]
    assert [it["paper"]["id"] for it in papers] == (
        ids or ["tea26a@v900@PMLR", "a-B_c9dEf0@OpenReview"]
    )


@pytest.mark.parametrize(
    ("name", "ids"),
    [
        ("arXiv:2505.13447", ["2505.13447"]),
        ("https://arxiv.org/abs/2501.12948", ["2501.12948"]),
        ("论文：arXiv:2505.13447。", ["2505.13447"]),
        ("Artículo: arXiv:2505.13447", ["2505.13447"]),
        ("論文はこちら→arxiv.org/abs/2505.13447", ["2505.13447"]),
        ("arxiv.org/abs/2501.12948…", ["2501.12948"]),
        ("arxiv.org/abs/2501.12948 …", ["2501.12948"]),
        ("arxiv.org/abs/hep-th/9901001...", ["hep-th/9901001"]),
        ("aclanthology.org/2024.acl-long.12", ["2024.acl-long.12@ACL"]),
        ("aclanthology.org/2024.acl-long.1…", []),
        ("openreview.net/forum?id=a-B_c9dEf0…", []),
        ("arxiv.org/abs/2501.129…", []),
        ("2501.12948 and openreview.net/forum?id=a-B_c9dEf0…", ["2501.12948"]),
        ("Version 2505.1", []),
        ("电话 800-555-1234", []),
        ("Siehe Kapitel 2.13", []),
        ("続きを読む", []),
    ],
)
def test_papers_that_the_words_of_a_link_name(engine: Engine, name: str, ids: list[str]) -> None:
    found = engine.call("reading/reading.js", "papersOfLink", [[name]])
    assert [paper["id"] for paper in found] == ids


@pytest.mark.parametrize(
    ("links", "ids"),
    [
        ([["PDF", "arXiv:2505.13447"]], ["2505.13447"]),
        ([["arXiv:2505.13447"], ["https://arxiv.org/pdf/2505.13447v2"]], ["2505.13447"]),
        ([["2505.13447, 2501.12948"], ["arXiv:2501.12948"]], ["2501.12948"]),
        ([["arXiv:2505.13447"], ["arXiv:2501.12948"]], []),
        ([["arXiv:2505.13447"], ["阅读原文"]], []),
        ([], []),
    ],
    ids=["its title", "one paper", "one of two", "two papers", "no paper", "no name"],
)
def test_links_to_one_address_name_what_all_of_them_name(
    engine: Engine, links: list[list[str]], ids: list[str]
) -> None:
    found = engine.call("reading/reading.js", "papersOfLink", links)
    assert [paper["id"] for paper in found] == ids


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            "huggingface.co\nPaper page - s1: Simple test-time scaling\nJoin the discussion on this"
            " paper page",
            "s1: Simple test-time scaling",
        ),
        ("From arxiv.org\nDeep Tea Networks", "Deep Tea Networks"),
        ("来自 huggingface.co\n深度茶叶网络研究 - 知乎", "深度茶叶网络研究"),
        ("De arxiv.org\nRedes profundas de té | OpenReview", "Redes profundas de té"),
        ("深層茶ネットワークの研究 · alphaXiv\narxiv.org/abs/…", "深層茶ネットワークの研究"),
        ("Deep Tea https://t.co/abc Networks", "Deep Tea Networks"),
        ("Deep Tea\nNetworks", "Deep Tea Networks"),
        ("Node.js for Tea - A Survey", "Node.js for Tea - A Survey"),
        ("GitHub Copilot: A Study", "GitHub Copilot: A Study"),
        ("arxiv.org\nPDF", "PDF"),
        ("From arxiv.org", ""),
    ],
)
def test_words_of_a_link_without_sites(engine: Engine, text: str, words: str) -> None:
    assert engine.call("reading/titles.js", "withoutSites", text) == words


@pytest.mark.parametrize(
    "text", ["1." * 120 + " x", "论文" * 60 + "x", "论文 " * 60 + "x", "pdf." * 60 + "x"]
)
def test_label_check_is_fast(engine: Engine, text: str) -> None:
    """With backtracking, this would take forever."""
    assert engine.call("reading/titles.js", "isTitle", text) in (True, False)


URL = "https://arxiv.org/abs/2501.12948"
LONG_TITLE = "DeepSeek-R1: Incentivizing Reasoning Capability in LLMs via Reinforcement Learning"
TITLE = "Attention Is All You Need"


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (f"论文标题：{LONG_TITLE} 论文地址：{URL}", LONG_TITLE),
        (f"论文标题：{LONG_TITLE}\n论文地址：{URL}", LONG_TITLE),
        (f"论文标题：\n{LONG_TITLE}\n论文链接：\n{URL}\n", LONG_TITLE),
        (
            f"【论文标题】：Deep tea networks for brewing【论文地址】：{URL}",
            "Deep tea networks for brewing",
        ),
        (f"标题：{LONG_TITLE}\n作者：张三，李四\n机构：茶叶大学\n链接：{URL}", LONG_TITLE),
        (f"论文：深度茶叶网络研究，链接：{URL}", "深度茶叶网络研究"),
        (f"Title: Attention is all you need. Paper: {URL}", "Attention is all you need"),
        (
            f"Title: Attention is all you need\nAuthors: A. Author, B. Bond\nPaper: {URL}",
            "Attention is all you need",
        ),
        (f"Paper: {TITLE} ({URL})", TITLE),
        (f"Titre : Des réseaux profonds de thé\nLien : {URL}", "Des réseaux profonds de thé"),
        (f"Título: Redes profundas de té. Enlace: {URL}", "Redes profundas de té"),
        (f"タイトル：深層茶ネットワークの研究\n論文：{URL}", "深層茶ネットワークの研究"),
        (f"제목: 심층 차 네트워크 연구\n링크: {URL}", "심층 차 네트워크 연구"),
        (f"Название: Глубокие чайные сети\nСсылка: {URL}", "Глубокие чайные сети"),
        (f"《{TITLE}》{URL}", TITLE),
        (f"谷歌的论文《{TITLE}》（{URL}）提出了一种全新的架构。", TITLE),
        (f"见《机器学习》之后的《深度茶叶网络研究》 论文链接：{URL}", "深度茶叶网络研究"),
        (
            "In “Attention is all you need” (arXiv:2501.12948), they propose a network.",
            "Attention is all you need",
        ),
        (f"{TITLE}\n{URL}", TITLE),
        (f"1. {LONG_TITLE}\n\n{URL}\n", LONG_TITLE),
        (f"{LONG_TITLE}\n深度求索：通过强化学习激励大模型的推理能力\n原文链接：{URL}", LONG_TITLE),
        (f"{LONG_TITLE}\nОбучение с подкреплением для рассуждений\n{URL}", LONG_TITLE),
        (f"深度茶叶网络\n{LONG_TITLE}\n{URL}", LONG_TITLE),
        (
            "LoRA: low-rank adaptation of large models\narXiv:2501.12948",
            "LoRA: low-rank adaptation of large models",
        ),
        ("[3] A. Author, B. Bond. Deep tea networks. arXiv:2501.12948, 2017.", "Deep tea networks"),
        (f"- {TITLE} (arXiv:2501.12948)", TITLE),
        (f"* {TITLE}: {URL}", TITLE),
        ("DeepSeek-R1 [arXiv:2501.12948]", "DeepSeek-R1"),
        (
            f"📄 **Title:** Attention is all you need\n🔗 **Paper:** {URL}",
            "Attention is all you need",
        ),
        (f"论文题目：{LONG_TITLE}\n论文链接：{URL}\n代码链接：https://github.com/a/b", LONG_TITLE),
        (f"Paper title: {TITLE} | Link: {URL}", TITLE),
        (f"「{TITLE}」 {URL}", TITLE),
        (f"《深度茶叶网络研究》\n{URL}", "深度茶叶网络研究"),
        (
            "Vaswani, A. and Parmar, N. (2017). Attention is all you need. arXiv:2501.12948",
            "Attention is all you need",
        ),
        (
            f"Title: Attention is all you need Authors: A. Author, B. Bond {URL}",
            "Attention is all you need",
        ),
        (f"Title: “Attention is all you need”. Paper: {URL}", "Attention is all you need"),
        (f"标题：《深度茶叶网络研究》；链接：{URL}", "深度茶叶网络研究"),
        (
            'In "Attention is all you need" (arXiv:2501.12948), they propose a network.',
            "Attention is all you need",
        ),
        (f"见「attention is all you need」 {URL}", "attention is all you need"),
        (f"{LONG_TITLE}\n \n \n \n \n \n{URL}", LONG_TITLE),
    ],
)
def test_title_that_a_text_gives_to_a_paper(engine: Engine, text: str, title: str) -> None:
    listed = _reading(engine, _frame([["", text]]))["listed"]
    titles = {it["paper"]["id"]: it["title"] for it in listed}
    assert titles == {"2501.12948": title}


@pytest.mark.parametrize(
    "text",
    [
        f"Check out our new paper\n{URL}",
        f"Our new paper is out\n{URL}",
        f"Schau dir mal das neue Paper an\n{URL}",
        f"Une nouvelle étude très intéressante sur le thé\n{URL}",
        f"参考文献与延伸阅读资料\n{URL}",
        f"今天给大家推荐一篇很有意思的论文\n{URL}",
        f"今天给大家推荐一篇论文：{URL}",
        f"论文地址：{URL}",
        f"论文地址：{URL}\n代码地址：https://github.com/a/b",
        f"Further Reading and Other Resources\n{URL}",
        f"Jane Doe, John Smith, and Ann Author\n{URL}",
        f"Massachusetts Institute of Technology, Cambridge\n{URL}",
        f"{TITLE} https://arxiv.org/abs/1706.03762\n{URL}",
        f"{TITLE}\n\nhttps://arxiv.org/abs/1706.03762\n{URL}",
        f"The Tea Newsletter, Issue 12 of the Year\n{URL}",
        "We follow the recent work on tea networks (arXiv:2501.12948) and others.",
        "Wir folgen der Arbeit über Teenetze (arXiv:2501.12948) und anderen.",
        "我们在之前的论文（arXiv:2501.12948）中提出了这个方法。",
        "See Section 3 of the Supplementary Material: arXiv:2501.12948",
        f"Breaking: New AI Model Beats All Humans\n{URL}",
        f"他在“人工智能”一词（{URL}）中说明了含义。",
        f"{TITLE}.\nI like this one a lot, really.\n{URL}",
        f"{LONG_TITLE}\n{URL} is what we follow here",
        "DeepSeek-R1 arXiv:2501.12948 is good [sic]",
        f"Paper: {URL}",
        f"Title: see below. Paper: {URL}",
        f"El artículo que todos deben leer hoy: {URL}",
        f"このモデルについての論文はこちら\n{URL}",
        "CVPR 2024 [arXiv:2501.12948]",
        "NeurIPS [arXiv:2501.12948]",
        "GitHub [arXiv:2501.12948]",
        "Figure 2 [arXiv:2501.12948]",
        f"页面标题：欢迎来到我的博客。\n第二段，说说别的。\n{URL}",
        f"Comments: 12 Pages and 3 Figures\n{URL}",
        f"The paper: We propose something that many people like, see {URL}",
        f"I like the title: It is so funny to read {URL}",
        f"Title: Deep Tea Networks. Based on: {URL}",
        f"Title: Deep Tea Networks. Code: https://github.com/a/b. Baseline: {URL}",
        f"Tea Lab at the Big School\n{URL}",
        f"这是一篇关于茶叶的研究\n{URL}",
        f"Deep Tea Networks for All\nA. Author is a professor of tea at home.\n{URL}",
        f"Posted by Jane Doe on Monday Morning\n{URL}",
        f"Enjoyed this one: {URL}",
        f"Danke für das tolle Paper über Tee: {URL}",
        f"La verdad es que este artículo me gustó mucho {URL}",
        f"Mais informações sobre o artigo em {URL}",
        f"“Tea is hot, and I like it very much”, she said, citing work by others ({URL}).",
    ],
)
def test_text_beside_a_paper_that_is_no_title(engine: Engine, text: str) -> None:
    """A wrong title is worse than none."""
    listed = _reading(engine, _frame([["", text]]))["listed"]
    titles = {it["paper"]["id"]: it["title"] for it in listed}
    assert titles["2501.12948"] == ""


@pytest.mark.parametrize(
    ("parts", "title"),
    [
        ([["", f"论文标题：{TITLE} 论文地址："], [URL, URL]], TITLE),
        ([["", f"论文标题：{TITLE}\n论文地址："], [URL, URL]], TITLE),
        ([["", f"{TITLE}\n"], [URL, URL], ["", "\n"]], TITLE),
        ([["", TITLE, -1, True], ["", f"\n{URL}\n"]], TITLE),
        ([["", f"{TITLE}\n"], [URL, "PDF"], ["", "\n"]], ""),
        ([["", f"{TITLE} "], [ACL, "PDF"], ["", f"\n{URL}\n"]], ""),
        ([["", "- DeepSeek-R1 ["], [URL, "arXiv"], ["", "]\n"]], "DeepSeek-R1"),
        ([["", "GPT-4 【"], [URL, "论文"], ["", "】"]], "GPT-4"),
        ([["", "NeurIPS ["], [URL, "paper"], ["", "]"]], ""),
        ([["", "GitHub ["], [URL, "paper"], ["", "]"]], ""),
        ([["", "ICLR 2025 ["], [URL, "paper"], ["", "]"]], ""),
        ([["", "第 3 节 ["], [URL, "论文"], ["", "]"]], ""),
        ([["", "Tabelle 2 ["], [URL, "arXiv"], ["", "]"]], ""),
    ],
)
def test_title_beside_an_address_that_is_a_link(
    engine: Engine, parts: list[list[Any]], title: str
) -> None:
    listed = _reading(engine, _frame(parts))["listed"]
    assert listed[-1]["paper"]["id"] == "2501.12948"
    assert listed[-1]["title"] == title


def test_heading_of_the_page_is_no_title_of_a_paper_below_it(engine: Engine) -> None:
    frame = _frame([["", f"{TITLE}\n{URL}\n"]]) | {"title": f"{TITLE} - A Blog"}
    assert [it["title"] for it in _reading(engine, frame)["listed"]] == [""]


@pytest.mark.parametrize(
    ("text", "context"),
    [
        (
            "Tea is hot. We follow arXiv:2501.12948, as Author et al. do. Yes.",
            "We follow …, as Author et al. do.",
        ),
        ("We follow the work (arXiv:2501.12948) of others.", "We follow the work of others."),
        ("• We follow arXiv:2501.12948, as they do.", "We follow …, as they do."),
        (f"See {URL} (arXiv:2501.12948) and arXiv:1706.03762.", "See … and arXiv:1706.03762."),
        (
            "茶很热。我们在之前的论文（arXiv:2501.12948）中提出了这个方法。很好。",
            "我们在之前的论文中提出了这个方法。",
        ),
        ("Wir folgen arXiv:2501.12948. Der Tee ist heiß.", "Wir folgen …."),
        ("この論文（arXiv:2501.12948）を読む。", "この論文を読む。"),
        ("论文地址：arXiv:2501.12948", ""),
        ("arXiv:2501.12948", ""),
    ],
)
def test_sentence_around_a_paper_without_a_title(engine: Engine, text: str, context: str) -> None:
    first = _reading(engine, _frame([["", text]]))["listed"][0]
    assert (first["title"], first["context"]) == ("", context)


IEEE = "https://ieeexplore.ieee.org/document/"
IN_CHINESE = "深度茶叶网络的冲泡方法研究"


def _headings(*headings: tuple[str, str]) -> list[list[Any]]:
    """Landmarks of headings that are links: their texts, and where they lead."""
    return [[text, 0, 0, True, "linked", href] for text, href in headings]


def _numbered(*hrefs: str) -> list[list[Any]]:
    return _headings(*((f"A Paper About Tea {at}", href) for at, href in enumerate(hrefs)))


def _searched(reading: dict[str, Any]) -> list[dict[str, Any]]:
    """The papers in a list that only a publisher has."""
    return [it for it in reading["listed"] if not it["paper"]["source"]]


def test_entries_that_only_publishers_have_are_searched(engine: Engine) -> None:
    known = ["https://arxiv.org/abs/1706.03762", "Attention Is All You Need"]
    headings = _headings(
        ("[PDF] Deep Tea Networks", f"{IEEE}1"),
        (known[1], known[0]),
        (IN_CHINESE, f"{IEEE}2"),
        ("Deep tea networks.", f"{IEEE}3"),
    )
    page = _frame([["", "\n"], known, ["", "\n"]]) | {"landmarks": headings}
    listed = _reading(engine, page)["listed"]
    assert [(it["title"], it["isMention"]) for it in listed] == [
        ("Attention Is All You Need", False),
        ("Deep Tea Networks", True),
        (IN_CHINESE, True),
    ]
    words = "Deep Tea Networks"
    assert listed[1]["paper"] == {
        "kind": "titled",
        "source": "",
        "page": f"{IEEE}1",
        "words": words,
    }


@pytest.mark.parametrize(
    "href",
    [
        f"{IEEE}8578572/",
        "https://ieeexplore.ieee.org/abstract/document/8578572",
        "https://dl.acm.org/doi/10.1145/3264631.3264634",
        "https://dl.acm.org/doi/abs/10.1145/3264631.3264634",
        "https://dl.acm.org/citation.cfm?id=3264634",
        "https://link.springer.com/chapter/10.1007/978-3-319-24574-4_28",
        "https://link.springer.com/article/10.1007%2Fs11263-015-0816-y",
        "https://onlinelibrary.wiley.com/doi/full/10.1111/cgf.13210",
        "https://doi.org/10.1109/TPAMI.2016.2577031",
        "https://www.sciencedirect.com/science/article/pii/S0893608014002135",
        "https://www.sciencedirect.com/science/article/abs/pii/S0893608014002135",
        "https://www.nature.com/articles/nature14539",
        "https://www.nature.com/articles/s41586-021-03819-2",
        "https://www.mdpi.com/1424-8220/21/4/1234",
        "https://www.jstor.org/stable/2346178",
        "https://pubmed.ncbi.nlm.nih.gov/26017442/",
        "https://pmc.ncbi.nlm.nih.gov/articles/PMC1234567/",
        "https://www.semanticscholar.org/paper/Tea/5d90f06bb70a0a3dced62413346235c02b1aa086",
        "https://www.researchgate.net/publication/221361415_Deep_Tea",
    ],
)
def test_publishers_page_of_a_paper(engine: Engine, href: str) -> None:
    others = _numbered(f"{IEEE}1", f"{IEEE}2", "https://tea.example/a")
    page = _frame([]) | {"landmarks": [*_headings(("Deep Tea Networks", href)), *others]}
    titles = [it["title"] for it in _searched(_reading(engine, page))]
    assert titles == ["Deep Tea Networks", "A Paper About Tea 0", "A Paper About Tea 1"]


_NEWS = [f"https://news.example/2026/11/tea-{at}" for at in range(9)]
_PAPERS = [f"{IEEE}{at}" for at in range(3)]
_NO_LISTS = {
    "news": _NEWS,
    "news with some papers": [*_NEWS, *_PAPERS],
    "Nature's news": [f"https://www.nature.com/articles/d41586-024-0000{it}-1" for it in range(5)],
    "a magazine's articles": [f"https://spectrum.ieee.org/tea-{at}" for at in range(5)],
    "a blog": [f"https://tea.example/posts/10-2024-tea-{at}/" for at in range(5)],
    "a forum": [f"https://forum.example/t/document/tea/{at}" for at in range(5)],
    "a project's documents": [f"https://tea.example/docs/document/{at}" for at in range(5)],
    "a shop": [f"https://shop.example/dp/10{at}/tea" for at in range(5)],
    "a shop with a DOI in a query": [
        f"https://shop.example/p?doi=10.1007/978-{at}" for at in range(5)
    ],
    "a publisher's books": [f"https://link.springer.com/book/10.1007/978-{at}" for at in range(5)],
    "volumes": [f"https://dl.acm.org/doi/proceedings/10.1145/{at}0000" for at in range(5)],
    "journals": [f"https://link.springer.com/journal/1126{at}" for at in range(5)],
    "a search engine's results": [
        *_PAPERS,
        "https://en.wikipedia.org/wiki/Tea",
        "https://github.com/tea/tea",
    ],
    "one paper": _PAPERS[:1],
    "two papers": _PAPERS[:2],
    "one paper again and again": [_PAPERS[0]] * 5,
    "no addresses": ["", "javascript:void(0)", "#"],
}


@pytest.mark.parametrize("kind", _NO_LISTS)
def test_headings_that_are_no_list_of_papers(engine: Engine, kind: str) -> None:
    page = _frame([]) | {"landmarks": _numbered(*_NO_LISTS[kind])}
    assert _reading(engine, page)["listed"] == []


def test_volumes_between_papers_do_not_make_less_of_a_list(engine: Engine) -> None:
    for volume in (
        "https://link.springer.com/journal/1126",
        "https://link.springer.com/book/10.1007/978-",
        "https://dl.acm.org/toc/joc/",
        "https://link.springer.com/series/558",
        "https://dl.acm.org/doi/proceedings/10.1145/",
    ):
        volumes = [f"{volume}{at}" for at in range(5)]
        page = _frame([]) | {"landmarks": _numbered(*_PAPERS, *volumes)}
        assert len(_searched(_reading(engine, page))) == len(_PAPERS), volume


def test_labels_as_headings_are_no_list_of_papers(engine: Engine) -> None:
    page = _frame([]) | {"landmarks": _headings(*((f"Tea {at}", at) for at in _PAPERS))}
    assert _reading(engine, page)["listed"] == []


def test_page_of_a_paper_has_related_ones(engine: Engine) -> None:
    page = _frame([]) | {"landmarks": _numbered(*_PAPERS)}
    assert len(_searched(_reading(engine, page))) == 3
    assert not _searched(_reading(engine, page | {"statedTitle": "Deep Tea Networks"}))
    assert not _searched(_reading(engine, page | {"url": "https://arxiv.org/abs/1706.03762"}))


def test_only_known_paper_of_many_results_leaves_the_others(engine: Engine) -> None:
    page = _frame([["", "\n"], PDF_OF, ["", "\n"]]) | {"landmarks": _numbered(*_PAPERS)}
    reading = _reading(engine, page)
    assert (reading["certainty"], len(_searched(reading))) == ("alone", 3)


def test_searches_do_not_count_as_mentions(engine: Engine) -> None:
    entries = [f"https://arxiv.org/abs/2401.0000{it}" for it in (1, 2)]
    parts = [part for it in entries for part in (["", "\n"], [it, f"A Paper About Milk {it[-1]}"])]
    mention = ["https://arxiv.org/abs/1706.03762", "arXiv:1706.03762"]
    parts += [["", "\nThis follows what was said in "], mention, ["", " of the others.\n"]]
    page = _frame(parts) | {"landmarks": _numbered(*_PAPERS)}
    listed = _reading(engine, page)["listed"]
    assert [(it["title"], it["isMention"]) for it in listed] == [
        ("A Paper About Milk 1", False),
        ("A Paper About Milk 2", False),
        ("", True),
        *((f"A Paper About Tea {it}", True) for it in range(3)),
    ]


def test_publishers_entry_whose_link_has_a_doi(engine: Engine) -> None:
    linked = ["https://dl.acm.org/doi/10.1145/3264631.3264634", "Deep Tea Networks"]
    headings = [*_headings((linked[1], linked[0])), *_numbered(*_PAPERS[:2])]
    page = _frame([["", "\n"], linked, ["", "\n"]]) | {"landmarks": headings}
    titles = [it["title"] for it in _searched(_reading(engine, page))]
    assert titles == ["Deep Tea Networks", "A Paper About Tea 0", "A Paper About Tea 1"]


def _cvf(base: str, title: str) -> list[list[str]]:
    """A paper's title, linked to its page."""
    page = f"https://openaccess.thecvf.com/content_cvpr_2014/html/{base}_2014_CVPR_paper.html"
    return [[page, title], ["", "\n\n"]]


def _cvf_pdf(base: str, label: str = "PDF") -> list[list[str]]:
    """A link to a paper's PDF in a sentence."""
    pdf = f"https://openaccess.thecvf.com/content_cvpr_2014/papers/{base}_2014_CVPR_paper.pdf"
    return [["", "We have read the "], [pdf, label], ["", " with care, as one does.\n\n"]]


LEAVES = "Rich Leaf Hierarchies for Accurate Tea Detection"
POTS = "Rich Leaf Hierarchies: The Pot's View"
GREEN = "Green_Rich_Leaf_Hierarchies"
MATCHA = "Matcha_Rich_Leaf_Hierarchies"
SHORT = "Rich Leaf Hierarchies"


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ([*_cvf(GREEN, LEAVES), *_cvf_pdf(GREEN)], {LEAVES: ["html/Green", "papers/Green"]}),
        ([*_cvf_pdf(GREEN), *_cvf(GREEN, LEAVES)], {LEAVES: ["papers/Green", "html/Green"]}),
        (
            [*_cvf(MATCHA, POTS), *_cvf(GREEN, LEAVES), *_cvf_pdf(GREEN), *_cvf_pdf(MATCHA)],
            {POTS: ["html/Matcha", "papers/Matcha"], LEAVES: ["html/Green", "papers/Green"]},
        ),
        (
            [*_cvf("Doe_Dont_Read_the", "Don't Read the Leaves"), *_cvf_pdf("Doe_Dont_Read_the")],
            {"Don't Read the Leaves": ["html/Doe", "papers/Doe"]},
        ),
        (
            [*_cvf(GREEN, LEAVES), *_cvf_pdf(GREEN, "first work")],
            {LEAVES: ["html/Green", "papers/Green"]},
        ),
        # Another paper, whose title begins alike.
        (
            [*_cvf(GREEN, LEAVES), *_cvf_pdf(MATCHA)],
            {LEAVES: ["html/Green"], SHORT: ["papers/Matcha"]},
        ),
        # Other words, or only the beginning of a word.
        (
            [*_cvf(GREEN, "Poor Leaf Hierarchies for Tea"), *_cvf_pdf(GREEN)],
            {"Poor Leaf Hierarchies for Tea": ["html/Green"], SHORT: ["papers/Green"]},
        ),
        (
            [*_cvf("Doe_Read_the_Tea", "Read the Teapot Well"), *_cvf_pdf("Doe_Read_the_Tea")],
            {"Read the Teapot Well": ["html/Doe"], "Read the Tea": ["papers/Doe"]},
        ),
    ],
)
def test_page_whose_address_shortens_a_title_that_the_page_gives(
    engine: Engine, parts: list[list[str]], expected: dict[str, list[str]]
) -> None:
    listed = _reading(engine, _frame(parts))["listed"]
    pages = [
        (it["title"], [re.sub("^.*_2014/|_.*", "", page) for page in it["pages"]]) for it in listed
    ]
    assert pages == list(expected.items())


def test_page_whose_address_shortens_two_titles(engine: Engine) -> None:
    capital = [[href.replace("cvpr_2014", "CVPR_2014"), text] for href, text in _cvf(GREEN, POTS)]
    listed = _reading(engine, _frame([*_cvf(GREEN, LEAVES), *capital, *_cvf_pdf(GREEN)]))["listed"]
    assert [it["title"] for it in listed] == [LEAVES, POTS, SHORT]


ARXIV = "https://arxiv.org/abs/1706.03762"
OTHER = "https://arxiv.org/abs/1810.04805"
TEA = "Deep Networks for Hot Tea"
MILK = "Cold Networks for Iced Milk"


@pytest.mark.parametrize(
    ("tabs", "expected", "unread"),
    [
        ([(ARXIV, TEA, None)], [("1706.03762", TEA, True)], 0),
        ([(NONE, TEA, None), ("", "", None)], [], 2),
        (
            [(ARXIV, "", None), (ARXIV, TEA, None), (ARXIV, MILK, None)],
            [("1706.03762", TEA, True)],
            0,
        ),
        (
            [(OTHER, MILK, None), (ARXIV, "", {"statedTitle": TEA})],
            [("1810.04805", MILK, True), ("1706.03762", TEA, True)],
            0,
        ),
        (
            [(NONE, "", {"parts": [[OTHER, MILK], ["", "\n"], [ARXIV, TEA]]}), (OTHER, "", None)],
            [("1810.04805", MILK, False), ("1706.03762", TEA, False)],
            0,
        ),
        ([(NONE, TEA, {"parts": [["", "Tea."]]}), (NONE, TEA, None)], [], 1),
    ],
    ids=["address", "unread", "first title", "own paper", "list of papers", "no paper"],
)
def test_papers_of_several_tabs(
    engine: Engine,
    tabs: list[tuple[str, str, dict[str, Any] | None]],
    expected: list[tuple[str, str, bool]],
    unread: int,
) -> None:
    """Each tab is its address, its title, and what is read of it, if it can be read."""
    given = [
        {
            "tab": {"url": url, "title": title},
            "frames": [] if read is None else [frame(url, title=title, **read)],
        }
        for url, title, read in tabs
    ]
    found = engine.call("reading/reading.js", "readingOfTabs", given)
    named = [(it["paper"]["id"], it["title"], it["isOwn"]) for it in found["named"]]
    assert (named, found["unread"]) == (expected, unread)


def test_paper_of_a_frame_s_address_has_the_frame_s_title(engine: Engine) -> None:
    reading = _reading(engine, frame(NONE), frame(ARXIV, heading=TEA))
    assert (reading["certainty"], reading["own"]) == ("unknown", [])
    listed = [(it["paper"]["id"], it["title"], it["isOwn"]) for it in reading["listed"]]
    assert listed == [("1706.03762", TEA, False)]


def test_papers_in_a_frame_make_the_page_s_title_less_certain(engine: Engine) -> None:
    page = frame(NONE, ["", "Tea is hot.\n"], statedTitle=TEA)
    named = frame(f"{NONE}frame", ["", f"See {ARXIV} and {OTHER}.\n"])
    assert _reading(engine, page)["certainty"] == "searchable"
    assert _reading(engine, page, named)["certainty"] == "guessed"


def test_line_of_many_links_takes_linear_time(engine: Engine) -> None:
    def milliseconds(links: int) -> float:
        parts = [[f"https://arxiv.org/abs/2401.{it:05}", "PDF" * 20] for it in range(links)]
        page = engine.call("reading/page-content.js", "decoded", _frame(parts))
        return engine.milliseconds(
            "reading/reading.js", "listedPapers", [{"page": page, "own": None}], times=9
        )

    milliseconds(200)  # warms the engine up
    growth = 16
    # Far from both: a busy machine must not fail it, a scan in square time must.
    assert milliseconds(200 * growth) <= milliseconds(200) * growth * growth / 3


def _frame(parts: list[list[str]]) -> dict[str, Any]:
    return frame(NONE, *parts)
