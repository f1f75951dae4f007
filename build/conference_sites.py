"""Paths of the software that the sites of several conferences share, for their title rules."""

_KIND = "(?:poster|oral|spotlight)/"
_VIRTUAL = "/+virtual/[0-9]{4}/(?:loc/[a-z-]+/)?"

VIRTUAL_PAPER = f"{_VIRTUAL}{_KIND}[0-9]+/*"
"""A paper on a virtual site, such as ``eccv.ecva.net``: ``/virtual/2024/poster/749``."""
VIRTUAL_ITEM = f"{_VIRTUAL}(?:{_KIND})?[0-9]+/*"
"""The same where links may leave out the kind: ``icml.cc/virtual/2025/49342``."""
PROCEEDINGS_PAPER = (
    "/+(?:paper_files/+)?paper/+[0-9]{4}/+(?:hash|file)/+[0-9a-f]+-[0-9a-z_-]+[.][a-z]+"
)
"""A page or PDF of proceedings such as ``proceedings.neurips.cc``."""
