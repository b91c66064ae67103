"""Contradictions: values that are fine one by one, and cannot be true together."""
