"""Local fakes of the paper sites and of papers.cool."""

from __future__ import annotations

import base64
import hashlib
import io
import re
import ssl
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import parse_qs, unquote

import jinja2
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from cryptography.x509 import load_pem_x509_certificate
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import simpleSplit
from reportlab.pdfgen.canvas import Canvas

from build import registry
from tools.browser.bibliography import bibliography
from tools.browser.local_web import HTML, Answer, LocalWeb
from tools.setup.paths import ROOT

FOLDER = ROOT / "tests" / "pages"
"""The pages, one folder per site."""

ABSTRACT = "https://arxiv.org/abs/1706.03762"
LISTING = "https://arxiv.org/list/cs.CL/new"
RECENT = "https://arxiv.org/list/cs.CL/recent"
MONTH = "https://arxiv.org/list/cs.CL/2024-01?show=2000"
PDF = "https://arxiv.org/pdf/1706.03762"
REPORT = "https://reports.example/2024/attention.pdf"
FORUM = "https://openreview.net/forum?id=_VjQlMeSB_J"
ACL = "https://aclanthology.org/2020.acl-main.703/"
BLOG = "https://notes.example/on-attention"
PUBLICATION = "https://lab.example/publications/lora"
PROCEEDINGS = "https://proceedings.example/2014/hash/5346.html"
NOTES = "https://notes.example/networks.pdf"
RESULTS = "https://scholar.example/scholar?q=tea+networks"
REFERENCES = "https://notes.example/with-references"
NO_PAPER = "https://kitchen.example/tea"

PAGES = {
    ABSTRACT: "arxiv/abs.html",
    LISTING: "arxiv/list-new.html",
    FORUM: "openreview/forum.html",
    ACL: "acl/paper.html",
    BLOG: "blog/post.html",
    PUBLICATION: "blog/publication.html",
    PROCEEDINGS: "blog/proceedings.html",
    RESULTS: "blog/results.html",
    REFERENCES: "blog/references.html",
    NO_PAPER: "blog/no-paper.html",
}
"""URL to file, for the pages that are files."""

RECENT_PAPERS = {
    "2203.02155": "Long Ouyang",
    "2201.11903": "Jason Wei",
    "2106.09685": "Edward J. Hu",
    "1706.03762": "Ashish Vaswani",
    "1512.03385": "Kaiming He",
    "2103.00020": "Alec Radford",
    "2010.11929": "Alexey Dosovitskiy",
    "1810.04805": "Jacob Devlin",
    "1607.06450": "Jimmy Lei Ba",
    "1508.04025": "Minh-Thang Luong",
    "1409.0473": "Dzmitry Bahdanau",
    "1409.3215": "Ilya Sutskever",
}
"""Id to first author of the listing at `RECENT`: more papers than the popup ticks at first."""

MONTH_IDS = tuple(f"2401.{number:05}" for number in range(1, 2001))
"""The papers of the listing at `MONTH`: enough to need more than ten Cool Papers URLs."""

PDF_CITES = "1409.0473"
"""The paper that the PDF links to."""
PDF_IDS = (PDF_CITES, "1607.06450", "1508.04025")
"""The papers that the PDF's text names, in order."""

_SOURCES = {it.name: it for it in registry.load() if it.paper_id}

MISSING = "doe@osdi99@USENIX"
"""A paper that the fake papers.cool lacks: its page is an empty list."""

_TITLES = {
    "1409.0473": "Neural Machine Translation by Jointly Learning to Align and Translate",
    "1508.04025": "Effective Approaches to Attention-based Neural Machine Translation",
    "1512.03385": "Deep Residual Learning for Image Recognition",
    "1607.06450": "Layer Normalization",
    "1706.03762": "Attention Is All You Need",
    "1810.04805": "BERT: Pre-training of Deep Bidirectional Transformers",
    "2010.11929": "An Image is Worth 16x16 Words: Transformers for Image Recognition at Scale",
    "2103.00020": "Learning Transferable Visual Models From Natural Language Supervision",
    "2106.09685": "LoRA: Low-Rank Adaptation of Large Language Models",
    "2201.11903": "Chain-of-Thought Prompting Elicits Reasoning in Large Language Models",
    "2203.02155": "Training language models to follow instructions with human feedback",
    "cs/0205028": "NLTK: The Natural Language Toolkit",
    "hep-th/9711200": "The Large N Limit of Superconformal Field Theories and Supergravity",
    "1409.3215": "Sequence to Sequence Learning with Neural Networks",
    "_VjQlMeSB_J@OpenReview": "Chain of Thought Prompting Elicits Reasoning",
    "YicbFdNTTy@OpenReview": "An Image is Worth 16x16 Words",
    "nZeVKeeFYf9@OpenReview": "LoRA: Low-Rank Adaptation of Large Language Models",
    "2020.acl-main.703@ACL": "BART: Denoising Sequence-to-Sequence Pre-training",
    "N19-1423@ACL": "BERT: Pre-training of Deep Bidirectional Transformers",
    "radford21a@v139@PMLR": "Learning Transferable Visual Models From Natural Language Supervision",
}

