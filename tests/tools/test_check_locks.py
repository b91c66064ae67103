"""Each rule about the locks is seen to pass on a sound pair and to fail on a broken one."""

from pathlib import Path

import pytest

from tools.check_locks import Entry, Lock, check, disagreements, main, missing_or_outside, read_lock

HASH = "sha256:" + "0a" * 32
OTHER_HASH = "sha256:" + "1b" * 32

SOUND_RUN = f"""\
# What `make run` needs.
flask==3.1.3 \\
    --hash={HASH} \\
    --hash={OTHER_HASH}
    # via samenkomst (pyproject.toml)
setuptools==84.2.1 --hash={HASH}
"""
SOUND_TEST = SOUND_RUN + f"pytest==9.2.0 ; python_full_version >= '3.11' \\\n    --hash={HASH}\n"

PYPROJECT = """\
[build-system]
requires = ["setuptools>=80"]
[project]
dependencies = ["Flask>=3.1,<4"]
[project.optional-dependencies]
test = ["pytest>=9.2"]
"""


def make_lock(path: str = "a.lock", **versions: str) -> Lock:
    """A lock without problems, with these packages."""
    entries = tuple(Entry(name, version, (HASH,)) for name, version in versions.items())
    return Lock(path, entries, ())


def make_project(
    root: Path, *, pyproject: str = PYPROJECT, run: str = SOUND_RUN, test: str = SOUND_TEST
) -> Path:
    """A folder with the three files that are compared."""
    (root / "requirements").mkdir()
    (root / "pyproject.toml").write_text(pyproject, "utf-8")
    (root / "requirements/run.lock").write_text(run, "utf-8")
    (root / "requirements/test.lock").write_text(test, "utf-8")
    return root


def test_read_lock_joins_continued_lines_and_skips_comments() -> None:
    assert read_lock("a.lock", SOUND_RUN) == Lock(
        "a.lock",
        (Entry("flask", "3.1.3", (HASH, OTHER_HASH)), Entry("setuptools", "84.2.1", (HASH,))),
        (),
    )


def test_read_lock_takes_names_as_pip_does() -> None:
    entries = read_lock("a.lock", f"Typing_Extensions==4.16.0 --hash={HASH}").entries
    assert entries == (Entry("typing-extensions", "4.16.0", (HASH,)),)


def test_versions_keeps_both_of_a_package_that_differs_per_python() -> None:
    text = (
        f"tzdata==1 ; python_version < '3.12' --hash={HASH}\n"
        f"tzdata==2 ; python_version >= '3.12' --hash={HASH}\n"
    )
    assert read_lock("a.lock", text).versions() == {"tzdata": {"1", "2"}}


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("flask==3.1.3", "a.lock: flask 3.1.3 has no hash"),
        (
            "flask==3.1.3 --hash=md5:00",
            "a.lock: flask 3.1.3 has a hash that is not a SHA-256: md5:00",
        ),
        (
            f"flask==3.1.3 --hash={HASH}0",
            f"a.lock: flask 3.1.3 has a hash that is not a SHA-256: {HASH}0",
        ),
        (f"flask>=3.1 --hash={HASH}", "a.lock: not locked at one version with ==: flask>=3.1"),
        (f"flask==3.* --hash={HASH}", "a.lock: not locked at one version with ==: flask==3.*"),
        (f"flask --hash={HASH}", "a.lock: not locked at one version with ==: flask"),
        (f"=={HASH}", f"a.lock: not a package with its version: =={HASH}"),
        ("--pre", "a.lock: an option has no place in a lock: --pre"),
        ("-r more.lock", "a.lock: an option has no place in a lock: -r more.lock"),
    ],
)
def test_read_lock_names_a_line_that_is_no_locked_package(line: str, problem: str) -> None:
    assert read_lock("a.lock", line).problems == (problem,)


@pytest.mark.parametrize(
    "line",
    [
        "-i https://index.example/simple",
        "--find-links ./wheels",
        "-e ../flask",
        "-e .//flask",
        f"flask @ https://index.example/flask.whl --hash={HASH}",
        f"flask @ file:///wheels/flask.whl --hash={HASH}",
        "# uv pip compile --output-file /home/somebody/run.lock",
        "# uv pip compile --output-file=~/run.lock",
        "# uv pip compile --cache-dir C:\\cache",
        "    # from https://index.example/simple",
    ],
)
def test_read_lock_names_an_address_or_a_path_also_in_a_comment(line: str) -> None:
    """Somebody's own index, or folder, is no business of whoever installs the lock."""
    problems = read_lock("a.lock", "# Fine.\n" + line).problems
    assert problems[0] == f"a.lock, line 2: an address or a path: {line.strip()}"


