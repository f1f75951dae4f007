"""Papers and their Cool Papers URLs: by id, and searches as the site itself encodes them."""

import json
import unicodedata
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from build import registry
from build.engine import Engine
from build.source import Source
from tests.papers import HARD_TITLE, HARD_TITLE_WORDS, Json, named, paper, titled

MODULE = "papers/paper.js"
SEARCH_WORDS = "papers/plain-scripts.js"
MAX_URL_LENGTH = 2000
MAX_WORDS_LENGTH = 200


def destinations(engine: Engine, *papers: Json | str) -> list[Json]:
    found: list[Json] = engine.call(MODULE, "destinationsOf", [named(it) for it in papers])
    return found


def urls(engine: Engine, *papers: Json | str) -> list[str]:
    return [it["url"] for it in destinations(engine, *papers)]


def words(engine: Engine, text: str) -> str:
    return str(engine.call(SEARCH_WORDS, "searchWords", text))


@pytest.mark.parametrize(
    ("papers", "expected"),
    [
        ([], []),
        (["arxiv/1706.03762"], ["https://papers.cool/arxiv/1706.03762"]),
        (["arxiv/hep-th/9901001"], ["https://papers.cool/arxiv/hep-th/9901001"]),
        (["arxiv/1", "arxiv/2"], ["https://papers.cool/arxiv/1,2"]),
        (
            ["venue/SkB-_mcel@OpenReview", "venue/890@2024@IJCAI"],
            ["https://papers.cool/venue/SkB-_mcel@OpenReview,890@2024@IJCAI"],
        ),
        (
            ["venue/a@ACL", "arxiv/1", "venue/b@ACL", "arxiv/2"],
            ["https://papers.cool/venue/a@ACL,b@ACL", "https://papers.cool/arxiv/1,2"],
        ),
    ],
)
def test_papers(engine: Engine, papers: list[str], expected: list[str]) -> None:
    assert urls(engine, *papers) == expected


@given(
    ids=st.lists(
        st.tuples(
            st.sampled_from(["arxiv", "venue"]), st.from_regex(r"[a-z0-9@-]{1,90}", fullmatch=True)
        ),
        max_size=400,
    )
)
def test_no_url_is_too_long_and_no_paper_is_lost(
    engine: Engine, ids: list[tuple[str, str]]
) -> None:
    opened = destinations(engine, *(f"{branch}/{id_}" for branch, id_ in ids))
    found = [it["url"] for it in opened]
    assert all(len(url) <= MAX_URL_LENGTH for url in found)
    for wanted in ("arxiv", "venue"):
        start = f"https://papers.cool/{wanted}/"
        lists = [url.removeprefix(start) for url in found if url.startswith(start)]
        expected = [id_ for branch, id_ in ids if branch == wanted]
        assert [id_ for joined in lists for id_ in joined.split(",")] == expected
        papers = [it for shown in opened for it in shown["papers"]]
        assert [it["id"] for it in papers if it["branch"] == wanted] == expected


def test_titled_paper_is_searched_where_its_source_is(engine: Engine) -> None:
    first, other, last = titled("Hot Tea"), titled("b", "NDSS"), titled("c")
    assert [(it["url"], it["papers"]) for it in destinations(engine, first, other, last)] == [
        ("https://papers.cool/arxiv/search?highlight=1&query=Hot%20Tea", [first]),
        ("https://papers.cool/arxiv/search?highlight=1&query=c", [last]),
        ("https://papers.cool/venue/search?highlight=1&query=b", [other]),
    ]


def test_destination_of_one_paper_has_its_title(engine: Engine) -> None:
    papers = [named("arxiv/1", "One"), named("arxiv/2", "Two"), named("venue/3", "Three")]
    found = engine.call(MODULE, "destinationsOf", papers)
    assert [it["title"] for it in found] == ["", "Three"]


