"""AAAI: articles are numbered by the publisher's journal system, across all journals."""

from build.source import DoiRule, Examples, LinkSite, LivePage, Source, TitleRule, UrlRule

# A DOI ends with the article's number, but not in volume 33: there with an issue and a page.
DOI = "10[.]1609/aaai[.]v(?!33i)[0-9]{1,3}i[0-9]{1,2}[.](?P<article>[0-9]+)"

SOURCE = Source(
    name="AAAI",
    home="https://ojs.aaai.org/",
    branch="venue",
    paper_id="(?P<article>[1-9][0-9]*)@AAAI",
    publisher="https://ojs.aaai.org/index.php/AAAI/article/view/{article}",
    urls=(
        # "wvvw" is what many references have.
        UrlRule(
            hosts=("ojs.aaai.org", "aaai.org", "www.aaai.org", "wvvw.aaai.org"),
            path=(
                "/+(?:ojs/+)?index[.]php/+AAAI/+article/+(?:view|download)/+"
                "(?P<article>[1-9][0-9]*)(?:/[0-9]+){0,2}/*"
            ),
            paper_id="{article}@AAAI",
        ),
        # The journal is not named, but most papers there are AAAI's; unproven.
        UrlRule(
            hosts=("cdn.aaai.org",),
            path="/+ojs/(?P<article>[1-9][0-9]*)/[0-9-]+[.]pdf",
            paper_id="{article}@AAAI",
        ),
    ),
    # The former site has numbers of its own.
    titles=(
        TitleRule(
            hosts=("aaai.org", "www.aaai.org"),
            path=(
                "/+ocs/+index[.]php/+aaai/+aaai[0-9]{2}/+paper/+"
                "(?:view|viewfile|viewpaper|download)/+[0-9]+(?:/[0-9]+)*/*"
            ),
        ),
        TitleRule(
            hosts=("aaai.org", "www.aaai.org"),
            path="/+papers/+[0-9]+-(?P<title>[a-z0-9]+(?:-[a-z0-9]+){2,})/*",
        ),
    ),
    dois=(DoiRule(pattern=f"{DOI}(?![0-9])", paper_id="{article}@AAAI"),),
    paper_pages=(
        "*://*.aaai.org/*index.php/AAAI/article/*",
        "*://cdn.aaai.org/ojs/*",
        "*://*.aaai.org/ocs/index.php/AAAI/*",
        "*://*.aaai.org/papers/*-*",
    ),
    link_sites=(
        LinkSite(
            pages=("https://ojs.aaai.org/*",),
            hosts=("ojs.aaai.org",),
            optional=True,
        ),
    ),
    examples=Examples(
        urls={
            "https://ojs.aaai.org/index.php/AAAI/article/view/27747": "27747@AAAI",
            "https://ojs.aaai.org/index.php/AAAI/article/view/39599/43560": "39599@AAAI",
            "https://ojs.aaai.org//index.php/AAAI/article/view/3942": "3942@AAAI",
            "https://ojs.aaai.org/index.php/AAAI/article/download/25577/25349": "25577@AAAI",
            "https://www.aaai.org/ojs/index.php/AAAI/article/view/5470": "5470@AAAI",
            "https://cdn.aaai.org/ojs/20394/20394-13-24407-1-2-20220628.pdf": "20394@AAAI",
            "https://papers.cool/venue/27747@AAAI": "27747@AAAI",
        },
        titles={
            "https://www.aaai.org/ocs/index.php/AAAI/AAAI15/paper/viewFile/9414/9520": "",
            "https://aaai.org/papers/11671-film-visual-reasoning-with-a-conditioning-layer/": (
                "film visual reasoning with a conditioning layer"
            ),
        },
        dois={
            "10.1609/aaai.v38i1.27747": "27747@AAAI",
            "10.1609/aaai.v34i08.7039": "7039@AAAI",
        },
        texts={"27747@AAAI": "27747@AAAI"},
        near_misses=(
            "https://ojs.aaai.org/index.php/AAAI/issue/view/683",
            "https://ojs.aaai.org/index.php/ICWSM/article/view/14550",
            "https://ojs.aaai.org/index.php/AIES/article/download/36541/38679/40616",
            "https://www.aaai.org/ocs/index.php/AIIDE/AIIDE16/paper/view/14061",
            "https://doi.org/10.1609/aaai.v33i01.33018642",
            "https://doi.org/10.1609/aies.v8i1.36598",
            "https://aaai.org/papers/",
            "https://aaai.org/papers/11671/",
        ),
    ),
    live_pages=(
        LivePage(
            url="https://ojs.aaai.org/index.php/AAAI/article/view/27747",
            paper_id="27747@AAAI",
            selectors=(".item.galleys .galleys_links",),
        ),
        LivePage(
            url="https://ojs.aaai.org/index.php/AAAI/issue/view/683",
            selectors=(".obj_issue_toc .sections", ".obj_article_summary .galleys_links"),
        ),
    ),
)
