"""Papers in text and URLs: rules that hold for all sources."""

import re
from urllib.parse import quote

import pytest

from build.engine import Engine
from build.finder import Finder, Paper
from tests.papers import named
from tests.shared import found_inputs, needs_shared


def ids(papers: list[Paper]) -> list[str]:
    return [paper.id for paper in papers]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Several, in order, once each, versions dropped.
        ("1706.03762v5, 1810.04805 and 1706.03762", ["1706.03762", "1810.04805"]),
        ("1706.03762,1810.04805", ["1706.03762", "1810.04805"]),
        (
            "P1 https://openreview.net/forum?id=SkB-_mcel P2 arXiv:1706.03762",
            ["SkB-_mcel@OpenReview", "1706.03762"],
        ),
        # URLs directly next to each other, or to other text.
        ("[https://arxiv.org/abs/1706.03762](https://arxiv.org/abs/1706.03762)", ["1706.03762"]),
        (
            "https://arxiv.org/abs/1706.03762https://arxiv.org/abs/1810.04805",
            ["1706.03762", "1810.04805"],
        ),
        (
            "https://arxiv.org/abs/1706.03762,https://arxiv.org/abs/1810.04805;",
            ["1706.03762", "1810.04805"],
        ),
        ("(https://arxiv.org/abs/1706.03762),which", ["1706.03762"]),
        ("**https://arxiv.org/abs/1706.03762**", ["1706.03762"]),
        (r"\href{https://arxiv.org/abs/1706.03762}{Attention}", ["1706.03762"]),
        ("<https://arxiv.org/abs/1706.03762|arxiv.org>", ["1706.03762"]),
        (
            '<a href="https://openreview.net/forum?noteId=x&amp;id=SkB-_mcel">',
            ["SkB-_mcel@OpenReview"],
        ),
        ("见https://arxiv.org/abs/1706.03762，以及1810.04805。", ["1706.03762", "1810.04805"]),
        (
            "at arxiv.org/abs/1706.03762 and www.arxiv.org/pdf/1810.04805v2.pdf",
            ["1706.03762", "1810.04805"],
        ),
        # A URL that a line break in a PDF splits.
        ("https://arxiv.\norg/abs/1706.03762", ["1706.03762"]),
        ("https://arxiv.org/\nabs/1706.03762", ["1706.03762"]),
        # Only DOIs of known publishers; digits in other DOIs are not ids.
        ("doi:10.1145/3264631.3264634, 10.48550/arXiv.1706.03762.", ["1706.03762"]),
        ("10.1103/PhysRevD.75.124007 10.1016/0704.0001 10.1000/hep-th/9901001", []),
        # Numbers that are not ids.
        ("Loss = 1203.1449; train/loss: 1105.3702; lr 1012.3250", []),
        ('{"loss": 1203.1449, "arxiv_id": 1105.3702}', ["1105.3702"]),
        ("1203.1449 kWh, 1105.3702 m², 面积1012.3250平方米", []),
        ("title: 1203.1449, closs 1105.3702", ["1203.1449", "1105.3702"]),
        ("$1203.4567, € 1203.4567, USD 2410.06424, 2410.06424元, 1203.4567 %", []),
        ("version 2410.06424, release=2410.06424, v2410.06424", []),
        ("1.2410.06424 2410.06424.1 12410.06424 2410.064241 -1203.4567 1,203.4567", []),
        ("2410.06424-1 12:1203.4567 1203.4567e5 x_1203.4567 1203.4567/2", []),
        ("1203.4567 MHz, 1012.3250 hPa", []),
        ("conversion 2410.06424", ["2410.06424"]),
        ("foo@arxiv.org/abs/1706.03762 notarxiv.org/abs/1706.03762", []),
        ("path/cs/0102003 and data/2410.06424.csv", []),
        ("", []),
        # Cut by the end of a line in a PDF.
        ("URL https: //arxiv.org/abs/2312.00752.", ["2312.00752"]),
        ("URL https://openreview.net/forum?id= uYLFoz1vlAC.", ["uYLFoz1vlAC@OpenReview"]),
        ("URL https://openreview.net/ forum?id=Ai8Hw3AXqks.", ["Ai8Hw3AXqks@OpenReview"]),
        ("https://openreview.net/forum? id=pAQzEY7M03\n\n[64] Next", ["pAQzEY7M03@OpenReview"]),
        ("arXiv preprint arXiv:1810. 04805, 2018", ["1810.04805"]),
        ("In ACL, 2024. acl-long.409, pages", ["2024.acl-long.409@ACL"]),
        ("doi: 10.18653/v1/ N19-1423.", ["N19-1423@ACL"]),
        (
            "press/v139/ radford21a.html; proceedings.mlr.press/v139/ radford21a",
            ["radford21a@v139@PMLR"],
        ),
        ("see hep- th/9901001 and astro-\nph/0412440", ["hep-th/9901001", "astro-ph/0412440"]),
        ("arxiv.org/abs/1810. 04805; hep-th/ 9506159", ["1810.04805", "hep-th/9506159"]),
        ("www.ijcai.org/proceedings/ 2024/890.", ["890@2024@IJCAI"]),
        ("10.18653/v1/2020.acl- main.747.", ["2020.acl-main.747@ACL"]),
        ("https://openreview.net/forum?\r\n    id=Ai8Hw3AXqks", ["Ai8Hw3AXqks@OpenReview"]),
        (
            "https://aclanthology.org/N19-\n1423, 10.18653/v1/P19- 1001",
            ["N19-1423@ACL", "P19-1001@ACL"],
        ),
        ("10.18653/v1/2020.acl-\nmain.747 and 2020.acl-main. 405.", ["2020.acl-main.747@ACL"]),
        ("doi: 10.18653/v1/2020.acl-main. 747.", ["2020.acl-main.747@ACL"]),
        ("doi: 10.18653/v1/2020.acl-main. 2020.", []),
        ("https://arxiv.org/abs/1706.0 3762, arXiv:1810.0\n4805", ["1706.03762", "1810.04805"]),
        ("arXiv:1306.01 23; arXiv:1706.03 76 pages; arXiv:1706.0 37621", ["1306.0123"]),
        ("https://openreview.net/forum?id=LcF-\nEEt8cCC and openreview.net/forum?id=LcF- EEt8", []),
        # With the hyphen or without it?
        ("https://proceedings.mlr.press/v97/tan-\n19a.html", []),
        ("https://doi.org/10.18653/v1/2020.acl-main\n3.5 points", []),
        ("https://www.ijcai.org/proceedings/ 2024 was", []),
        ("https://openreview.net/forum?id= following words", []),
        ("https://openreview.net/forum?id= Published in 2024", []),
        ("in 2018. 04805 of them; in 2019. state-of-the-art.", []),
        # A PDF's spaces before dots and slashes, and in "https://".
        ("https://arxiv .org/abs/2412 .15204 .Bertsch, A.", ["2412.15204"]),
        ("véase https : //arxiv .org /pdf /1706.03762 .", ["1706.03762"]),
        ("@ https:// arxiv .org /pdf /1909.07220.pdf)", ["1909.07220"]),
        ("见https:// openreview .net/forum?id=LcF-EEt8cCC。", ["LcF-EEt8cCC@OpenReview"]),
        ("https://aclanthology .org/2024 .acl-long .409 /", ["2024.acl-long.409@ACL"]),
        (
            "https://arxiv.org/abs/1706.03762 /1810.04805 .x, https://arxiv.org/abs/1810.04805 .",
            ["1706.03762", "1810.04805"],
        ),
        (
            "https://openreview.net/pdf?id=SkB-_mcel .see https://arxiv.org/abs/1706.03762 /code",
            ["SkB-_mcel@OpenReview", "1706.03762"],
        ),
        ("proceedings.mlr.press/v139/radford21a .puis", ["radford21a@v139@PMLR"]),
        ("https://proceedings.mlr.press/v139/radford21a /code", ["radford21a@v139@PMLR"]),
        ("the https:// scheme . https : // 1706. 03762", []),
        ("http:// https://arxiv.org/abs/1706.03762", ["1706.03762"]),
        (
            "见 https://openaccess.thecvf.com/content/WACV2024/html/Lin\\_ Common\\_\n"
            "Diffusion\\_ Noise\\_WACV\\_2024\\_paper.html",
            ["Lin_Common_Diffusion_Noise@WACV2024@CVF"],
        ),
        ("software: none\nopenreview: 8JqNv79BR0\nlayout: x", ["8JqNv79BR0@OpenReview"]),
        # Labels before, and hemispheres after, say what a number is; words beside it do not.
        ("Zbl 1501.34032; arXiv:1501.34032", ["1501.34032"]),
        ("siehe Zbl 1249.46053 und 0903.3388", ["0903.3388"]),
        ("zbMATH lists 1706.03762", ["1706.03762"]),
        ("A. Wald, R. 1303.1600; Mining Rules 1203.4567", ["1303.1600", "1203.4567"]),
        ("Cross Section 1303.1600, hep-lat 1203.4567", ["1303.1600", "1203.4567"]),
        ("见规则：1303.1600，code 1706.03762", ["1303.1600", "1706.03762"]),
        ("1706.03762,N. Smith; 1810.04805, N", ["1706.03762", "1810.04805"]),
        ("1706.03762 e 1810.04805 s 1906.08237", ["1706.03762", "1810.04805", "1906.08237"]),
        # URLs whose scheme was cut or mistyped, or that are copied encoded.
        (
            "see ttps://arxiv.org/abs/1706.03762 and (//arxiv.org/abs/1810.04805)",
            ["1706.03762", "1810.04805"],
        ),
        (
            "paper: https//arxiv.org/pdf/2306.00973; http:/arxiv.org/abs/1810.04805",
            ["2306.00973", "1810.04805"],
        ),
        (
            "https%3A%2F%2Fopenreview.net%2Fforum%3FnoteId%3Dx%26id%3DSkB-_mcel",
            ["SkB-_mcel@OpenReview"],
        ),
        ("https://other.example/a//arxiv.org.example/abs/1706.03762", []),
        (
            "_at https://arxiv.org/abs/1706.03762_ and openreview.net/pdf?id=SkB-_mcel~",
            ["1706.03762", "SkB-_mcel@OpenReview"],
        ),
        # Typesetters' hyphens.
        ("hep\u2010th/9901001, astro\u2013ph/0412440", ["hep-th/9901001", "astro-ph/0412440"]),
        (
            "10.18653/v1/N19\u20131423 and 2020.acl\u2011main.747",
            ["N19-1423@ACL", "2020.acl-main.747@ACL"],
        ),
        ("2019.09\u20132023.06, 1706.03762\u20131810.04805", ["1706.03762", "1810.04805"]),
        # Wide and invisible characters.
        ("见 https：//arxiv.org/pdf/1711.09020.pdf", ["1711.09020"]),
        ("编号１７０６．０３７６２，arXiv：1810．04805", ["1706.03762", "1810.04805"]),
        ("arXiv:1706.\u200b03762 and 1810\u00ad.04805", ["1706.03762", "1810.04805"]),
        # Escapes of TeX, BibTeX, Markdown, JSON and HTML.
        (r"url = {https://openreview.net/forum?id=E4EE\_ohFGz},", ["E4EE_ohFGz@OpenReview"]),
        (r"https://openreview.net/forum?id={\_}PHymLIxuI.", ["_PHymLIxuI@OpenReview"]),
        (r"https://openreview.net/forum?noteId=x\&id\=aLIbnLY9NtH, ok", ["aLIbnLY9NtH@OpenReview"]),
        (r'"link": "https:\/\/arxiv.org\/pdf\/1802.03802.pdf",', ["1802.03802"]),
        (r'"http://openreview.net/forum?id\u003drJiNwv9gg",', ["rJiNwv9gg@OpenReview"]),
        (r"[10.48550\/arXiv.2512.24475]", ["2512.24475"]),
        ("&lt;https:&#x2F;&#x2F;aclanthology.org&#47;W02-1503&#x2F;&gt;", ["W02-1503@ACL"]),
        # A mail's source.
        ('<a href=3D"https://openreview.net/forum?id=3DSkB-_mcel">', ["SkB-_mcel@OpenReview"]),
        ("https://openreview.net/pdf?id=3DSkB-=\r\n_mcel=20\n", ["SkB-_mcel@OpenReview"]),
        ("https://openreview.net/forum?id=3D3DI6Kmw81p=E2=80=99", ["3DI6Kmw81p@OpenReview"]),
        ("https://open=\nreview.net/forum?id=\n=3DaVh9KRZdRk", ["aVh9KRZdRk@OpenReview"]),
        ("(https://arx=\niv.org/abs/1706.=\n03762=20\n=", ["1706.03762"]),
        ("eprint=\n1810.04805", ["1810.04805"]),
        ("x=\nhttps://openreview.net/forum?id=20abcDEf12", ["20abcDEf12@OpenReview"]),
        (
            "https://openreview.net/forum?id=3DI6Kmw81p https://openreview.net/forum?id=3Dq32m6m2M",
            ["3DI6Kmw81p@OpenReview", "3Dq32m6m2M@OpenReview"],
        ),
        ("https://openreview.net/forum?id=3D\ufeffI6Kmw81p", ["3DI6Kmw81p@OpenReview"]),
        (r"C:\papers\x.txt and \alpha_{i}, 50\% of 10.1145\/3264631.3264634", []),
    ],
)
def test_text(finder: Finder, text: str, expected: list[str]) -> None:
    assert ids(finder.in_text(text)) == expected


