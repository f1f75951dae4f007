"""Bibliographies are cut into their references."""

from __future__ import annotations

import re
from random import Random
from textwrap import fill

import pytest

from build.engine import Engine
from tests.references import in_a_pdf
from tests.shared import shared_file

ONE = "J. Doe and A. Roe. Deep tea networks. In Proceedings of Tea Days, pages 1–9, 2017."
TWO = "Smith, B., & Lee, C. (2019). Hot water. Journal of Cups, 12(3), 45–67."
THREE = "C. Weiß, “On kettles,” IEEE Trans. Heat, vol. 4, pp. 12–15, Mar. 2001."
REFERENCES = [ONE, TWO, THREE]


def texts(engine: Engine, text: str) -> list[str]:
    found = engine.call("papers/bibliography.js", "referencesIn", text)
    return [" ".join(it["text"].split()) for it in found]


@pytest.mark.parametrize("joint", ["\n", "\n\n", " "], ids=["lines", "blank lines", "one line"])
@pytest.mark.parametrize("label", ["[{}] ", "{}. ", "({}) "])
@pytest.mark.parametrize("first", [1, 11])
def test_numbered(engine: Engine, label: str, joint: str, first: int) -> None:
    labelled = [label.format(first + at) + it for at, it in enumerate(REFERENCES)]
    assert texts(engine, joint.join(labelled)) == labelled


@pytest.mark.parametrize("numbers", [(2, 1, 3), (7, 30, 12), (3, 3, 3)])
def test_numbered_in_any_order(engine: Engine, numbers: tuple[int, ...]) -> None:
    """As a reader puts them together from several places."""
    labelled = [f"[{number}] {it}" for number, it in zip(numbers, REFERENCES, strict=True)]
    assert texts(engine, "\n".join(labelled)) == labelled


@pytest.mark.parametrize("joint", ["\n", "\n\n", "\n\n12\n"])
def test_unnumbered(engine: Engine, joint: str) -> None:
    assert texts(engine, joint.join(REFERENCES)) == REFERENCES


GERMAN = "Müller, H., Weiß, K.: Über das Kochen von Tee. Zeitschrift für Tee 12, S. 4–19 (1998)."
FRENCH = "Dupont, J. et Lévy, M. (2003). L’eau chaude. Revue du thé, 4(2), p. 33-47."
SPANISH = "García, P. y López, R. (2011). El agua caliente. Revista de Té, vol. 3, pp. 5–18."
RUSSIAN = "Иванов И. И., Петров П. П. Горячая вода // Журнал чая. 2005. Т. 4. С. 12–19."
CHINESE = "王伟, 李娜. 深度茶网络研究[J]. 茶学报, 2018, 41(3): 12-25."
CHINESE_BOOK = "周明. 机器学习[M]. 北京: 清华大学出版社, 2016."
JAPANESE = (
    "田中太郎，鈴木花子．深層茶ネットワークの研究，情報処理学会論文誌，Vol. 5, pp. 1–9, 2015."
)
LANGUAGES = [GERMAN, FRENCH, SPANISH, RUSSIAN, CHINESE, CHINESE_BOOK, JAPANESE]
WITH_FEW_SIGNS = [
    "[1] Plato (2007) The Kettle. 2nd edn. Translated by D. Lee. London: Penguin.",
    "[2] Doe JR (2004) Deep tea networks from hot and cold cups. Int J Tea 60:91–110",
]
NAMED = [f"[{name}] {it}" for name, it in zip(("DR17", "SL+19", "Wei01a"), REFERENCES, strict=True)]
CITED = [
    f"[{name}] {it}"
    for name, it in zip(
        ("Doe and Roe, 2017", "Smith & Lee, 2019", "Weiß, 2001"), REFERENCES, strict=True
    )
]
COUNTED = [f"[{at}] {it}" for at, it in enumerate(REFERENCES, start=1)]
BIBTEX = [
    "@article{doe2017, title = {Deep Tea Networks}, author = {Doe, J.}, year = {2017}}",
    "@inproceedings{lee,\n title = {Hot {W}ater},\n year = 2019\n}",
]
RIS = [
    "TY  - JOUR\nAU  - Doe, J.\nTI  - Deep Tea Networks\nPY  - 2017\nER  -",
    "TY  - CONF\nT1  - Hot Water\nER  -",
]
ENDNOTE = [
    "%0 Journal Article\n%T Deep Tea Networks\n%A Doe, J.\n%D 2017",
    "%0 Book\n%T Hot Water",
]


def _flat(references: list[str]) -> list[str]:
    return [" ".join(it.split()) for it in references]


def _wrapped(references: list[str], width: int, indent: str = "") -> str:
    return "\n".join(fill(it, width, subsequent_indent=indent) for it in references)


