"""PMLR: a paper is its key within a volume; its supplements carry the key too."""

from build.source import Examples, LinkSite, LivePage, Source, TextRule, UrlRule

# Keys are BibTeX-like (sun21c, aas-alas26a, storcheus2015survey): letters, then a digit;
# what begins with "supp" after that digit belongs to a supplement's file name.
KEY = "(?P<key>[A-Za-z][A-Za-z_-]*[0-9](?:(?!-?[sS]upp)[A-Za-z0-9_-])*)"
SUPPLEMENT = "(?:-?[sS]upp[A-Za-z0-9_-]*)?"
VOLUME = "(?P<volume>v[0-9]+)"
PAPER_ID = "{key}@{volume}@PMLR"
# Either a page or a flat file, or anything in the paper's own folder.
PAPER = f"{KEY}(?:{SUPPLEMENT}[.](?:html|pdf|zip)|/[^?#]*)?"

SOURCE = Source(
    name="PMLR",
    home="https://proceedings.mlr.press/",
    branch="venue",
    paper_id=f"{KEY}@{VOLUME}@PMLR",
    publisher="https://proceedings.mlr.press/{volume}/{key}.html",
    urls=(
        UrlRule(
            hosts=("proceedings.mlr.press", "www.proceedings.mlr.press"),
            path=f"/+{VOLUME}/+(?:assets/+)?{PAPER}",
            paper_id=PAPER_ID,
        ),
        # Where the proceedings lived until 2016, and still redirect from.
        UrlRule(
            hosts=("jmlr.org", "www.jmlr.org", "jmlr.csail.mit.edu"),
            path=f"/+proceedings/papers/{VOLUME}/+{PAPER}",
            paper_id=PAPER_ID,
        ),
        # Where the PDFs live since 2025.
        UrlRule(
            hosts=("raw.githubusercontent.com", "github.com"),
            path=(
                f"/mlresearch/{VOLUME}/(?:blob/|raw/)?(?:refs/heads/)?[A-Za-z-]+/assets/{KEY}/[^?#]*"
            ),
            paper_id=PAPER_ID,
        ),
    ),
    # Its BibTeX names papers so.
    texts=(TextRule(pattern=f"pmlr-{VOLUME}-{KEY}(?![0-9A-Za-z_-])", paper_id=PAPER_ID),),
    anchors=("pmlr-v[0-9]",),
    paper_pages=(
        "*://proceedings.mlr.press/v*/*",
        "*://*.jmlr.org/proceedings/papers/v*/*",
        "*://raw.githubusercontent.com/mlresearch/v*/*",
        "*://github.com/mlresearch/v*/assets/*",
    ),
    link_sites=(
        LinkSite(
            pages=("https://proceedings.mlr.press/*",),
            hosts=("proceedings.mlr.press", "openreview.net"),
            optional=True,
        ),
    ),
    # ICML, CoRL and UAI of recent years.
    often_filed_under="OpenReview",
    is_sure=False,
    examples=Examples(
        urls={
            "https://proceedings.mlr.press/v139/sun21c": "sun21c@v139@PMLR",
            "https://proceedings.mlr.press/v139/sun21c.html": "sun21c@v139@PMLR",
            "https://proceedings.mlr.press/v139/sun21c/sun21c.pdf": "sun21c@v139@PMLR",
            "https://proceedings.mlr.press/v139/sun21c/sun21c-supp.pdf": "sun21c@v139@PMLR",
            "http://proceedings.mlr.press/v70/ravanbakhsh17a/ravanbakhsh17aSupple.pdf": (
                "ravanbakhsh17a@v70@PMLR"
            ),
            "http://proceedings.mlr.press/v37/germain15.pdf": "germain15@v37@PMLR",
            "http://proceedings.mlr.press/v37/germain15-supp.pdf": "germain15@v37@PMLR",
            "http://proceedings.mlr.press/v44/storcheus2015survey.pdf": (
                "storcheus2015survey@v44@PMLR"
            ),
            "https://proceedings.mlr.press/v315/aas-alas26a.html": "aas-alas26a@v315@PMLR",
            "http://jmlr.org/proceedings/papers/v37/ioffe15.pdf": "ioffe15@v37@PMLR",
            "https://raw.githubusercontent.com/mlresearch/v267/main/assets/"
            "aas-alas25a/aas-alas25a.pdf": "aas-alas25a@v267@PMLR",
            "https://papers.cool/venue/sun21c@v139@PMLR": "sun21c@v139@PMLR",
        },
        texts={
            "sun21c@v139@PMLR": "sun21c@v139@PMLR",
            "@InProceedings{pmlr-v139-sun21c,": "sun21c@v139@PMLR",
        },
        near_misses=(
            "https://proceedings.mlr.press/",
            "https://proceedings.mlr.press/v139/",
            "https://proceedings.mlr.press/v139/index.html",
            "https://proceedings.mlr.press/v139/assets/bib/citeproc.yaml",
            "https://proceedings.mlr.press/faq.html",
            "https://www.jmlr.org/papers/v13/bergstra12a.html",
            "https://github.com/mlresearch/v267",
            "see pmlr-v139 and mypmlr-v139-sun21c",
        ),
    ),
    live_pages=(
        LivePage(
            url="https://proceedings.mlr.press/v139/sun21c.html",
            paper_id="sun21c@v139@PMLR",
            selectors=("#extras ul",),
        ),
        LivePage(
            url="https://proceedings.mlr.press/v315/",
            selectors=("div.paper > p.links a",),
        ),
    ),
)
