"""arXiv: ids as in arXiv's own scheme (https://info.arxiv.org/help/arxiv_identifier.html)."""

from build.source import (
    ANY_HOST,
    ANY_KEY,
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

MONTH = "(?:0[1-9]|1[0-2])"


def new_id(separator: str) -> str:
    """Pattern of a new id (since April 2007), groups ``yymm``, ``separator``, ``serial``.

    Four digits of number until December 2014, five since; numbering starts at 1. Years end
    at 2059: beyond, a number is likelier to be a number.
    """
    yymm4 = f"(?:07(?:0[4-9]|1[0-2])|(?:0[89]|1[0-4]){MONTH})(?={separator}[0-9]{{4}}(?![0-9]))"
    yymm5 = f"(?:1[5-9]|[2-5][0-9]){MONTH}(?={separator}[0-9]{{5}}(?![0-9]))"
    serial = "(?!0{4,5}(?![0-9]))[0-9]{4,5}"
    return f"(?P<yymm>{yymm4}|{yymm5})(?P<separator>{separator})(?P<serial>{serial})"


ARCHIVES = (
    "acc-phys|adap-org|alg-geom|ao-sci|astro-ph|atom-ph|bayes-an|chao-dyn|chem-ph"
    "|cmp-lg|comp-gas|cond-mat|cs|dg-ga|funct-an|gr-qc|hep-ex|hep-lat|hep-ph|hep-th|math-ph|math"
    "|mtrl-th|nlin|nucl-ex|nucl-th|patt-sol|physics|plasm-ph|q-alg|q-bio|quant-ph|solv-int"
    "|supr-con"
)
ARCHIVE = f"(?P<archive>{ARCHIVES})"
# The old scheme ran from 1991 to March 2007.
NUMBER = f"(?P<number>(?:9[1-9]|0[0-7]){MONTH}(?!000)[0-9]{{3}})(?![0-9])"
OLD = f"{ARCHIVE}(?:[.][A-Za-z-]{{2,20}})?(?P<slash>/){NUMBER}"
# Some styles write the category before a new id too: "cs.CL/1810.04805".
CATEGORY = f"(?:(?:{ARCHIVES})(?:[.][A-Za-z-]{{2,20}})?/)?"
# A PDF viewer swallows the hyphen at a line's end: "hepth/9901021".
HYPHENATED = [archive.split("-") for archive in ARCHIVES.split("|") if "-" in archive]
DASHED_ARCHIVES = "|".join("-".join(halves) for halves in HYPHENATED)
JOINED_ARCHIVES = "|".join("".join(halves) for halves in HYPHENATED)
FIRST_HALVES = "|".join(sorted({first for first, _ in HYPHENATED}))
SECOND_HALVES = "|".join(sorted({second for _, second in HYPHENATED}))
UNHYPHENATED = (
    f"(?=(?:{JOINED_ARCHIVES})/)(?P<first>{FIRST_HALVES})(?P<second>{SECOND_HALVES})/{NUMBER}"
)
# File names have no slash: "hep-th-9901001v1.pdf", "arxiv-math.GT-0309136".
# Some write a space: "quant-ph 0001001".
DASHED = f"(?:arxiv[_-])?(?P<archive>{DASHED_ARCHIVES})[-\\x20]{NUMBER}"
DASHED_WITH_PREFIX = f"arxiv[_-]{ARCHIVE}(?:[.][A-Za-z-]{{2,20}})?-{NUMBER}"
ID = f"(?:{CATEGORY}{new_id('[.]')}|{OLD})"
PAPER_ID = "{yymm}{separator}{serial}{archive:lower}{slash}{number}"
NEW_PAPER_ID = "{yymm}.{serial}"
OLD_PAPER_ID = "{archive:lower}/{number}"
VERSION = "(?:[vV][0-9]{1,3})?"
# Download tools add the title to a file's name: "1706.03762_Attention_Is_All_You_Need.pdf".
TITLE = "[._-][A-Za-z][A-Za-z0-9_,-]{2,200}[.]pdf"
FILE = f"(?:[.](?:pdf|ps|ps[.]gz|tar[.]gz|gz|html?|md|bib)|{TITLE})?"
# Where papers are kept: "raw/papers/2310.06825-Mistral-7B.md". Folders have no dots, as hosts have.
PAPER_FILE = (
    "(?:~?/|[.]{1,2}/|[.])?(?:[0-9a-z]+(?:[_-][0-9a-z]+)*/)*"
    "(?:[0-9a-z]+[_-])*(?:papers?|pdfs?|preprints?|literature|references?|refs)/(?:[0-9]{4}/)?"
    f"(?:[0-9a-z]+[_-])*{new_id('[.]')}(?:v[0-9]{{1,3}})?"
    "(?:[._-][0-9a-z]+)*[.](?:pdf|md|txt|html?|tex|json|xml|bib)"
)
# ADS's: https://ui.adsabs.harvard.edu/help/actions/bibcode
BIBCODE = f"(?:19|20)[0-9]{{2}}arXiv{new_id('')}[A-Z]"
DBLP_NEW = f"journals/corr/abs-{new_id('-')}"
# Only archives stand there, so the closed list is not needed.
DBLP_ARCHIVE = "(?P<archive>[a-z]+(?:-[a-z]+)?)"
DBLP_OLD = f"journals/corr/(?:abs-(?=[a-z]))?{DBLP_ARCHIVE}(?:-[A-Z]{{2}})?-{NUMBER}"

ARXIV = (
    "arxiv.org",
    "*.arxiv.org",
    "xxx.lanl.gov",
    "xxx.itp.ac.cn",
    "arxiv.las.ac.cn",
    "ar5iv.org",
    "www.ar5iv.org",
    "arxiv.com",
    "www.arxiv.com",
    "front.math.ucdavis.edu",
)
SEARCHED = "(?:(?:oai:)?arxiv[.]org:|arxiv[:/]|(?:find\\x20)?eprint[:\\x20](?:arxiv:)?)"
READERS = (
    "alphaxiv.org",
    "*.alphaxiv.org",
    "huggingface.co",
    "hf.co",
    "scirate.com",
    "www.scirate.com",
    "www.arxiv-vanity.com",
    "www.emergentmind.com",
    "fugumt.com",
    "tldr.takara.ai",
)
DBLP = ("dblp.org", "*.dblp.org", "dblp.uni-trier.de", "dblp.dagstuhl.de", "dblp1.uni-trier.de")


SOURCE = Source(
    name="arXiv",
    home="https://arxiv.org/",
    branch="arxiv",
    paper_id=f"(?:{new_id('[.]')}|{ARCHIVE}/{NUMBER})",
    publisher="https://arxiv.org/abs/{match}",
    urls=(
        UrlRule(
            hosts=ARXIV,
            path=(
                "/+(?:(?:abs|pdf|format|ps|e-print|tb|bibtex|dvi|other)/+)?"
                f"(?:arxiv:)?{ID}{VERSION}{FILE}/*"
            ),
            paper_id=PAPER_ID,
            ignore_case=True,
        ),
        UrlRule(
            hosts=ARXIV,
            path=f"/+(?:html|src)/+(?:[aA][rR][xX][iI][vV]:)?{ID}{VERSION}{FILE}(?:/[^?#]*)?",
            paper_id=PAPER_ID,
        ),
        UrlRule(
            hosts=ARXIV,
            path=f"/+ftp/arxiv/papers/[0-9]{{4}}/{ID}{VERSION}{FILE}",
            paper_id=PAPER_ID,
        ),
        UrlRule(
            hosts=ARXIV,
            path=f"/+ftp/{ARCHIVE}/papers/[0-9]{{4}}/{NUMBER}{VERSION}{FILE}",
            paper_id=OLD_PAPER_ID,
        ),
        UrlRule(
            hosts=READERS,
            path=(
                "/+(?:[a-z][a-z0-9](?:-[a-zA-Z]{2,4})?/)?"
                "(?:papers?|arxiv|abs|overview|pdf|html|audio|blog|p|fugumt/paper_check"
                f"|resources|benchmarks|replicate)/+(?:[aA][rR][xX][iI][vV]:)?{ID}{VERSION}{FILE}/*"
            ),
            paper_id=PAPER_ID,
        ),
        UrlRule(
            hosts=DBLP,
            path=f"/rec/(?:[a-z]+/)?{DBLP_NEW}{FILE}(?:[.][a-z]+)?/*",
            paper_id=NEW_PAPER_ID,
        ),
        UrlRule(
            hosts=DBLP,
            path=f"/rec/(?:[a-z]+/)?{DBLP_OLD}{FILE}(?:[.][a-z]+)?/*",
            paper_id=OLD_PAPER_ID,
        ),
        # Readers and catalogues everywhere: hjfy.top/arxiv/ID, ui.adsabs.harvard.edu/abs/arXiv:ID;
        # badges: img.shields.io/badge/arXiv-ID-b31b1b.svg, /badge/cs.CL-arXiv:ID-b31b1b.svg,
        # /badge/arXiv%20paper-ID-b31b1b.
        UrlRule(
            hosts=(ANY_HOST,),
            path=(
                "(?:/[^/?#]+)*/+(?:arxiv(?:-id)?/+|(?:[^/?#]{0,40}[\\x20-])?arxiv[:_.\\x20-]{1,3}"
                "(?:(?:paper|preprint|pdf|abs|id)[:_\\x20-]{1,3})?)"
                f"{ID}{VERSION}{FILE}"
                "(?:-[0-9A-Za-z]{3,12}(?:[.]svg)?)?(?:/(?:[A-Za-z]+(?:[.]html)?)?)?"
            ),
            paper_id=PAPER_ID,
            ignore_case=True,
        ),
        # "papers" and a number of arXiv's form: hyper.ai/cn/papers/ID.
        UrlRule(
            hosts=(ANY_HOST,),
            path=f"(?:/[^/?#]+)*/+papers?/+{new_id('[.]')}{VERSION}(?:[.]pdf)?(?:/[A-Za-z]*)?",
            paper_id=NEW_PAPER_ID,
        ),
        UrlRule(
            hosts=(ANY_HOST,),
            path=f"(?:/[^/?#]+)*/+{BIBCODE}(?:/[^/?#]*)?",
            paper_id=NEW_PAPER_ID,
        ),
        UrlRule(
            hosts=("img.shields.io",),
            path="/+static/v1/*",
            query=("message", f"(?:arxiv:)?{ID}{VERSION}"),
            also=("label", "(?:[a-z]{1,20}\\x20)?arxiv(?:\\x20[a-z]{1,20})?"),
            paper_id=PAPER_ID,
            ignore_case=True,
        ),
        # Searches: inspirehep.net/literature?q=arXiv:ID, ?p=find+eprint+ID. A bare number may be
        # anything, unless the key names the id.
        UrlRule(
            hosts=(ANY_HOST,),
            path="[^?#]*",
            query=(ANY_KEY, f"{SEARCHED}{ID}{VERSION}"),
            paper_id=PAPER_ID,
            ignore_case=True,
        ),
        # Every arXiv page links scholar.google.com/scholar_lookup?arxiv_id=ID.
        *(
            UrlRule(
                hosts=(ANY_HOST,),
                path="[^?#]*",
                query=(key, f"(?:arxiv:)?{ID}{VERSION}"),
                paper_id=PAPER_ID,
                ignore_case=True,
            )
            for key in ("arxiv_id", "arxivId", "arxiv")
        ),
        UrlRule(
            hosts=("arxiv-sanity-lite.com", "arxiv-sanity.com", "www.arxiv-sanity.com"),
            path="[^?#]*",
            query=("pid", f"{ID}{VERSION}"),
            paper_id=PAPER_ID,
        ),
        # https://info.arxiv.org/help/api/user-manual.html
        UrlRule(
            hosts=ARXIV,
            path="/+api/query",
            query=("id_list", f"{ID}{VERSION}"),
            several=True,
            paper_id=PAPER_ID,
        ),
        UrlRule(
            hosts=(ANY_HOST,),
            path="[^?#]*",
            query=(ANY_KEY, f"(?:DBLP:)?journals/corr/(?:abs[-/])?{ID}"),
            paper_id=PAPER_ID,
        ),
        # OpenReview keeps records of papers that DBLP lists, under DBLP's key.
        UrlRule(
            hosts=("openreview.net",),
            path="/forum/*",
            query=("id", f"(?:dblp[.]org/|DBLP:)?{DBLP_NEW}"),
            paper_id=NEW_PAPER_ID,
        ),
        UrlRule(
            hosts=("openreview.net",),
            path="/forum/*",
            query=("id", f"(?:dblp[.]org/|DBLP:)?{DBLP_OLD}"),
            paper_id=OLD_PAPER_ID,
        ),
    ),
    dois=(DoiRule(pattern=f"10[.]48550/arxiv[.:]{ID}", paper_id=PAPER_ID),),
    texts=(
        TextRule(
            pattern=f"(?:arxiv[:./_~-]?|(?:(?:org|corr)/)?(?:abs|pdf)/)?{ID}{VERSION}{FILE}",
            paper_id=PAPER_ID,
            ignore_case=True,
        ),
        # A file whose name begins with the title: "Attention_Is_All_You_Need_1706.03762v7.pdf".
        TextRule(
            pattern=f"[^/]{{1,200}}[_-]{ID}{VERSION}(?:[_-][^/]{{1,200}})?[.]pdf",
            paper_id=PAPER_ID,
            alone=True,
            ignore_case=True,
        ),
        TextRule(
            pattern=f"(?:arxiv:)?{UNHYPHENATED}{VERSION}",
            paper_id="{first:lower}-{second:lower}/{number}",
            ignore_case=True,
        ),
        *(
            TextRule(pattern=f"{id_}{VERSION}{FILE}", paper_id=OLD_PAPER_ID, ignore_case=True)
            for id_ in (DASHED, DASHED_WITH_PREFIX)
        ),
        TextRule(pattern=PAPER_FILE, paper_id=NEW_PAPER_ID, ignore_case=True),
        TextRule(pattern=BIBCODE, paper_id=NEW_PAPER_ID),
        TextRule(pattern=f"(?:DBLP:)?{DBLP_NEW}", paper_id=NEW_PAPER_ID),
        TextRule(pattern=f"(?:DBLP:)?{DBLP_OLD}", paper_id=OLD_PAPER_ID),
    ),
    broken_ids=(
        # "arXiv:1810. 04805"; without a prefix it may be the end of a sentence.
        BrokenId(
            hint=f"[0-9]{{4}}[.]{LINE_BREAK}[0-9]{{4}}",
            halves=(
                (
                    "arxiv(?:[.]org)?[:.\\x20/]{0,2}(?:abs/|pdf/)?[0-9]{4}[.]",
                    "[0-9]{4,5}(?![0-9])",
                ),
            ),
            ignore_case=True,
        ),
        # "arXiv:1810.0 4805": the number has as many digits as its year's ids have.
        BrokenId(
            hint=f"[0-9][.][0-9]{{1,4}}{LINE_BREAK}[0-9]",
            halves=tuple(
                (
                    f"arxiv(?:[.]org)?[:.\\x20/]{{0,2}}(?:abs/|pdf/)?{yymm}[.][0-9]{{{before}}}",
                    f"[0-9]{{{digits - before}}}(?![0-9.])",
                )
                for yymm, digits in (
                    ("(?:0[7-9]|1[0-4])[0-9]{2}", 4),
                    ("(?:1[5-9]|[2-5][0-9])[0-9]{2}", 5),
                )
                for before in range(1, digits)
            ),
            ignore_case=True,
        ),
        # "hep- th/9901001", "hep-th/ 9901001".
        BrokenId(
            hint=f"/{LINE_BREAK}?[0-9]{{7}}",
            halves=(
                ("[a-z]-", "[a-z]{1,9}/[0-9]{7}(?![0-9])"),
                ("[a-z]-[a-z]{1,9}/", "[0-9]{7}(?![0-9])"),
            ),
        ),
        # "math. RT/0903.2992".
        BrokenId(
            hint=f"[.]{LINE_BREAK}[A-Z]{{2}}/[0-9]{{4}}",
            halves=((f"(?:{ARCHIVES})[.]", "[A-Z]{2}/[0-9]{4}"),),
        ),
    ),
    # Of ADS's bibcodes, and of old ids in file names.
    anchors=(
        "[0-9]arXiv[0-9]",
        f"-(?:(?:{SECOND_HALVES})\\x20)?(?:9[1-9]|0[0-7])[0-9]{{5}}(?![0-9])",
    ),
    url_marks=(
        "(?:[/=-]|%20)arxiv(?:[/_.-]|%2[0F])",
        "arxiv(?:_?id)?(?:=|%3D)",
        "eprint(?:[:+]|%20|%3A)",
        "arxiv(?:[.]org)?(?::|%3A)",
        "[0-9]arxiv[0-9]",
        "/papers?/[0-9]{4}[.]",
        "journals(?:/|%2F)corr(?:/|%2F)",
    ),
    labels=("arxiv", "eprint", "abs", "corr"),
    paper_pages=(
        "*://*.arxiv.org/abs/*",
        "*://*.arxiv.org/pdf/*",
        "*://*.arxiv.org/html/*",
        "*://*.arxiv.org/format/*",
        "*://*.arxiv.org/tb/*",
        "*://xxx.lanl.gov/abs/*",
        "*://xxx.itp.ac.cn/*",
        "*://arxiv.las.ac.cn/*",
        "*://*/arxiv/*",
        *(f"*://*/*{folder}/{decade}*.*" for folder in ("paper", "papers") for decade in "12345"),
        "*://ui.adsabs.harvard.edu/abs/*",
        "*://fugumt.com/fugumt/paper_check/*",
        "*://*/*arXiv:*",
        "*://*.arxiv.com/*",
        "*://front.math.ucdavis.edu/*",
        "*://*/*arxiv=*",
        "*://*/*arxiv_id=*",
        "*://*/*arxivId=*",
        "*://*/*find+eprint+*",
        "*://arxiv-sanity-lite.com/*pid=*",
        "*://*/*=journals/corr/*",
        "*://*.ar5iv.org/*",
        "*://*.alphaxiv.org/abs/*",
        "*://*.alphaxiv.org/*overview/*",
        "*://*.alphaxiv.org/replicate/*",
        "*://huggingface.co/papers/*",
        "*://hf.co/papers/*",
        "*://*.scirate.com/arxiv/*",
        "*://www.arxiv-vanity.com/papers/*",
        "*://www.emergentmind.com/papers/*",
        "*://*.dblp.org/rec/*journals/corr/*",
        "*://dblp.uni-trier.de/rec/*journals/corr/*",
    ),
    link_sites=(
        LinkSite(
            pages=("https://arxiv.org/*",),
            hosts=("arxiv.org",),
        ),
        LinkSite(
            key="huggingface",
            name="Hugging Face Papers",
            home="https://huggingface.co/",
            pages=("https://huggingface.co/*",),
            hosts=("huggingface.co", "arxiv.org"),
            optional=True,
        ),
    ),
    fragments={
        "ARCHIVES": ARCHIVES,
        "DASHED_ARCHIVES": DASHED_ARCHIVES,
        "JOINED_ARCHIVES": JOINED_ARCHIVES,
        "FIRST_HALVES": FIRST_HALVES,
        "SECOND_HALVES": SECOND_HALVES,
        "CATEGORY": CATEGORY,
        "NUMBER": NUMBER,
        "NEW": new_id("[.]"),
        "NEW_UNSEPARATED": new_id(""),
        "NEW_HYPHENATED": new_id("-"),
        "OLD": OLD,
        "ID": ID,
        "FILE": FILE,
        "UNHYPHENATED": UNHYPHENATED,
        "PAPER_FILE": PAPER_FILE,
        "DASHED": DASHED,
        "DASHED_WITH_PREFIX": DASHED_WITH_PREFIX,
        "DBLP_NEW": DBLP_NEW,
        "DBLP_OLD": DBLP_OLD,
    },
    examples=Examples(
        urls={
            "https://arxiv.org/abs/1706.03762": "1706.03762",
            "http://arxiv.org/abs/arXiv:1908.03213": "1908.03213",
            "https://www.arxiv.org/abs/2410.06424v2": "2410.06424",
            "https://arxiv.org/pdf/1402.1516v1.pdf": "1402.1516",
            "https://arxiv.org/pdf/1110.2832/": "1110.2832",
            "https://arxiv.org/pdf/2410.06424v2.pdf?download=1#page=3": "2410.06424",
            "https://arxiv.org/html/2406.14514v1": "2406.14514",
            "https://arxiv.org/html/2406.14514v1/x1.png": "2406.14514",
            "https://arxiv.org/format/1706.03762": "1706.03762",
            "https://arxiv.org/ps/cs/9605103": "cs/9605103",
            "https://arxiv.org/src/2410.06424v1": "2410.06424",
            "https://arxiv.org/src/2410.06424v1/anc": "2410.06424",
            "https://arxiv.org/e-print/2410.06424": "2410.06424",
            "https://arxiv.org/tb/1706.03762": "1706.03762",
            "https://arxiv.org/ftp/arxiv/papers/1110/1110.2832.pdf": "1110.2832",
            "https://arxiv.org/ftp/cond-mat/papers/0408/0408502.pdf": "cond-mat/0408502",
            "https://arxiv.org/abs/hep-th/9901001": "hep-th/9901001",
            "http://arxiv.org/abs/cs.SE/2002.03121": "2002.03121",
            "http://xxx.itp.ac.cn/pdf/1907.05740": "1907.05740",
            "https://hjfy.top/arxiv/2602.00919": "2602.00919",
            "file:///home/reader/1605.08386v1.Heat_bath_random_walks.pdf": "1605.08386",
            "https://ui.adsabs.harvard.edu/abs/arXiv:2510.18343": "2510.18343",
            "https://inspirehep.net/literature?q=arXiv:2410.06424": "2410.06424",
            "https://img.shields.io/badge/arXiv-2603.20340-b31b1b.svg": "2603.20340",
            "https://img.shields.io/badge/cs.CL-arXiv%3A2603.20340-b31b1b.svg": "2603.20340",
            "https://img.shields.io/badge/arXiv%20paper-2603.20340-b31b1b.svg": "2603.20340",
            "https://img.shields.io/badge/Paper-arXiv%202603.20340-red": "2603.20340",
            "https://img.shields.io/badge/%E8%AE%BA%E6%96%87-arXiv.2603.20340-red": "2603.20340",
            "https://img.shields.io/badge/arXiv--Paper-2603.20340-red?style=flat": "2603.20340",
            "https://img.shields.io/static/v1?label=arXiv%20paper&message=2603.20340&color=red": (
                "2603.20340"
            ),
            "https://scholar.google.com/scholar_lookup?arxiv_id=hep-th/9901001": "hep-th/9901001",
            "https://reader.example/?lang=de&arxivId=2603.20340v2": "2603.20340",
            "https://unarxiv.example/?arxiv=1706.03762": "1706.03762",
            "https://arxiv-sanity-lite.com/?rank=pid&pid=2603.20340": "2603.20340",
            "http://inspirehep.net/search?p=find+eprint+1402.1516": "1402.1516",
            "http://adsabs.harvard.edu/cgi-bin/bib_query?arXiv:1112.4175": "1112.4175",
            "https://ui.adsabs.harvard.edu/abs/2017arXiv170603762V/abstract": "1706.03762",
            "HTTPS://ARXIV.ORG/ABS/MATH.GT/0309136V2": "math/0309136",
            "HTTPS://ARXIV.ORG/PDF/1706.03762V5.PDF": "1706.03762",
            "http://front.math.ucdavis.edu/math.AT/0503308": "math/0503308",
            "http://front.math.ucdavis.edu/0908.0333": "0908.0333",
            "https://www.alphaxiv.org/replicate/2410.06424": "2410.06424",
            "https://papers.cool/arxiv/kimi?paper=1706.03762": "1706.03762",
            "https://papers.cool/arxiv/search?highlight=1&query=2402.12354": "2402.12354",
            "https://reader.example/cn/papers/2602.00919.pdf": "2602.00919",
            "https://github.com/tea/reading/blob/main/papers/2602.00919.pdf": "2602.00919",
            "https://yiyibooks.cn/arxiv/1706.03762v7/index.html": "1706.03762",
            "https://fugumt.com/fugumt/paper_check/2602.00919v1": "2602.00919",
            "https://img.shields.io/badge/DOI-10.48550%2FarXiv.2508.00836-blue": "2508.00836",
            "https://export.arxiv.org/oai2?verb=GetRecord&identifier=oai:arXiv.org:1706.03762": (
                "1706.03762"
            ),
            "https://export.arxiv.org/api/query?id_list=atom-ph%2F9601001": "atom-ph/9601001",
            "http://www.shortscience.org/paper?bibtexKey=journals/corr/1605.06065": "1605.06065",
            "https://fetcher.alphaxiv.org/v2/pdf/2410.06424v1": "2410.06424",
            "https://arxiv.com/pdf/1110.3658.pdf": "1110.3658",
            "https://arxiv.org/abs/math.GT/0309136": "math/0309136",
            "https://arxiv.org/pdf/physics/0605197v1.pdf": "physics/0605197",
            "https://arxiv.org/abs/cond-mat.supr-con/0001001": "cond-mat/0001001",
            "https://export.arxiv.org/abs/0704.0001": "0704.0001",
            "https://cn.arxiv.org/abs/1412.9999": "1412.9999",
            "http://xxx.lanl.gov/abs/astro-ph/0603274": "astro-ph/0603274",
            "https://ar5iv.labs.arxiv.org/html/1501.00001": "1501.00001",
            "https://ar5iv.org/abs/1501.99999": "1501.99999",
            "https://www.alphaxiv.org/overview/2410.06424v1": "2410.06424",
            "https://www.alphaxiv.org/zh/overview/2410.06424": "2410.06424",
            "https://huggingface.co/papers/2308.04079": "2308.04079",
            "https://hf.co/papers/2308.04079": "2308.04079",
            "https://scirate.com/arxiv/quant-ph/9511027": "quant-ph/9511027",
            "https://papers.cool/arxiv/2107.00233": "2107.00233",
            "https://papers.cool/arxiv/hep-th/9901001": "hep-th/9901001",
            "https://dblp.org/rec/journals/corr/abs-2310-03716.html?view=bibtex": "2310.03716",
            "https://dblp.org/rec/bib/journals/corr/cs-AI-0102003": "cs/0102003",
            "https://openreview.net/forum?id=journals/corr/abs-2310-03716": "2310.03716",
            "https://openreview.net/forum?id=DBLP:journals/corr/cs-AI-0102003": "cs/0102003",
            "file:///home/reader/2410.06424v2.pdf": "2410.06424",
            "file:///C:/papers/2410.06424v2%20(1).pdf": "2410.06424",
            "file:///home/reader/%E8%AE%BA%E6%96%87_1706.03762_attention.pdf": "1706.03762",
        },
        dois={
            "10.48550/arXiv.2410.06424": "2410.06424",
            "10.48550/ARXIV.1706.03762": "1706.03762",
            "10.48550/arXiv.hep-th/9901001": "hep-th/9901001",
            "10.48550/arXiv:1904.09751": "1904.09751",
        },
        texts={
            "arXiv:2410.06424v2 [cs.CL]": "2410.06424",
            "2410.06424": "2410.06424",
            "论文2410.06424提出": "2410.06424",
            "arXiv preprint arXiv:1706.03762, 2017.": "1706.03762",
            "CoRR, abs/1706.03762": "1706.03762",
            "eprint={1706.03762},": "1706.03762",
            "see hep-th/0402006, for": "hep-th/0402006",
            "(arXiv:nlin.CG/0703050)": "nlin/0703050",
            "arXiv:math.RT/1206.5933,": "1206.5933",
            "biburl = {DBLP:journals/corr/abs-1706-03762}": "1706.03762",
            "[1706.03762v5.pdf]": "1706.03762",
            "1706.03762_Attention_Is_All_You_Need.pdf": "1706.03762",
            "Attention_Is_All_You_Need_1706.03762v7.pdf": "1706.03762",
            "_ArXiv, abs/1706.03762_.": "1706.03762",
            "E. Witten, hepth/9901021": "hep-th/9901021",
            "math. RT/0903.2992": "0903.2992",
            "podle 1706.03762 s dalšími": "1706.03762",
            "arXiv:astroph/0412440.": "astro-ph/0412440",
            "oai:arXiv.org:1211.6742": "1211.6742",
            "bibcode 2016arXiv161002026S": "1610.02026",
            "see hep-th-9901001v2.pdf": "hep-th/9901001",
            "arxiv-math.GT-0309136": "math/0309136",
            "siehe hep-th 9901001, S. 3": "hep-th/9901001",
            "Bericht quant-ph 0001001.": "quant-ph/0001001",
            "`references/pdfs/arxiv_2309.14002.pdf` (既存)": "2309.14002",
            "raw/papers/2310.06825-Mistral-7B.md，": "2310.06825",
            "voir ./pdfs/2202.03376v3_MPPDE.pdf": "2202.03376",
            "(~/related-papers/2024/mixture_of_agents_2406.04692.txt)": "2406.04692",
            "本地 PDF：`.pdfs/2312.08826.pdf`": "2312.08826",
            "en /home/ana/papers/2312.08826.some.title.pdf": "2312.08826",
        },
        near_misses=(
            "https://arxiv.org/list/cs.AI/recent",
            "https://arxiv.org/search/?query=australopithecus&searchtype=title",
            "https://arxiv.org/a/silk_j_1",
            "https://arxiv.org/abs/1306.00001",
            "https://arxiv.org/abs/1513.00001",
            "https://arxiv.org/abs/2410.064",
            "https://arxiv.org/abs/foo-bar/9901001",
            "https://notarxiv.org/abs/2410.06424",
            "https://arxiv.org.example/abs/2410.06424",
            "https://example.com/v/2401.10000",
            "https://pypi.example/p/torch-2401.10000.tar.gz",
            "https://github.com/tea/kettle/releases/tag/2401.10000",
            "https://example.com/papers/2401.1000",
            "https://example.com/papers/2413.10000",
            "torch-2401.10000.tar.gz",
            "wheels/torch-2401.10000.tar.gz, papers/torch-2401.10000.tar.gz",
            "vixra.org/pdf/1306.0176v1.pdf, //vixra.org/pdf/1306.0176.pdf",
            "data/2410.06424.csv, papers/2413.10000.pdf, newspapers/2401.10000.pdf",
            "https://img.shields.io/static/v1?label=version&message=2401.10000",
            "https://img.shields.io/static/v1?message=2401.10000&color=red",
            "https://img.shields.io/badge/release-2401.10000-red",
            "https://img.shields.io/badge/notarxiv%20paper-2401.10000-red",
            "https://example.com/?pid=2401.10000&id=2401.10000",
            "https://example.com/?notarxiv=2401.10000",
            "https://example.com/?2401.10000",
            "https://example.com/#v/2401.10000",
            "https://papers.cool/arxiv/search?highlight=1&query=attention",
            "https://papers.cool/arxiv/kimi?paper=",
            "room math 0309136, non-ph 9901001 and hep-th 99010012",
            "Zbl 1501.34032, zbMATH: 1507.51024, [Zbl. 0908.53001]; Zbl No. 1512.37002",
            "zbl = {1512.37002}, zblnumber={1501.34032}, Zentralblatt MATH 1507.51024",
            '{"zbl_id": "1501.34032"}',
            "Minn. R. 1303.1600, Minnesota Rules 1303.1600, § 1303.1600",
            "Minnesota Rules, part 1303.1600; Ohio Adm. Code 1303.1600",
            "$GPRMC,023543.00,A,2308.28715,N,11322.09875,E,0.195,,240213,,,A*78",
            "GPS 2308.28715 N 11322.09875 E, lat: 2308.28715",
            "model-hep-9901001, math-0309136 and hep-th-99010012",
            "https://huggingface.co/datasets/2410.06424",
            "https://www.alphaxiv.org/bookmarks",
            "https://www.alphaxiv.org/abs/2609.recurrent-looped-transformer",
            "https://dl.acm.org/doi/10.1145/3264631.3264634",
            "https://papers.cool/arxiv/cs.AI",
            "file:///home/reader/torch-2401.10000.tar.gz",
            "doi:10.1145/3264631.3264634",
            "a fee of $2410.0642 or 2410.06424 USD",
            "torch version 2410.06424",
            "pi is 3.2410.06424 or 12410.06424 or 2410.064245",
            "between 1,203.4567 and 1203.45678",
            "1012.3250 hPa at 1203.4567 MHz",
            "it took 1203.1449 s, then 1105.3702 seconds, and 1105.3702 ms",
            "294ms/step - loss: 1203.1449, val_mae: 1105.3702, cost=1105.3702",
            'Loss = 1203.1449, train/loss: 1105.3702, perplexity 1105.3702, {"eta": 1203.1449}',
            "1203.1449 kWh, 1105.3702 m2, 1012.3250 Å, 面积1203.1449平方米",
        ),
    ),
    live_pages=(
        LivePage(
            url="https://arxiv.org/abs/1706.03762",
            paper_id="1706.03762",
            selectors=(".extra-services .full-text > ul",),
        ),
        LivePage(
            url="https://arxiv.org/list/cs.CL/recent",
            selectors=('dl#articles dt a[title="Abstract"]',),
        ),
    ),
)
