"""USENIX: a paper is its presentation's name, mostly its first author's, within an event."""

from build.source import Examples, LinkSite, LivePage, Source, TitleRule, UrlRule

# Form seen for Security, unproven for the others.
EVENT = "(?P<event>(?:usenixsecurity|osdi|fast)[0-9]{2})"
SLUG = "(?P<slug>[a-z0-9]+(?:-[a-z0-9]+)*)"
# What the site's software adds to the name of a file that is uploaded again.
COPY = "(?:_[0-9]{1,2})?"
HOSTS = ("www.usenix.org", "usenix.org")
PAPER_ID = "{slug}@{event}@USENIX"

SOURCE = Source(
    name="USENIX",
    home="https://www.usenix.org/",
    branch="venue",
    paper_id=f"{SLUG}@{EVENT}@USENIX",
    is_sure=False,
    publisher="https://www.usenix.org/conference/{event}/presentation/{slug}",
    urls=(
        UrlRule(
            hosts=HOSTS,
            # Until 2017 "technical-sessions" stood in between.
            path=f"/+conference/+{EVENT}/+(?:technical-sessions/+)?presentation/+{SLUG}/*",
            paper_id=PAPER_ID,
        ),
        UrlRule(
            hosts=HOSTS,
            path=f"/+system/files/{EVENT}-(?!prepub-){SLUG}{COPY}[.]pdf",
            paper_id=PAPER_ID,
        ),
        UrlRule(
            hosts=HOSTS,
            # "sec22summer_zou.pdf", "sec23fall-prepub-299-zou.pdf".
            path=(
                "/+system/files/sec(?P<year>[0-9]{2})(?:-|(?:spring|summer|fall|winter)[_-])"
                f"(?:prepub-[0-9]+-)?(?!prepub|slides){SLUG}{COPY}[.]pdf"
            ),
            paper_id="{slug}@usenixsecurity{year}@USENIX",
        ),
        UrlRule(
            hosts=HOSTS,
            path=f"/+system/files/conference/{EVENT}/[a-z]+[0-9]{{2}}-(?:paper-)?{SLUG}{COPY}[.]pdf",
            paper_id=PAPER_ID,
        ),
    ),
    titles=(
        # Whether Cool Papers has these events is unknown.
        TitleRule(
            hosts=HOSTS,
            path="/+conference/+(?:atc|nsdi)[0-9]{2}/+(?:technical-sessions/+)?presentation/+[a-z0-9-]+/*",
        ),
        TitleRule(hosts=HOSTS, path="/+system/files/(?:atc|nsdi)[0-9]{2}-[a-z0-9-]+[.]pdf"),
        # Until 2010, pages were named after titles.
        TitleRule(
            hosts=HOSTS,
            path=(
                "/+conference/+(?:osdi|fast|usenixsecurity)(?:0[0-9]|10)/+"
                "(?:technical-sessions/+)?(?P<title>[a-z0-9]+(?:-[a-z0-9]+){3,})/*"
            ),
        ),
        TitleRule(
            hosts=HOSTS,
            path=(
                "/+(?:legacy/+)?events?/+(?:osdi|fast|sec)[0-9]{2}/+tech/+full_papers/+"
                "[a-z0-9_/-]+[.](?:pdf|html)"
            ),
        ),
    ),
    paper_pages=(
        "*://*.usenix.org/conference/*/presentation/*",
        "*://*.usenix.org/system/files/*.pdf*",
        "*://*.usenix.org/conference/*10/*",
        "*://*.usenix.org/*event*/tech/full_papers/*",
    ),
    link_sites=(
        LinkSite(
            pages=("https://www.usenix.org/*",),
            hosts=("www.usenix.org",),
            optional=True,
        ),
    ),
    examples=Examples(
        urls={
            "https://www.usenix.org/conference/usenixsecurity24/presentation/xu-haichuan": (
                "xu-haichuan@usenixsecurity24@USENIX"
            ),
            "https://www.usenix.org/conference/usenixsecurity16/technical-sessions/presentation/"
            "melicher": "melicher@usenixsecurity16@USENIX",
            "https://www.usenix.org/conference/osdi22/presentation/yu": "yu@osdi22@USENIX",
            "https://www.usenix.org/system/files/usenixsecurity24-li-yuexin.pdf": (
                "li-yuexin@usenixsecurity24@USENIX"
            ),
            "https://www.usenix.org/system/files/sec22-doe.pdf": "doe@usenixsecurity22@USENIX",
            "https://www.usenix.org/system/files/sec19-doe-jane_0.pdf": (
                "doe-jane@usenixsecurity19@USENIX"
            ),
            "https://www.usenix.org/system/files/usenixsecurity23-doe_1.pdf": (
                "doe@usenixsecurity23@USENIX"
            ),
            "https://www.usenix.org/system/files/sec22summer_doe.pdf": (
                "doe@usenixsecurity22@USENIX"
            ),
            "https://www.usenix.org/system/files/sec23fall-prepub-299-doe.pdf": (
                "doe@usenixsecurity23@USENIX"
            ),
            "https://www.usenix.org/system/files/conference/usenixsecurity18/sec18-kalodner.pdf": (
                "kalodner@usenixsecurity18@USENIX"
            ),
            "https://www.usenix.org/system/files/conference/osdi14/osdi14-paper-doe.pdf": (
                "doe@osdi14@USENIX"
            ),
            "https://papers.cool/venue/yu@osdi22@USENIX": "yu@osdi22@USENIX",
        },
        titles={
            "https://www.usenix.org/conference/nsdi21/presentation/abhashkumar": "",
            "https://www.usenix.org/system/files/atc23-brooker.pdf": "",
            "https://www.usenix.org/conference/osdi10/finding-needle-haystack-facebooks-photos": (
                "finding needle haystack facebooks photos"
            ),
            "https://www.usenix.org/legacy/event/osdi10/tech/full_papers/Beaver.pdf": "",
        },
        texts={"xu-haichuan@usenixsecurity24@USENIX": "xu-haichuan@usenixsecurity24@USENIX"},
        near_misses=(
            "https://www.usenix.org/conference/fast23",
            "https://www.usenix.org/conference/usenixsecurity26/technical-sessions",
            "https://www.usenix.org/conference/soups2017/technical-sessions/presentation/segreti",
            "https://www.usenix.org/system/files/sec22_slides-doe.pdf",
            "https://www.usenix.org/system/files/sec22summer_slides-doe.pdf",
            "https://www.usenix.org/system/files/sec22_full_proceedings.pdf",
            "https://www.usenix.org/system/files/sec22summer.pdf",
        ),
    ),
    live_pages=(
        LivePage(
            url="https://www.usenix.org/conference/usenixsecurity24/presentation/xu-haichuan",
            paper_id="xu-haichuan@usenixsecurity24@USENIX",
            selectors=("h1#page-title",),
        ),
        LivePage(
            url="https://www.usenix.org/conference/usenixsecurity24/technical-sessions",
            selectors=(".node-paper h2", "h1#page-title"),
        ),
        LivePage(
            url="https://www.usenix.org/conference/usenixsecurity16/technical-sessions",
            selectors=(".node-paper h2", "h1#page-title"),
        ),
    ),
)
