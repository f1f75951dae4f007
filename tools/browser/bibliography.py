"""A page of references in two columns, as the PDF of a paper has it."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from reportlab.lib.pagesizes import LETTER
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

HYPHEN = "\N{SOFT HYPHEN}"
"""Where a word may be hyphenated at the end of a line."""

REFERENCES = tuple(
    it.replace("-/", HYPHEN)
    for it in (
        "D. Bahdanau, K. Cho, and Y. Bengio. Neural machine translation by jointly learning "
        "to align and translate. In ICLR, 2015. arXiv:1409.0473.",
        "C. M. Bishop. Pattern Recognition and Machine Learn-/ing. Springer, 2006.",
        "C. Finn, P. Abbeel, and S. Levine. Model-agnostic meta--/learning for fast "
        "adaptation of deep networks. In ICML, 2017.",
        "K. He, X. Zhang, S. Ren, and J. Sun. Deep residual learning for image recognition. "
        "In Proceedings of the IEEE Conference on Computer Vision and Pattern Recognition, "
        "pages 770–778, 2016.",
        "S. Hochreiter and J. Schmidhuber. Long short-term memory. Neural Computation, "
        "9(8):1735–1780, 1997.",
        "S. Ioffe and C. Szegedy. Batch normalization: Acceler-/ating deep network training "
        "by reducing internal co-/variate shift. In Proceedings of the 32nd International "
        "Conference on Machine Learning, pages 448–456, 2015.",
        "A. Krizhevsky, I. Sutskever, and G. E. Hinton. ImageNet classification with deep "
        "convolutional neural networks. In Advances in Neural Information Processing Systems "
        "25, pages 1106–1114, 2012.",
        "Y. LeCun, L. Bottou, Y. Bengio, and P. Haffner. Gradi-/ent-based learning applied "
        "to document recognition. Proceedings of the IEEE, 86(11):2278–2324, 1998.",
        "J. Long, E. Shelhamer, and T. Darrell. Fully convolution-/al networks for semantic "
        "segmentation. In Proceedings of the IEEE Conference on Computer Vision and Pattern "
        "Recognition, pages 3431–3440, 2015.",
        "J. Pennington, R. Socher, and C. D. Manning. GloVe: Global vectors for word "
        "representation. In EMNLP, pages 1532–1543, 2014. doi:10.3115/v1/D14-1162.",
        "F. Rosenblatt. The perceptron: A probabilistic model for information storage and "
        "organization in the brain. Psy-/chological Review, 65(6):386–408, 1958.",
        "N. Srivastava, G. Hinton, A. Krizhevsky, I. Sutskever, and R. Salakhutdinov. "
        "Dropout: A simple way to pre-/vent neural networks from overfitting. Journal of "
        "Ma-/chine Learning Research, 15:1929–1958, 2014.",
        "I. Sutskever, O. Vinyals, and Q. V. Le. Sequence to se-/quence learning with neural "
        "networks. In Advances in Neural Information Processing Systems 27, pages 3104–3112, "
        "2014.",
        "A. Vaswani, N. Shazeer, N. Parmar, et al. Attention is all you need. In Advances in "
        "Neural Information Process-/ing Systems 30, 2017. arXiv:1706.03762.",
    )
)
"""In order; the first one has the number 1."""

_WIDTH, _HEIGHT = LETTER
_FONT, _SIZE, _LEADING = "Vera", 8, 11
_LEFT, _COLUMN, _GUTTER = 50, 246, 20
_TOP, _LINES, _INDENT = 84, 24, 22
_LIGATURES = {"fi": "\N{LATIN SMALL LIGATURE FI}", "fl": "\N{LATIN SMALL LIGATURE FL}"}

Spot = tuple[float, float]
"""Fractions of the page's width and height, from its upper left corner."""


@dataclass(frozen=True)
class Line:
    """A line of a reference."""

    reference: int
    """Its number."""
    start: Spot
    """On its first letter."""
    end: Spot
    """Just after its last letter."""
    corner: Spot
    """The upper right corner of its last letter, if that is a high one, as in "residual"."""


