"""Invented collections of articles with known answers, from a seed. No text of others: words in random order, made-up names."""