ARXIV_ESCAPED = "https%3A%2F%2Farxiv.org%2Fabs%2F1706.03762"


@pytest.mark.parametrize(
    "text",
    [
        "1706.03762, P19-1001",
        "P19-1001",
        "P19-1001;P19-1002",
        "P19-1001 W19-5301\nP19-1002",
        "P19-1001、https://arxiv.org/abs/1706.03762，P19-1002",
        "P19-1001 and 10.18653/v1/P19-1002.",
        "P19-1001和P19-1002",
        "“P19-1001”, 'P19-1002'",
        "1. P19-1001\n2. P19-1002",
        "(1) P19-1001 (2) P19-1002",
        "[1]P19-1001 [2] P19-1002",
        "- P19-1001\n- arXiv:1706.03762v7 [cs.CL]\n* P19-1002.pdf",
        "arXiv: 1706.03762; DOI: 10.18653/v1/P19-1001; P19-1002",
    ],
)
def test_each_part_of_a_list_is_read_as_if_alone(finder: Finder, text: str) -> None:
    named = re.findall(r"1706[.]03762|[PW]19-[0-9]{4}", text)
    assert [re.sub("@ACL", "", it) for it in ids(finder.in_text(text))] == named


@pytest.mark.parametrize(
    "text",
    [
        "see P19-1001 for tea",
        "P19-1001, a part",
        "parts: P19-1001, P19-1002",
        "P19-1001, P19-1002 kW",
        "P19-1001, 01-2345-6789",
        "P19-1001, v1.2.3",
        "P19-1001; 2019-01-02",
        "P19-1001, $19.10",
        "+49 30 1234567, 030 7654321",
        "v2410.06424, v2410.06425",
        "2019.01.02, 2019-01-03",
        "-1203.4567, -1203.4568",
        "$1203.4567, $1203.4568",
        "1,203.4567; 12,034.5678",
        "1. 2. 3.",
        "and",
        f"{'P19-1001, ' * 10_000}",
    ],
)
def test_list_with_anything_else_is_read_as_prose(finder: Finder, text: str) -> None:
    assert ids(finder.in_text(text)) == []