@dataclass(frozen=True)
class Bibliography:
    """A PDF of one page, and where its lines are."""

    pdf: bytes
    lines: tuple[Line, ...]

    def ends_of(self, first: int, last: int) -> tuple[Spot, Spot]:
        """Where the reference with the number `first` starts, and where `last` ends."""
        starts = [it.start for it in self.lines if it.reference == first]
        ends = [it.end for it in self.lines if it.reference == last]
        return starts[0], ends[-1]

    def corner_of(self, reference: int) -> Spot:
        """The upper right corner of its first line, where a menu above it hides nothing of it."""
        return next(it.corner for it in self.lines if it.reference == reference)


@cache
def bibliography() -> Bibliography:
    """The page of all `REFERENCES`; always the same bytes.

    As in papers, lines are stretched to the column's width, words are hyphenated, and the font,
    which is in the file, has ligatures.
    """
    for font in (_FONT, "VeraIt", "VeraBd"):
        pdfmetrics.registerFont(TTFont(font, f"{font}.ttf"))
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=LETTER, invariant=True)
    canvas.setTitle("Notes on Networks")
    canvas.setFont("VeraIt", 8)
    canvas.drawCentredString(_WIDTH / 2, _HEIGHT - 36, "Notes on Networks")
    canvas.setFont("VeraBd", 11)
    canvas.drawString(_LEFT, _HEIGHT - _TOP + 20, "References")
    canvas.setFont(_FONT, _SIZE)
    lines = tuple(_drawn(canvas, *it) for it in enumerate(_all_lines()))
    canvas.drawCentredString(_WIDTH / 2, 30, "12")
    canvas.save()
    return Bibliography(file.getvalue(), lines)


def _all_lines() -> Iterator[tuple[int, list[str], bool]]:
    """The number, the words, and whether it is the last of its reference, for each line."""
    for number, text in enumerate(REFERENCES, start=1):
        lines = list(_lines(text))
        for at, words in enumerate(lines):
            yield number, [f"[{number}]", *words] if at == 0 else words, at == len(lines) - 1


def _lines(text: str) -> Iterator[list[str]]:
    """Break a reference into lines of words, greedily."""
    line: list[str] = []
    for word in text.split():
        rest = word
        while not _fits([*line, rest.replace(HYPHEN, "")]):
            parts = rest.split(HYPHEN)
            starts = ((_hyphenated(parts[:at]), at) for at in range(len(parts) - 1, 0, -1))
            start, at = next((it for it in starts if _fits([*line, it[0]])), ("", 0))
            yield [*line, start] if start else line
            line, rest = [], HYPHEN.join(parts[at:])
        line.append(rest.replace(HYPHEN, ""))
    yield line


def _hyphenated(parts: list[str]) -> str:
    return "".join(parts).removesuffix("-") + "-"


def _fits(words: list[str]) -> bool:
    return _width(" ".join(words)) <= _COLUMN - _INDENT


def _width(text: str) -> float:
    return pdfmetrics.stringWidth(_set(text), _FONT, _SIZE)


def _set(text: str) -> str:
    for letters, ligature in _LIGATURES.items():
        text = text.replace(letters, ligature)
    return text


def _drawn(canvas: Canvas, index: int, line: tuple[int, list[str], bool]) -> Line:
    """Draw a line, stretched to the column's width unless it is the last of its reference."""
    number, words, is_last = line
    column, row = divmod(index, _LINES)
    start = text = _LEFT + column * (_COLUMN + _GUTTER) + _INDENT
    down = _TOP + row * _LEADING
    if words[0].startswith("["):
        start -= _INDENT
        canvas.drawString(start, _HEIGHT - down, words[0])
        words = words[1:]
    said = _set(" ".join(words))
    width = _width(said)
    stretch = 0 if is_last else _COLUMN - _INDENT - width
    canvas.drawString(text, _HEIGHT - down, said, wordSpace=stretch / max(1, len(words) - 1))
    end = text + width + stretch
    middle, upper = down - _SIZE / 3, down - _SIZE * 0.8
    return Line(
        reference=number,
        start=((start + 1) / _WIDTH, middle / _HEIGHT),
        end=((end + 2) / _WIDTH, middle / _HEIGHT),
        corner=((end - 1) / _WIDTH, upper / _HEIGHT),
    )