def test_missing_or_outside_accepts_what_fits() -> None:
    lock = make_lock(flask="3.1.3", tzdata="2026.6")
    assert list(missing_or_outside(["Flask>=3.1,<4", "tzdata"], lock)) == []


def test_missing_or_outside_names_all_that_does_not_fit() -> None:
    lock = make_lock(flask="4.0")
    assert list(missing_or_outside(["flask>=3.1,<4", "tzdata"], lock)) == [
        "a.lock: flask 4.0 is outside <4,>=3.1, which pyproject.toml asks for",
        "a.lock: tzdata is missing; pyproject.toml asks for it",
    ]


def test_disagreements_accepts_a_test_lock_that_holds_more() -> None:
    run, test = make_lock("run", flask="3.1.3"), make_lock("test", flask="3.1.3", pytest="9.2.0")
    assert list(disagreements(run, test)) == []


def test_disagreements_names_other_versions_and_untested_packages() -> None:
    run, test = make_lock("run", flask="3.1.3", nh3="0.3.7"), make_lock("test", flask="3.1.2")
    assert list(disagreements(run, test)) == [
        "flask is 3.1.3 in run and 3.1.2 in test",
        "nh3 is in run and not in test",
    ]


def test_disagreements_lets_benchmarks_have_packages_of_their_own() -> None:
    bench, test = make_lock("bench.lock", django="5", flask="3"), make_lock("test.lock", flask="4")
    assert list(disagreements(bench, test)) == ["flask is 3 in bench.lock and 4 in test.lock"]


def test_check_asks_for_the_build_backend_in_both_locks() -> None:
    """Without it, an editable install would download a backend that nobody locked."""
    pyproject = {
        "build-system": {"requires": ["setuptools>=80"]},
        "project": {"dependencies": [], "optional-dependencies": {"test": []}},
    }
    assert check(pyproject, make_lock("test"), make_lock("run")) == [
        "run: setuptools is missing; pyproject.toml asks for it",
        "test: setuptools is missing; pyproject.toml asks for it",
    ]


def test_check_asks_of_each_lock_what_its_extra_or_group_names() -> None:
    pyproject = {
        "build-system": {"requires": []},
        "project": {"dependencies": ["flask"], "optional-dependencies": {"test": [], "db": ["pg"]}},
        "dependency-groups": {"all": [{"include-group": "few"}, "more"], "few": ["one"]},
    }
    test = make_lock("test.lock", flask="3", pg="1", one="1", more="1")
    assert check(pyproject, test, make_lock("db.lock"), make_lock("all.lock", one="2")) == [
        "db.lock: flask is missing; pyproject.toml asks for it",
        "db.lock: pg is missing; pyproject.toml asks for it",
        "all.lock: more is missing; pyproject.toml asks for it",
        "one is 2 in all.lock and 1 in test.lock",
    ]


def test_main_accepts_sound_locks(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(make_project(tmp_path)) == 0
    assert capsys.readouterr().out == "The locks are sound: test, run.\n"


def test_main_prints_every_problem_at_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wanted = PYPROJECT.replace("Flask>=3.1,<4", "flask>=4").replace("pytest>=9.2", "hypothesis")
    test = SOUND_TEST.replace("flask==3.1.3", "flask==3.1.2")
    assert main(make_project(tmp_path, pyproject=wanted, run=SOUND_RUN + "--pre\n", test=test)) == 1
    assert capsys.readouterr().out.splitlines() == [
        "requirements/run.lock: an option has no place in a lock: --pre",
        "requirements/run.lock: flask 3.1.3 is outside >=4, which pyproject.toml asks for",
        "requirements/test.lock: flask 3.1.2 is outside >=4, which pyproject.toml asks for",
        "requirements/test.lock: hypothesis is missing; pyproject.toml asks for it",
        "flask is 3.1.3 in requirements/run.lock and 3.1.2 in requirements/test.lock",
        "Renew the locks with: make lock",
    ]


def test_the_locks_of_this_project_are_sound(capsys: pytest.CaptureFixture[str]) -> None:
    assert (main(Path(__file__).parents[2]), capsys.readouterr().out.count("\n")) == (0, 1)