@pytest.mark.parametrize(
    "url",
    [
        "https://link.zhihu.com/?target=https%3A//arxiv.org/abs/1706.03762",
        f"https://link.csdn.net/?target={ARXIV_ESCAPED}",
        f"https://link.juejin.cn/?target={ARXIV_ESCAPED}",
        "https://www.google.com/url?sa=t&url=https://arxiv.org/abs/1706.03762&usg=x",
        f"https://scholar.google.com/scholar_url?url={ARXIV_ESCAPED}&hl=en",
        f"https://l.facebook.com/l.php?u={ARXIV_ESCAPED}%3Ffbclid%3Dx&h=y",
        f"https://www.linkedin.com/redir/redirect?url={ARXIV_ESCAPED}",
        "https://web.archive.org/web/20230101000000/https://arxiv.org/abs/1706.03762",
        "https://web.archive.org/web/2023*/arxiv.org/abs/1706.03762",
        "https://r.jina.ai/https://arxiv.org/abs/1706.03762",
        f"https://eur03.safelinks.protection.outlook.com/?url={ARXIV_ESCAPED}&data=x",
        "https://eur03.safelinks.protection.outlook.com/?url="
        "https%3A%2F%2Flink.zhihu.com%2F%3Ftarget%3Dhttps%253A%252F%252Farxiv.org%252Fabs%252F1706.03762",
        "https://urldefense.com/v3/__https://arxiv.org/abs/1706.03762__;!!x$",
        "https://mozilla.github.io/pdf.js/web/viewer.html?file=https://arxiv.org/pdf/1706.03762",
        "chrome-extension://oemmndcbldboiebfnladdacbdfmadadm/https://arxiv.org/pdf/1706.03762",
        "view-source:https://arxiv.org/abs/1706.03762",
        f"about:reader?url={ARXIV_ESCAPED}",
        "https://example.com/out/arxiv.org/abs/1706.03762",
        "https://example.com/?doi=10.48550/arXiv.1706.03762",
        "https://dx.doi.org/10.48550/arXiv.1706.03762",
        "https://doi-org.example.edu/10.48550%2FarXiv.1706.03762",
        "https://arxiv.org/login?next_page=/abs/1706.03762",
        # Trailing characters from the surrounding text.
        "https://arxiv.org/abs/1706.03762%20",
        "https://arxiv.org/abs/1706.03762.",
        "https://arxiv.org/abs/1706.03762),",
        "https://arxiv.org/abs/1706.03762%EF%BC%8C",
        "https://arxiv.org/abs/1706.03762&sa=D",
        "HTTPS://ARXIV.ORG./abs/1706.03762",
        # Encodings of their own.
        "https://urldefense.proofpoint.com/v2/url?u=https-3A__arxiv.org_abs_1706.03762&d=Dw&c=x",
        "https://www.bing.com/ck/a?!&&p=0&u=a1aHR0cHM6Ly9hcnhpdi5vcmcvYWJzLzE3MDYuMDM3NjI&ntb=1",
        "https://click.example/x/y/aHR0cHM6Ly9hcnhpdi5vcmcvYWJzLzE3MDYuMDM3NjI=",
        # Substack's: {"e":"https://arxiv.org/abs/1706.03762","p":1}
        "https://substack.com/redirect/2/"
        "eyJlIjoiaHR0cHM6Ly9hcnhpdi5vcmcvYWJzLzE3MDYuMDM3NjIiLCJwIjoxfQ.aBc_d",
        f"https://x.awstrack.example/L0/{ARXIV_ESCAPED}/1/0100018f-abc/def=364",
        "https://tracking.example/CL0/https:%2F%2Farxiv.org%2Fabs%2F1706.03762/1/0100019/abc=364",
        f"https://r.search.yahoo.com/_ylt=A;_ylu=Y/RV=2/RU={ARXIV_ESCAPED}/RK=2/RS=x-",
        "https://huggingface.co/models?other=arxiv:1706.03762",
        # Files named by download tools.
        "file:///home/reader/Attention_Is_All_You_Need_1706.03762v7.pdf",
        "file:///C:/papers/Vaswani-2017-1706.03762.pdf",
        "file:///home/reader/2017_1706.03762_Attention%20(1).pdf",
        # Proxies, which write dots as hyphens and double hyphens, and any reader or catalogue.
        "https://arxiv-org.translate.goog/abs/1706.03762?_x_tr_sl=en",
        "https://www-arxiv-org.proxy.lib.example.edu/pdf/1706.03762v2",
        "https://dblp-uni--trier-de.proxy.example.edu/rec/journals/corr/abs-1706-03762",
        "https://reader.example/arxiv/1706.03762v3.pdf",
        "https://catalogue.example/literature/arXiv:1706.03762",
        "https://catalogue.example/paper/arxiv:1706.03762/code",
        "https://user@arxiv.org:443//abs/1706.03762",
        "http:/arxiv.org/abs/1706.03762",
    ],
)
def test_url_wrapped_or_mangled(finder: Finder, url: str) -> None:
    assert ids(finder.in_url(url)) == ["1706.03762"]


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        (
            "https://papers.cool/arxiv/1706.03762,hep-th/9901001",
            ["1706.03762", "hep-th/9901001"],
        ),
        (
            "https://papers.cool/venue/SkB-_mcel%40OpenReview,P19-1001@ACL,P19-1001@ACL",
            ["SkB-_mcel@OpenReview", "P19-1001@ACL"],
        ),
        (
            "https://papers.cool/venue/2024.acl-long.1@ACL,890@2024@IJCAI",
            ["2024.acl-long.1@ACL", "890@2024@IJCAI"],
        ),
        ("https://papers.cool/venue/ICLR.2024?group=Oral", []),
        ("https://papers.cool/venue/kimi?paper=P19-1001%40ACL", ["P19-1001@ACL"]),
        ("https://papers.cool/venue/search?query=arXiv:1706.03762v2&show=5", ["1706.03762"]),
        ("https://papers.cool/arxiv/search?query=after+1706.03762", []),
        ("https://papers.cool/arxiv/searches?query=1706.03762", []),
        ("https://papers.cool/about/arxiv/search?query=1706.03762", []),
        (
            "https://export.arxiv.org/api/query?id_list=1706.03762v5,hep-th/9901001&start=0",
            ["1706.03762", "hep-th/9901001"],
        ),
        ("https://arxiv.org/api/query?max_results=1,2&id_list=1706.03762,", ["1706.03762"]),
        ("https://openreview.net/forum?id=SkB-_mcel,SkB-_mcem", ["SkB-_mcel@OpenReview"]),
        (
            "https://www.google.com/url?q=https://openreview.net/forum?noteId=x&id=SkB-_mcel",
            ["SkB-_mcel@OpenReview"],
        ),
        (
            "https://urldefense.com/v3/__https://openreview.net/forum?id=SkB-_mcel__;!!x",
            ["SkB-_mcel@OpenReview"],
        ),
        ("data:text/html,https://arxiv.org/abs/1706.03762", []),
        ("javascript:open('https://arxiv.org/abs/1706.03762')", []),
        ("https://example.com/?a=2410.06424&b=arXiv:2410.06424", ["2410.06424"]),
        ("https://example.com/?a=2410.06424&b=x+arXiv:2410.06424", []),
        ("https://example.com/?q=arxiv/2410.06424v2", ["2410.06424"]),
        ("https://example.com/?arxiv_id=arXiv:2410.06424v2", ["2410.06424"]),
        (
            "https://inspirehep.net/literature?q=FIND%20EPRINT%20HEP-TH/9901001",
            ["hep-th/9901001"],
        ),
        ("https://ui.adsabs.harvard.edu/#abs/2017arXiv170603762V/abstract", ["1706.03762"]),
        ("https://ui.adsabs.harvard.edu/#search/q=2017arXiv170603762V", []),
        ("https://example.com/?arxiv_id=&2410.06424", []),
        ("https://example.com/?q=notarxiv:2410.06424", []),
        ("https://example.com/?q=arXiv%3Amath.GT%2F0309136", ["math/0309136"]),
        ("https://example.com/?id=oai%3AarXiv.org%3Ahep-th%2F9901001", ["hep-th/9901001"]),
        ("arXiv:math/0211159", ["math/0211159"]),
        ("arxiv:2410.06424v2", ["2410.06424"]),
        ("tel:2410.06424", []),
        ("https://example.com/?q=" + "x" * 9000 + "https://arxiv.org/abs/1706.03762", []),
        ("https://arxiv.org.evil.example/abs/1706.03762", []),
        ("https://arxiv-org.example/abs/1706.03762", []),
        ("https://reader.example/arxiv/2410.064", []),
        ("https://reader.example/notarxiv/1706.03762", []),
        ("no URL at all", []),
        ("https://", []),
    ],
)
def test_url(finder: Finder, url: str, expected: list[str]) -> None:
    assert ids(finder.in_url(url)) == expected


