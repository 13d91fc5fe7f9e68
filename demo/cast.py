"""The people of the story, by what they do."""

from dataclasses import dataclass, field

from demo.data_files import STANDS_IN
from departments.models import Department, User


@dataclass
class Cast:
    """Accounts by name and units by code."""

    units: dict[str, Department]
    accounts: dict[str, User] = field(default_factory=dict)

    @classmethod
    def of(cls, units: dict[str, Department]) -> "Cast":
        accounts = {user.username: user for user in User.objects.select_related("staff").order_by("pk")}
        return cls(units, accounts)

    def contributor(self, unit: str) -> User:
        return self.accounts[f"chuyenvien.{STANDS_IN.get(unit, unit)}"]

    def head(self, unit: str) -> User:
        return self.accounts[f"truongphong.{STANDS_IN.get(unit, unit)}"]

    def reviewer(self, unit: str) -> User:
        """HC-TC reviews; its own report is accepted by leadership."""
        return self.accounts["phochanhvanphong" if self.units[unit].is_coordinator else "hctc"]

    @property
    def officer(self) -> User:
        return self.accounts["hctc"]

    @property
    def chief(self) -> User:
        """The head of HC-TC."""
        return self.accounts["truongphong.hctc"]

    @property
    def leader(self) -> User:
        return self.accounts["chanhvanphong"]

    @property
    def clerk(self) -> User:
        return self.accounts["vanthu"]
