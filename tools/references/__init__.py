"""Trains the model that finds titles in references: ``python3 tools/dev.py train``."""