def test_papers_of_our_urls_are_known_again(engine: Engine) -> None:
    papers: list[Json | str] = [
        "arxiv/hep-th/9901001",
        "arxiv/1",
        titled("注意力 a"),
        "venue/a,b@ACL",
        "venue/890@IJCAI",
    ]
    shown = [engine.call(MODULE, "papersShown", url) for url in urls(engine, *papers)]
    assert [{**it, "source": ""} for papers in shown for it in papers] == [
        {**titled("注意力 a"), "source": ""} if isinstance(it, dict) else paper(it) for it in papers
    ]
    assert engine.call(MODULE, "papersShown", "https://x.example/arxiv/1") == []


@pytest.mark.parametrize("path", ["%E0%A4%A", "1706.03762,%", "search?highlight=1&query=%ff"])
def test_a_broken_escape_names_no_paper(engine: Engine, path: str) -> None:
    for branch in ("arxiv", "venue"):
        assert engine.call(MODULE, "papersShown", f"https://papers.cool/{branch}/{path}") == []


def test_urls_are_as_few_as_their_length_allows(engine: Engine) -> None:
    found = urls(engine, *(f"arxiv/2410.{number:05}" for number in range(1000)))
    assert all(len(url) + len(",2410.00000") > MAX_URL_LENGTH for url in found[:-1])


def test_search_url_is_encoded(engine: Engine) -> None:
    url = engine.call(MODULE, "searchUrl", "注意力 a&b=c#d")
    parts = urlsplit(url)
    assert (parts.netloc, parts.path) == ("papers.cool", "/arxiv/search")
    assert parse_qs(parts.query) == {"highlight": ["1"], "query": ["注意力 a&b=c#d"]}
    assert url.isascii() and " " not in url


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Attention Is All You Need", "Attention Is All You Need"),
        ("  “Attention” — is: all;\tyou/need!\n", "Attention is all you need"),
        ("state-of-the-art", "state of the art"),
        ("BERT: Pre-training (2018) [v2]", "BERT Pre training 2018 v2"),
        ("注意力机制，就是你所需要的一切。", "注意力机制 就是你所需要的一切"),
        ("Ο αλγόριθμος α-β", "Ο αλγόριθμος α β"),
        ("Erdős–Rényi naïve", "Erdős Rényi naïve"),
        (unicodedata.normalize("NFD", "Erdős naïve"), "Erdős naïve"),
        ("🚀 Fast 🤗 models 👨‍👩‍👧", "Fast models"),
        ("\u202bשלום עולם\u202c \u200fمرحبا\u200f", "שלום עולם مرحبا"),
        ("हिन्दी भाषा", "हिन्दी भाषा"),
        ("soft\u00adhyphen zero\u200bwidth", "softhyphen zerowidth"),
        ("eﬃcient ﬁne-tuning", "efficient fine tuning"),
        ("ＧＰＴ－４ 𝒪(𝑛)", "GPT 4 O n"),
        ("Trans-\nformers for lan-\r\nguage", "Transformers for language"),
        ("IO-\naware t-\ndistributed", "IO aware t distributed"),
        ("Self- Attention", "Self Attention"),
        (r"$\epsilon$-greedy with $\mathcal{O}(n^{2})$ steps", "epsilon greedy with O n 2 steps"),
        (r"{BERT}: {P}re-training of \emph{Deep} models", "BERT Pre training of Deep models"),
        (r"Poincar\'e and Erd\H{o}s, G\"{o}del, Fran\c{c}ois", "Poincaré and Erdős Gödel François"),
        ("Ωμέγα, α-synuclein", "Ωμέγα α synuclein"),
        ("I ❤️ attention 👩‍🔬 is 👍🏽", "I attention is"),
        (r"\emph{Erd\H{o}s} and $\alpha$-stable \mathcal{O}(n^2)", "Erdős and alpha stable O n 2"),
        ("e\ufb03cient 𝒢raph Ａttention", "efficient Graph Attention"),
        ("𠮷野家 and 𝕊𝕠𝕞𝕖", "𠮷野家 and Some"),
        ("…—!?", ""),
        (" \n\t", ""),
        ("🚀🤗", ""),
        ("❤️", ""),
        ("\u200f\u202b", ""),
        ("$$ {} \\", ""),
        ("", ""),
        ("\ud800 lone", "lone"),
        (HARD_TITLE, HARD_TITLE_WORDS),
        # Of BibTeX, the title.
        ("@article{a, booktitle = {No}, title={Real {One}}, year=2020}", "Real One"),
        ('@misc{a,\n  title = "Quoted {"} One",\n  year = 2020}', "Quoted One"),
        ("@article{a, abstract = {we, title = {no}}, title={Real One}}", "Real One"),
        ("@article{a, TITLE = {Cut off", "Cut off"),
        ("@article{a, title = {}, author = {B}}", "articlea title author B"),
        ("@someone said that title = {this}", "someone said that title this"),
    ],
)
def test_words(engine: Engine, text: str, expected: str) -> None:
    assert words(engine, text) == expected