NOBLE = (
    "van der Kettle L & Hinton G (2008) Visualizing tea using t-SNE. J. Tea Res. 9:2579–2605.",
    "von Neumann J (1928) Zur Theorie der Teespiele. Math. Ann. 100:295–320.",
    "de Finetti B (1937) La prévision: ses lois logiques. Ann. Inst. Henri Poincaré 7:1–68.",
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("\n".join(BIBTEX), BIBTEX, id="BibTeX"),
        pytest.param("\n\n".join(RIS), RIS, id="RIS"),
        pytest.param("\n\n".join(ENDNOTE), ENDNOTE, id="EndNote"),
        pytest.param("\n".join(LANGUAGES), LANGUAGES, id="languages in lines"),
        pytest.param("\n\n".join(LANGUAGES), LANGUAGES, id="languages in paragraphs"),
        pytest.param(_wrapped(NAMED, 40), NAMED, id="alphabetic labels"),
        pytest.param(" ".join(NAMED), NAMED, id="alphabetic labels in one line"),
        pytest.param(_wrapped(CITED, 40), CITED, id="names and years as labels"),
        pytest.param(" ".join(CITED), CITED, id="names and years as labels in one line"),
        pytest.param(_wrapped(REFERENCES, 40, "    "), REFERENCES, id="hanging indents"),
        pytest.param(_wrapped(REFERENCES, 45), REFERENCES, id="wrapped without labels"),
        pytest.param(" ".join(REFERENCES), REFERENCES, id="one line without labels"),
        pytest.param("\n".join(reversed(COUNTED)), COUNTED[::-1], id="labels in another order"),
        pytest.param(
            "\n".join([COUNTED[0], *COUNTED[2:]]), [COUNTED[0], COUNTED[2]], id="a label missing"
        ),
        pytest.param(
            _wrapped([f"[{at}] {ONE}" for at in (99, 100)], 40),
            [f"[{at}] {ONE}" for at in (99, 100)],
            id="labels with more digits",
        ),
        pytest.param(
            "\n".join(f"{at}、{it}" for at, it in enumerate((CHINESE, CHINESE_BOOK), start=1)),
            [f"1、{CHINESE}", f"2、{CHINESE_BOOK}"],
            id="Chinese numbers",
        ),
        pytest.param(
            f"［1］{CHINESE}\n［2］{CHINESE_BOOK}",
            [f"［1］{CHINESE}", f"［2］{CHINESE_BOOK}"],
            id="wide brackets",
        ),
        pytest.param(
            f"[1]{CHINESE} [2]{CHINESE_BOOK}",
            [f"[1]{CHINESE}", f"[2]{CHINESE_BOOK}"],
            id="Chinese in one line",
        ),
        pytest.param(
            _wrapped([f"• {it}" for it in REFERENCES], 40),
            [f"• {it}" for it in REFERENCES],
            id="bullets",
        ),
        pytest.param("References\n" + "\n".join(COUNTED), COUNTED, id="heading"),
        pytest.param("7. References\n" + "\n".join(REFERENCES), REFERENCES, id="numbered heading"),
        pytest.param(
            "参考文献：\n" + CHINESE + "\n" + CHINESE_BOOK, [CHINESE, CHINESE_BOOK], id="参考文献"
        ),
        pytest.param("References " + " ".join(COUNTED), COUNTED, id="heading in one line"),
        pytest.param(
            "We thank all who boiled water.\n\nReferences\n\n" + "\n".join(COUNTED),
            COUNTED,
            id="prose before the heading",
        ),
        pytest.param("\n12\n".join(COUNTED), COUNTED, id="page numbers"),
        pytest.param("\n- 12 -\n".join(COUNTED), COUNTED, id="page numbers in dashes"),
        pytest.param(
            f"{COUNTED[0]}\n12 J. Doe et al.\n{COUNTED[1]}\nDeep tea 13\n{COUNTED[2]}\nDeep tea 15",
            COUNTED,
            id="page heads",
        ),
        pytest.param(
            "\r\n".join(COUNTED[:2]) + "\f" + COUNTED[2], COUNTED, id="ends of lines and pages"
        ),
        pytest.param(
            "pages 3–9, 2015.\n" + "\n".join(COUNTED), COUNTED, id="rest of a reference before"
        ),
        pytest.param("\n".join(COUNTED) + "\n[4] B.", COUNTED, id="start of a reference after"),
        pytest.param(
            "[1] J. Doe. Deep repre-\nsentation of tea. In Tea\nDays, pages 1–9, 2017.\n"
            + COUNTED[1],
            ["[1] J. Doe. Deep repre- sentation of tea. In Tea Days, pages 1–9, 2017.", COUNTED[1]],
            id="hyphenation",
        ),
        pytest.param(
            f"{TWO} ———. (2020). Cold water. Journal of Cups, 13(1), 4–6.",
            [TWO, "———. (2020). Cold water. Journal of Cups, 13(1), 4–6."],
            id="same author in one line",
        ),
        pytest.param(ONE, [ONE], id="one reference"),
        pytest.param(fill(ONE, 40), [ONE], id="one reference in lines"),
        pytest.param(
            "Doe, J. (1990). Tea. In J. C. Wat & M. S. Lee (Eds.), Kettles (pp. 3–9). "
            "Cambridge, MA: Tea Press. " + TWO,
            [
                "Doe, J. (1990). Tea. In J. C. Wat & M. S. Lee (Eds.), Kettles (pp. 3–9). "
                "Cambridge, MA: Tea Press.",
                TWO,
            ],
            id="editors and places within a reference",
        ),
        pytest.param(
            "Thathachar, M. A. L. (1989). Learning Automata: An Introduction. Prentice Hall. "
            + TWO,
            [
                "Thathachar, M. A. L. (1989). Learning Automata: An Introduction. Prentice Hall.",
                TWO,
            ],
            id="a title after authors and a year",
        ),
        pytest.param(
            "OpenAI.\n    GPT-4\n    technical report,\n    2023.",
            ["OpenAI. GPT-4 technical report, 2023."],
            id="few signs between much space",
        ),
        pytest.param(
            "\n".join(WITH_FEW_SIGNS), WITH_FEW_SIGNS, id="few signs, but a title in each"
        ),
        pytest.param(
            "1. Doe J. Deep tea. Tea Days 2017;1. 12. 2. Roe A. Hot water. Tea 2018;2. 2. Wei "
            "3. Lee C. Kettles. Tea 2019;3. 3. 4. Lee B. Cups. Tea Days 2020.",
            [
                "1. Doe J. Deep tea. Tea Days 2017;1. 12.",
                "2. Roe A. Hot water. Tea 2018;2. 2. Wei",
                "3. Lee C. Kettles. Tea 2019;3. 3.",
                "4. Lee B. Cups. Tea Days 2020.",
            ],
            id="numbers within references",
        ),
        pytest.param(
            "\n".join(NOBLE),
            list(NOBLE),
            id="names that start in lower case",
        ),
    ],
)
def test_styles(engine: Engine, text: str, expected: list[str]) -> None:
    assert texts(engine, text) == _flat(expected)


