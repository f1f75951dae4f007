"""Generated inputs: both engines agree on all of them, and neither ever throws."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from build import registry
from build.engine import Engine
from build.papers import Finder
from tests.unit.test_sources import in_both

SOURCES = registry.load()
EXAMPLES = [
    text
    for source in SOURCES
    for text in (
        *source.examples.urls,
        *source.examples.texts,
        *source.examples.dois,
        *source.examples.near_misses,
    )
]
PIECES = st.one_of(
    st.sampled_from(EXAMPLES),
    # Pieces of examples: what is left when a selection cuts them.
    st.builds(
        lambda text, start, length: text[start : start + length],
        st.sampled_from(EXAMPLES),
        st.integers(0, 60),
        st.integers(0, 60),
    ),
    st.sampled_from(
        [
            *(host.removeprefix("*.") for s in SOURCES for r in s.urls for host in r.hosts),
            *("https://", "http:/", "//", "?id=", "?url=", "&amp;", "%3A%2F%2F", "%25", "#"),
            *("arXiv:", "doi:", "10.48550/", "10.1145/", "$", "€", "元", "version ", "v2", ".pdf"),
            *(
                " ",
                "\n",
                ",",
                ".",
                ";",
                ")",
                "](",
                "}{",
                "论文",
                "，",
                "é",
                "😀",
                "\u202e",
                "\ud800",
            ),
        ]
    ),
    st.text(max_size=8),
    st.from_regex(r"[0-9]{1,5}[./-][0-9]{1,7}", fullmatch=True),
)
TEXTS = st.lists(PIECES, max_size=8).map("".join)
MANY = settings(
    max_examples=1500,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


@MANY
@given(text=TEXTS)
def test_text(engine: Engine, finder: Finder, text: str) -> None:
    in_both(engine, finder, "papersInText", text)


@MANY
@given(rest=TEXTS, example=st.sampled_from(EXAMPLES))
def test_url(engine: Engine, finder: Finder, rest: str, example: str) -> None:
    for url in (rest, f"https://{rest}", example + rest):
        in_both(engine, finder, "papersInUrl", url)


@MANY
@given(text=TEXTS)
def test_doi(engine: Engine, finder: Finder, text: str) -> None:
    in_both(engine, finder, "papersInDoi", text)


@given(
    yymm=st.builds("{:02}{:02}".format, st.integers(15, 59), st.integers(1, 12)),
    serial=st.integers(1, 99999),
    version=st.sampled_from(["", "v1", "v12"]),
    around=st.sampled_from(
        ["{}", "arXiv:{} [cs.CL]", "https://arxiv.org/pdf/{}.pdf", "见{}，", "[{}]"]
    ),
)
@MANY
def test_every_new_arxiv_id_is_found(
    engine: Engine, finder: Finder, yymm: str, serial: int, version: str, around: str
) -> None:
    id_ = f"{yymm}.{serial:05}"
    found = in_both(engine, finder, "papersInText", around.format(id_ + version))
    assert [paper.id for paper in found] == [id_]


@given(forum=st.from_regex(r"[A-Za-z0-9_-]{1,12}", fullmatch=True))
@MANY
def test_every_openreview_id_is_found_whole(engine: Engine, finder: Finder, forum: str) -> None:
    found = in_both(engine, finder, "papersInText", f"(https://openreview.net/forum?id={forum}).")
    assert [paper.id for paper in found] == [f"{forum}@OpenReview"]
