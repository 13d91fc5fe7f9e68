"""Objects of the routes of registers, for the matrix of routes, methods and roles."""

from reports.registers.models import AdvisedDocument, Book, BroughtTable
from tests import factories
from tests.factories import NOW
from tests.meta.objects import Objects, objects_for
from tests.personas import Office

YEAR = 2026


def places(office: Office, **more) -> tuple[dict, dict]:
    """The registers of `th` and of `ktn`."""
    factories.campaign()
    factories.period(YEAR)
    return tuple({"year": YEAR, "unit": office.units[code].code, **more} for code in ("th", "ktn"))


@objects_for("registers:own")
def a_register_of_nobody(office: Office) -> Objects:
    own, _other = places(office, slug="documents")
    return Objects(own=own)


@objects_for(
    "registers:register",
    "registers:removed",
    "registers:download",
    "registers:template",
    "registers:bring",
    "registers:carry",
)
def a_register(office: Office) -> Objects:
    return Objects(*places(office, slug="documents"))


@objects_for("registers:restore")
def a_removed_line(office: Office) -> Objects:
    own, other = places(office, slug="documents")
    for place, code in ((own, "th"), (other, "ktn")):
        row = AdvisedDocument.objects.create(
            department=office.units[code], year=YEAR, kind="law", number="1", issued_on="2026-02-01", issuer="A",
            summary="B", removed_at=NOW,
        )  # fmt: skip
        place["pk"] = row.pk
    return Objects(own=own, other=other)


@objects_for("registers:preview")
def a_brought_table(office: Office) -> Objects:
    own, _other = places(office, slug="documents")
    book = Book.objects.create(department=office.units["th"], year=YEAR, slug="documents")
    table = BroughtTable.objects.create(
        book=book, brought_by=office.people["contributor"], brought_at=NOW, title="a.xlsx", rows=[[["A1", "Số"]]]
    )
    return Objects(own=own | {"pk": table.pk})


@objects_for("registers:people")
def a_list_of_people(office: Office) -> Objects:
    return Objects(*places(office))


@objects_for("registers:paper")
def a_paper_of_people(office: Office) -> Objects:
    return Objects(*places(office, name="dang-ky-thi-dua", extension="docx"))
