"""The command line when something is wrong: one clear sentence, what to do, nothing lost."""

from __future__ import annotations

import json
import re
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from practices_db.settings import PROJECT_ROOT
from tests.world import World


@pytest.fixture
def empty(tmp_path: Path) -> World:
    return World(tmp_path)


def refuse(world: World, *arguments: str) -> str:
    """What a failing command says on standard error, without a traceback."""
    done = world.call(*arguments)
    assert done.returncode != 0
    assert "Traceback" not in done.stderr
    return " ".join(done.stderr.split())


def test_an_unknown_source_names_near_ones(empty: World) -> None:
    said = refuse(empty, "run", "--sources", "stater")
    assert "starter" in said


def test_a_broken_declaration_is_named_by_file_and_line(empty: World) -> None:
    file = empty.folder / "mine.yml"
    file.write_text("slug: mine\nkind: websight\n")
    done = empty.call("sources", "check", str(file))
    assert done.returncode == 1
    assert "mine.yml:2" in done.stdout


def test_a_damaged_catalogue_is_explained_and_left_alone(empty: World) -> None:
    damaged = empty.folder / "catalogue.sqlite"
    damaged.write_bytes(b"no database at all" * 500)
    said = refuse(empty, "facets")
    assert "no SQLite database" in said
    assert damaged.read_bytes() == b"no database at all" * 500


@pytest.mark.parametrize(
    "command",
    [
        ("search", "refugees"),
        ("compare", "a", "b"),
        ("peers", "a"),
        ("gaps", "target_group", "mentor_type"),
        ("pack", "--title", "A call"),
        ("show", "a"),
        ("facets",),
        ("doctor",),
    ],
)
def test_before_the_first_run_every_command_names_the_mend(
    empty: World, command: tuple[str, ...]
) -> None:
    done = empty.call(*command)
    said = " ".join(f"{done.stdout} {done.stderr}".split())
    assert done.returncode == 1
    assert "catalogue is empty" in said
    assert "practices run" in said


def test_an_export_of_an_empty_catalogue_says_that_it_is_empty(empty: World) -> None:
    assert "The catalogue is empty" in empty.call("export", "terms").stderr


def test_an_index_of_an_empty_catalogue_is_not_taken_for_an_answer(empty: World) -> None:
    empty.run("index")
    assert "The catalogue is empty. `practices run` fills it." in refuse(empty, "search")


def test_a_missing_index_is_not_taken_for_an_empty_catalogue(world: World, empty: World) -> None:
    file = empty.folder / "practices.jsonl"
    world.run("export", "--format", "jsonl", "--output", str(file))
    empty.run("import", str(file))
    assert "There is no search index yet. Run `practices index`" in refuse(empty, "search")


def test_an_unknown_practice_names_near_ones(world: World) -> None:
    assert "be-duo-for-a-job" in refuse(world, "show", "duo-for-a-job")


@pytest.mark.parametrize("query", ["\x07", "?!?"])
def test_a_query_without_words_is_refused_in_one_sentence(world: World, query: str) -> None:
    assert "The query has no words." in refuse(world, "search", query)


@pytest.mark.parametrize("query", ["", "   "])
def test_an_empty_query_finds_everything(world: World, query: str) -> None:
    assert json.loads(world.run("search", query, "--json"))["total"] > 100


def test_a_query_is_never_run(world: World) -> None:
    for query in ("'; DROP TABLE practice; --", "[red]x[/red]", "$(reboot)", "a" * 20_000):
        done = world.call("search", query, "--json")
        assert done.returncode == 0, done.stderr
        assert json.loads(done.stdout)["total"] > 100


def test_an_unknown_filter_names_what_there_is(world: World) -> None:
    assert "mentor_type" in refuse(world, "search", "refugees", "--filter", "mentor_typ=students")


def declare_unreachable(world: World, slug: str) -> None:
    (world.folder / f"{slug}.yml").write_text(
        f"slug: {slug}\nkind: website\ntitle: Off\npublisher: Nobody\n"
        "url: http://127.0.0.1:9/\nallow_private: ['127.0.0.1']\nlicence: unknown\n"
        "delay_seconds: 0\n"
    )