@pytest.mark.parametrize(
    ("wrappers", "expected"), [(3, ["1706.03762"]), (4, [])], ids=["three", "four"]
)
def test_three_wrappers_around_a_url_are_read(
    finder: Finder, wrappers: int, expected: list[str]
) -> None:
    url = "https://arxiv.org/abs/1706.03762"
    for number in range(wrappers):
        url = f"https://wrapper{number}.example/?url={quote(url, safe='')}"
    assert ids(finder.in_url(url)) == expected


@needs_shared
def test_real_inputs(engine: Engine, finder: Finder) -> None:
    wrong = []
    for field, text, expected in found_inputs():
        papers = finder.in_url(text) if field == "linkUrl" else finder.in_text(text)
        some = [named(f"{paper.branch}/{paper.id}") for paper in papers]
        opened = engine.call("papers/paper.js", "destinationsOf", some)
        found = " ".join(it["url"].removeprefix("https://papers.cool/") for it in opened)
        if found != expected:
            wrong.append((text, expected, found))
    assert wrong == []


def _check_each(finder: Finder, cases: dict[str, str]) -> None:
    """Texts by what they name: ids, joined by spaces."""
    found = finder.each("papersInText", [*cases])
    for (text, expected), papers in zip(cases.items(), found, strict=True):
        assert (text, " ".join(ids(papers))) == (text, expected)