def test_links_on_sites_search_what_the_popup_searches(engine: Engine) -> None:
    meaning = engine.call("papers/interpret.js", "interpret", HARD_TITLE)
    assert (meaning["kind"], meaning["words"]) == ("search", HARD_TITLE_WORDS)
    searched = words(engine, HARD_TITLE)
    path = engine.call(SEARCH_WORDS, "searchPath", "venue", searched)
    assert engine.call(MODULE, "searchUrl", meaning["words"], "venue").endswith(f".cool/{path}")


@given(text=st.text() | st.text(alphabet="注意力𝔘ab \\{}'\"$-\n\u0301"))
@example("caf\u00ade\u00ad\u0301 \u1100\u200b\u1161")
def test_words_of_any_text_form_a_valid_url(engine: Engine, text: str) -> None:
    found = words(engine, text)
    assert len(json.dumps(found)) and len(found.encode("utf-16-le")) // 2 <= MAX_WORDS_LENGTH
    url = engine.call(MODULE, "searchUrl", found)
    assert len(url) <= MAX_URL_LENGTH
    assert unquote(url.partition("query=")[2]) == found
    assert all(letter.isalnum() or letter == " " for letter in found if letter.isascii())
    # The popup sends such words, and the worker takes them for words only if they stay the same.
    assert words(engine, found) == found


@pytest.mark.parametrize("word", ["attention", "注意力", "αβγ", "𝔘𝔫𝔦"])
def test_long_words_are_cut_at_a_word_s_end(engine: Engine, word: str) -> None:
    found = words(engine, f"{word} " * 1000)
    plain = unicodedata.normalize("NFKC", word)
    assert set(found.split(" ")) == {plain}
    assert MAX_WORDS_LENGTH - len(plain) - 1 <= len(found) <= MAX_WORDS_LENGTH


def test_text_without_spaces_is_cut_between_characters(engine: Engine) -> None:
    assert words(engine, "注意力机制" * 1000) == "注意力机制" * 40
    assert words(engine, "a" + "\U00020000" * 1000) == "a" + "\U00020000" * 99
    assert words(engine, "é" * 1000) == "é" * 200
    syllable = "\u0915\u094d\u0937\u093f"
    assert words(engine, syllable * 500) == syllable * 50


def test_huge_selection_is_fast(engine: Engine) -> None:
    small = engine.milliseconds(SEARCH_WORDS, "searchWords", "word " * 2_000)
    huge = engine.milliseconds(SEARCH_WORDS, "searchWords", "word " * 200_000)
    assert huge < max(small, 0.05) * 20


