"""ACL Anthology: ids as in the Anthology's own scheme (https://aclanthology.org/info/ids/)."""

from string import ascii_uppercase

from build.source import (
    ANY_HOST,
    LINE_BREAK,
    BrokenId,
    DoiRule,
    Examples,
    LinkSite,
    LivePage,
    Source,
    TextRule,
    UrlRule,
)

# The paper numbered 0 is its volume's front matter, no paper.
# The venue begins with a letter: "2019.09-2023.06" are dates, "2021.04-rc.1" is a version.
NEW = (
    "(?:19|20)[0-9]{2}[.][a-z][a-z0-9]*-(?!(?:alpha|beta|rc|dev|pre|post)[.])[a-z0-9]+[.]"
    "(?!0+(?![0-9]))[0-9]+"
)
# Volumes of workshops (W), of C69 and the later ones of D19 have two digits, all others one.
TWO = "(?:W[0-9]{2}|C69)-[0-9]{2}|D19-[5-9][0-9]"
OLD = f"(?:(?:{TWO})(?!00)[0-9]{{2}}|(?!W|C69|D19-[5-9])[A-Z][0-9]{{2}}-[0-9](?!000)[0-9]{{3}})"
# A PDF viewer swallows the hyphen at a line's end: "2020.aclmain.747".
VOLUMES = "demos?|industry|long|main|short|srw|tutorials?"
CONFERENCES = "aacl|acl|coling|conll|eacl|emnlp|ijcnlp|naacl"
UNHYPHENATED = (
    "(?P<year>(?:19|20)[0-9]{2})[.]"
    f"(?P<first>findings(?=(?:{CONFERENCES})[.])|(?:{CONFERENCES})(?=(?:{VOLUMES})[.]))"
    "(?P<second>[a-z]+)[.](?P<number>[1-9][0-9]{0,3})(?![0-9])"
)
UNHYPHENATED_ID = "{year}.{first:lower}-{second:lower}.{number}@ACL"
ID = f"(?P<id>(?:{NEW}|{OLD})(?![0-9]))"
PAPER_ID = "{id}@ACL"
REVISION = "(?:[ve][0-9]{1,2})?"

