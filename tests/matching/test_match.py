"""The stages of matching chained."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from retold.generate.collection import Recipe, collection
from retold.matching import compiled
from retold.matching.match import Matcher, Settings
from retold.matching.scratch import Scratch

RECIPE = Recipe(articles=700, pairs=8, stories=(80,), notices=120, same=30)


@pytest.fixture(scope="module")
def planted():
    """A small collection with everything planted in it."""
    return list(collection(RECIPE, seed=5))


def ranks(articles):
    order = sorted(range(len(articles)), key=lambda number: (articles[number].published, articles[number].id))
    made = np.empty(len(articles), dtype=np.int64)
    made[order] = np.arange(len(articles))
    return made


def matched(articles, settings=None):
    matcher = Matcher(settings)
    try:
        matcher.add(article.text for article in articles)
        outlets = sorted({article.outlet for article in articles})
        return matcher.pairs(ranks(articles), [outlets.index(article.outlet) for article in articles])
    finally:
        matcher.close()


def by_id(found, articles):
    return {frozenset((articles[a].id, articles[b].id)) for a, b in zip(found.a, found.b, strict=True)}


def test_planted_pairs_are_found(planted):
    """Every planted copy is a candidate of its source or has the same words, and no notice joins anything."""
    articles = [article for article, _ in planted]
    found = matched(articles)
    pairs = by_id(found, articles)
    place = {article.id: number for number, article in enumerate(articles)}
    missed = [
        what.kind
        for article, what in planted
        if what
        and what.source
        and what.kind not in ("event", "iid-90")
        and frozenset((article.id, what.source)) not in pairs
        and found.original[place[article.id]] != found.original[place[what.source]]
    ]
    assert not missed
    notices = {article.id for article, what in planted if what and what.kind == "notice"}
    assert not [pair for pair in pairs if pair <= notices]
    assert len(found.hidden) >= 0.5 * len(notices)


def test_order_does_not_matter(planted):
    """The same articles in another order give the same pairs, weights and originals."""
    articles = [article for article, _ in planted]
    shuffled = [articles[number] for number in np.random.default_rng(2).permutation(len(articles))]
    one, other = matched(articles), matched(shuffled)
    assert by_id(one, articles) == by_id(other, shuffled)
    assert sorted(one.weight) == sorted(other.weight)
    assert {(articles[k].id, articles[o].id) for k, o in enumerate(one.original)} == {
        (shuffled[k].id, shuffled[o].id) for k, o in enumerate(other.original)
    }


def test_what_is_spilled_changes_nothing(planted):
    """With next to no memory everything goes to disk and the pairs are the same."""
    articles = [article for article, _ in planted]
    one, other = matched(articles), matched(articles, Settings(memory=1000, threads=1))
    assert other.spilled > 1_000_000
    assert by_id(one, articles) == by_id(other, articles)


@pytest.mark.parametrize("texts", [[], [""], ["one"], ["", "", ""], ["a b c d e f g h i j"] * 2])
def test_next_to_nothing(texts):
    """No texts, empty ones, and two identical short ones."""
    matcher = Matcher()
    matcher.add(texts)
    found = matcher.pairs()
    assert len(found.a) == 0
    assert len(found.original) == len(texts)
    assert len(set(found.original.tolist())) == len(set(texts))


def test_five_articles_are_enough():
    """Two tellings among five articles are found: there is no least size of a collection."""
    items = list(collection(Recipe(articles=5, pairs=1, kinds=("uneven-50",), stories=()), seed=1))
    assert len(matched([article for article, _ in items]).a) == 1


def test_scratch(tmp_path):
    """Arrays come back as they were put, from memory and from disk, whole and in part."""
    scratch = Scratch(100, tmp_path)
    arrays = [np.arange(n, dtype=kind) for n, kind in ((5, np.int64), (40, np.uint32), (0, np.uint8), (7, np.uint64))]
    for array in arrays:
        scratch.put(array)
    for number, array in enumerate(arrays):
        assert scratch.get(number).tolist() == array.tolist()
        assert scratch.get(number, 2, 4).tolist() == array[2:4].tolist()
    assert scratch.spilled > 0
    assert not list(tmp_path.iterdir())
    scratch.close()


def test_nothing_loads_the_compiler():
    """Importing retold, its verbs and the records of a trace does not import numba."""
    code = "import sys, retold, retold.compare, retold.trace, retold.matching; sys.exit('numba' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_private_folder(tmp_path, monkeypatch):
    """Compiled code is kept in a temporary folder only where nobody else can write it."""
    monkeypatch.setattr(compiled.tempfile, "gettempdir", lambda: str(tmp_path))
    folder = compiled._private_folder()
    assert folder is not None
    assert folder.stat().st_mode & 0o077 == 0
    os.chmod(folder, 0o777)
    assert compiled._private_folder() is None


def test_read_only_installation(tmp_path, root):
    """Kernels work where neither the package nor the home can be written."""
    code = (
        "import numba, numba.core.caching as c\n"
        "c.InTreeCacheLocator.from_function = classmethod(lambda *a: None)\n"
        "c.UserWideCacheLocator.from_function = classmethod(lambda *a: None)\n"
        "from retold.matching.components import components\n"
        "import numpy as np\n"
        "print(components(3, np.array([0]), np.array([2])).tolist())\n"
    )
    env = {**os.environ, "TMPDIR": str(tmp_path), "PYTHONPATH": str(Path(root) / "src")}
    env.pop("NUMBA_CACHE_DIR", None)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=env, check=False)
    assert done.stdout.strip() == "[0, 1, 0]", done.stderr
    assert [entry.name for entry in tmp_path.iterdir()] == [f"retold-kernels-{os.getuid()}"]
