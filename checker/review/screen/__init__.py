"""The review on the full screen of a terminal."""
