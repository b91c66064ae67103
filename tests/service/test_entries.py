"""What came in, as organisers read it."""

from samenkomst.service import find_entry, list_entries
from tests.builders import make_entry
from tests.service.desk import Desk


def test_entries_show_every_version_and_the_letter(desk: Desk) -> None:
    desk.receive()
    desk.receive(naam="Noor Bakker")
    desk.receive(make_entry(slug="leernetwerk"), email="sam@example.org")
    records = {record.seq: record for record in desk.records()}
    ledger = desk.replayed()
    first, second = list_entries(ledger, records)
    assert ([record.seq for record in first.records], first.letter) == ([1, 2], "owed")
    assert ([record.seq for record in second.records], second.letter) == ([3], "owed")
    assert list(list_entries(ledger, records, "leernetwerk")) == [second]
    assert find_entry(ledger, records, first.submission.reference.lower()) == first
    assert find_entry(ledger, records, "xxxx") is None


def test_entry_leaves_out_a_record_that_is_damaged(desk: Desk) -> None:
    desk.receive()
    desk.receive(naam="Noor Bakker")
    records = {record.seq: record for record in desk.records() if record.seq != 1}
    (entry,) = list_entries(desk.replayed(), records)
    assert [record.seq for record in entry.records] == [2]