@pytest.mark.parametrize("records", [BIBTEX, RIS, ENDNOTE], ids=["BibTeX", "RIS", "EndNote"])
def test_titles_of_records(engine: Engine, records: list[str]) -> None:
    found = engine.call("papers/bibliography.js", "referencesIn", "\n\n".join(records))
    assert [it["title"] for it in found] == ["Deep Tea Networks", "Hot Water"]


ABSTRACT = (
    "The dominant models are based on recurrent networks (Sutskever et al., 2014; Cho et al.). "
    "We propose the Transformer [1], which is based on attention alone. It has been shown that our "
    "model is better on the WMT 2014 task, pp. 3–5. "
)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="empty"),
        pytest.param(
            "As shown in [1] and [2], we boil the water twice. In [3] it was boiled once, in 2017.",
            id="prose with citations",
        ),
        pytest.param("1. Buy tea\n2. Call Ann\n3. Pay the rent by 2025", id="to-do list"),
        pytest.param(
            "1. Call J. Doe by 2025-01-03\n2. Meet A. Roe, room 12\n3. Pay the tax", id="names"
        ),
        pytest.param("1 Introduction 3\n2 Related Work 5\n3 Method 9", id="contents"),
        pytest.param(
            "Contents\n1. A History of Tea, 1650–1900 .... 3\n2. Kettles since 1900 .... 27",
            id="years",
        ),
        pytest.param("## 1.2.0 - 2024-01-15\n\n- Fix the kettle\n- Add a lid", id="changelog"),
        pytest.param("v2.1 (2023-04-05)\n* Fixes #12 by J. Doe\n* Adds tea", id="releases"),
        pytest.param("const year = 2017;\nconst pages = [1, 2];", id="code"),
        pytest.param("for i in range(2017):\n    print(cups[i], 12-15)  # see [1]", id="Python"),
        pytest.param(
            "Theorem 1. Let T be a cup. Then it is warm.\nTheorem 2 (Doe, 2017). Drink it.\n"
            "Lemma 3. This was shown in 1999.",
            id="theorems",
        ),
        pytest.param(
            "Copyright (c) 2017 J. Doe\n\nPermission is hereby granted, free of charge, to any "
            "person obtaining a copy of this software, to deal in it without restriction.",
            id="licence",
        ),
        pytest.param(
            "On Mon, 3 Apr 2017, A. Roe wrote:\n> Could you send it by 12:30?\n> It is late.\n\n"
            "Yes, I will.\n\nJ. Doe",
            id="e-mails",
        ),
        pytest.param(
            "[12:30, 3/4/2017] Ann: did you read this?\n[12:31, 3/4/2017] Bob: it is at home",
            id="chat",
        ),
        pytest.param(ABSTRACT, id="abstract"),
        pytest.param(ABSTRACT * 3, id="several abstracts"),
        pytest.param(
            "1. How to boil water - Tea Blog\n3 Jan 2021 — We show how it is done.\n"
            "2. Tea for all | Shop\n5 May 2022 — Our teas are the best.",
            id="search results",
        ),
        pytest.param(
            "2017年，王伟等人提出了一种新的方法[1]，在多个任务上取得了很好的结果。我们认为这是重要的[2]。",
            id="Chinese prose",
        ),
        pytest.param(
            "今日は2017年の研究[1]について話します。次に鈴木ら[2]の方法を説明します。",
            id="Japanese prose",
        ),
        pytest.param("W. 12 | 2017 | 3–5\nA. 13 | 2018 | 4–6", id="table"),
        pytest.param("J. Doe, Room 12, Tea Street 3, London\nA. Roe, Room 14", id="addresses"),
    ],
)
def test_other_texts(engine: Engine, text: str) -> None:
    assert texts(engine, text) == []


