"""Turns simplified Chinese into the traditional Chinese of Taiwan, words included."""

from __future__ import annotations

from functools import cache

from opencc import OpenCC

SIMPLIFIED = "_locales/zh_CN/messages.json"
TRADITIONAL = "_locales/zh_TW/messages.json"

EXCEPTIONS = {
    "zh-CN": "zh-TW",
    "“": "「",
    "”": "」",
    "擴充套件": "擴充功能",
    "標籤頁": "分頁",
    "工具欄": "工具列",
    "後臺": "背景",
    "當前": "目前",
    "選中": "選取",
    "右鍵點選": "按右鍵",
    "選單項": "選單項目",
    "重置": "重設",
    "按回車": "按 Enter ",
    "點右鍵": "按右鍵",
    "打開": "開啟",
    "搜索": "搜尋",
    "位址列": "網址列",
    "地址": "網址",
    "高階": "進階",
    "快捷鍵": "快速鍵",
    "識別": "辨識",
    "自帶": "內建",
    "響應": "回應",
}
"""What Taiwan's browsers call otherwise than the converter does, by its words."""


@cache
def _converter() -> OpenCC:
    return OpenCC("s2twp")


def traditional(simplified: str) -> str:
    """Return a text in the traditional Chinese of Taiwan; what is not Chinese stays as it is."""
    text: str = _converter().convert(simplified)
    for converted, usual in EXCEPTIONS.items():
        text = text.replace(converted, usual)
    return text
