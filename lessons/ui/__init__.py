"""The course on screen."""
