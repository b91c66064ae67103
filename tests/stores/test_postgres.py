"""The journal in PostgreSQL, with nothing broken but what one statement can break."""

import gc
import sys
import threading
import time
from collections.abc import Callable
from functools import partial

import psycopg
import pytest
from psycopg.pq import ConnStatus

from samenkomst.core.errors import NotStored
from samenkomst.core.record import BadLine, Draft, Record, encode
from samenkomst.stores.failures import Busy, Damaged, WriterFinished
from samenkomst.stores.postgres import PostgresJournal
from samenkomst.stores.postgres_connections import SIZE, Connections
from samenkomst.stores.postgres_delivery import delivery_turn
from samenkomst.stores.postgres_locks import EVENTS, JOURNAL, OTHERS, event_number
from samenkomst.stores.postgres_statements import begin
from tests.builders import make_received
from tests.patience import LONG, PATIENCE, until
from tests.postgres_server import PASSWORD, Cluster
from tests.stores.journals import NOW, UNREADABLE, Seen, amid_decision
from tests.stores.postgres_journals import (
    Unlocked,
    count,
    fork_amid_commit,
    fork_and_take_turns,
    impatient,
    make_journal,
    outcome,
    refusal,
    start,
    stored_ids,
    write,
)

pytestmark = pytest.mark.postgres


@pytest.fixture
def url(cluster: Cluster) -> str:
    return cluster.new_database()


def database(url: str) -> str:
    """Return the name of the database."""
    return url.partition("@/")[2].partition("?")[0]