def test_long_text_is_not_cut(engine: Engine) -> None:
    """A selection of so much is a book; cutting it would take seconds."""
    assert len(texts(engine, f"{ONE}\n" * 2000)) == 2000
    assert texts(engine, f"{ONE}\n" * 3000) == []


@pytest.mark.parametrize("heading", ["", "\nReferences\n"])
def test_prose_with_a_few_references_after_it_is_prose(engine: Engine, heading: str) -> None:
    assert texts(engine, ABSTRACT * 40 + heading + "\n".join(COUNTED)) == []


def test_long_prose_before_the_heading_is_left_out(engine: Engine) -> None:
    many = [f"[{at}] {ONE}" for at in range(1, 100)]
    assert texts(engine, ABSTRACT * 40 + "\nReferences\n" + "\n".join(many)) == many


@pytest.mark.parametrize(
    ("label", "joint", "floor"),
    [
        ("[{}] ", "\n", 0.97),
        ("[{}] ", " ", 0.97),
        ("{}. ", " ", 0.95),
        ("", "\n\n", 0.96),
        ("", " ", 0.76),
    ],
)
def test_real_references(engine: Engine, label: str, joint: str, floor: float) -> None:
    lines = shared_file("data/references.tsv").read_text("utf-8").splitlines()[1:]
    references = [
        re.sub(r"^[\[(]?[0-9]{1,4}[\]).]?\s+", "", line.split("\t")[1]).strip() for line in lines
    ]
    random = Random(1)
    exact = total = 0
    for size in (2, 5, 20, 80) * 3:
        chosen = random.sample(references, size)
        wanted = [
            " ".join(f"{label.format(at)}{it}".split()) for at, it in enumerate(chosen, start=1)
        ]
        found = {*texts(engine, joint.join(wanted))}
        exact += sum(it in found for it in wanted)
        total += size
    assert exact >= floor * total


@pytest.mark.parametrize(
    ("first", "last"), [(1, 14), (1, 4), (4, 4), (6, 9), (7, 10), (8, 8), (9, 14), (13, 13)]
)
def test_selected_in_a_pdf(engine: Engine, first: int, last: int) -> None:
    """In one line, also where they run from a column to the next."""
    found = engine.call("papers/bibliography.js", "referencesIn", in_a_pdf.selected(first, last))
    assert [it["text"] for it in found] == [*in_a_pdf.REFERENCES[first - 1 : last]]
    assert [it["title"] for it in found] == [*in_a_pdf.TITLES[first - 1 : last]]
    numbered = enumerate(found, start=first)
    ids = {number: it["papers"][0]["id"] for number, it in numbered if it["papers"]}
    assert ids == {at: id for at, id in in_a_pdf.IDS.items() if first <= at <= last}


def test_bullets_are_no_part_of_references(engine: Engine) -> None:
    listed = [
        "Habermas, Jürgen (1981): Theorie des Handelns. Frankfurt am Main: Suhrkamp.",
        "Weber, Max: Wirtschaft und Gesellschaft. 5. Aufl. Tübingen: Mohr 1972.",
    ]
    titles = ["Theorie des Handelns", "Wirtschaft und Gesellschaft"]
    for bullet in "•-*":
        text = "\n".join(f"{bullet} {it}" for it in listed)
        found = engine.call("papers/bibliography.js", "referencesIn", text)
        assert [it["title"] for it in found] == titles, bullet


