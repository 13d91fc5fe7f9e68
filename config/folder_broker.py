"""kombu's folder transport with whole messages only: a worker never meets a file that is still being written.

With the original a message stands under its name while it is still empty, and a worker that looks then dies of it.
"""

import uuid
from pathlib import Path
from time import monotonic
from typing import Any

from kombu.exceptions import ChannelError
from kombu.transport import TRANSPORT_ALIASES, filesystem
from kombu.utils.encoding import str_to_bytes
from kombu.utils.json import dumps


class Channel(filesystem.Channel):
    """Writes beside, then renames."""

    def _put(self, queue: str, payload: dict, **kwargs: Any) -> None:
        name = f"{round(monotonic() * 1000)}_{uuid.uuid4()}"
        unfinished = Path(self.data_folder_out, f"{name}.part")
        try:
            unfinished.write_bytes(str_to_bytes(dumps(payload)))
            unfinished.replace(unfinished.with_name(f"{name}.{queue}.msg"))
        except OSError as error:
            raise ChannelError(f"Cannot add a message to {self.data_folder_out!r}.") from error


class Transport(filesystem.Transport):
    """What `filesystem://` stands for here."""

    Channel = Channel


def use() -> None:
    """Let every `filesystem://` address of this process mean this transport."""
    TRANSPORT_ALIASES["filesystem"] = f"{__name__}:Transport"