_ABSTRACTS = {
    "1409.0473": "Translating with one vector for a whole sentence loses what is in long ones. A "
    "network that looks for the words that matter, for each word it writes, keeps it.",
    "1512.03385": "Layers that learn only what to add to their input make networks of more than a "
    "hundred layers easy to train, and better at telling what a picture shows.",
    "1706.03762": "The Transformer is a network for sequences that keeps attention and does "
    "without recurrence and convolution, so that training runs in parallel.",
    "2201.11903": "A few worked examples in the prompt make a large model write out its steps, "
    "and answer better.",
}
"""Abstracts in our own words, for the papers that pictures show on Cool Papers."""

_ANSWERS = {
    "1409.0473": {
        "en": (
            (
                "What problem does the paper solve?",
                "A translator that squeezes each sentence into one vector does badly on long ones.",
            ),
            (
                "How does it solve it?",
                "For each word it writes, the network weighs all words of the source anew: "
                "attention.",
            ),
            (
                "What does it find?",
                "Long sentences are translated as well as short ones, and the weights show which "
                "words belong together.",
            ),
        ),
        "zh-CN": (
            (
                "这篇论文试图解决什么问题？",
                "把整个句子压缩成一个向量再翻译，句子一长，效果就明显变差。",
            ),
            (
                "论文如何解决这个问题？",
                "每写出一个词，都重新衡量原文中各个词的权重，即注意力机制。",
            ),
            ("论文得到了什么结果？", "长句和短句译得一样好，权重还显示出哪些词彼此对应。"),
        ),
    },
}
"""Summaries in our own words, by language, for the paper whose summary the film opens."""
_NO_ANSWERS = {
    "en": (("What is the paper about?", "This fake site has no summary of it."),),
    "zh-CN": (("这篇论文讲了什么？", "这个仿真网站没有它的解读。"),),
}


class FakeSites(LocalWeb):
    """A local web that answers as the paper sites and papers.cool would."""

    def __init__(self) -> None:
        super().__init__()
        serve_pages(self)

    def chromium_flags(self) -> list[str]:
        """Chromium's flags that send all requests here and trust this server's certificate."""
        trusted = "--ignore-certificate-errors-spki-list=" + _key_of_server(self.port)
        return [*super().chromium_flags()[:1], trusted]

    def answer(self, host: str, path: str, query: str) -> Answer:
        """Answer for papers.cool with a list of the papers requested."""
        if host == "papers.cool":
            return Answer(HTML, cool_papers_page(path, query).encode())
        return super().answer(host, path, query)


def serve_pages(web: LocalWeb) -> None:
    """Serve the pages of every fake site except papers.cool."""
    for url, file in PAGES.items():
        web.serve(url, (FOLDER / file).read_bytes())
    web.serve(MONTH, _render("arxiv/list-month.template.html", ids=MONTH_IDS))
    recent = {
        "ids": RECENT_PAPERS,
        "titles": _TITLES,
        "authors": RECENT_PAPERS,
        "when": "this week",
    }
    web.serve(RECENT, _render("arxiv/list-month.template.html", **recent))
    web.serve(PDF, paper_pdf(), "application/pdf")
    web.serve(NOTES, bibliography().pdf, "application/pdf")
    web.serve(REPORT, paper_pdf("Attention in Machines"), "application/pdf")


def cool_papers_page(path: str, query: str = "", *, late: bool = False) -> str:
    """A page of the fake papers.cool: one panel per paper requested or found.

    The panels of a late page are in a template until something moves them out of it.
    """
    _, branch, asked = ([*unquote(path).split("/", 2), "", ""])[:3]
    if branch not in ("arxiv", "venue") or not asked:
        return _cool_papers("", "Cool Papers", "Nothing was asked for.", ())
    if asked == "search":
        words = parse_qs(query).get("query", [""])[0]
        ids = _search(branch, words)
        found = f"Total: {len(ids)}"
        return _cool_papers(branch, f"Search: {words}", found, [_Paper(branch, id) for id in ids])
    papers = [_Paper(branch, id) for id in asked.split(",") if id != MISSING]
    where = "arXiv" if branch == "arxiv" else "Venue"
    return _cool_papers(branch, where, f"Total: {len(papers):,}", papers, late=late)


