"""What can happen to an archive, and that nothing is lost, torn or silently wrong. A tenth of it here, all with RETOLD_SOAK=1."""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

import pytest

from retold.archive import Archive
from retold.archive.database import FILE
from retold.errors import RetoldError
from tests.archive.making import articles

SOAK = os.environ.get("RETOLD_SOAK") == "1"
SEED = 20310304


def torture(root: Path, folder: Path, what: str, few: int, many: int) -> dict:
    """What `tests/archive/torture.py` found."""
    command = [sys.executable, "-m", "tests.archive.torture", what, str(folder), str(many if SOAK else few), str(SEED)]
    ended = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False, timeout=3000)
    assert ended.returncode == 0, ended.stderr[-2000:]
    return json.loads(ended.stdout.splitlines()[-1])


def test_killed(root, tmp_path):
    """However often `add` is killed, nothing acknowledged is lost or torn, and the end is as if it never had been."""
    found = torture(root, tmp_path, "kills", 10, 100)
    assert found["kills"] == (100 if SOAK else 10)
    assert (found["lost"], found["torn"], found["rebuilt"]) == (0, 0, True)


def test_disk_full(root, tmp_path):
    """Where files may not grow, `add` says so in one line; with room again the same command finishes the work."""
    found = torture(root, tmp_path, "full", 2, 20)
    assert found["bad"] == []
    assert found["stopped"] > 0


def test_read_only(root):
    """An archive that may only be read is read; who would write to it is told that it is read-only."""
    with tempfile.TemporaryDirectory() as held:  # not tmp_path: the folders above that are closed to other users
        folder = Path(held)
        folder.chmod(0o755)
        found = torture(root, folder, "readonly", 1, 1)
    assert found["codes"] == [0, 0, 0, 1, 1], found["heard"]
    assert found["proper"][3:] == [True, True], found["heard"]


def test_crowded(root, tmp_path):
    """Two writers and eight readers at once: no error anywhere, and a whole archive at the end."""
    found = torture(root, tmp_path, "crowd", 2, 60)
    assert set(found["codes"]) == {0}, found["rounds"]
    assert found["findings"] == []


@pytest.fixture(scope="module")
def sound(tmp_path_factory):
    """A small archive with everything in it: marks, pairs, documents, comparisons."""
    folder = tmp_path_factory.mktemp("sound") / "news"
    given = articles(16, stories=(3,))
    with Archive(folder, create=True) as archive:
        archive.add(given)
        for row in archive.stories().stories:
            story = archive.story(row.id)
            archive.comparison(story.tellings[0].id, story.tellings[1].id)
        archive.doctor()
    return folder, {one.id: one.text for one in given}, given[0]


def use(folder: Path, texts: dict[str, str], asked) -> list[str]:
    """Ask an archive everything; returns the errors that it was right to give. Wrong text or any other error fails."""
    said = []

    def tried(work):
        try:
            return work()
        except RetoldError as error:
            wrong = error
        assert "\n" not in str(wrong)
        assert wrong.next_step
        assert "locked" not in str(wrong)
        said.append(str(wrong))
        return None

    archive = tried(lambda: Archive(folder))
    if archive is None:
        return said
    with archive:
        for id, text in texts.items():
            found = tried(lambda id=id: archive.article(id))
            assert found is None or found.text == text
        page = tried(archive.stories)
        for row in page.stories if page else ():
            story = tried(lambda row=row: archive.story(row.id))
            if story and len(story.tellings) > 1:
                tried(lambda story=story: archive.comparison(story.tellings[0].id, story.tellings[1].id))
        tried(lambda: archive.search(asked.text[:60]))
        for match in getattr(tried(lambda: archive.find(asked)), "matches", ()):
            assert match.telling.id in texts
        tried(archive.outlets)
        if check := tried(archive.doctor):
            said += [finding.says for finding in (*check.findings, *check.mended)]
    return said


def test_one_byte_changed(sound, tmp_path):
    """A byte changed anywhere in an archive is found out or harmless: never a wrong text, never a strange error."""
    folder, texts, asked = sound
    chance = random.Random(SEED)
    files = [path for path in sorted(folder.rglob("*")) if path.is_file() and path.stat().st_size]
    noticed = 0
    heard: Counter[str] = Counter()
    for _ in range(300 if SOAK else 30):
        target = tmp_path / "flipped"
        shutil.copytree(folder, target)
        # The database more often than the index, which has a hash for each file; headers more often than their size has it.
        path = target / (FILE if chance.random() < 0.7 else chance.choice(files).relative_to(folder))
        data = bytearray(path.read_bytes())
        place = chance.randrange(min(len(data), 4096) if chance.random() < 0.2 else len(data))
        data[place] ^= 1 << chance.randrange(8)
        path.write_bytes(data)
        said = use(target, texts, asked)
        noticed += bool(said)
        heard.update(one[:90] for one in said)
        shutil.rmtree(target)
    print(noticed, heard.most_common())
    assert noticed >= 3


def test_files_cut(sound, tmp_path):
    """A file that was cut short is named, or what was cut is not needed."""
    folder, texts, asked = sound
    chance = random.Random(SEED)
    files = [path for path in sorted(folder.rglob("*")) if path.is_file() and path.stat().st_size]
    for number in range(50 if SOAK else 5):
        target = tmp_path / "cut"
        shutil.copytree(folder, target)
        path = target / files[number % len(files)].relative_to(folder)
        data = path.read_bytes()
        path.write_bytes(data[: chance.randrange(len(data))])
        said = use(target, texts, asked)
        assert said, path
        shutil.rmtree(target)
