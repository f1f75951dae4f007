"""Checks that a release is ready, and publishes it: see README.md beside this."""