@dataclass(frozen=True)
class _Paper:
    branch: str
    id: str

    @property
    def title(self) -> str:
        return _TITLES.get(self.id, "")

    @property
    def abstract(self) -> str:
        return _ABSTRACTS.get(self.id, "")

    @property
    def answers(self) -> Mapping[str, Sequence[tuple[str, str]]]:
        """The questions and answers of its summary, by language."""
        return _ANSWERS.get(self.id, _NO_ANSWERS)

    @property
    def source(self) -> str:
        return "arXiv" if self.branch == "arxiv" else self.id.rpartition("@")[2]

    @property
    def publisher(self) -> str:
        """Where the title leads, as it does on the real site."""
        source = _SOURCES[self.source]
        match = re.fullmatch(source.paper_id, self.id, re.ASCII)
        return _filled(source.publisher, match) if match else "https://papers.cool/"


def _filled(template: str, match: re.Match[str]) -> str:
    groups = {"match": match[0], **match.groupdict("")}

    def value(field: re.Match[str]) -> str:
        letters = {"lower": str.lower, "upper": str.upper}.get(field[2], str)
        return letters(groups[field[1]])

    return re.sub(r"\{(\w+):?(\w*)\}", value, template)


def _search(branch: str, words: str) -> list[str]:
    wanted = _words(words)
    return [
        id
        for id, title in _TITLES.items()
        if ("@" in id) == (branch == "venue") and wanted <= _words(title)
    ]


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.lower()))


def _cool_papers(
    branch: str, heading: str, info: str, papers: Sequence[_Paper], *, late: bool = False
) -> str:
    values = {"branch": branch, "heading": heading, "info": info, "papers": papers, "late": late}
    return _render("cool_papers/papers.template.html", **values)


def _render(template: str, **values: object) -> str:
    environment = jinja2.Environment(loader=jinja2.FileSystemLoader(FOLDER), autoescape=True)
    return environment.get_template(template).render(**values)


# --- the PDF ----------------------------------------------------------------------------------

_MARGIN = 72
_LINK_AT = (_MARGIN, 566, A4[0] - _MARGIN, 584)
"""Left, bottom, right and top of the link in the PDF, in points from its lower left corner."""

PDF_LINK = ((_LINK_AT[0] + 60) / A4[0], 1 - (_LINK_AT[1] + _LINK_AT[3]) / 2 / A4[1])
"""Position of the link: fractions of the page's width and height, from its upper left corner."""
PDF_WORD = (0.37, 1 - 742 / A4[1])
"""Position of the title's first word."""
PDF_BLANK = (0.5, 0.55)
"""Position of an empty spot."""


def paper_pdf(title: str = "Attention Is All You Need") -> bytes:
    """A PDF of one page: a title, some lines, and three references, the first one a link."""
    written = io.BytesIO()
    canvas = Canvas(written, pagesize=A4, invariant=True)
    canvas.setTitle(title)
    canvas.setFont("Helvetica-Bold", 20)
    canvas.drawCentredString(A4[0] / 2, 735, title)
    canvas.setFont("Helvetica", 11)
    canvas.setFillGray(0.35)
    canvas.drawCentredString(
        A4[0] / 2,
        710,
        "A fake paper. Try it: right-click anywhere, on the link, or on selected text.",
    )
    canvas.setFillGray(0)
    said = (
        "A network for sequences can do with attention alone. Every place of a sequence looks at "
        "every other place, weighs what it sees, and all of them do so at once. This page was "
        "made for the demo; its words are not the paper's."
    )
    for number, line in enumerate(simpleSplit(said, "Helvetica", 11, A4[0] - 2 * _MARGIN)):
        canvas.drawString(_MARGIN, 670 - 16 * number, line)
    canvas.setFont("Helvetica-Bold", 13)
    canvas.drawString(_MARGIN, 600, "References")
    canvas.setFont("Helvetica", 11)
    for number, id in enumerate(PDF_IDS):
        canvas.setFillColorRGB(*((0.1, 0.3, 0.8) if id == PDF_CITES else (0, 0, 0)))
        said = f"[{number + 1}] {_TITLES[id]}."
        canvas.drawString(_MARGIN, 571 - 38 * number, said)
        canvas.drawString(_MARGIN + 18, 556 - 38 * number, f"arXiv:{id}")
    canvas.linkURL(f"https://arxiv.org/abs/{PDF_CITES}", _LINK_AT)
    canvas.save()
    return written.getvalue()


# --- trust ------------------------------------------------------------------------------------


def _key_of_server(port: int) -> str:
    certificate = load_pem_x509_certificate(
        ssl.get_server_certificate(("127.0.0.1", port)).encode()
    )
    key = certificate.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    return base64.b64encode(hashlib.sha256(key).digest()).decode()