SOURCE = Source(
    name="ACL",
    home="https://aclanthology.org/",
    branch="venue",
    paper_id=f"{ID}@ACL",
    publisher="https://aclanthology.org/{id}/",
    urls=(
        UrlRule(
            hosts=(
                "aclanthology.org",
                "www.aclanthology.org",
                "aclweb.org",
                "www.aclweb.org",
                "anthology.aclweb.org",
                "aclanthology.info",
                "www.aclanthology.info",
                "aclanthology.coli.uni-saarland.de",
                "acl.ldc.upenn.edu",
                "acl.eldoc.ub.rug.nl",
            ),
            path=(
                "/+(?:(?:anthology(?:-new|-files)?|old_anthology|mirror|papers|pdf|attachments"
                "|[A-Z]|[A-Z][0-9]{2})/+){0,7}"
                # "anthology-files" has a folder for each venue.
                "(?:[a-z]+/+(?=(?:19|20)[0-9]{2}[.]))?"
                f"{ID}{REVISION}(?:[.][A-Za-z0-9]+){{0,3}}"
                "(?:/+[a-z][0-9]{2}-[0-9]{4}(?:[.][a-z]+)?)?/*"
            ),
            paper_id=PAPER_ID,
        ),
        UrlRule(
            hosts=("aclanthology.org", "www.aclanthology.org"),
            path=f"/+{UNHYPHENATED}(?:[.][a-z]{{3}})?/*",
            paper_id=UNHYPHENATED_ID,
        ),
        UrlRule(
            hosts=(ANY_HOST,), path=f"(?:/[^/?#]+)*/+ACL:{ID}(?:/[A-Za-z]*)?", paper_id=PAPER_ID
        ),
    ),
    dois=(
        # DOIs know no case: Crossref writes them small, some styles large.
        DoiRule(
            pattern=f"10[.](?:18653|3115)/v1/(?P<id>{NEW})(?![0-9])", paper_id="{id:lower}@ACL"
        ),
        DoiRule(
            pattern=f"10[.](?:18653|3115)/v1/(?P<id>{OLD})(?![0-9])", paper_id="{id:upper}@ACL"
        ),
        DoiRule(pattern=f"10[.]18653/v1/{UNHYPHENATED}", paper_id=UNHYPHENATED_ID),
    ),
    texts=(
        TextRule(pattern=f"(?P<id>{NEW})(?![0-9]){REVISION}(?:[.](?:pdf|bib))?", paper_id=PAPER_ID),
        TextRule(pattern=UNHYPHENATED, paper_id=UNHYPHENATED_ID),
        TextRule(
            pattern=(
                "(?:Anthology(?:\\x20ID)?:?\\x20|Anthology\\x20ID:|ACL\\x20(?:ID:?\\x20)?|ACL:"
                "|Anthology\\x20IDs?\\x20[(]e[.]g[.],?\\x20)"
                f"(?P<id>{OLD})(?![0-9])"
            ),
            paper_id=PAPER_ID,
        ),
        # In running text P19-1001 may as well be a part number.
        TextRule(
            pattern=f"(?P<id>{OLD})(?![0-9]){REVISION}(?:[.](?:pdf|bib))?",
            paper_id=PAPER_ID,
            alone=True,
        ),
    ),
    # "2024. acl-long.409", "2024.acl- long.409".
    broken_ids=(
        BrokenId(
            hint=f"[12][0-9]{{3}}[.](?:{LINE_BREAK}|[a-z][a-z0-9]{{0,30}}-{LINE_BREAK})[a-z]",
            halves=(
                ("(?:19|20)[0-9]{2}[.]", "[a-z][a-z0-9]{0,30}-[a-z0-9]{1,30}[.][0-9]"),
                ("(?:19|20)[0-9]{2}[.][a-z][a-z0-9]{0,30}-", "[a-z0-9]{1,30}[.][0-9]"),
            ),
        ),
    ),
    # Of "Anthology ID N19-1129" and "ACL:N19-1423", which other services write.
    anchors=(
        "y\\x20ID",
        "ogy:?\\x20[A-Z][0-9]",
        "ACL\\x20ID",
        "ACL:",
        "[.]g[.],?\\x20[A-Z][0-9]{2}-",
    ),
    url_marks=("/ACL(?::|%3A)",),
    paper_pages=(
        # Not "*-*": volumes, events and people have hyphens too, further on in their paths.
        *(f"*://*.aclanthology.org/{start}*-*" for start in ("19", "20", *ascii_uppercase)),
        "*://*.aclanthology.org/20*.*.*",
        "*://*.aclweb.org/anthology/*-*",
        "*://*.aclweb.org/anthology-new/*-*",
        "*://anthology.aclweb.org/*-*",
        "*://aclanthology.coli.uni-saarland.de/papers/*",
        "*://*.aclanthology.info/papers/*",
        "*://*.aclanthology.org/anthology-files/*",
        "*://*.aclweb.org/old_anthology/*",
        "*://acl.ldc.upenn.edu/*-*",
        "*://acl.eldoc.ub.rug.nl/*-*",
    ),
    link_sites=(
        LinkSite(
            name="ACL Anthology",
            pages=("https://aclanthology.org/*",),
            hosts=("aclanthology.org",),
        ),
    ),
    fragments={
        "NEW": NEW,
        "OLD": OLD,
        "ID": ID,
        "VOLUMES": VOLUMES,
        "CONFERENCES": CONFERENCES,
        "UNHYPHENATED": UNHYPHENATED,
    },
    examples=Examples(
        urls={
            "https://aclanthology.org/2024.acl-long.1/": "2024.acl-long.1@ACL",
            "https://aclanthology.org/2020.acl-main.405": "2020.acl-main.405@ACL",
            "https://aclanthology.org/2022.findings-emnlp.93.pdf": "2022.findings-emnlp.93@ACL",
            "https://aclanthology.org/2023.findings-emnlp.725v2.pdf": (
                "2023.findings-emnlp.725@ACL"
            ),
            "https://aclanthology.org/2024.acl-long.1.bib": "2024.acl-long.1@ACL",
            "https://aclanthology.org/attachments/2020.acl-main.405.Software.zip": (
                "2020.acl-main.405@ACL"
            ),
            "https://aclanthology.org/P19-1001/": "P19-1001@ACL",
            "https://aclanthology.org/2020.aclmain.747/": "2020.acl-main.747@ACL",
            "https://www.aclanthology.org/W19-0101/": "W19-0101@ACL",
            "https://aclanthology.org/D19-5201.pdf": "D19-5201@ACL",
            "https://aclanthology.org/P19-1100/": "P19-1100@ACL",
            "https://www.aclweb.org/anthology/W19-4427.pdf": "W19-4427@ACL",
            "http://aclweb.org/anthology/P/P05/P05-1001.pdf": "P05-1001@ACL",
            "https://aclanthology.coli.uni-saarland.de/papers/P05-1001/p05-1001": "P05-1001@ACL",
            "https://aclanthology.info/papers/P05-1001/p05-1001.bib": "P05-1001@ACL",
            "https://aclanthology.org/anthology-files/pdf/acl/2024.acl-long.1.pdf": (
                "2024.acl-long.1@ACL"
            ),
            "https://aclanthology.org/anthology-files/anthology-files/pdf/findings/"
            "2023.findings-emnlp.725v2.pdf": "2023.findings-emnlp.725@ACL",
            "https://aclanthology.org/anthology-files/pdf/P/P05/P05-1001.pdf": "P05-1001@ACL",
            "http://aclweb.org/anthology-new/P/P05/P05-1001.pdf": "P05-1001@ACL",
            "http://www.aclweb.org/old_anthology/P/P05/P05-1001.pdf": "P05-1001@ACL",
            "http://acl.ldc.upenn.edu/P/P05/P05-1001.pdf": "P05-1001@ACL",
            "http://acl.eldoc.ub.rug.nl/mirror/P/P05/P05-1001.pdf": "P05-1001@ACL",
            "https://api.semanticscholar.org/v1/paper/ACL:P96-1044": "P96-1044@ACL",
            "https://papers.cool/venue/2024.acl-long.1@ACL": "2024.acl-long.1@ACL",
            "file:///home/reader/2024.acl-long.1.pdf": "2024.acl-long.1@ACL",
            "file:///home/reader/N19-1423.pdf": "N19-1423@ACL",
        },
        dois={
            "10.18653/v1/2020.acl-main.405": "2020.acl-main.405@ACL",
            "10.3115/v1/P14-1062": "P14-1062@ACL",
            "10.18653/v1/n19-1423": "N19-1423@ACL",
            "10.18653/v1/2020.aclmain.747": "2020.acl-main.747@ACL",
            "10.18653/V1/2025.FINDINGS-NAACL.65": "2025.findings-naacl.65@ACL",
        },
        texts={
            "2024.acl-long.1": "2024.acl-long.1@ACL",
            "as in 2023.findings-emnlp.725, Table 2": "2023.findings-emnlp.725@ACL",
            " P19-1001 ": "P19-1001@ACL",
            "links for Anthology ID N19-1129": "N19-1129@ACL",
            "see ACL Anthology: N19-1129": "N19-1129@ACL",
            "with ACL ID N19-1129": "N19-1129@ACL",
            "enter an Anthology ID (e.g., N19-1129)": "N19-1129@ACL",
            "见 http://acl.ldc.upenn.edu/W/W04/W04-3252.pdf。": "W04-3252@ACL",
            '["ARXIV:x", "ACL:N19-1423"]': "N19-1423@ACL",
            "2023.findingsemnlp.725": "2023.findings-emnlp.725@ACL",
        },
        near_misses=(
            "https://aclanthology.org/volumes/2024.acl-long/",
            "https://aclanthology.org/volumes/P05-1/",
            "http://acl.ldc.upenn.edu/P/P05/P05-1.pdf",
            "https://aclanthology.org/anthology-files/pdf/P/P05/P05-1.pdf",
            "https://aclanthology.org/anthology-files/pdf/acl/2024.acl-long.pdf",
            "http://acl.ldc.upenn.edu/acl2004/main/pdf/341_pdf_2-col.pdf",
            "a part (e.g., N19-1129)",
            "https://aclanthology.org/events/acl-2024/",
            "https://aclanthology.org/people/graham-neubig/",
            "https://aclanthology.org/venues/acl/",
            "https://aclanthology.org/faq/",
            "https://aclanthology.org/2024.acl-long.0/",
            "https://aclanthology.org/P05-1000/",
            "https://aclanthology.org/W19-4400/",
            "https://www.aclweb.org/portal/content/acl-2024",
            "https://doi.org/10.18653/v1/2020.acl-main",
            "order part P19-1001 today",
            "本科 · 2019.09-2023.06, (2015.09-2019.06) B.S.",
            "release 2021.04-rc.1 or 2024.beta-rc.1",
        ),
    ),
    live_pages=(
        LivePage(
            url="https://aclanthology.org/2024.acl-long.1/",
            paper_id="2024.acl-long.1@ACL",
            selectors=("div.acl-paper-link-block > .btn-secondary",),
        ),
        LivePage(
            url="https://aclanthology.org/volumes/2024.sigturk-1/",
            selectors=(
                "div.acl-paper-link-block",
                ".d-sm-flex.align-items-stretch strong > a.align-middle",
                '.d-sm-flex.align-items-stretch .list-button-row a[href$=".bib"]',
            ),
        ),
    ),
)
