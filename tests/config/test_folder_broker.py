"""The broker that lives in a folder hands out whole messages only."""

import json
from pathlib import Path
from queue import Empty

import pytest
from kombu import Connection

from config import folder_broker


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("broker")


@pytest.fixture(scope="module")
def queue(folder):
    """One for the file: kombu remembers what it has declared for the whole process."""
    folder_broker.use()
    for name in ("messages", "control", "processed"):
        (folder / name).mkdir()
    options = {
        "data_folder_in": str(folder / "messages"),
        "data_folder_out": str(folder / "messages"),
        "control_folder": str(folder / "control"),
        "processed_folder": str(folder / "processed"),
        "store_processed": True,
    }
    with Connection("filesystem://", transport_options=options) as broker:
        yield broker.SimpleQueue("work")


def test_what_is_put_is_got_once(queue):
    queue.put({"job": 7})
    message = queue.get(block=False)
    assert message.payload == {"job": 7}
    with pytest.raises(Empty):
        queue.get(block=False)


def test_a_message_still_being_written_is_left_alone(queue, folder):
    (folder / "messages" / "1_x.part").touch()
    queue.put({"job": 8})
    assert queue.get(block=False).payload == {"job": 8}
    assert [path.name for path in (folder / "messages").iterdir()] == ["1_x.part"]


def test_no_message_stands_under_its_name_before_it_is_whole(queue, monkeypatch):
    """The renaming is the last act: at that moment the file under the other name is complete."""
    seen = []
    rename = Path.replace

    def watched(self, target):
        seen.append(json.loads(self.read_bytes())["properties"]["delivery_info"]["routing_key"])
        return rename(self, target)

    monkeypatch.setattr(Path, "replace", watched)
    queue.put({"job": 9})
    assert seen == ["work"]
