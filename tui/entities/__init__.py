"""Who, where, when, how much."""
