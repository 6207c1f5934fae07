"""Which lines of a page belong to its document."""
