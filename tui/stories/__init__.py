"""What has been read before."""