def execute(url: str, statement: str) -> None:
    """Do something to the tables behind the journal's back."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(statement.encode())


def test_commit_stores_the_drafts_and_returns_their_records(url: str) -> None:
    journal, seen = make_journal(url)
    records = journal.commit(lambda: [Draft("note", "a", {"text": "é"}), Draft("note", "b")])
    at = "2026-11-21T20:15:00.123456Z"
    assert records == [Record(1, at, "note", "a", {"text": "é"}), Record(2, at, "note", "b", {})]
    assert seen.records == records
    assert list(journal.lines()) == [
        encode(Draft("note", "a", {"text": "é"}), 1, NOW),
        encode(Draft("note", "b"), 2, NOW),
    ]
    journal.close()


def test_commit_decides_on_what_others_wrote(url: str) -> None:
    (mine, seen), (theirs, _) = make_journal(url), make_journal(url)
    write(mine, "a")
    write(theirs, "b", "c", event="one")
    mine.commit(lambda: [Draft("note", "after-" + "-".join(seen.ids))], event="one")
    assert stored_ids(url) == seen.ids == ["a", "b", "c", "after-a-b-c"]


def test_commit_of_nothing_writes_nothing(url: str) -> None:
    journal, seen = make_journal(url)
    assert write(journal) == []
    assert [record.seq for record in write(journal, "a")] == [1]
    assert (seen.ids, stored_ids(url)) == (["a"], ["a"])


def test_commit_passes_on_what_decide_raises_and_leaves_all_as_it_was(url: str) -> None:
    journal, seen = make_journal(url)

    def decide() -> list[Draft]:
        raise ConnectionError("the use case's own")

    with pytest.raises(ConnectionError, match="own"):
        journal.commit(decide, event="one")
    assert (stored_ids(url), seen.ids, journal.finished) == ([], [], False)
    write(journal, "b", event="one")
    write(make_journal(url)[0], "c", event="one")
    assert stored_ids(url) == ["b", "c"]


@pytest.mark.parametrize(("draft", "error"), UNREADABLE)
def test_commit_writes_no_line_that_it_could_not_read(
    url: str, draft: Draft, error: type[Exception]
) -> None:
    journal, seen = make_journal(url)
    with pytest.raises(error):
        journal.commit(lambda: [Draft("note", "b"), draft])
    assert (stored_ids(url), seen.ids) == ([], [])
    assert [record.seq for record in write(journal, "c")] == [1]


def test_commit_is_finished_when_the_view_fails(url: str) -> None:
    class Failing(Seen):
        def apply(self, record: Record) -> None:
            raise KeyError(record.id)

    journal = PostgresJournal(url, Failing(), lambda: NOW)
    with pytest.raises(KeyError):
        write(journal, "a")
    assert (journal.finished, stored_ids(url)) == (True, ["a"])
    with pytest.raises(WriterFinished):
        write(journal, "b")


@pytest.mark.parametrize(("theirs", "ours"), [("one", "one"), (None, "one"), ("one", None)])
def test_commit_gives_up_waiting_for_another_machine(
    url: str, theirs: str | None, ours: str | None
) -> None:
    journal, _ = make_journal(url)
    write(journal, "a")
    other = make_journal(url)[0].commit  # it is not ready for a minute
    with (
        amid_decision(partial(other, event=theirs)),
        impatient(journal, 0.5),
        pytest.raises(Busy),
    ):
        write(journal, "b", event=ours)
    assert [record.seq for record in write(journal, "c", event=ours)] == [2]


@pytest.mark.parametrize(
    ("lock", "refused", "taken"),
    [
        (f"pg_advisory_xact_lock({EVENTS}, {event_number('one')})", "one", "two"),
        (f"pg_advisory_xact_lock_shared({OTHERS}, {JOURNAL})", None, "one"),
    ],
)
def test_commit_waits_for_the_lock_of_its_event_only(
    url: str, lock: str, refused: str | None, taken: str
) -> None:
    journal, _ = make_journal(url)
    write(journal, "a")
    with psycopg.connect(url) as connection:
        connection.execute(f"SELECT {lock}".encode())
        with pytest.raises(Busy), impatient(journal, 1):
            write(journal, "b", event=refused)
        write(journal, "c", event=taken)
    assert stored_ids(url) == ["a", "c"]


def test_commit_gives_up_waiting_for_itself(url: str) -> None:
    journal, _ = make_journal(url)
    with pytest.raises(Busy), impatient(journal, 0.5):
        journal.commit(lambda: [Draft("note", record.id) for record in write(journal, "inner")])
    assert [record.seq for record in write(journal, "a")] == [1]


def test_catch_up_shows_two_readers_the_same(url: str) -> None:
    readers = [make_journal(url) for _ in range(2)]
    writer, _ = make_journal(url)
    shown = []
    for id_ in "abc":
        write(writer, id_)
        for journal, _ in readers:
            journal.catch_up()
        shown.append([seen.ids for _, seen in readers])
    assert shown == [[["a"]] * 2, [["a", "b"]] * 2, [["a", "b", "c"]] * 2]


def test_catch_up_reads_more_than_fits_in_one_reading(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    journal, _ = make_journal(url)
    write(journal, *"abcdefg")
    monkeypatch.setattr("samenkomst.stores.postgres_statements.BATCH", 3)
    assert stored_ids(url) == list("abcdefg")
    assert len(list(journal.lines())) == 7


def test_get_returns_one_record(url: str) -> None:
    journal, _ = make_journal(url)
    records = [write(journal, id_)[0] for id_ in "abc"]
    assert [journal.get(seq) for seq in range(-1, 5)] == [None, None, *records, None]


def test_get_finds_what_another_machine_wrote(url: str) -> None:
    written = write(make_journal(url)[0], "a")
    assert [make_journal(url)[0].get(1)] == written


def test_commit_refuses_behind_a_damaged_line_and_reading_goes_on(url: str) -> None:
    write(make_journal(url)[0], "a", "b", "c")
    execute(url, "UPDATE samenkomst_journal SET line = replace(line, 'b', 'B') WHERE seq = 2")
    journal, seen = make_journal(url)
    for act in (journal.catch_up, lambda: write(journal, "d"), lambda: journal.get(2)):
        with pytest.raises(Damaged) as caught:
            act()
        assert caught.value.line_number == 2
    assert (seen.ids, journal.finished) == (["a"], False)
    assert [record and record.id for record in map(journal.get, (1, 3))] == ["a", "c"]


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM samenkomst_journal WHERE seq = 2",
        "DELETE FROM samenkomst_journal WHERE seq = 3",
        "UPDATE samenkomst_journal SET seq = 9 WHERE seq = 2",
        "UPDATE samenkomst_journal SET line = 'é' WHERE seq = 2",
        "UPDATE samenkomst_journal SET line = line || E'\\n' WHERE seq = 2",
    ],
)
def test_commit_refuses_when_lines_are_not_as_they_were(url: str, statement: str) -> None:
    write(make_journal(url)[0], "a", "b", "c")
    execute(url, statement)
    with pytest.raises(Damaged):
        write(make_journal(url)[0], "d")


def test_rewrite_gives_records_other_members(url: str) -> None:
    journal, seen = make_journal(url)
    other, others = make_journal(url)
    for id_ in "abc":
        journal.commit(lambda id_=id_: [Draft("note", id_, {"text": id_})])
    other.catch_up()
    assert journal.rewrite(lambda record: {} if record.id == "b" else None) == 1
    assert journal.rewrite(lambda record: {} if record.id == "b" else None) == 0
    write(other, "d")
    expected = [{"text": "a"}, {}, {"text": "c"}]
    assert [record.fields for record in seen.records] == expected
    assert [record.fields for record in others.records] == [*expected, {}]
    assert [line for line in journal.lines() if b'"text":"b"' in line] == []


def test_rewrite_leaves_nothing_in_the_files_of_the_table(cluster: Cluster) -> None:
    """A deleted row would stay in its page, where a look at the disk finds it."""
    url = cluster.new_database()
    journal, _ = make_journal(url)
    canary = "kanarie-van-de-tabel"
    for number in range(50):
        fields = {"text": canary, "number": number}
        journal.commit(lambda fields=fields: [Draft("note", "x", fields)])
    assert residue(cluster, url, canary) > 0
    journal.rewrite(lambda record: {"number": record.fields["number"]})
    assert residue(cluster, url, canary) == 0


def residue(cluster: Cluster, url: str, canary: str) -> int:
    """Return in how many files of the database the text stands, when all is written out."""
    execute(url, "CHECKPOINT")
    ((oid,),) = cluster.run(
        "SELECT oid FROM pg_database WHERE datname = current_database()", database(url)
    )
    files = (cluster.folder / "data" / "base" / str(oid)).iterdir()
    return sum(canary.encode() in path.read_bytes() for path in files)


def test_rewrite_that_was_cut_short_before_its_end_is_finished_by_the_next(
    cluster: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = cluster.new_database()
    journal, _ = make_journal(url)
    journal.commit(lambda: [Draft("note", "x", {"text": "kanarie-van-de-tabel"})])
    with monkeypatch.context() as patched:
        patched.setattr("samenkomst.stores.postgres_statements._WIPE", ("SELECT 1/0",))
        with pytest.raises(NotStored):
            journal.rewrite(lambda record: {})
    assert residue(cluster, url, "kanarie-van-de-tabel") > 0
    assert journal.rewrite(lambda record: {}) == 0
    assert residue(cluster, url, "kanarie-van-de-tabel") == 0


def submission(id_: str, **changes: str) -> Draft:
    record = make_received(1, id_, **changes)
    return Draft(record.type, record.id, record.fields)


@pytest.mark.parametrize(
    "other",
    [{"reference": "AAAA-AAAA"}, {"person": "x@example.org"}],
    ids=["same person", "same reference"],
)
def test_second_guard_refuses_what_is_there_already(url: str, other: dict[str, str]) -> None:
    """A decision that did not look would have counted a person twice."""
    journal, _ = make_journal(url)
    journal.commit(lambda: [submission("a")])
    refused = refusal(journal, 0.5, lambda: [submission("b", **other)])
    assert "23505" in refused.reason
    journal.commit(lambda: [submission("c", reference="BBBB-BBBB", event="other")])
    assert stored_ids(url) == ["a", "c"]


def test_second_guard_lets_go_of_whom_an_erasure_forgot(url: str) -> None:
    journal, _ = make_journal(url)
    journal.commit(lambda: [submission("a")])
    journal.commit(lambda: [Draft("erasure_begun", "e", {"submissions": ["a"]})])
    journal.commit(lambda: [submission("b")])
    assert stored_ids(url) == ["a", "e", "b"]


def test_refusal_quotes_no_record(url: str, caplog: pytest.LogCaptureFixture) -> None:
    journal, _ = make_journal(url)
    journal.commit(lambda: [submission("a")])
    refused = refusal(journal, 3, lambda: [submission("b")])
    assert "23505" in refused.reason
    assert "noor@example.org" not in refused.reason
    assert "\\x" not in refused.reason  # nor a digest
    assert (refused.__cause__, refused.__context__) == (None, None)


def test_server_without_the_right_to_write_stores_nothing_and_says_so(
    cluster: Cluster, url: str
) -> None:
    write(make_journal(url)[0], "a")
    cluster.run("DROP ROLE IF EXISTS reader")
    cluster.run("CREATE ROLE reader LOGIN")
    execute(url, "GRANT SELECT ON ALL TABLES IN SCHEMA public TO reader")
    journal, seen = make_journal(cluster.url(database(url), "reader"))
    refused = refusal(journal, 1, lambda: [Draft("note", "b")])
    assert "permission denied" in refused.reason
    assert (seen.ids, journal.finished) == (["a"], False)
    journal.close()
    execute(url, "DROP OWNED BY reader")


def test_server_that_does_not_flush_is_refused(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """`fsync` belongs to the whole server; here the question is asked about another setting."""
    monkeypatch.setattr(
        "samenkomst.stores.postgres_connections.FSYNC",
        "SELECT current_setting('jit_debugging_support')",
    )
    with pytest.raises(NotStored, match="fsync is off"):
        write(make_journal(url)[0], "a")


@pytest.mark.parametrize("setting", ["off", "remote_apply"])
def test_commit_waits_for_the_disk_whatever_the_database_says(
    cluster: Cluster, url: str, setting: str
) -> None:
    cluster.run(f"ALTER DATABASE {database(url)} SET synchronous_commit = {setting}")
    journal, _ = make_journal(url)
    with journal._connections.borrow(time.monotonic() + PATIENCE) as connection:
        begin(connection, [None], 0, PATIENCE)
        (found,) = connection.execute("SHOW synchronous_commit").fetchone() or ("",)
    assert found == ("on" if setting == "off" else setting)


@pytest.mark.parametrize(
    "broken",
    ["?host=/nowhere-at-all", "?host=/tmp&port=1", "?connect_timeout=x", "?unknown=1"],
)
def test_server_that_cannot_be_reached_is_told_without_the_password(broken: str) -> None:
    url = f"postgresql://owner:{PASSWORD}@/x{broken}"
    journal, _ = make_journal(url, wait=0.3)
    with pytest.raises(NotStored) as caught:
        write(journal, "a")
    assert caught.value.reason
    assert PASSWORD not in str(caught.value)
    assert not journal.finished


@pytest.mark.parametrize("encoding", ["SQL_ASCII", "LATIN1", "UTF8"])
def test_every_character_is_stored_whatever_the_encoding_of_the_database(
    cluster: Cluster, encoding: str
) -> None:
    """PostgreSQL's own text refuses NUL and half surrogates; our lines are ASCII."""
    url = cluster.new_database(options=f"ENCODING '{encoding}' TEMPLATE template0")
    journal, seen = make_journal(url)
    plane = 0x10000
    for first in range(0, sys.maxunicode, plane):
        # Apart from each other: two halves beside each other are one character in JSON.
        text = " ".join(map(chr, range(first, first + plane)))
        journal.commit(lambda text=text: [Draft("note", text[:1], {"text": text, text[-1]: 1})])
    journal.commit(lambda: [Draft("\0", "\0", {"\0": "\0\ud800"})], event="\0\ud800")
    other, others = make_journal(url)
    other.catch_up()
    assert others.records == seen.records
    assert others.records[0].fields["text"] == " ".join(map(chr, range(0x10000)))
    assert others.records[-1].fields == {"\0": "\0\ud800"}


