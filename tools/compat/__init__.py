"""Checks that the lowest versions of the browsers have all that the extension uses."""
