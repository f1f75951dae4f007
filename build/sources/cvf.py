"""CVF: a paper is its page's file name, within a conference's year."""

from build.conference_sites import VIRTUAL_PAPER
from build.source import (
    LINE_BREAK,
    BrokenId,
    Examples,
    LinkSite,
    LivePage,
    Source,
    TitleRule,
    UrlRule,
)

CONFERENCE = "(?P<conference>CVPR|ICCV|WACV)"
YEAR = "(?P<year>20[0-9]{2})"
# The site cuts it at about 100 characters. Workshops are in folders such as CVPR2022W.
BASE = "(?P<base>[0-9A-Za-z][0-9A-Za-z_.+-]*)"

SOURCE = Source(
    name="CVF",
    home="https://openaccess.thecvf.com/",
    branch="venue",
    paper_id=f"{BASE}@{CONFERENCE}{YEAR}@CVF",
    publisher=(
        "https://openaccess.thecvf.com/content/{conference}{year}/html/"
        "{base}_{conference}_{year}_paper.html"
    ),
    urls=(
        UrlRule(
            hosts=("openaccess.thecvf.com",),
            path=(
                f"/+content/+{CONFERENCE}{YEAR}/+(?:html|papers)/+{BASE}"
                # At a line's end in a PDF the last "_" can be lost.
                "_(?:CVPR|ICCV|WACV)_20[0-9]{2}_?paper[.](?:html|pdf)"
            ),
            paper_id="{base}@{conference}{year}@CVF",
        ),
    ),
    titles=(
        # Until 2020, names were cut after a few words of the title; until 2015 the year came first.
        TitleRule(
            hosts=("openaccess.thecvf.com",),
            path=(
                "/+content_(?:cvpr|iccv|wacv)_20[0-9]{2}/+(?:html|papers)/+[0-9a-z.-]+_"
                "(?P<title>[0-9a-z_.+-]+?)_(?:cvpr|iccv|wacv|20[0-9]{2})_"
                "(?:cvpr|iccv|wacv|20[0-9]{2})_paper[.](?:html|pdf)"
            ),
        ),
        TitleRule(
            hosts=("cvpr.thecvf.com", "iccv.thecvf.com"),
            path=VIRTUAL_PAPER,
        ),
    ),
    broken_ids=(
        BrokenId(
            hint=f"_{LINE_BREAK}[0-9A-Za-z]|_20[0-9]{{2}}{LINE_BREAK}paper[.]",
            halves=(
                (
                    "/(?:html|papers)/[0-9A-Za-z_.+-]{1,120}_",
                    f"(?:[0-9A-Za-z_.+-]{{1,120}}_{LINE_BREAK}){{0,3}}"
                    f"[0-9A-Za-z_.+-]{{1,120}}_20[0-9]{{2}}(?:_|{LINE_BREAK})?paper[.]",
                ),
                ("_(?:CVPR|ICCV|WACV)_20[0-9]{2}", "paper[.](?:html|pdf)"),
            ),
        ),
    ),
    paper_pages=(
        "*://openaccess.thecvf.com/content/*_paper.html*",
        "*://openaccess.thecvf.com/content/*_paper.pdf*",
        "*://openaccess.thecvf.com/content_*_paper.*",
        "*://*.thecvf.com/virtual/*",
    ),
    link_sites=(
        LinkSite(
            name="CVF Open Access",
            pages=("https://openaccess.thecvf.com/*",),
            hosts=("openaccess.thecvf.com",),
            optional=True,
        ),
    ),
    examples=Examples(
        urls={
            "https://openaccess.thecvf.com/content/CVPR2025/html/"
            "Wang_VGGT_Visual_Geometry_Grounded_Transformer_CVPR_2025_paper.html": (
                "Wang_VGGT_Visual_Geometry_Grounded_Transformer@CVPR2025@CVF"
            ),
            "http://openaccess.thecvf.com/content/ICCV2021/papers/"
            "Jang_C2N_Practical_Generative_Noise_Modeling_ICCV_2021_paper.pdf": (
                "Jang_C2N_Practical_Generative_Noise_Modeling@ICCV2021@CVF"
            ),
            "https://papers.cool/venue/Wang_VGGT@CVPR2025@CVF": "Wang_VGGT@CVPR2025@CVF",
        },
        titles={
            "https://openaccess.thecvf.com/content_CVPR_2020/html/"
            "Lin_HRank_Filter_Pruning_Using_High-Rank_Feature_Map_CVPR_2020_paper.html": (
                "HRank Filter Pruning Using High Rank Feature Map"
            ),
            "https://openaccess.thecvf.com/content_cvpr_2014/html/"
            "Girshick_Rich_Feature_Hierarchies_2014_CVPR_paper.html": "Rich Feature Hierarchies",
            "https://cvpr.thecvf.com/virtual/2026/poster/41079": "",
        },
        texts={
            "see https://openaccess.thecvf.com/content/WACV2024/html/Lin_Common_ "
            "Diffusion_Noise_WACV_2024 paper.html": "Lin_Common_Diffusion_Noise@WACV2024@CVF",
        },
        near_misses=(
            "https://openaccess.thecvf.com/CVPR2025?day=all",
            "https://openaccess.thecvf.com/content/CVPR2021/supplemental/"
            "Li_HybrIK_A_Hybrid_CVPR_2021_supplemental.zip",
            "https://openaccess.thecvf.com/content/ICCV2023W/VCL/html/"
            "Chen_SAM-Adapter_ICCVW_2023_paper.html",
            "https://openaccess.thecvf.com/content_ICCV_2017_workshops/papers/w8/"
            "Le_Improving_Speaker_Turn_ICCV_2017_paper.pdf",
        ),
    ),
    live_pages=(
        LivePage(
            url="https://openaccess.thecvf.com/content/CVPR2025/html/"
            "Wang_VGGT_Visual_Geometry_Grounded_Transformer_CVPR_2025_paper.html",
            paper_id="Wang_VGGT_Visual_Geometry_Grounded_Transformer@CVPR2025@CVF",
            selectors=("#content dl",),
        ),
        LivePage(
            url="https://openaccess.thecvf.com/CVPR2025?day=all",
            selectors=("#content dl", "dt.ptitle"),
        ),
        LivePage(
            url="https://openaccess.thecvf.com/CVPR2019?day=2019-06-18",
            selectors=("#content dl", "dt.ptitle"),
        ),
    ),
)