def test_lists_of_papers_are_no_bibliographies(engine: Engine) -> None:
    """Their pages name the fields, as no bibliography does."""
    fields = (
        "Title|Author|Authors|Subjects|PDF|Copy Citation|Comments|Journal-ref|Abstract|Cite as"
        "|Anthology ID|Keywords|TL;DR|标题|作者|摘要|关键词"
    )
    for field in fields.split("|"):
        for text in (f"{field}: tea\n{COUNTED[0]}", f"{COUNTED[0]} {field} ：tea"):
            assert texts(engine, text) == [], field
    within = "[1] B. Lee. Subtitle: Hot tea. Tea Days, 2019."
    assert texts(engine, within) == [within]


def test_headings_are_no_part_of_references(engine: Engine) -> None:
    headings = (
        "references|bibliography|works cited|literature cited|literature|cited references"
        "|références|bibliographie|literatur|literaturverzeichnis|quellen|referencias"
        "|bibliografía|参考文献|參考文獻|引用文献|참고문헌|список литературы|литература"
        "|IV. References|12 References:|References :|参考文献 ：|  Literatur  |REFERENCES"
    )
    for heading in headings.split("|"):
        assert texts(engine, f"{heading}\n" + "\n".join(REFERENCES[:2])) == REFERENCES[:2], heading
        after_prose = f"We thank all who boiled the water.\n{heading}\n{COUNTED[0]}"
        assert texts(engine, after_prose) == COUNTED[:1], heading
    leading = (
        "References|REFERENCES|Bibliography|BIBLIOGRAPHY|参考文献|參考文獻|References:|  参考文献："
    )
    for heading in leading.split("|"):
        assert texts(engine, f"{heading}  {REFERENCES[0]}") == REFERENCES[:1], heading


def test_what_a_page_adds_is_no_part_of_references(engine: Engine) -> None:
    """Page numbers and running heads stand between the lines of a reference."""
    first, second = (fill(it, 45) for it in REFERENCES[:2])
    added = (
        "12|- 12 -|– 12 –|— 12 —|Page 12|page 12 of 20|12 / 20|12/20|  1234  |12 J. Doe et al."
        "|12 J.-P. Doe et al|J. Doe et al.|A. B. Doe et al. 12|12 J. Doe and A. Roe"
        "|12 J. Doe & A. B. Roe|Published as a conference paper at TEA 2017"
        "|Under review as a conference paper|Accepted as a poster|Preprint. Under review."
        "|Preprint.|To appear in Tea Days|Proceedings of the Tea Days, pages 1–9"
    )
    for part in added.split("|"):
        cut = second.replace("\n", f"\n{part}\n", 1)
        assert texts(engine, f"{first}\n{cut}") == REFERENCES[:2], part


def test_only_what_stands_beside_page_numbers_again_is_a_running_head(engine: Engine) -> None:
    first, second = (fill(it, 45) for it in COUNTED[:2])

    def with_heads(one: str, other: str) -> list[str]:
        lines = [first.replace("\n", f"\n{one}\n", 1), second.replace("\n", f"\n{other}\n", 1)]
        return texts(engine, "\n".join(lines))

    for one, other in (
        ("Deep tea networks 13", "Deep tea networks 15"),
        ("14 Deep tea networks", "  16   Deep tea networks  "),
        ("14 Deep tea networks", "Deep tea networks 17"),
    ):
        assert with_heads(one, other) == COUNTED[:2], one
    for one, other in (
        ("Deep tea networks 13", "Deeper tea networks 15"),
        ("Deep tea networks", "Deep tea networks"),
        ("Tea 13", "Tea 15"),
    ):
        found = with_heads(one, other)
        assert one in found[0], one
        assert other in found[1], other


def test_labels_are_taken_off(engine: Engine) -> None:
    labels = (
        "[12] |［12］|【1】|〔1〕|(1) |（1）|12. |12) |12）|12、|12: |12．|12 |1984. |- |– |— |* "
        "|• |◦ |▪ |● |· |‣ |[Vaswani et al., 2017]. |[VSP+17]: |  [12]  |\n12.\n"
    )
    for label in labels.split("|"):
        if label[-1].isspace() or label.strip()[0] in "[［【〔(（":
            assert engine.call("papers/bibliography.js", "withoutLabel", f"{label}Doe") == "Doe", (
                label
            )
    for text in (
        "12.5 cups",
        "-Doe",
        "[a\nb] Doe",
        "[] Doe",
        "12345 Doe",
        "Doe [1] tea",
        "Doe - tea",
        "1984 was",
        "1984 Doe",
        "12 cups of tea",
        "2nd ed.",
        "3D tea",
        "2017年",
    ):
        assert engine.call("papers/bibliography.js", "withoutLabel", text) == text
    for label, text in (
        ("12", "Doe, J. Tea"),
        ("1", "J. Doe"),
        ("12 ", "van der Doe"),
        ("3 ", "“Tea”"),
    ):
        found = engine.call("papers/bibliography.js", "withoutLabel", label + text)
        assert found == text, label + text