def test_spaces_in_urls_of_pdfs_are_taken_out(finder: Finder) -> None:
    both = "https://arxiv.org/abs/1706.03762 https://arxiv.org/abs/1810.04805"
    _check_each(
        finder,
        {
            "http s://arxiv.org/abs/1706.03762": "1706.03762",
            "https : //arxiv.org/abs/1706.03762": "1706.03762",
            "https: //arxiv.org/abs/1706.03762": "1706.03762",
            "http\n://arxiv.org/abs/1706.03762": "1706.03762",
            "https:\n// arxiv.org/abs/1706.03762": "1706.03762",
            "https://\narxiv .org/abs/1706.03762": "1706.03762",
            "https://www .arxiv .org/abs/1706.03762": "1706.03762",
            "https://arxiv. org/abs/1706.03762": "1706.03762",
            "https://aclanthology .org /2020.acl-main .747": "2020.acl-main.747@ACL",
            "https://aclanthology.org/2020 .acl-main.747 see": "2020.acl-main.747@ACL",
            "https://proceedings.mlr.press /v139/radford21a.html": "radford21a@v139@PMLR",
            "https://arxiv.org/abs/ 1706.03762": "1706.03762",
            "https://arxiv.org/abs/1706. 03762": "1706.03762",
            "https://arxiv.org/abs/170 6.03762": "1706.03762",
            "https://doi.org/10.48550/ arXiv.1706.03762": "1706.03762",
            "https://doi.org/10.18653/v1/ N19-1423": "N19-1423@ACL",
            "10.18653/v1/N19-\n1423": "N19-1423@ACL",
            "https://openreview.net/forum? id=SkB-_mcel": "SkB-_mcel@OpenReview",
            # What follows may be the next word, or a year.
            "https://openreview.net/forum?id=\ntransformers": "",
            "https://openreview.net/forum?id=SkB-\nmcelxxx1": "",
            "https://arxiv.org/abs/\n2017 was": "",
            both: "1706.03762 1810.04805",
        },
    )


