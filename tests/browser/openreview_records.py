"""OpenReview's records of papers that are published elsewhere, in the site's structure."""

RECORD = (
    "<title>Deep Tea Networks | OpenReview</title><div class=forum-title><h2 class=citation_title>"
    "Deep Tea Networks</h2><div class=forum-content-link><a class=citation_pdf_url"
    " href='/pdf?id=aB3dE6gH9i'>PDF</a></div></div><div class=forum-meta><span class=item>2024"
    "</span><span class=item>{}</span><span class=item>Everyone</span></div><div"
    " class=forum-note><div>"
    "<strong class=note-content-field>External IDs<!-- -->:</strong>"
    "<a href='https://arxiv.org/abs/2401.12345'>arxiv:2401.12345</a></div></div>"
)
"""The page of one; its venue is to be filled in."""


def list_entry(forum: str, title: str, venue: str, beside: str = "") -> str:
    """Return one in a list of papers, followed by ``beside``."""
    return (
        f"<li><div class=note><h4><a href='/forum?id={forum}'>{title}</a>{beside}</h4><div"
        " class=note-authors>A. Author</div><ul class=note-meta-info><li>2024 (imported: 11 Oct"
        f" 2024)</li><li>{venue}</li></ul></div></li>"
    )