def test_records_are_told_apart(engine: Engine) -> None:
    def found(text: str) -> list[tuple[str, str, list[str]]]:
        records = engine.call("papers/bibliography.js", "referencesIn", text)
        return [(it["text"], it["title"], [one["id"] for one in it["papers"]]) for it in records]

    deep = "@Article (doe,\n  title = {Deep\n   {T}ea},\n  year = 2017)"
    bare = "@misc{x, eprint = {1706.03762}, archivePrefix = {arXiv}}"
    assert found(f"\n {deep}\n\n{bare}\n@comment{{none}}\n") == [
        (deep, "Deep Tea", []),
        (bare, "", ["1706.03762"]),
    ]
    assert found(f"{deep} @misc{{x, title = {{Hot}}}}") == [
        (f"{deep} @misc{{x, title = {{Hot}}}}", "Deep Tea", [])
    ]
    ris = "TY - JOUR\nT1 - Deep Tea \nDO - 10.48550/arXiv.1706.03762\nER -"
    assert found(f"{ris}\nTY  - CONF\nAU  - Roe, A.\nER  -") == [(ris, "Deep Tea", ["1706.03762"])]
    assert found("%0 Book\n%A Roe, A.\n%0 Book\n%T Hot Tea") == [
        ("%0 Book\n%T Hot Tea", "Hot Tea", [])
    ]
    # What stands before them says that the text is something else.
    assert found(f"See this:\n{deep}") != found(deep)
    assert found("Mail me@tea.org") == []


def _with_titles(engine: Engine, text: str) -> list[tuple[str, str]]:
    found = engine.call("papers/bibliography.js", "referencesIn", text)
    return [(" ".join(it["text"].split()), it["title"]) for it in found]


ALL = list(zip(REFERENCES, ("Deep tea networks", "Hot water", "On kettles"), strict=True))


def test_references_laid_out_in_any_way(engine: Engine) -> None:
    layouts = {
        "paragraphs of lines": _wrapped_each("\n\n", 40),
        "paragraphs with spaces between": _wrapped_each("\n \t\n\n  ", 40),
        "hanging by one space": "\n".join(fill(it, 40, subsequent_indent=" ") for it in REFERENCES),
        "hanging by two": "\n".join(fill(it, 40, subsequent_indent="  ") for it in REFERENCES),
        "all indented, and hanging": "\n".join(
            fill(it, 40, initial_indent="  ", subsequent_indent="      ") for it in REFERENCES
        ),
        "hanging, unevenly": "\n".join(
            f"{' ' * (at % 2)}{fill(it, 40, subsequent_indent='     ')}"
            for at, it in enumerate(REFERENCES)
        ),
        "first lines indented": "\n".join(fill(it, 40, initial_indent="    ") for it in REFERENCES),
        "lines with spaces around": "\n".join(f"  {it}  " for it in REFERENCES),
        "one line, wide spaces": "   ".join(REFERENCES),
    }
    for name, text in layouts.items():
        assert (name, _with_titles(engine, text)) == (name, ALL)


def _wrapped_each(joint: str, width: int) -> str:
    return joint.join(fill(it, width) for it in REFERENCES)


def test_running_text_is_cut_between_references_only(engine: Engine) -> None:
    """Not at editors, venues, initials or years within one."""
    for one in (
        "Doe, J. (1990). Tea and cups. In: Wat, J. C. (Ed.), Kettles, 3–9. Tea Press.",
        "Doe, J. (1990). Tea and cups. Edited by J. C. Wat, 2001.",
        "Doe, J. (1990). Tea and cups. Proceedings of Tea Days 1990, 3–9.",
        "Doe, J. (1990). Tea. Dans J. C. Wat & M. S. Lee (Eds.), Kettles (pp. 3–9).",
        "Doe, J. (1990). Tea. Hrsg. J. C. Wat (2001). Kettles, 3–9.",
        GERMAN,
    ):
        text = f"{one} {TWO} {ONE}"
        assert texts(engine, text) == [one, TWO, ONE], one
    # What a selection cuts off is no reference of its own.
    begun = texts(engine, "\n".join(COUNTED) + "\n[4] Roe")
    assert begun == COUNTED


