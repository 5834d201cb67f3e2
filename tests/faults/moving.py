"""The deed of moving to a server: the folder is on the disk that fails, the server is not."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

import servers
from faults.deeds import Deed, Ground
from ppo_desktop.operations.house import places


@dataclass
class Moving(Ground):
    """A village that moves to a server, to and fro."""

    url: str = field(default_factory=servers.new_database)

    def deeds(self) -> Iterable[Deed]:
        return [Deed("moving to a server", self.move, self.stands, anew=self.back, may_leave=r"^desa/server\.txt$")]

    def move(self) -> None:
        places.move_to_server(self.pair.village, self.url)

    def stands(self) -> None:
        """Whoever opens the office finds everything, wherever it is; in the file it goes on before the next try."""
        self.pair.village.close()
        self.open_again()
        self.holds()
        assert self.pair.village.database.is_shared != self.pair.village.paths.database.exists()
        if not self.pair.village.database.is_shared:
            self.save()

    def back(self) -> None:
        """Into the folder again, and a new, empty database for the next moving."""
        paths = self.pair.village.paths
        self.pair.village.close()
        paths.server.unlink()
        (paths.folder / "kantor-sebelum-server.db").rename(paths.database)
        self.url = servers.new_database()
        self.open_again()
