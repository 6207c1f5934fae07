"""What has been read before: copies and versions of the same story."""