def test_tables_are_made_once_by_programs_that_start_together(url: str) -> None:
    programs = [start(count, PostgresJournal, url, f"p{number}", 1) for number in range(6)]
    assert [outcome(program) for program in programs] == [None] * 6
    assert len(stored_ids(url)) == 6


def test_tables_of_an_older_program_are_brought_up_to_date(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from samenkomst.stores.postgres_schema import MIGRATIONS

    with monkeypatch.context() as before:
        before.setattr("samenkomst.stores.postgres_schema.MIGRATIONS", MIGRATIONS[:1])
        write(make_journal(url)[0], "a")
    journal, _ = make_journal(url)
    write(journal, "b")
    assert stored_ids(url) == ["a", "b"]
    with psycopg.connect(url) as connection:
        rows = connection.execute("SELECT number FROM samenkomst_migration ORDER BY 1").fetchall()
    assert rows == [(number,) for number in range(1, len(MIGRATIONS) + 1)]


def test_tables_of_a_newer_program_are_left_alone(url: str) -> None:
    write(make_journal(url)[0], "a")
    execute(url, "INSERT INTO samenkomst_migration VALUES (99)")
    with pytest.raises(NotStored, match="newer program"):
        write(make_journal(url)[0], "b")


def test_threads_lose_nothing_and_share_few_connections(cluster: Cluster, url: str) -> None:
    journal, seen = make_journal(url)

    def work(thread: int) -> None:
        for number in range(4):
            write(journal, f"{thread}-{number}", event=f"event-{thread % 5}")

    threads = [threading.Thread(target=work, args=(number,)) for number in range(32)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    ((connections,),) = cluster.run(
        "SELECT count(*) FROM pg_stat_activity "
        "WHERE datname = current_database() AND pid <> pg_backend_pid()",
        database(url),
    )
    assert connections == 1  # who waits, waits for the one that leads
    assert sorted(seen.ids) == sorted(f"{t}-{n}" for t in range(32) for n in range(4))
    assert seen.ids == stored_ids(url)


def test_commit_gives_up_waiting_for_a_connection(url: str) -> None:
    """All few are in use: who comes next is refused in time, and nobody piles up."""
    journal, _ = make_journal(url)
    inside, leave = threading.Barrier(SIZE + 1), threading.Event()

    def work() -> None:
        with journal._connections.borrow(time.monotonic() + LONG):
            inside.wait(LONG)
            leave.wait(LONG)

    threads = [threading.Thread(target=work) for _ in range(SIZE)]
    for thread in threads:
        thread.start()
    inside.wait(LONG)
    with pytest.raises(Busy), impatient(journal, 1):
        write(journal, "a")
    leave.set()
    for thread in threads:
        thread.join()
    assert [record.seq for record in write(journal, "b")] == [1]


def saw(url: str) -> list[int]:
    """Return how many records each decision saw, in their order."""
    journal, seen = make_journal(url)
    journal.catch_up()
    return [record.fields["saw"] for record in seen.records]


def test_processes_lose_and_mix_nothing(url: str) -> None:
    """Each record tells how many its decision saw: exactly those before it."""
    programs = [start(count, PostgresJournal, url, f"p{number}", 60) for number in range(4)]
    for program in programs:
        outcome(program)
    assert saw(url) == list(range(240))


def test_processes_without_the_lock_are_caught(url: str) -> None:
    """The negative control: the check above sees decisions that did not see each other."""
    programs = [start(count, Unlocked, url, f"p{number}", 60) for number in range(4)]
    for program in programs:
        outcome(program)
    assert saw(url) != list(range(240))


def test_connections_in_a_ring_of_garbage_are_closed_before_they_complain(url: str) -> None:
    """Python asks the oldest object of a ring first: here the connection."""
    connection = Connections(url).open()
    owner = Connections(url)
    owner._free.append(connection)
    ring: list[object] = [owner]
    ring.append(ring)
    socket = connection.pgconn
    del connection, owner, ring
    gc.collect()
    assert socket.status == ConnStatus.BAD


def test_fork_lets_parent_and_child_take_turns(url: str) -> None:
    ids = ["parent-1", "child-after-parent-1", "parent-2"]
    assert outcome(start(fork_and_take_turns, PostgresJournal, url)) == ids
    assert stored_ids(url) == ids


def test_fork_amid_a_commit_ends_the_child(url: str) -> None:
    assert outcome(start(fork_amid_commit, PostgresJournal, url)) == "WriterFinished False"


def test_delivery_is_one_process_s_at_a_time(url: str) -> None:
    with delivery_turn(url, PATIENCE):
        with pytest.raises(Busy), delivery_turn(url, 0):
            pass
        write(make_journal(url)[0], "a")  # forms go on
    with delivery_turn(url, PATIENCE):
        pass


def test_delivery_turn_goes_with_its_process(cluster: Cluster, url: str) -> None:
    with delivery_turn(url, PATIENCE):
        cluster.run(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE state = 'idle in transaction'"
        )
        with delivery_turn(url, PATIENCE):
            pass


def test_load_fills_an_empty_journal_and_no_other(url: str, cluster: Cluster) -> None:
    journal, seen = make_journal(url)
    journal.commit(lambda: [submission("a"), Draft("note", "b", {"text": "\0é"})])
    lines = list(journal.lines())
    other_url = cluster.new_database()
    other, others = make_journal(other_url)
    other.load(zip(lines, seen.records, strict=True))
    other.catch_up()
    assert (list(other.lines()), others.records) == (lines, seen.records)
    with pytest.raises(NotStored, match="not empty"):
        other.load(zip(lines, seen.records, strict=True))
    refused = refusal(make_journal(other_url)[0], 0.5, lambda: [submission("again")])
    assert "23505" in refused.reason
    assert [record.seq for record in write(other, "c")] == [3]


def together(journal: PostgresJournal, *decisions: Callable[[], list[Draft]]) -> list[object]:
    """Return what becomes of decisions that wait for each other, and share a transaction."""
    outcomes: list[object] = [None] * len(decisions)
    entered, go = threading.Event(), threading.Event()

    def first() -> list[Draft]:
        entered.set()
        go.wait(LONG)
        return []

    def work(number: int, decide: Callable[[], list[Draft]]) -> None:
        try:
            outcomes[number] = [record.id for record in journal.commit(decide, event="one")]
        except Exception as error:
            outcomes[number] = type(error)

    leader = threading.Thread(target=journal.commit, args=(first,))
    leader.start()
    entered.wait(LONG)
    threads = [threading.Thread(target=work, args=each) for each in enumerate(decisions)]
    waiting = journal._commits._turns._waiting

    def are_waiting(number: int) -> bool:
        return len(waiting) == number

    for number, thread in enumerate(threads, 1):
        thread.start()
        until(partial(are_waiting, number))
    go.set()
    for thread in (leader, *threads):
        thread.join()
    return outcomes


def test_decisions_that_wait_share_a_transaction_and_see_each_other(url: str) -> None:
    journal, seen = make_journal(url)
    write(journal, "a")
    note = [lambda: [Draft("note", f"saw-{len(seen.ids)}")]] * 3

    def wrong() -> list[Draft]:
        raise KeyError("the use case's own")

    outcomes = together(
        journal, note[0], wrong, note[1], lambda: [Draft("note", "")], list, note[2]
    )
    assert outcomes == [["saw-1"], KeyError, ["saw-2"], BadLine, [], ["saw-3"]]
    assert stored_ids(url) == seen.ids == ["a", "saw-1", "saw-2", "saw-3"]
    with psycopg.connect(url) as connection:
        rows = connection.execute(
            "SELECT count(DISTINCT xmin::text) FROM samenkomst_journal"
        ).fetchall()
    assert rows == [(2,)]


def test_decisions_that_fail_together_leave_no_trace_in_the_view(url: str) -> None:
    """One of them clashes: nothing is stored; what they saw of each other is forgotten."""
    journal, seen = make_journal(url, wait=3)
    journal.commit(lambda: [submission("a")])
    outcomes = together(
        journal, lambda: [Draft("note", "b")], lambda: [submission("c")], lambda: [Draft("n", "d")]
    )
    assert outcomes == [NotStored] * 3
    assert stored_ids(url) == ["a"]
    assert [record.seq for record in write(journal, "e")] == [2]
    assert stored_ids(url) == seen.ids == ["a", "e"]
    again = together(
        journal, lambda: [Draft("n", str(len(seen.ids)))], lambda: [Draft("n", str(len(seen.ids)))]
    )
    assert again == [["2"], ["3"]]
