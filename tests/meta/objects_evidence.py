"""Objects of the pages on which evidence is looked at."""

from django.core.files.uploadedfile import SimpleUploadedFile

from demo.scans import scan
from reports.submissions import evidence
from tests.factories import NOW
from tests.meta.objects import Objects, objects_for
from tests.meta.objects_submissions import reports
from tests.personas import Office


@objects_for("submissions:view", "submissions:picture")
def a_scan(office: Office) -> Objects:
    """A page attached by the unit's contributor."""
    keys = []
    for report, persona in zip(reports(office), ("contributor", "other_contributor"), strict=True):
        answer = report.values.select_related("indicator").order_by("pk").first()
        content = scan("trang.pdf", "Phòng Tổng hợp", "Danh mục", ["Một trang."]).read()
        upload = SimpleUploadedFile("trang.pdf", content, "application/pdf")
        added = evidence.add_files(answer, [upload], by=office.people[persona], at=NOW)
        keys.append({"pk": added.attached[0].pk, "number": 1, "size": "page"})
    return Objects(own=keys[0], other=keys[1])
