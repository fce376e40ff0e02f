"""What can happen to an archive, done to it in processes of their own: killed, out of disk, read-only, crowded.

    python -m tests.archive.torture kills|full|readonly|crowd FOLDER COUNT SEED

The program warms up once and forks, so that a killed `add` costs only what it did. It prints one JSON object.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import random
import resource
import shutil
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path

from retold.archive import Archive
from retold.cli.app import run
from retold.errors import ArchiveError
from retold.records.article import Article
from tests.archive.making import articles

ALLOWED = ("Make room", "Try again", "Check", "Take the archive", "Run `retold doctor", "Copy", "Rebuild", "copy it")


def forked(work: Callable[[int], int]) -> tuple[int, int]:
    """Run `work(writing end of a pipe)` in a child; (its process, the reading end)."""
    reading, writing = os.pipe()
    child = os.fork()
    if child:
        os.close(writing)
        return child, reading
    os.close(reading)
    code = 99
    try:
        code = work(writing)
    finally:
        os._exit(code)


def said(reading: int) -> bytes:
    """All that came through a pipe."""
    with os.fdopen(reading, "rb") as file:
        return file.read()


def content(folder: Path) -> tuple[dict[str, str], set[tuple[str, str, str]], set[frozenset[str]]]:
    """Texts by id, pairs (without order), and the stories as sets of ids."""
    with Archive(folder) as archive:
        out = folder.parent / "content"
        archive.export(out)
    rows = {
        name: [json.loads(line) for line in (out / f"{name}.jsonl").read_text("utf-8").splitlines()]
        for name in ("articles", "pairs", "stories")
    }
    shutil.rmtree(out)
    pairs = {(min(row["a"], row["b"]), max(row["a"], row["b"]), row["relation"]) for row in rows["pairs"]}
    stories = {frozenset(row["articles"]) for row in rows["stories"]}
    return {row["id"]: row["text"] for row in rows["articles"]}, pairs, stories


def kills(folder: Path, count: int, seed: int) -> dict[str, object]:
    """`add`, killed at random moments, again and again; then finished and rebuilt, and held against one never killed."""
    chance = random.Random(seed)
    given = articles(24, stories=(3,))
    texts = {one.id: one.text for one in given}
    for name in ("warm", "whole"):
        begun = time.monotonic()
        with Archive(folder / name, create=True) as archive:
            archive.add(given)
        lasts = time.monotonic() - begun
    with Archive(folder / "whole") as archive:
        archive.doctor(reindex=True)
    wanted = content(folder / "whole")
    lost = torn = landed = 0
    rebuilt = True
    target = folder / "killed"
    tries = 0
    while landed < count and tries < 4 * count:
        tries += 1
        batch = given[:]
        chance.shuffle(batch)

        def work(writing: int, batch: list[Article] = batch) -> int:
            def tell(stage: str, done: int, total: int) -> None:
                if stage == "store":
                    os.write(writing, f"{done}\n".encode())

            with Archive(target, create=True) as archive:
                archive.add(batch, progress=tell)
            return 0

        child, reading = forked(work)
        time.sleep(chance.random() * lasts)
        with contextlib.suppress(ProcessLookupError):
            os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        killed = os.WIFSIGNALED(status)
        landed += killed
        acknowledged = int((said(reading).split() or [b"0"])[-1])
        if target.exists() and (acknowledged or any(target.iterdir())):
            with Archive(target, create=True) as archive:
                there = archive.articles(texts)
                lost += sum(one.id not in there for one in batch[:acknowledged])
                torn += sum(texts[id] != found.text for id, found in there.items())
        if (not killed or landed == count) and target.exists():
            with Archive(target, create=True) as archive:
                archive.add(given)
                check = archive.doctor(reindex=True)
                torn += len(check.findings)
            rebuilt &= content(target) == wanted
            shutil.rmtree(target)
    return {"kills": landed, "tries": tries, "lost": lost, "torn": torn, "rebuilt": rebuilt}


def command(*arguments: str) -> tuple[int, str]:
    """Run `retold` in this process: (exit code, what it said on standard error)."""
    heard = io.StringIO()
    with contextlib.redirect_stderr(heard), contextlib.redirect_stdout(io.StringIO()):
        code = run(list(arguments))
    return code, heard.getvalue()


def full(folder: Path, count: int, seed: int) -> dict[str, object]:
    """`retold add` where no file may grow beyond a limit, at `count` limits; then without one."""
    given = articles(24, stories=(3,))
    source = folder / "given.jsonl"
    source.write_text("".join(json.dumps({"id": one.id, "text": one.text}) + "\n" for one in given), "utf-8")
    command("add", str(folder / "whole"), str(source), "--processes", "1")
    largest = max(path.stat().st_size for path in (folder / "whole").rglob("*") if path.is_file())
    bad: list[str] = []
    stopped = 0
    for number in range(count):
        target = folder / f"full-{number}"
        limit = 4096 + int((largest + 200_000) * (number + 1) / (count + 1))

        def work(writing: int, limit: int = limit, target: Path = target) -> int:
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
            code, words = command("add", str(target), str(source), "--processes", "1")
            os.write(writing, words.encode()[:60_000])
            return code

        child, reading = forked(work)
        words = said(reading).decode()
        code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        stopped += code == 1
        if code not in (0, 1) or (code == 1 and not proper(words)):
            bad.append(f"{limit}: {code} {words[-300:]}")
        again, words = command("add", str(target), str(source), "--processes", "1")
        with Archive(target) as archive:
            if again != 0 or len(archive) != len(given) or archive.doctor().findings:
                bad.append(f"{limit}: after it {again} {words[-300:]}")
        shutil.rmtree(target)
    return {"limits": count, "stopped": stopped, "bad": bad}


def proper(words: str) -> bool:
    """One clear line with a next step; nothing that only a programmer understands."""
    lines = [line for line in words.splitlines() if "error" in line]
    wrong = any(part in words for part in ("Traceback", "database is locked", "went wrong inside"))
    return len(lines) == 1 and not wrong and any(step in lines[0] for step in ALLOWED)


def readonly(folder: Path, count: int, seed: int) -> dict[str, object]:
    """An archive in a folder that may not be written, read and added to by somebody without rights."""
    given = articles(24)
    target = folder / "shut"
    with Archive(target, create=True) as archive:
        archive.add(given)
        id = archive.stories().stories[0].id
    command("story", str(target), id)  # everything is imported before the rights are given up
    command("doctor", str(target))
    for path in (target, target / "index"):
        os.chmod(path, 0o555)
    for path in target.rglob("*"):
        if path.is_file():
            os.chmod(path, 0o444)
    source = folder / "more.jsonl"
    source.write_text('{"text": "One more text that nobody has seen before."}\n', "utf-8")

    def work(writing: int) -> int:
        if os.geteuid() == 0:
            os.setgroups([])
            os.setgid(65534)
            os.setuid(65534)
        heard = [command(*line) for line in (
            ("stories", str(target)), ("story", str(target), id), ("doctor", str(target)),
            ("add", str(target), str(source), "--processes", "1"), ("remove", str(target), given[0].id),
        )]  # fmt: skip
        os.write(writing, json.dumps(heard).encode()[:60_000])
        return 0

    os.chmod(folder, 0o755)
    child, reading = forked(work)
    heard = json.loads(said(reading) or b"[]")
    os.waitpid(child, 0)
    for path in (target, target / "index"):
        os.chmod(path, 0o755)
    return {"codes": [code for code, _ in heard], "proper": [proper(words) for _, words in heard], "heard": heard}


def crowd(folder: Path, count: int, seed: int) -> dict[str, object]:
    """Two writers that add and remove, and eight readers, for `count` seconds."""
    target = folder / "crowd"
    given = articles(120, seed=seed)
    texts = {one.id: one.text for one in given}
    with Archive(target, create=True) as archive:
        archive.add(given[:20])
    until = time.monotonic() + count

    def write(number: int) -> Callable[[int], int]:
        def work(writing: int) -> int:
            chance = random.Random(seed + number)
            rounds = 0
            with Archive(target) as archive:
                while time.monotonic() < until:
                    archive.add(chance.sample(given, 6))
                    archive.remove(chance.choice(list(archive.articles(texts))))
                    rounds += 1
            os.write(writing, json.dumps(rounds).encode())
            return 0

        return work

    def read(number: int) -> Callable[[int], int]:
        def work(writing: int) -> int:
            chance = random.Random(seed + 100 + number)
            rounds = 0
            with Archive(target) as archive:
                while time.monotonic() < until:
                    page = archive.stories()
                    if page.stories:
                        with contextlib.suppress(ArchiveError):  # it may have been removed since
                            archive.story(chance.choice(page.stories).id)
                    some = chance.sample(given, 5)
                    for id, found in archive.articles([one.id for one in some]).items():
                        assert found.text == texts[id]
                    archive.search(some[0].text[:40])
                    rounds += 1
            os.write(writing, json.dumps(rounds).encode())
            return 0

        return work

    children = [forked(loud(work)) for work in (write(0), write(1), *map(read, range(8)))]
    heard = [said(reading).decode() for _, reading in children]
    codes = [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child, _ in children]
    with Archive(target) as archive:
        findings = [finding.says for finding in archive.doctor().findings]
    return {"codes": codes, "rounds": heard, "findings": findings}


def loud(work: Callable[[int], int]) -> Callable[[int], int]:
    """Errors go through the pipe."""

    def told(writing: int) -> int:
        try:
            return work(writing)
        except Exception as error:
            os.write(writing, f"{type(error).__name__}: {error}".encode()[:2000])
            return 1

    return told


if __name__ == "__main__":
    os.environ["NUMBA_NUM_THREADS"] = "1"
    what, where, many, seed = sys.argv[1:]
    print(json.dumps(globals()[what](Path(where), int(many), int(seed))))
