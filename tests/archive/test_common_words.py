"""Searches for words that very many articles have: the same stories and articles, found in another way."""

from __future__ import annotations

from retold.archive import Archive
from tests.archive.making import articles


def test_common_words_find_the_same(tmp_path, monkeypatch):
    """Whichever way a search goes, lists have the same stories; articles are the same, of common words the newest first."""
    made = articles(60, stories=(6, 4))
    counts: dict[str, int] = {}
    for one in made:
        for word in {word for word in one.text.lower().split() if word.isalpha()}:
            counts[word] = counts.get(word, 0) + 1
    words = sorted(counts, key=lambda word: (-counts[word], word))[:3]
    with Archive(tmp_path / "news", create=True) as archive:
        archive.add(made)
        asked = [*words, " ".join(words), f"{words[0]} nosuchword"]
        stories = [archive.stories(query=query, limit=100) for query in asked]
        found = [[one.id for one in archive.search(query, limit=100)] for query in asked]
        assert stories[0].total > 1
        monkeypatch.setattr("retold.archive.listing.RANKED", 0)
        assert [archive.stories(query=query, limit=100) for query in asked] == stories
        newest = [[one.id for one in archive.search(query, limit=100)] for query in asked]
        assert [sorted(ids) for ids in newest] == [sorted(ids) for ids in found]
        with archive._database.reading() as db:
            numbers = dict(db.execute("SELECT id, number FROM articles"))
        for ids in newest:
            assert ids == sorted(ids, key=numbers.get, reverse=True)