def test_hyphens_of_titles_at_line_ends(engine: Engine) -> None:
    """A word's own hyphen stays, that of the line goes."""
    own = (
        "self|non|multi|pre|post|semi|anti|co|sub|inter|intra|cross|well|high|low|large|small|real"
        "|one|two|three|half|first|second|long|short|single|double|near|state|end|data|model|time"
    )
    titles = {
        **{f"Hot {word}-\ntea cups": f"Hot {word}-tea cups" for word in own.split("|")},
        "Deep Self- attention for tea": "Deep Self-attention for tea",
        "Deep repre-\nsentation of tea": "Deep representation of tea",
        "Deep repre-  \n  sentation of tea": "Deep representation of tea",
        "Deep repre- sentation of tea": "Deep representation of tea",
        "Deep pre- and post-war tea": "Deep pre- and post-war tea",
        "Deep Vor- und Nachteile des Tees": "Deep Vor- und Nachteile des Tees",
        "Deep one- to three-cup tea": "Deep one- to three-cup tea",
        "Deep tea\u00ad\npot cups": "Deep teapot cups",
        "Deep tea\u00adpot  cups\nof London": "Deep teapot cups of London",
    }
    texts_of = [f"Smith, B. and Roe, A. {it}. Journal of Tea, 2019." for it in titles]
    stated = engine.call_each("papers/bibliography.js", "titleInReference", texts_of)
    assert [it["title"] for it in stated] == [*titles.values()]


def test_volumes_pages_and_months_after_titles_are_no_part_of_them(engine: Engine) -> None:
    title = "Deep tea in London"
    for after in ("8 vols", "8 vols.", "1 vol", "page 346", "pages 346", "June 1992", "Dec 1999"):
        text = f"Smith, B. {title}, {after}. Tea Press, 2019."
        stated = engine.call("papers/bibliography.js", "titleInReference", text)
        assert (after, stated["title"]) == (after, title)
        assert text[stated["start"] : stated["end"]] == title, after
    text = f"Smith, B. {title}, 8 vols. Tea Press. 2019."
    stated = engine.call("papers/bibliography.js", "titleInReference", text)
    assert stated["title"] == title
    for month in ("Jan", "Feb", "Mar", "Apr", "Aug", "Sep", "Sept", "Oct", "Nov", "Dec"):
        for after in (f"{month}. 2001", f"{month}. 2001. Tea Press", f"{month}., 2001"):
            text = f"Smith, B. {title}, {after}."
            stated = engine.call("papers/bibliography.js", "titleInReference", text)
            assert (after, stated["title"]) == (after, title)
            assert text[stated["start"] : stated["end"]] == title, after


BY_BOARDS = {
    "Tea Board of London. Deep tea networks in hot and cold cups. Tea Press, 2016.": (
        "Tea Board of London. Deep tea networks in hot and cold cups"
    ),
    "World Fund for Kettles. Hot water for all the people of the world. Technical report, 2017.": (
        "Hot water for all the people of the world"
    ),
    "IETF. Teapot control protocol over slow and lossy lines. RFC 2324, 1998.": (
        "Teapot control protocol over slow and lossy lines"
    ),
}
"""References whose starts look like no authors: only the layout tells them apart."""


def test_layout_alone_tells_references_apart(engine: Engine) -> None:
    hanging = "\n".join(fill(it, 50, subsequent_indent="    ") for it in BY_BOARDS)
    assert _with_titles(engine, hanging) == [*BY_BOARDS.items()]
    spaced = "\n\n".join(fill(it, 50) for it in BY_BOARDS)
    assert _with_titles(engine, spaced) == [*BY_BOARDS.items()]
    assert _with_titles(engine, "\n".join(BY_BOARDS)) == [*BY_BOARDS.items()]
    for bullet in "-–—*•◦▪●·‣":
        bullets = "\n".join(fill(f"{bullet} {it}", 50) for it in BY_BOARDS)
        expected = [(f"{bullet} {it}", title) for it, title in BY_BOARDS.items()]
        assert _with_titles(engine, bullets) == expected, bullet


def test_references_with_an_id_in_place_of_a_title_are_cut(engine: Engine) -> None:
    text = (
        "Doe, J., Roe, A. arXiv:1706.03762, 2017. Roe, A. B., Wat, C. arXiv:1810.04805, 2018. "
        "Lee, C., Doe, J. arXiv:1512.03385, 2015. Fox, D., Roe, A. arXiv:1412.6980, 2014."
    )
    found = engine.call("papers/bibliography.js", "referencesIn", text)
    ids = ["1706.03762", "1810.04805", "1512.03385", "1412.6980"]
    assert [[one["id"] for one in it["papers"]] for it in found] == [[it] for it in ids]


SIX = [
    "Doe, J. Deep tea networks in hot water and in cups. Tea Press, 2001.",
    "Roe, A. Hot water and the cups of the others. Tea Press, 2002.",
    "Lee, C. On kettles that boil the hot water. Cup Press, 2003.",
    "Fox, D. On cups and saucers of the others. Cup Press, 2004.",
    "Wat, C. On milk and tea in the afternoon. Cup Press, 2005.",
    "Kim, H. On sugar and tea in the morning. Cup Press, 2006.",
]