def test_escapes_of_mails_and_source_code_are_undone(finder: Finder) -> None:
    forum = "SkB-_mcel@OpenReview"
    _check_each(
        finder,
        {
            "https%3A%2F%2Farxiv.org%2Fabs%2F1706.03762": "1706.03762",
            "see http%3a%2f%2farxiv.org%2fabs%2f1706.03762": "1706.03762",
            "(http%3a%2f%2farxiv.org%2fabs%2f1706.03762)": "1706.03762",
            "tea [http%3a%2f%2farxiv.org%2fabs%2f1706.03762]": "1706.03762",
            "“http%3a%2f%2farxiv.org%2fabs%2f1706.03762”": "1706.03762",
            "'http%3a%2f%2farxiv.org%2fabs%2f1706.03762'": "1706.03762",
            "[tea](http%3a%2f%2farxiv.org%2fabs%2f1706.03762)": "1706.03762",
            "**http%3a%2f%2farxiv.org%2fabs%2f1706.03762**": "1706.03762",
            'a=3D"x" =20\nhttps://openreview.net/forum?id=3DSkB-_mcel': forum,
            "b=E2=80=A6https://openreview.net/forum?id=3DSkB-_mcel=E2=80=A6": forum,
            "https://openreview.net/forum?id=\r\n=3DSkB-_mcel": forum,
            "https://arxiv.org/abs/17=\n06.03=\n762": "1706.03762",
            "https://arxiv.org/abs/1706=\r\n.03762": "1706.03762",
            # Some ids begin like an escape.
            "https://openreview.net/forum?id=3DSkB-_mce": "3DSkB-_mce@OpenReview",
            "url = {https://openreview.net/forum?id=SkB-\\_mcel}": forum,
            "https://openreview.net/forum?id=SkB-{\\_}mcel": forum,
            "https:\\/\\/arxiv.org\\/abs\\/1706.03762": "1706.03762",
            "https://openreview.net/forum?id\\u003dSkB-_mcel": forum,
            "https://openreview.net/forum?id\\u003DSkB-_mcel": forum,
            "https:&#x2F;&#x2f;arxiv.org&#47;abs&#47;1706&#46;03762": "1706.03762",
            "https://openreview.net/forum?id&#61;SkB-&#95;mce&#108;": forum,
            "https://openreview.net/forum?id=SkB&#45;_mc&#101;l&#125;": forum,
            "&quot;https://arxiv.org/abs/1706.03762&quot;": "1706.03762",
        },
    )