def run_own(world: World, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Read sources that are declared in the data folder itself."""
    return subprocess.run(
        [str(Path(sys.executable).parent / "practices"), "run", *arguments],
        capture_output=True,
        text=True,
        env={**world.environment, "PRACTICES_SOURCES": str(world.folder)},
        cwd=PROJECT_ROOT,
        check=False,
    )


def test_a_source_that_is_out_of_reach_is_a_recorded_failure(empty: World) -> None:
    declare_unreachable(empty, "off")
    done = run_own(empty, "--sources", "off", "--json")
    assert done.returncode == 1, done.stdout + done.stderr
    parts = {part["name"]: part for part in json.loads(done.stdout)["parts"]}
    assert not parts["off"]["well"]
    assert "no page could be had" in parts["off"]["failure"]
    assert parts["catalogue"]["well"]  # nothing else was harmed


def test_where_nobody_can_be_reached_it_may_be_this_machine(empty: World) -> None:
    for slug in ("off-one", "off-two", "off-three"):
        declare_unreachable(empty, slug)
    done = run_own(empty, "--sources", "off-*")
    assert done.returncode == 1
    told = " ".join(done.stderr.split())
    assert "None of the 3 that failed could be reached" in told
    assert "See whether it is connected" in told
    assert done.stdout.splitlines()[-1].split(maxsplit=1) == ["Next", "practices sources health"]


def test_what_was_exported_comes_back(world: World, empty: World) -> None:
    """The real catalogue as JSON Lines into a new one, and out again as the same file."""
    first, again = empty.folder / "first.jsonl", empty.folder / "again.jsonl"
    world.run("export", "--format", "jsonl", "--output", str(first))
    said = empty.run("import", str(first))
    assert "practices index" in " ".join(said.split())  # a long path may break the line there
    empty.run("export", "--format", "jsonl", "--output", str(again))
    assert again.read_bytes() == first.read_bytes()
    assert "not empty" in refuse(empty, "import", str(first))
    assert "There is no csv of bundle" in refuse(empty, "export", "bundle", "--format", "csv")


def _interrupt(world: World, until: Path, seconds: float) -> tuple[int, str, float]:
    """Ctrl-C that long after a path has appeared: exit code, what it says, seconds to the end."""
    running = subprocess.Popen(
        [str(Path(sys.executable).parent / "practices"), "run", "--sources", "demo"],
        env=world.environment,
        cwd=PROJECT_ROOT,
        stderr=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        # A shell that runs the tests in the background makes its children deaf to Ctrl-C.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509 - no thread here holds a lock
    )
    deadline = time.monotonic() + 120
    while not until.exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    time.sleep(seconds)
    began = time.monotonic()
    running.send_signal(signal.SIGINT)
    _, said = running.communicate(timeout=90)
    return running.returncode, said, time.monotonic() - began


def test_ctrl_c_in_the_middle_loses_nothing(empty: World, world: World) -> None:
    """While pages are fetched, and while the tagger opens its models."""
    for until, seconds in ((empty.folder / "archive", 0.3), (empty.folder / "locks", 6)):
        code, said, took = _interrupt(empty, until, seconds)
        assert code == 130, said
        assert said.strip().endswith("the same command goes on where this one ended.")
        assert "Traceback" not in said
        assert took < 20  # two seconds and what a busy machine adds
    assert "2 read, 0 failed" in empty.run("run")
    assert empty.fingerprint() == world.fingerprint()


@pytest.mark.parametrize(
    ("command", "said"),
    [
        (("facets", "nope"), "funding_model"),
        (("search", "x", "--filter", "nope=1"), "funding_model"),
        (("review", "list", "--facet", "nope"), "funding_model"),
        (("facets", "funding"), "Use one of funding_form, funding_model."),
    ],
)
def test_an_unknown_facet_names_like_ones_or_all(
    world: World, command: tuple[str, ...], said: str
) -> None:
    """Four letters that lie somewhere in `mentor_type` are no slip for it."""
    told = refuse(world, *command)
    assert said in told
    assert not told.endswith(("one of mentor_type.", "Try mentor_type."))


def test_advice_that_names_only_some_values_says_how_many_more(world: World) -> None:
    assert re.search(
        r"AT, .* and \d+ more\.", refuse(world, "search", "x", "--filter", "country=QQ")
    )


@pytest.mark.parametrize(
    "command",
    [
        ("export", "--output", "nowhere/p.csv"),
        ("pack", "refugees", "--output", "nowhere/p.md"),
        ("review", "export", "nowhere/w.csv"),
        ("review", "import", "nowhere.csv", "--coder", "ab"),
    ],
)
def test_a_path_that_leads_nowhere_is_the_path_to_correct(
    world: World, command: tuple[str, ...]
) -> None:
    said = refuse(world, *command)
    assert "no such file or folder (nowhere" in said
    assert "Correct the path" in said


def test_a_backup_into_no_folder_names_the_folder(world: World) -> None:
    said = refuse(world, "backup", "nowhere/b.tar")
    assert "There is no folder nowhere." in said
    assert "tmp" not in said


def test_a_text_without_words_is_refused_not_called_silent(empty: World) -> None:
    file = empty.folder / "empty.txt"
    file.write_text("\n 12 \n")
    assert "empty.txt holds no words" in refuse(empty, "tag", str(file))


def test_a_server_says_at_once_that_it_cannot_listen(world: World) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        said = refuse(world, "serve", "--port", port)
    assert f"Nothing can listen on 127.0.0.1:{port}" in said
    assert "--port" in said
    assert "65535" in refuse(world, "serve", "--port", "99999")