def test_words_of_tex_bibtex_and_broken_lines(engine: Engine) -> None:
    cases = {
        "\\`a \\'e \\^o \\~n \\=u \\u{g} \\.z \\\"o \\r{a} \\H{o} \\v{s} \\c{c} \\k{a}": (
            "à é ô ñ ū ğ ż ö å ő š ç ą"
        ),
        "Poincar{\\'e} G{\\\"o}del \\'{e}t\\' e \\'\\i": "Poincaré Gödel été í",
        "\\emph{Deep} \\alpha-tea \\textbf {x}y": "Deep alpha tea xy",
        "{T}ea x{2} {2}x a}b {Deep} {}{T}": "Tea x2 2x ab Deep T",
        "trans-\r\n  formers IO-\naware t-\ndistributed Vis-\nÀ": (
            "transformers IO aware t distributed Vis À"
        ),
        "ﬁne ｔｅａ \u200etea\u00adpot x_2 don't \ufe0f": "fine tea teapot x 2 don t",
        "@article{x, author={A, title={no}}, title = {Deep {T}ea}, year=1}": "Deep Tea",
        '\n @misc (x, title="Deep {"x"} tea", year=1)': "Deep x tea",
        "@article{x,TITLE={Up}}": "Up",
        "@book{x, title={open": "open",
        "@article{x, booktitle={Book}}": "articlex booktitle Book",
        "see @article{x, title={Deep}}": "see articlex title Deep",
    }
    for text, expected in cases.items():
        assert (text, words(engine, text)) == (text, expected)


def test_half_that_was_chosen_for_a_title_stays(engine: Engine) -> None:
    def searched(some: Json, branch: str) -> Json:
        result: Json = engine.call("papers/paper.js", "searchedIn", some, branch)
        return result

    anywhere = named(titled("hot tea", source=""))
    chosen = searched(anywhere, "venue")
    assert chosen["paper"] == {**anywhere["paper"], "branch": "venue"}
    assert searched(chosen, "arxiv") == chosen
    for other in (named(titled("hot tea", source="NDSS")), named("arxiv/1706.03762", "Tea")):
        assert searched(other, "venue") == other


def test_of_the_same_paper_the_first_counts(engine: Engine) -> None:
    first, other = paper("arxiv/1706.03762"), paper("arxiv/1810.04805")
    again = {**first, "source": "arXiv"}
    assert engine.call("papers/paper.js", "unique", [first, other, again]) == [first, other]


def test_destination_without_papers_has_no_title(engine: Engine) -> None:
    page = "https://papers.cool/arxiv/cs.AI"
    found = engine.call("papers/paper.js", "destination", page)
    assert found == {"url": page, "papers": [], "title": ""}


# ---------------------------------------------------------------- where the bar leads

TITLE = "Tea: for {Two}"


@pytest.mark.parametrize(
    ("papers", "title", "expected"),
    [
        (["arxiv/1706.03762"], TITLE, ["arxiv", "venue", "source"]),
        (["venue/P19-1001@ACL"], TITLE, ["venue", "arxiv", "source"]),
        (["venue/P19-1001@ACL"], "", ["source"]),
        (["venue/of-no-known-form"], TITLE, ["venue", "arxiv"]),
        (["arxiv/1706.03762", "arxiv/1810.04805"], TITLE, ["source", "source"]),
        ([titled("Tea for Two")], "", ["venue"]),
        ([titled("Tea for Two", "NDSS")], "", ["arxiv"]),
        ([f"arxiv/1706.0376{at}" for at in range(9)], "", ["source"] * 5),
    ],
)
def test_ways(engine: Engine, papers: list[Json | str], title: str, expected: list[str]) -> None:
    some = [named(it, title) for it in papers]
    (opened,) = engine.call("papers/paper.js", "destinationsOf", some)
    ways = engine.call("papers/paper.js", "waysOn", opened)
    assert [way["to"] for way in ways] == expected


@pytest.mark.parametrize("source", registry.load(), ids=lambda it: it.name)
def test_only_ids_of_sure_sources_are_sure(engine: Engine, source: Source) -> None:
    for id_ in source.examples.urls.values():
        known = paper(f"{source.branch}/{id_}")
        assert engine.call("papers/paper.js", "isSure", known) == source.is_sure
