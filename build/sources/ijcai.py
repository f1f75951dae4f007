"""IJCAI: papers are numbered anew each year; the site writes paths in any case."""

from build.source import DoiRule, Examples, LinkSite, LivePage, Source, UrlRule

YEAR_AND_NUMBER = "(?P<year>(?:19|20)[0-9]{2})/0*(?P<number>[1-9][0-9]*)"
PAPER_ID = "{number}@{year}@IJCAI"

SOURCE = Source(
    name="IJCAI",
    home="https://www.ijcai.org/",
    branch="venue",
    paper_id="(?P<number>[1-9][0-9]*)@(?P<year>(?:19|20)[0-9]{2})@IJCAI",
    publisher="https://www.ijcai.org/proceedings/{year}/{number}",
    urls=(
        UrlRule(
            hosts=("ijcai.org", "www.ijcai.org", "static.ijcai.org"),
            # On the static host, "proceedings-2017/0104.pdf".
            path=f"/+proceedings(?:/+|-){YEAR_AND_NUMBER}(?:[.]pdf)?/*",
            paper_id=PAPER_ID,
            ignore_case=True,
        ),
    ),
    dois=(DoiRule(pattern=f"10[.]24963/ijcai[.]{YEAR_AND_NUMBER}(?![0-9])", paper_id=PAPER_ID),),
    paper_pages=(
        "*://*.ijcai.org/proceedings/*/*",
        "*://*.ijcai.org/Proceedings/*/*",
        "*://static.ijcai.org/proceedings-*/*",
    ),
    link_sites=(
        LinkSite(
            pages=("https://www.ijcai.org/*",),
            hosts=("www.ijcai.org",),
            optional=True,
        ),
    ),
    examples=Examples(
        urls={
            "https://www.ijcai.org/proceedings/2024/890": "890@2024@IJCAI",
            "https://www.ijcai.org/Proceedings/2024/0900.pdf": "900@2024@IJCAI",
            "https://ijcai.org/proceedings/2019/7/": "7@2019@IJCAI",
            "http://static.ijcai.org/proceedings-2017/0104.pdf": "104@2017@IJCAI",
            "https://papers.cool/venue/890@2024@IJCAI": "890@2024@IJCAI",
        },
        dois={"10.24963/ijcai.2024/890": "890@2024@IJCAI"},
        texts={"890@2024@IJCAI": "890@2024@IJCAI"},
        near_misses=(
            "https://www.ijcai.org/Proceedings/2024/",
            "https://www.ijcai.org/proceedings/2024/preface.pdf",
            "https://www.ijcai.org/proceedings/2024/0000.pdf",
            "https://www.ijcai.org/past_proceedings",
            "http://static.ijcai.org/proceedings-2017/preface.pdf",
            "doi:10.24963/kr.2023/12",
        ),
    ),
    live_pages=(
        LivePage(
            url="https://www.ijcai.org/proceedings/2024/890",
            paper_id="890@2024@IJCAI",
            selectors=(".btn-download",),
        ),
        LivePage(
            url="https://www.ijcai.org/proceedings/2024/",
            selectors=(".section .section_title > h3", ".section .paper_wrapper .details a"),
        ),
    ),
)
