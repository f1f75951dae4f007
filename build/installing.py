"""What the READMEs say on how to install: from a store, from a release, or from a build."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from build.render import ROOT

PUBLISHED = ROOT / "tools" / "release" / "published.toml"
STORES = {
    "chrome": "Chrome Web Store",
    "edge": "Edge Add-ons",
    "firefox": "Firefox Add-ons",
}
"""Names of the stores, as they call themselves in both languages, in the order of the READMEs."""


@dataclass(frozen=True)
class Published:
    """Where readers get the extension, as URLs."""

    releases: str = ""
    """The page of the releases, "" if there is none yet."""
    stores: Mapping[str, str] = field(default_factory=dict)
    """By a key of ``STORES``, those that have it."""


@dataclass(frozen=True)
class _Words:
    stores: str
    """With the stores' ``{links}``."""
    stores_joined: tuple[str, str]
    """Between two links, and before the last one."""
    no_store: str
    otherwise: str
    """After ``stores``."""
    release: str
    """With the releases' ``{url}``."""
    build: str
    unsigned: str
    """In place of Firefox's store."""
    private: str


_WORDS = {
    "README.md": _Words(
        stores="Install it from the {links}.",
        stores_joined=(", ", " or "),
        no_store="It is in no store yet. To install it:",
        otherwise="Without a store:",
        release="""\
1. Download `cool-papers-redirector-…-chrome.zip` from [the releases]({url}), and unzip it into a
   folder that you keep.
""",
        build="""\
1. [Build it](#build-it): one command makes the folder `dist/chrome`, which you keep.
""",
        unsigned="""\
**In Firefox,** only extensions that Mozilla has signed stay. Until this one is, open
`about:debugging`, choose **This Firefox**, **Load Temporary Add-on**, and select
`cool-papers-redirector-…-firefox.zip`; it stays until Firefox quits. For private windows, open it
in `about:addons` and allow **Run in Private Windows**. For PDFs on your disk nothing need be
switched on.
""",
        private="""\
**In Firefox,** allow **Run in Private Windows** in `about:addons`, if you want.
""",
    ),
    "README.zh-CN.md": _Words(
        stores="从 {links} 安装即可。",
        stores_joined=("、", " 或 "),
        no_store="目前还没有上架应用商店。安装方法：",
        otherwise="不通过商店安装：",
        release="""\
1. 在[发布页]({url})下载 `cool-papers-redirector-…-chrome.zip`，解压到一个会一直保留的文件夹。
""",
        build="""\
1. [自行构建](#自行构建)：一条命令即可生成文件夹 `dist/chrome`，请一直保留。
""",
        unsigned="""\
**在 Firefox 中**，只有经 Mozilla 签名的扩展才会保留。本扩展签名之前，可打开 `about:debugging`，\
点击**此 Firefox**、**临时载入附加组件**，选择 `cool-papers-redirector-…-firefox.zip`；\
退出 Firefox 后即失效。要用于隐私窗口，还需在 `about:addons` 中打开本扩展，\
允许**在隐私窗口中运行**。硬盘上的 PDF 无需设置。
""",
        private="""\
**在 Firefox 中**，要用于隐私窗口，还需在 `about:addons` 中允许**在隐私窗口中运行**。
""",
    ),
}


def load(file: Path = PUBLISHED) -> Published:
    """Return where the extension is published.

    Raises ``ValueError`` if something in the file is unknown or no https address, and ``OSError``
    if the file cannot be read.
    """
    found = tomllib.loads(file.read_text("utf-8"))
    releases, stores = found.pop("releases", ""), found.pop("stores", {})
    if unknown := [*found, *(it for it in stores if it not in STORES)]:
        raise ValueError(f"{file.name}: {unknown[0]} is unknown")
    for url in filter(None, [releases, *stores.values()]):
        if not str(url).startswith("https://"):
            raise ValueError(f"{file.name}: {url} is no https address")
    return Published(releases, {key: stores[key] for key in STORES if stores.get(key)})


def parts(readme: str, published: Published) -> dict[str, str]:
    """Return what is to be between a README's marks, by the marks' name."""
    words = _WORDS[readme]
    intro = words.no_store
    if published.stores:
        links = [f"[{STORES[key]}]({url})" for key, url in published.stores.items()]
        between, before_last = words.stores_joined
        joined = before_last.join(filter(None, [between.join(links[:-1]), links[-1]]))
        intro = f"{words.stores.format(links=joined)}\n\n{words.otherwise}"
    step = words.release.format(url=published.releases) if published.releases else words.build
    signed = "firefox" in published.stores
    return {
        "install": f"{intro}\n\n{step}",
        "firefox": words.private if signed else words.unsigned,
    }


def with_install(text: str, readme: str, published: Published) -> str:
    """Return a README's text with what is between the marks of each of ``parts`` replaced.

    Raises ``ValueError`` if marks are missing.
    """
    for name, part in parts(readme, published).items():
        marked = re.compile(rf"(<!-- {name}\b[^>]*-->\n).*?(<!-- /{name} -->)", re.DOTALL)
        if not (marks := marked.search(text)):
            raise ValueError(f"the marks <!-- {name} --> and <!-- /{name} --> are missing")
        text = text[: marks.end(1)] + part + text[marks.start(2) :]
    return text
