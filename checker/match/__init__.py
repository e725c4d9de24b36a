"""Matching compiled patterns and contexts against sentences."""
