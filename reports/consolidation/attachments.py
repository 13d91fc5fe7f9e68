"""The report's own data, carried inside its PDF: the same figures for programs (JSON) and for people (Excel)."""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from reports.consolidation.annexes import AnnexContext, built, sendable
from reports.consolidation.compiled import Compiled
from reports.consolidation.inside_annexes import SOURCES, SUBMISSIONS
from reports.consolidation.reconciliation_annex import RECONCILIATION
from reports.consolidation.results_annexes import BY_UNIT, RESULTS
from reports.documents.content import Annex, Attachment, OfficialDocument, Table
from reports.documents.excel import MEDIA_TYPE, Sheet, render_excel, sheet_of

FORMAT = "bao-cao-tong-hop/1"
JSON_NAME, EXCEL_NAME = "so-lieu-tong-hop.json", "phu-luc.xlsx"

#: A tab holds 31 characters.
TABS = {
    RESULTS: "Kết quả theo chỉ tiêu",
    BY_UNIT: "Kết quả theo đơn vị",
    SUBMISSIONS: "Tình hình nộp báo cáo",
    SOURCES: "Nguồn số liệu",
    RECONCILIATION: "Đối chiếu số liệu",
}


def carrying(document: OfficialDocument, compiled: Compiled, at: datetime) -> OfficialDocument:
    """The paper with both files, dated with the recorded time of the compilation: same inputs, same bytes."""
    data = json.dumps(data_of(compiled), ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    files = [Attachment(JSON_NAME, data, "application/json", at, at, "Số liệu tổng hợp và nguồn số liệu")]
    sheets = sheets_of(document.annexes)
    if sheets:
        excel = render_excel(sheets)
        files.append(Attachment(EXCEL_NAME, excel, MEDIA_TYPE, at, at, "Các phụ lục dưới dạng bảng tính"))
    return replace(document, attachments=tuple(files))


def data_of(compiled: Compiled) -> dict[str, Any]:
    """Figures with their sources. Reports of several agencies are combined from this."""
    return {
        "format": FORMAT,
        "input_hash": compiled.input_hash,
        "inputs": compiled.inputs,
        "figures": compiled.figures_as_json(),
        "reconciliation": compiled.reconciliation,
    }


def sheets_of(annexes: Sequence[Annex]) -> list[Sheet]:
    """Every table of these annexes as a sheet named after its annex, short enough for a tab."""
    tables = [(annex.title, block) for annex in annexes for block in annex.blocks if isinstance(block, Table)]
    return [sheet_of(table, TABS.get(title, title.capitalize())) for title, table in tables]


def workbook(context: AnnexContext) -> bytes:
    """All annexes, sent and inside, as one Excel file; the internal scores are not among them."""
    return render_excel(sheets_of([annex for _, annex in built(context, [kind.code for kind in sendable()])]))
