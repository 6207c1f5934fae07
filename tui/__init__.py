"""Copytaster: read what comes in, decide with one key, lose nothing."""

__version__ = "0.1.0"
