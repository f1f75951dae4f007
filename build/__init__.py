"""Renders the extension from the registry of paper sources and packs it for the stores."""
