"""Who, where, when, how much; and one name for all its spellings."""
