"""NDSS: a paper's page is named after its title."""

from build.source import Examples, LinkSite, Source, TitleRule

SOURCE = Source(
    name="NDSS",
    home="https://www.ndss-symposium.org/",
    branch="venue",
    titles=(
        TitleRule(
            hosts=("www.ndss-symposium.org", "ndss-symposium.org"),
            path="/+ndss-paper/+(?:auto-draft-[0-9]+|(?P<title>[a-z0-9-]+))/*",
        ),
        TitleRule(
            hosts=("www.ndss-symposium.org", "ndss-symposium.org"),
            path=(
                "/+wp-content/uploads/(?:[0-9]{4}/[0-9]{2}/[0-9]{2}_[0-9_-]+"
                "|(?:[0-9]{4}/[0-9]{2}/)?(?:ndss)?[0-9]{4}[-_][0-9a-z_-]*paper)[.]pdf"
            ),
        ),
        TitleRule(hosts=("doi.org", "dx.doi.org"), path="/10[.]14722/ndss[.][0-9]{4}[.][0-9]+"),
    ),
    paper_pages=(
        "*://*.ndss-symposium.org/ndss-paper/*",
        "*://*.ndss-symposium.org/wp-content/uploads/*.pdf*",
        "*://*.doi.org/10.14722/*",
    ),
    link_sites=(LinkSite(pages=("https://www.ndss-symposium.org/*",), hosts=(), optional=True),),
    examples=Examples(
        titles={
            "https://www.ndss-symposium.org/ndss-paper/detecting-voice-cloning-attacks/": (
                "detecting voice cloning attacks"
            ),
            "https://www.ndss-symposium.org/ndss-paper/auto-draft-12/": "",
            "https://www.ndss-symposium.org/wp-content/uploads/2024-401-paper.pdf": "",
            "https://www.ndss-symposium.org/wp-content/uploads/ndss2021_5B-3_24078_paper.pdf": "",
            "https://www.ndss-symposium.org/wp-content/uploads/2017/09/08_2_1.pdf": "",
            "https://dx.doi.org/10.14722/ndss.2026.230450": "",
        },
        near_misses=(
            "https://www.ndss-symposium.org/ndss2026/accepted-papers/",
            "https://www.ndss-symposium.org/wp-content/uploads/2024-401-slides.pdf",
        ),
    ),
)