def test_characters_that_look_alike_or_are_not_seen_are_read_as_the_plain_ones(
    finder: Finder,
) -> None:
    _check_each(
        finder,
        {
            "see arXiv：1706．03762": "1706.03762",
            "see arXiv:１７０６．０３７６２": "1706.03762",
            "see arXiv:1706．03762 or so": "1706.03762",
            "see https：//arxiv.org/abs/1706.03762": "1706.03762",
            "see https：／／arxiv.org/abs/1706.03762": "1706.03762",
            **{
                f"see arXiv:17{unseen}06.03762": "1706.03762"
                for unseen in "\u00ad\u200b\u200c\u200d\u2060\ufeff"
            },
            "see hep–th/9901001 now": "hep-th/9901001",
            "see hep−th/9901001 now": "hep-th/9901001",
            "see 2020.acl–main.747 now": "2020.acl-main.747@ACL",
            "see aclanthology.org/N19–1423 now": "N19-1423@ACL",
            "see aclanthology.org/N19−1423 now": "N19-1423@ACL",
            "see aclanthology.org/N19‐1423 now": "N19-1423@ACL",
            "see aclanthology.org/N19‑1423 now": "N19-1423@ACL",
        },
    )


def test_emphasis_and_signs_around_urls_are_no_part_of_them(finder: Finder) -> None:
    _check_each(
        finder,
        {
            "see _https://arxiv.org/abs/1706.03762_ now": "1706.03762",
            "see _https://openreview.net/forum?id=abcdefghi__ now": "abcdefghi_@OpenReview",
            "see https://openreview.net/forum?id=abcdefghi_ now": "abcdefghi_@OpenReview",
            "see https://openreview.net/forum?id=SkB-_mcel~ now": "SkB-_mcel@OpenReview",
            "see https://arxiv.org/abs/1706.03762@ now": "1706.03762",
            "see HTTPS://arxiv.org/abs/1706.03762 now": "1706.03762",
            "see arxiv.org/abs/1706.03762 now": "1706.03762",
        },
    )


