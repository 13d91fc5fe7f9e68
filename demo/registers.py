"""The registers of the demonstration: lines from which the reported figures can be counted, and the lists of people."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import partial
from itertools import product
from typing import Any

from demo import data_files
from demo.cast import Cast
from demo.data_files import STANDS_IN
from demo.given import Given, chance, figures_of
from demo.moments import Diary, at, workday
from departments.models import Department, StaffMember
from reports.registers import editing
from reports.registers.catalogue import BY_SLUG
from reports.registers.counting import staff_of
from reports.registers.entry import Reader
from reports.registers.models import PersonYear
from reports.registers.typed import Names

Values = dict[str, Any]
#: Registers are written up twice: at midsummer, and before the report.
MIDSUMMER = (6, 28)
HALF, TENTH = Decimal("0.5"), Decimal("0.1")


class Writer:
    """What one unit writes down in one year, put together from the words of the data file and its figures."""

    def __init__(self, unit: Department, year: int, last: date):
        self.unit, self.year, self.last = unit, year, last
        self.words = data_files.registers()
        self.own = self.words["units"].get(STANDS_IN.get(unit.code, unit.code), {})
        self.figures = figures_of(unit.code, year)
        self.staff = list(staff_of(unit, year))

    def number(self, code: str) -> int:
        return int(self.amount(code))

    def amount(self, code: str) -> Decimal:
        found = self.figures.get(code, Given())
        return found.value or Decimal(0)

    def day(self, place: int, count: int) -> date:
        """Days of work spread over the year so far, in order."""
        first = date(self.year, 1, 8)
        whole = max(1, (self.last - first).days)
        wanted = first + timedelta(int(whole * (place + chance(self.unit.code, self.year, place)) / max(1, count)))
        return min(workday(wanted), self.last)

    def pick(self, items: list[Any], *facts: Any) -> Any:
        return items[int(chance(self.unit.code, self.year, *facts) * len(items)) % len(items)]

    def lines(self) -> Iterator[tuple[str, date, Values]]:
        """Register, day on which it happened, content."""
        for slug in ("documents", "works", "initiatives", "examples", "contributions", "inspections", "sessions"):
            for day, values in sorted(getattr(self, f"_{slug}")(), key=lambda line: line[0]):
                yield slug, day, values

    def _documents(self) -> Iterator[tuple[date, Values]]:
        total = sum(self.number(code) for code in ("B1.1", "B1.2", "B1.3"))
        ratio = self.figures.get("B1.4")
        late = int(ratio.denominator - ratio.numerator) if ratio and ratio.denominator else 0
        step = total // late if late else total + 1
        place = 0
        for kind, code in (("law", "B1.1"), ("directive", "B1.2"), ("scheme", "B1.3")):
            for n, subject in enumerate(self._subjects(kind, self.number(code))):
                place += 1
                timeliness = "late" if place % step == 0 and place <= step * late else "on_time"
                day = self.day(n, self.number(code))
                yield day, self._document(kind, self._notation(kind, n), day, subject, timeliness=timeliness)
        for kind, code, words in (("movement", "A1", "movement"), ("regulation", "C1.2a", "regulations"),
                                  ("amended", "C1.2b", "regulations")):  # fmt: skip
            for n in range(self.number(code)):
                subject = self.words[words][n % len(self.words[words])].format(y=self.year)
                subject = f"Sửa đổi, bổ sung {subject}" if kind == "amended" else subject
                day = self.day(n, self.number(code))
                notation = f"{20 + 7 * n + 3 * len(kind)}/{'QĐ' if 'Quy chế' in subject else 'CV'}-VPUBND"
                yield day, self._document(kind, notation, day, subject, issuer="Văn phòng UBND tỉnh")

    def _subjects(self, kind: str, count: int) -> list[str]:
        places = self.words["places"] if any("{p}" in text for text in self.own.get(kind, ())) else [""]
        made = [text.format(p=place) for place, text in product(places, self.own.get(kind, ()))]
        return [made[n % len(made)] for n in range(count)] if made else []

    def _notation(self, kind: str, n: int) -> str:
        code = self.own["notation"]
        number = 10 + n * 9 + self.unit.order % 9
        if kind == "law":
            return f"{number}/{self.year}/QĐ-UBND"
        if kind == "scheme":
            return f"{number}/ĐA-UBND"
        letters = (f"UBND-{code}", f"UBND-{code}", "QĐ-UBND", "KH-UBND", f"UBND-{code}", "TB-UBND")
        return f"{number}/{letters[n % len(letters)]}"

    def _document(self, kind: str, number: str, day: date, subject: str, **more: Any) -> Values:
        values = {"kind": kind, "number": number, "issued_on": day, "issuer": "UBND tỉnh", "summary": subject}
        return values | {"timeliness": "", "note": ""} | more

    def _works(self) -> Iterator[tuple[date, Values]]:
        count, ahead, behind = (self.number(code) for code in ("B2.1", "B2.2b", "B2.2c"))
        done = self.number("B2.3")
        for n in range(count):
            progress = "behind" if n >= count - behind else "ahead" if n < ahead else "on"
            fields = self.own["fields"]
            field = fields[n % len(fields)]
            place = self.words["places"][(n * 2 + self.unit.order) % len(self.words["places"])]
            text = self.words["works"][field][n // len(fields) % len(self.words["works"][field])]
            yield self.day(n, count), {
                "name": text.format(p=place, s=self.words["streams"][n % len(self.words["streams"])]),
                "field": field, "place": place[0].upper() + place[1:], "difficult_area": n % 3 == 1,
                "capital": self.pick(self.words["capital"], "capital", n), "progress": progress,
                "in_use": n < done, "note": "Vướng giải phóng mặt bằng" if progress == "behind" else "",
            }  # fmt: skip

    def _initiatives(self) -> Iterator[tuple[date, Values]]:
        base, province = self.number("D1b"), self.number("D1c")
        count = max(self.number("D1a"), base + province)
        names = self.own.get("initiatives", ["Cách làm mới của đơn vị"])
        start = (self.year - data_files.YEARS[0]) % len(names)
        for n in range(count):
            level = "province" if n < province else "base" if n < province + base else "registered"
            day = self.day(n, count)
            decided = min(date(self.year, 10, 30), self.last) if level != "registered" else None
            office = "UBND" if level == "province" else "VPUBND"
            yield day, {
                "name": names[(start + n) % len(names)], "authors": self._authors(n), "coauthors": "",
                "theme": "2" if self.unit.block != Department.Block.RESEARCH else "1", "level": level,
                "decision_number": f"{310 + self.unit.order + n}/QĐ-{office}" if decided else "", "decided_on": decided,
                "scope": self.pick(["Đơn vị", "Toàn cơ quan", "Khối nghiên cứu, tổng hợp"], "scope", n),
                "amount": (self.amount("D2a") or None) if n == 0 else None,
                "hours": (self.amount("D2b") or None) if n == 0 else None,
            }  # fmt: skip

    def _authors(self, n: int) -> list[StaffMember]:
        return [self.staff[(n + k + self.year) % len(self.staff)] for k in range(1 + n % 2)] if self.staff else []

    def _examples(self) -> Iterator[tuple[date, Values]]:
        words = self.words["examples"]
        for n in range(self.number("D3")):
            name = self.staff[(self.year + n) % len(self.staff)].full_name if self.staff else self.unit.name
            yield self.day(n, 2), {
                "kind": "individual" if self.staff else "collective", "name": name,
                "content": self.pick(words["individual"], "example", n),
                "spread": self.pick(words["spread"], "spread", n), "note": "",
            }  # fmt: skip
        if chance(self.unit.code, self.year, "model") < 0.5:
            yield self.day(1, 2), {
                "kind": "model", "name": self.pick(words["model"], "model name"),
                "content": "Duy trì nền nếp trong năm, giảm thời gian và chi phí hành chính.",
                "spread": self.pick(words["spread"], "spread model"), "note": "",
            }  # fmt: skip

    def _contributions(self) -> Iterator[tuple[date, Values]]:
        if not self.staff:
            return
        count = min(len(self.staff), 6)
        days, money = shares(self.amount("B5.3"), count, HALF), shares(self.amount("B5.4"), count, TENTH)
        for n, (workdays, amount) in enumerate(zip(days, money, strict=True)):
            if workdays or amount:
                yield self.day(n, count), self._contribution(n, workdays=workdays or None, amount=amount or None)
        givers = [("self", n) for n in range(self.number("B5.1a"))] + [
            ("family", n) for n in range(self.number("B5.1b"))
        ]
        for (party, n), land in zip(givers, shares(self.amount("B5.2"), len(givers), HALF), strict=True):
            yield self.day(n, 3), self._contribution(n, party=party, land=land, work="Mở rộng đường bản")
        for n in range(self.number("B5.5a")):
            clearance = "complied" if n < self.number("B5.5b") else "not_yet"
            yield self.day(n, 2), self._contribution(n + 1, party="family", clearance=clearance)

    def _contribution(self, n: int, **more: Any) -> Values:
        place = self.pick(self.words["places"], "home", n)
        work = self.words["contributions"][n % len(self.words["contributions"])].format(p=place)
        blank = {"land": None, "workdays": None, "amount": None, "clearance": "", "note": ""}
        known = {
            "person": self.staff[n % len(self.staff)],
            "party": "self",
            "place": place[0].upper() + place[1:],
            "work": work,
        }
        return known | blank | more

    def _inspections(self) -> Iterator[tuple[date, Values]]:
        for kind, code in (("own", "A7a"), ("coordinator", "A7b")):
            for n in range(self.number(code)):
                subject, findings, handling = self.words["inspections"][n % len(self.words["inspections"])]
                day = self.day(n, self.number(code))
                line = {"kind": kind, "held_on": day, "subject": subject, "findings": findings, "handling": handling}
                yield day, line | {"note": ""}

    def _sessions(self) -> Iterator[tuple[date, Values]]:
        count = self.number("A2")
        for n, people in enumerate(shares(self.amount("A3"), count, Decimal(1))):
            form, content = self.words["sessions"][n % len(self.words["sessions"])]
            day = self.day(n, count)
            line = {"held_on": day, "form": form, "content": content.format(y=self.year), "participants": int(people)}
            yield day, line | {"note": ""}


def shares(total: Decimal, count: int, step: Decimal) -> list[Decimal]:
    """The total in `count` nearly equal parts, each a multiple of the step but the first, which takes the rest."""
    if not count:
        return []
    part = (total / count // step) * step
    return [total - part * (count - 1), *([part] * (count - 1))]


def keep(diary: Diary, units: list[Department], year: int, today: date, cast: Cast) -> None:
    """Note in the diary what the units write into the registers of a year, up to a few days ago."""
    last = min(date(year, 11, 10), today - timedelta(6))
    if last <= date(year, 1, 15):
        return
    for unit in units:
        lines = list(Writer(unit, year, last).lines())
        noon = date(year, *MIDSUMMER)
        for slug in BY_SLUG:
            early = [values for s, day, values in lines if s == slug and day <= noon]
            late = [values for s, day, values in lines if s == slug and day > noon]
            for day, batch in ((noon, early), (last, late)):
                if batch:
                    act = partial(_write, slug, unit, year, batch, cast.contributor(unit.code))
                    diary.add(at(min(day, last), unit.code, slug), act)
        diary.add(at(min(date(year, 3, 20), last), unit.code, "people"), partial(_people, unit, year, today, cast))


def _write(slug: str, unit: Department, year: int, batch: list[Values], by, moment: datetime) -> None:
    reader = Reader(BY_SLUG[slug], year, Names.of(unit, year))
    editing.load_rows(reader, unit, year, batch, by=by, at=moment)


def _people(unit: Department, year: int, today: date, cast: Cast, moment: datetime) -> None:
    """Everybody registers, pledges and is told; the year that is over has been assessed."""
    staff, by = list(staff_of(unit, year)), cast.contributor(unit.code)
    told = figures_of(unit.code, year)["A9"]
    missing = int(told.denominator - told.numerator)
    PersonYear.objects.bulk_create(
        PersonYear(
            department=unit, year=year, staff=person, registered=True, pledged=True,
            informed=n < len(staff) - missing, informed_on=moment.date() if n < len(staff) - missing else None,
            assessment=_assessment(unit, year, n) if year < today.year else "", updated_by=by, updated_at=moment,
        )
        for n, person in enumerate(staff)
    )  # fmt: skip


def _assessment(unit: Department, year: int, n: int) -> str:
    luck = chance(unit.code, year, "assessment", n)
    return "not_met" if luck < 0.03 else "not_considered" if luck < 0.07 else "met"
