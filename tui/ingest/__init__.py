"""From bytes on disk to text that is safe to show."""
