"""The deeds of keeping safe: backups here and elsewhere, the drill, putting one back, and passwords."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from faults.deeds import Deed, Ground, opened
from ppo_desktop.core.errors import PpoError
from ppo_desktop.operations.doors import accounts
from ppo_desktop.operations.safekeeping import backups, drill, keeping
from ppo_desktop.storage import settings_store


@dataclass
class Safekeeping(Ground):
    """A village that is backed up and put back."""

    is_tomorrow: bool = False

    def deeds(self) -> Iterable[Deed]:
        """In an order in which each finds what it needs."""
        holds = self.holds
        return [
            Deed("backup", self.back_up, holds, onto_stick=True, stride=40),
            Deed("vault rewrite", self.change_password, self.password_opens),
            Deed("vault rewritten back", self.change_password, self.password_opens),
            Deed("restore", self.restore, self.opens_again, stride=40),
            Deed("daily backup", self.daily, holds, stride=40),
            Deed("second place", self.second_place, holds, onto_stick=True, anew=self.next_backup, stride=40),
            Deed("restore drill", self.drill, holds, stride=40),
        ]

    def back_up(self) -> None:
        self.made["backup"] = keeping.backup(self.pair.village, self.pair.stick)

    def restore(self) -> None:
        paths = self.pair.village.paths
        self.pair.village.close()
        self.pair.clock.move(seconds=1)  # a folder put aside has the time in its name: each must be found free at once
        keeping.restore(paths, self.made["backup"], "petugas", self.passwords[0], self.pair.clock).office.close()

    def opens_again(self) -> None:
        """The village as the next start finds it; where a restore was cut between its renames, it is done again."""
        paths, clock = self.pair.village.paths, self.pair.clock
        self.pair.village.close()
        try:
            self.pair.village = opened(paths.folder, clock, self.passwords[0])
        except PpoError as error:
            if error.code != "no-office" or "sebelum-pulih-" not in error.advice:
                raise
            self.pair.clock.move(seconds=1)
            again = keeping.restore(paths, self.made["backup"], "petugas", self.passwords[0], clock)
            self.pair.village = again.office
        self.holds()

    def daily(self) -> None:
        """Nothing is saved in between: the backup would grow, and the place of its end run away before the faults."""
        if not backups.is_due(self.pair.village):
            self.turn_the_day()
            with self.pair.village.database.transaction() as connection:
                settings_store.forget(connection, "backup-here")
        try:
            assert backups.make_regular(self.pair.village).here
        except PpoError:
            assert backups.is_due(self.pair.village), "it said that none was made"
            raise

    def turn_the_day(self) -> None:
        """To and fro: hundreds of days would outlive the certificates."""
        self.is_tomorrow = not self.is_tomorrow
        self.pair.clock.move(days=1 if self.is_tomorrow else -1)

    def next_backup(self) -> None:
        self.turn_the_day()
        keeping.backup(self.pair.village, is_regular=True)

    def second_place(self) -> None:
        if backups.place(self.pair.village) is None:
            backups.remember_place(self.pair.village, self.pair.stick)
        backups.make_regular(self.pair.village)

    def drill(self) -> None:
        drill.prove(self.pair.village, self.made["backup"], "petugas", self.passwords[0])

    def change_password(self) -> None:
        accounts.change_password(self.pair.village, *self.passwords)
        self.passwords.reverse()

    def password_opens(self) -> None:
        self.pair.village.close()
        self.pair.village = opened(self.pair.village.paths.folder, self.pair.clock, self.passwords[0])