def _undated(*numbers: int) -> list[str]:
    return [re.sub(", 20..", "", it) if at in numbers else it for at, it in enumerate(SIX)]


def test_running_text_is_cut_only_where_most_parts_are_references(engine: Engine) -> None:
    for references, are_cut in (
        (SIX, True),
        (_undated(2), True),
        (_undated(2, 3), False),
        (SIX[:3], True),
        (_undated(1)[:3], False),
        (_undated(0)[:3], False),
        (SIX[:2], True),
    ):
        text = " ".join(references)
        assert texts(engine, text) == (references if are_cut else [text]), text
    # A selection can cut off the first and the last.
    begun = " ".join(["in cups. Tea Press, 2001.", *SIX[1:5], "Kim, H. On"])
    found = texts(engine, begun)
    assert found[:3] == SIX[1:4]
    assert found[3].startswith(SIX[4])
    named = [f"Doe, {at}., Roe, A. arXiv:1706.0376{at}." for at in range(3)]
    named = [it.replace(f"{at}.,", "JKL"[at] + ".,") for at, it in enumerate(named)]
    assert texts(engine, " ".join(named)) == named


def test_paragraphs_of_several_references_are_cut_further(engine: Engine) -> None:
    for counts in ([2, 2, 2], [2, 2, 1, 1], [3, 3], [1, 1, 1, 1, 1, 1]):
        left = iter(SIX)
        text = "\n\n".join("\n".join(next(left) for _ in range(count)) for count in counts)
        assert texts(engine, text) == SIX, counts


def test_years_after_authors_do_not_end_references(engine: Engine) -> None:
    for references in (
        [
            "Doe, J. & Roe, A. (2017). Fox, D., and the kettles of the others. Tea Press, 3–9.",
            "Lee, C. & Fox, D. (2018). Roe, A. and the cups of the others. Tea Press, 10–12.",
            "Wat, C. & Kim, H. (2019). Doe, J. and milk in the afternoon. Cup Press, 3–9.",
        ],
        [
            "Doe, J., 2017. Fox, D. Kettles of the others. Tea Press, 3–9.",
            "Lee, C., 2018a. Roe, A. Cups of the others. Tea Press, 10–12.",
            "Wat, C. [2019]: Doe, J. Milk in the afternoon. Cup Press, 3–9.",
        ],
        [
            "Doe, J. (2017). Grace Hopper. Tea Press, 3–9.",
            "Lee, C. (1984). Ada Lovelace. Tea Press, 10–12.",
            "Wat, C. (1576). Alan Turing. Cup Press, 3–9.",
        ],
    ):
        assert texts(engine, " ".join(references)) == references


def test_subjects_of_arxiv_end_references(engine: Engine) -> None:
    for subject in (
        "cs.CL",
        "cs.lg",
        "hep-th",
        "astro-ph.GA",
        "cond-mat.mtrl-sci",
        "cond-mat.quant-gas",
    ):
        for text in (f"Tea [{subject}]", f"Tea [{subject}].", f"(Tea [{subject}])."):
            assert engine.call("papers/reference-signs.js", "endSigns", text) == 2, text
    for text in ("Tea [Doe]", "Tea [see Roe]", "Tea [cs.CL", "Tea cs.CL]"):
        assert engine.call("papers/reference-signs.js", "endSigns", text) < 2, text


def test_labels_of_each_style_tell_references_apart(engine: Engine) -> None:
    def apart(labels: list[str], references: list[str], joint: str) -> None:
        labelled = [f"{label} {it}" for label, it in zip(labels, references, strict=True)]
        assert texts(engine, joint.join(labelled)) == labelled, labels

    for joint in (" ", "\n"):
        apart(["[1]", "[3]", "[4]"], REFERENCES, joint)
        apart(["1.", "2.", "4."], REFERENCES, joint)
        apart(["(98)", "(99)", "(100)"], REFERENCES, joint)
        apart(["[He16]", "[VSP+17]", "[Weiß2001a]"], REFERENCES, joint)
        # Volumes and issues look like labels.
        confusing = [
            "Doe, J. Deep tea, vol. 2. Tea Press, 2001.",
            "Roe, A. Hot tea, no. 3. Tea Press, 2002.",
            "Lee, C. Cold tea. Tea Press, 2003.",
        ]
        apart(["1.", "2.", "3."], confusing, joint)
    for style in ("{})", "({})", "（{}）", "{}:", "{}、", "{}", "{}.", "［{}］", "【{}】"):
        apart([style.format(at) for at in (1, 2, 3)], [*BY_BOARDS], "\n")
        apart([style.format(at) for at in (1, 2, 3)], REFERENCES, "\n")
    apart(["[7]", "[12]", "[3]"], REFERENCES, "\n")
