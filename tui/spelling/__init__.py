"""When two spellings are of one name: letters, endings and short forms, and nothing else."""
