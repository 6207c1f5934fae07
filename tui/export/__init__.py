"""From plain values to files."""