def test_text_that_is_nothing_but_papers(engine: Engine) -> None:
    """Its papers open at once; beside other words they can be searched, too."""
    only = (
        "1706.03762",
        "[1]1706.03762, [2]1810.04805",
        "1) 1706.03762 2) 1810.04805",
        "(1) 1706.03762 [22] 1810.04805",
        "• 1706.03762 and N19-1423",
        "▪ 1706.03762 ● N19-1423 ‣ 1810.04805",
        "1706.03762 以及 N19-1423、1810.04805和1810.04806",
        "arXiv: 1706.03762 [cs.CL]",
        "arXiv： 1706.03762 [math.AG]",
        "doi: 10.48550/arXiv.1706.03762; id 1810.04805",
        "URL: https://arxiv.org/abs/1706.03762 .",
    )
    for text in only:
        assert engine.call("papers/find.js", "namesOnlyPapers", text), text
    for text in ("", "tea", "and", "1706.03762 tea", "[1] 1706.03762 1234", "see 1706.03762"):
        assert not engine.call("papers/find.js", "namesOnlyPapers", text), text


def test_names_of_files_are_read(finder: Finder) -> None:
    cases = {
        "C:/Users/me/1706.03762v5.pdf": "1706.03762",
        "x/1706.03762v5%20(1).pdf": "1706.03762",
        "x/1706.03762_Attention.pdf": "1706.03762",
        "x/Attention_1706.03762.tar.gz": "1706.03762",
        "x/%E4%B8%AD1706.03762%E4%B8%AD.pdf": "1706.03762",
        "x/N19-1423.pdf": "N19-1423@ACL",
        "x/2020.acl-main.747.Paper.pdf": "2020.acl-main.747@ACL",
        "x/hep-th_9711200.pdf": "hep-th/9711200",
        "1706.03762/notes.txt": "",
        "x/notes.txt": "",
    }
    found = finder.each("papersInUrl", [f"file:///{it}" for it in cases])
    for (name, expected), papers in zip(cases.items(), found, strict=True):
        assert (name, " ".join(ids(papers))) == (name, expected)


def test_urls_within_urls(engine: Engine, finder: Finder) -> None:
    one = "1706.03762"
    cases = {
        "https://w.example/?url=https:/arxiv.org/abs/1706.03762": one,
        "https://w.example/?url=http:/arxiv.org/abs/1706.03762": one,
        "https://w.example/?url=HTTP://arxiv.org/abs/1706.03762": one,
        "https://w.example/?u=//arxiv.org/abs/1706.03762": one,
        "https://w.example/?u=arxiv.org/abs/1706.03762": one,
        "https://arxiv.org/login?to=/abs/1706.03762": one,
        "https://w.example/10.48550/arXiv.1706.03762": one,
        "https://arxiv.org/#abs/1706.03762": one,
        "https://arxiv.org/#!/abs/1706.03762": one,
        "https://w.example/#!/abs/1706.03762": "",
        "https://arxiv-org.ezproxy.example.edu/abs/1706.03762": one,
        "https://www-arxiv--sanity-com.ezproxy.example.edu/?rank=pid&pid=1706.03762": one,
        "https://arxiv-org.example/abs/1706.03762": "",
        "https://arxiv.org./abs/1706.03762": one,
        "https://papers.cool/arxiv/kimi?paper=1706.03762": one,
        "https://papers.cool/arxiv/search?query=1706.03762&paper=1810.04805": one,
        "https://papers.cool/venue/P19-1001": "",
        "https://w.example/x/aHR0cHM6Ly9hcnhpdi5vcmcvYWJzLzE3MDYuMDM3NjI": one,
        "https://w.example/x/aHR0cHM6Ly9hcnhpdi5vcmcvYWJzLzE3MDYuMDM3NjIgA": one,
        "https://w.example/x/aHR0cHM6A": "",
        "https://w.example/x/eyJ1cmwiOiJodHRwczpcL1wvYXJ4aXYub3JnXC9hYnNcLzE3MDYuMDM3NjIifQ": one,
    }
    found = finder.each("papersInUrl", [*cases])
    for (url, expected), papers in zip(cases.items(), found, strict=True):
        assert (url, " ".join(ids(papers))) == (url, expected)
    page = "https://www.ndss-symposium.org/ndss-paper/hot-tea-attacks/"
    for url in (page, f"https://w.example/?url={page}", f"https://w.example/{page}"):
        titled = engine.call("papers/find.js", "titledInUrl", url)
        assert (url, titled["words"], titled["source"]) == (url, "hot tea attacks", "NDSS")
