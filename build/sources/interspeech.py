"""Interspeech, in ISCA's archive: how Cool Papers names its papers is unproven."""

from build.source import Examples, Source, TitleRule

SOURCE = Source(
    name="Interspeech",
    home="https://www.isca-archive.org/",
    branch="venue",
    titles=(
        TitleRule(
            hosts=("www.isca-archive.org", "isca-archive.org"),
            path="/+interspeech_[0-9]{4}/[a-z0-9-]+_interspeech[.](?:html|pdf)",
        ),
        # Where the archive was until 2022.
        TitleRule(
            hosts=("www.isca-speech.org", "isca-speech.org"),
            path=(
                "/+archive(?:_v0)?/+interspeech_[0-9]{4}/+"
                "(?:(?:papers|pdfs|abstracts)/+[a-z0-9_-]+|[a-z0-9-]+_interspeech)[.](?:html|pdf)"
            ),
        ),
        TitleRule(
            hosts=("doi.org", "dx.doi.org"), path="/10[.]21437/interspeech[.][0-9]{4}-[0-9]+"
        ),
    ),
    paper_pages=(
        "*://*.isca-archive.org/interspeech_*/*_interspeech.*",
        "*://*.isca-speech.org/archive*",
        "*://doi.org/10.21437/*",
    ),
    examples=Examples(
        titles={
            "https://www.isca-archive.org/interspeech_2024/hoang24b_interspeech.html": "",
            "http://www.isca-speech.org/archive/interspeech_2015/papers/i15_1478.pdf": "",
            "https://www.isca-speech.org/archive/Interspeech_2017/abstracts/1710.html": "",
            "https://doi.org/10.21437/Interspeech.2026-2355": "",
        },
        near_misses=(
            "https://www.isca-archive.org/interspeech_2026/index.html",
            "https://www.isca-speech.org/archive/iberspeech_2018/kulebi18_iberspeech.html",
            "https://www.isca-speech.org/archive/SpeechProsody_2018/abstracts/220.html",
        ),
    ),
)
