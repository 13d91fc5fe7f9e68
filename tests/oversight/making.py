"""Inspections, findings and examples for tests, by the real actions."""

from datetime import date

from reports.oversight import editing
from reports.oversight.models import Finding, Inspection, ModelExample
from tests import factories as make


def inspection(*units, by=None, day=date(2026, 5, 12), **fields) -> Inspection:
    defaults = {"subject": "Kiểm tra việc thực hành tiết kiệm điện, văn phòng phẩm", "first_day": day}
    made = Inspection(**(defaults | {"whole_office": not units} | fields))
    return editing.save_inspection(made, units, by=by or make.officer(), at=make.NOW)


def finding(of: Inspection, department=None, by=None, **fields) -> Finding:
    defaults = {"text": "Chưa tắt điều hòa khi hết giờ làm việc.", "recommendation": "Phân công người kiểm tra."}
    made = Finding(department=department, due_on=date(2026, 12, 10), **(defaults | fields))
    return editing.add_finding(of, made, by=by or make.officer(), at=make.NOW)


def example(department=None, by=None, **fields) -> ModelExample:
    defaults = {
        "kind": "model", "name": "Phòng họp không giấy tờ", "content": "Giảm 60% giấy in.",
        "decided_on": date(2026, 6, 1), "department": department,
    }  # fmt: skip
    return editing.save_example(ModelExample(**(defaults | fields)), by=by or make.officer(), at=make.NOW)
