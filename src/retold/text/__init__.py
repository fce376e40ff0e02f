"""What all stages share: normalised words with a map to code points, word frequencies, language, similarity."""
