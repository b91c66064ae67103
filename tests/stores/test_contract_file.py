"""`forms.json` as the handler reads it: again when a build renews it, and never half."""

import json
from pathlib import Path

import pytest

from samenkomst.core.contract import Contract, ContractError
from samenkomst.stores.contract_file import ContractFile
from tests.builders import make_contract, make_entry

FIRST = make_contract()
SECOND = make_contract(make_entry(slug="leernetwerk"))


def replace(path: Path, content: str) -> None:
    """Write as a build does: a new file that takes the old one's place."""
    new = path.with_name("new")
    new.write_text(content, encoding="utf-8")
    new.replace(path)


def dump(contract: Contract) -> str:
    return json.dumps(contract.to_json(), ensure_ascii=False)


def test_contract_is_read_again_when_a_build_renews_it(tmp_path: Path) -> None:
    path = tmp_path / "forms.json"
    replace(path, dump(FIRST))
    file = ContractFile(path)
    assert file.current() == FIRST
    replace(path, dump(SECOND))
    assert file.current() == SECOND


def test_contract_that_did_not_change_is_not_read_again(tmp_path: Path) -> None:
    path = tmp_path / "forms.json"
    replace(path, dump(FIRST))
    file = ContractFile(path)
    assert file.current() is file.current()


@pytest.mark.parametrize("content", ["", "{", "[]", '{"v": 2}', "\x00"])
def test_contract_that_cannot_be_read_leaves_the_one_before(tmp_path: Path, content: str) -> None:
    path = tmp_path / "forms.json"
    replace(path, dump(FIRST))
    file = ContractFile(path)
    file.current()
    replace(path, content)
    assert file.current() == FIRST
    replace(path, dump(SECOND))
    assert file.current() == SECOND


def test_contract_that_is_gone_leaves_the_one_before(tmp_path: Path) -> None:
    """Between the two renames of a build there is no folder at all."""
    path = tmp_path / "forms.json"
    replace(path, dump(FIRST))
    file = ContractFile(path)
    file.current()
    path.unlink()
    assert file.current() == FIRST


@pytest.mark.parametrize("content", [None, "", "{", "[]", '{"v": 2}'])
def test_contract_that_never_was_is_told_each_time(tmp_path: Path, content: str | None) -> None:
    path = tmp_path / "forms.json"
    if content is not None:
        replace(path, content)
    file = ContractFile(path)
    for _ in range(2):
        with pytest.raises(ContractError):
            file.current()
    replace(path, dump(FIRST))
    assert file.current() == FIRST


def test_contract_in_another_encoding_is_told(tmp_path: Path) -> None:
    path = tmp_path / "forms.json"
    path.write_bytes(b'{"v": "\xff"}')
    with pytest.raises(ContractError):
        ContractFile(path).current()
