"""The derived index: disposable, rebuilt from the files and the record."""
