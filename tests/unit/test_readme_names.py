"""Names of buttons and menus in bold or quotes in the READMEs are those on the screen."""

from __future__ import annotations

import json
import re

import pytest

from build.render import EXTENSION, ROOT

LANGUAGES = {"README.md": "en", "README.zh-CN.md": "zh_CN"}
BROWSERS = {
    "README.md": {
        *("Developer mode", "Load unpacked", "Allow access to file URLs"),
        *("This Firefox", "Load Temporary Add-on", "Run in Private Windows"),
    },
    "README.zh-CN.md": {
        *("开发者模式", "加载未打包的扩展程序", "允许访问文件网址"),
        *("开发人员模式", "加载解压缩的扩展", "允许访问文件 URL"),
        *("此 Firefox", "临时载入附加组件", "在隐私窗口中运行"),
    },
}
"""Names that are the browser's own: Chrome's, Edge's where it says it otherwise, and Firefox's."""
GITHUB = {"Releases"}
"""In bold only once there is a release (`tools/release/published.toml`)."""
EMPHASIS = {
    "README.md": {
        *("In Edge", "In Firefox", "To update", "If Load unpacked complains", "One menu entry"),
        *(
            "page",
            "link",
            "citation",
            "selection",
            "references",
            "PDF viewer",
            "tab strip",
            "searched",
        ),
        *("The toolbar button", "The keyboard", "The address bar", "Links beside papers"),
        *("On Cool Papers itself", "The options", "tab strip"),
    },
    "README.zh-CN.md": {
        *(
            "在 Edge 中",
            "在 Firefox 中",
            "更新",
            "如果无法加载",
            "右键菜单",
            "网页",
            "链接",
            "正文中的引用",
            "选中文字",
        ),
        *(
            "选中的参考文献",
            "PDF 阅读器",
            "标签栏",
            "工具栏按钮",
            "快捷键",
            "地址栏",
            "论文旁的链接",
        ),
        *("在 Cool Papers 上", "标签栏"),
    },
}
"""What is in bold to be seen, and names nothing to click."""
QUOTED = {
    "README.md": {
        *("(Vaswani et al., 2017)", "by title", "Manifest file is missing or unreadable"),
    },
    "README.zh-CN.md": {"(Vaswani et al., 2017)", "按标题", "清单文件缺失或不可读取"},
}
"""What is quoted from papers, from the READMEs' own tables, or from the browser's errors."""
TERMS = {
    "选中文字": "选中(?:的)?(?:文字|内容)|所选(?:的)?(?:文字|内容)",
    "出版方页面": "原网页|出版[方商]的?(?:页面|网页)",
}
"""One term for each of two things, and the words that might stand in its place."""


def readme(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


def messages(language: str) -> set[str]:
    texts = json.loads((EXTENSION / "_locales" / language / "messages.json").read_text("utf-8"))
    return {it["message"].casefold() for it in texts.values()}


def bold(text: str) -> set[str]:
    return {it.rstrip(",:") for it in re.findall(r"\*\*([^*\n]+)\*\*", text)}


def quotations(text: str) -> set[str]:
    outside_tags = re.sub(r"```.*?```|<(?!img)[^>]*>", "", text, flags=re.DOTALL)
    found = re.findall(r"“([^”]+)”|(?<![=\w])\"([^\"\n]+)\"(?!>)", outside_tags)
    return {curly or straight for curly, straight in found}


@pytest.mark.parametrize("name", LANGUAGES)
def test_bold_names_are_on_the_screen(name: str) -> None:
    stated = bold(readme(name))
    others = BROWSERS[name] | EMPHASIS[name]
    known = messages(LANGUAGES[name])
    assert [it for it in stated - others - GITHUB if it.casefold() not in known] == []
    assert others - stated == set(), "listed in this test, but no longer in bold"


@pytest.mark.parametrize("name", LANGUAGES)
def test_quoted_names_are_on_the_screen(name: str) -> None:
    stated = quotations(readme(name))
    known = messages(LANGUAGES[name])
    assert [it for it in stated - QUOTED[name] if it.casefold() not in known] == []
    assert QUOTED[name] - stated == set(), "listed in this test, but no longer quoted"


@pytest.mark.parametrize("name", LANGUAGES)
def test_name_that_is_not_on_the_screen_is_noticed(name: str) -> None:
    known = messages(LANGUAGES[name])
    for found in (bold("Press **Opne**, then **Close:**"), quotations('Press “Opne” or "Opne".')):
        assert "Opne" in found
        assert "opne" not in known


def test_what_copy_gives_is_as_its_menu_says() -> None:
    texts = json.loads((EXTENSION / "_locales/zh_CN/messages.json").read_text("utf-8"))
    of_menu = re.compile(r"popupCopy(?!(?:Link|Title)$)[A-Z]\w+")
    copies = [it["message"] for key, it in texts.items() if of_menu.fullmatch(key)]
    assert len(copies) == 5
    assert [it for it in copies if it not in readme("README.zh-CN.md")] == []


@pytest.mark.parametrize("term", TERMS)
def test_chinese_has_one_term_for_each(term: str) -> None:
    texts = [
        readme("README.zh-CN.md"),
        (EXTENSION / "_locales/zh_CN/messages.json").read_text("utf-8"),
    ]
    for text in texts:
        assert term in text
        assert [it for it in re.findall(TERMS[term], text) if it != term] == []


def test_papers_are_counted_as_such() -> None:
    texts = json.loads((EXTENSION / "_locales/zh_CN/messages.json").read_text("utf-8"))
    assert texts["popupCopied"]["message"] == "已复制 $COUNT$ 篇。"
