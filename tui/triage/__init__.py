"""The record: what readers decided, noted and took back."""
