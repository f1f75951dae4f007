"""OpenReview: the forum's id names the paper, on the site and its two APIs."""

from build.source import Examples, ImportedRecords, LinkSite, LivePage, Source, TextRule, UrlRule

# Ids seen in the wild have nine to twelve characters; a shorter one has been cut.
FORUM = "(?P<forum>[A-Za-z0-9_-]{8,24})"

HOSTS = ("openreview.net", "www.openreview.net", "api.openreview.net", "api2.openreview.net")
PATH = "/+(?:forum|pdf|attachment)/*"

SOURCE = Source(
    name="OpenReview",
    home="https://openreview.net/",
    branch="venue",
    paper_id=f"{FORUM}@OpenReview",
    publisher="https://openreview.net/forum?id={forum}",
    urls=(
        # From a mail's source, where "=" is "=3D". Ids begin with "3D" too, but have at most eleven
        # characters.
        UrlRule(
            hosts=HOSTS,
            path=PATH,
            query=("id", "3D(?P<forum>[A-Za-z0-9_-]{10,11})"),
            paper_id="{forum}@OpenReview",
        ),
        UrlRule(
            hosts=HOSTS,
            path=PATH,
            query=("id", f"{FORUM}(?:[.]pdf)?"),
            paper_id="{forum}@OpenReview",
        ),
        # A note's own id may be a review's.
        UrlRule(
            hosts=HOSTS,
            path="/+notes/*",
            query=("forum", FORUM),
            paper_id="{forum}@OpenReview",
        ),
    ),
    texts=(
        # Some lists name their papers so. A word of small letters only is none.
        TextRule(
            pattern="openreview:(?=[a-z]*[A-Z0-9_-])(?P<forum>[A-Za-z0-9_-]{9,12})",
            paper_id="{forum}@OpenReview",
        ),
        # Front matter, BibTeX and JSON: "openreview: ID", "openreview_id": "ID". A word, or a word
        # and a number, is none.
        TextRule(
            pattern=(
                "[oO]pen[rR]eview(?:[_\\x20]?(?:id|ID))?[\"']?\\x20{0,2}[:=]\\x20{0,2}[\"'{]?"
                "(?=[a-z0-9_-]*[A-Z])(?=[A-Za-z0-9_-]*(?:[a-z][A-Z]|[0-9][A-Za-z]))"
                "(?![A-Za-z]+[_-]?20[0-9]{2}(?![0-9A-Za-z_-]))"
                "(?P<forum>[A-Za-z0-9_-]{9,12})"
            ),
            paper_id="{forum}@OpenReview",
        ),
    ),
    anchors=("openreview:", "[oO]pen[rR]eview(?:[_\\x20]?(?:id|ID))?[\"']?\\x20{0,2}[:=]"),
    paper_pages=("*://openreview.net/forum?*", "*://openreview.net/pdf?*"),
    # Every page: the site moves from one to another without loading.
    link_sites=(
        LinkSite(
            pages=("https://openreview.net/*",),
            # On a record's page, the paper that it stands for is linked on arXiv.
            hosts=("openreview.net", "arxiv.org"),
        ),
    ),
    # Profiles import their owner's papers from DBLP, under ids of their own.
    imported=ImportedRecords(
        venue="CoRR (?:19|20)[0-9]{2}", source="arXiv", ids_after="External IDs:"
    ),
    examples=Examples(
        urls={
            "https://openreview.net/forum?id=0LZRtvK871": "0LZRtvK871@OpenReview",
            "https://openreview.net/forum?id=3DaVh9KRZdRk": "aVh9KRZdRk@OpenReview",
            "https://openreview.net/forum?id=3DI6Kmw81p": "3DI6Kmw81p@OpenReview",
            "https://openreview.net/forum?id=SkB-_mcel": "SkB-_mcel@OpenReview",
            "https://openreview.net/forum?noteId=S1Ob&id=LcF-EEt8cCC&referrer=%5BHome%5D(/)": (
                "LcF-EEt8cCC@OpenReview"
            ),
            "https://openreview.net/pdf?id=S1jmAotxg": "S1jmAotxg@OpenReview",
            "https://openreview.net/pdf?id=S1jmAotxg.pdf": "S1jmAotxg@OpenReview",
            "https://openreview.net/attachment?id=S1jmAotxg&name=pdf": "S1jmAotxg@OpenReview",
            "https://api2.openreview.net/attachment?name=pdf&id=vPGmYeL1rG": (
                "vPGmYeL1rG@OpenReview"
            ),
            "https://api.openreview.net/notes?forum=vPGmYeL1rG": "vPGmYeL1rG@OpenReview",
            "https://openreview.net/challenge?redirect=%2Fforum%3Fid%3DvPGmYeL1rG": (
                "vPGmYeL1rG@OpenReview"
            ),
            "https://papers.cool/venue/vPGmYeL1rG@OpenReview": "vPGmYeL1rG@OpenReview",
            "https://papers.cool/venue/SkB-_mcel%40OpenReview": "SkB-_mcel@OpenReview",
        },
        texts={
            "see LcF-EEt8cCC@OpenReview.": "LcF-EEt8cCC@OpenReview",
            "- Paper ID: openreview:XzM3pojgHN": "XzM3pojgHN@OpenReview",
            "openreview: 8JqNv79BR0": "8JqNv79BR0@OpenReview",
            '{"openreview_id": "LiXD7mpjU0", "anthology_id": ""}': "LiXD7mpjU0@OpenReview",
            "  openreview = {8JqNv79BR0},": "8JqNv79BR0@OpenReview",
            "论文编号 OpenReview ID: 8JqNv79BR0。": "8JqNv79BR0@OpenReview",
        },
        near_misses=(
            "https://openreview.net/group?id=ICLR.cc/2024/Conference",
            "https://openreview.net/profile?id=~Ilya_Sutskever1",
            "https://openreview.net/references/pdf?id=HJF8xPbNm",
            "https://openreview.net/forum?id=",
            "https://openreview.net/forum?id=LcF-",
            "https://openreview.net/forum?id=TjfXc",
            "https://openreview.net/forum?noteId=S1ObKwC9",
            "from openreview:submission",
            "openreview: submission, OpenReview: Submission, openreview: SUBMISSIONS",
            "OpenReview: Reviewer_2, openreview: NeurIPS2024, openreview: 2024-05-12",
            'openreview_id: "", openreview: under-review',
            "https://api2.openreview.net/notes?id=S1ObKwC9xx",
            "https://openreview.net/forum?id=ICLR.cc/2017/conference/-/paper12",
            "https://example.com/forum?id=0LZRtvK871",
        ),
    ),
    # Lists are empty as served: the app fills them in the browser.
    live_pages=(
        LivePage(
            url="https://openreview.net/forum?id=vPGmYeL1rG",
            paper_id="vPGmYeL1rG@OpenReview",
            selectors=(".forum-title .citation_pdf_url", 'script[src*="/_next/"]'),
        ),
    ),
)
