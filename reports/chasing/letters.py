"""The words of a reminder: courteous, impersonal, naming what is missing. Kept as sent, so plain Vietnamese."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.urls import reverse
from django.utils.translation import override

from departments.models import Department
from departments.vietnamese import format_date
from reports.chasing.models import ReminderStep
from reports.chasing.openings import Opening, Part

Audience = ReminderStep.Audience
STANDINGS = {
    Audience.NOT_BEGUN: "đơn vị chưa bắt đầu lập báo cáo",
    Audience.DRAFTING: "báo cáo đang được soạn thảo",
    Audience.AWAITING_HEAD: "báo cáo đã lập xong, đang chờ lãnh đạo đơn vị duyệt và gửi",
    Audience.RETURNED: "báo cáo đã được trả lại để hoàn thiện, đơn vị chưa gửi lại",
}
REOPENED = "báo cáo đã được mở lại để chỉnh sửa, đơn vị chưa gửi lại"
COORDINATOR = "Phòng Hành chính – Tổ chức"
LEADERSHIP = "lãnh đạo Văn phòng"
#: Of many remarks the first are quoted; the rest are counted.
QUOTED = 5


@dataclass(frozen=True)
class Letter:
    """A reminder to one unit before it goes: subject, text and where it leads."""

    opening: Opening
    subject: str
    text: str
    url: str


def sender() -> str:
    """The division that chases (plan VI.2)."""
    unit = Department.objects.coordinators().order_by("pk").first()
    return unit.name if unit else COORDINATOR


def letters_for(
    openings: Iterable[Opening], quotes: dict[int, list[str]], *, today: date, by_name: str
) -> list[Letter]:
    """The letter to each unit."""
    return [letter(opening, quotes.get(opening.unit.pk, []), today=today, by_name=by_name) for opening in openings]


def letter(opening: Opening, quotes: list[str], *, today: date, by_name: str) -> Letter:
    with override("vi"):
        url = address_of(opening)
        text = "\n".join(_lines(opening, quotes, today, by_name, url))
        subject = f"Đôn đốc gửi báo cáo, hạn gửi {format_date(opening.due_on)}: {opening.period}"
        return Letter(opening, subject, text, url)


def address_of(opening: Opening) -> str:
    """Where the unit goes on: its report, or the list on which it begins one."""
    return reverse("submissions:report", args=[opening.report.pk]) if opening.report else reverse("submissions:list")


def _lines(opening: Opening, quotes: list[str], today: date, by_name: str, url: str) -> Iterator[str]:
    unit = opening.unit.name
    own = opening.unit.is_coordinator  # HC-TC's own report goes to leadership
    asks = "Đề nghị" if own else f"{by_name} trân trọng đề nghị"
    yield f"{asks} {unit} quan tâm hoàn thành {inside_sentence(str(opening.period))}."
    yield f"Hạn gửi: {due_text(opening, today)}."
    yield f"Tình trạng: {standing_text(opening)}."
    if opening.parts:
        yield "Nội dung còn thiếu:"
        yield from _listed([f"{part.section.slug}. {part.section.title}: {part_text(part)}" for part in opening.parts])
    if opening.remarks:
        yield "Ý kiến rà soát đơn vị chưa trả lời:"
        more = len(opening.remarks) - QUOTED
        rest = [f"và {more:02d} ý kiến khác trên phần mềm"] if more > 0 else []
        yield from _listed([*opening.remarks[:QUOTED], *rest])
    yield from quotes
    yield (
        f"Đề nghị đơn vị hoàn thiện, gửi báo cáo về {LEADERSHIP if own else by_name}; trường hợp có khó khăn, "
        "vướng mắc, đề nghị thông tin để phối hợp tháo gỡ hoặc gửi đề nghị gia hạn trên phần mềm."
    )
    yield f"Địa chỉ: {settings.SITE_URL}{url}"


def _listed(items: list[str]) -> list[str]:
    """One line each, a semicolon behind every one but the last."""
    return [f"- {item};" for item in items[:-1]] + [f"- {item}." for item in items[-1:]]


def inside_sentence(title: str) -> str:
    """A title inside a sentence: `Báo cáo năm` → `báo cáo năm`; names in capitals stay."""
    return title[:1].lower() + title[1:] if title[1:2].islower() else title


def due_text(opening: Opening, today: date) -> str:
    """`25/11/2026 (còn 03 ngày)`, with what an extension gave."""
    notes = ["đã được gia hạn"] if opening.is_extended else []
    days = (opening.due_on - today).days
    notes.append(
        f"còn {days:02d} ngày" if days > 0 else "hôm nay là hạn cuối" if days == 0 else f"đã quá {-days:02d} ngày"
    )
    late = opening.days_late(today)
    if days < 0 and not late and today <= opening.on_time_until:
        notes.append(f"báo cáo được tính gửi đúng hạn đến {format_date(opening.on_time_until)}")
    return f"{format_date(opening.due_on)} ({', '.join(notes)})"


def standing_text(opening: Opening) -> str:
    """How far the unit is, in words."""
    if opening.report and opening.report.reopened and opening.standing == Audience.RETURNED:
        return REOPENED
    text = STANDINGS[Audience(opening.standing)]
    missing = missing_text(opening)
    return f"{text}; còn {missing} chưa báo cáo" if missing else text


def missing_text(opening: Opening) -> str:
    """`12 chỉ tiêu, 03 nội dung`: what is still open, counted; empty where everything is answered."""
    return part_text(Part(None, opening.figures, opening.texts)) if opening.parts else ""


def part_text(part: Part) -> str:
    counts = [(part.figures, "chỉ tiêu"), (part.texts, "nội dung")]
    return ", ".join(f"{n:02d} {word}" for n, word in counts if n)


def escalation(opening: Opening, *, today: date, by_name: str, reminded: int, note: str) -> str:
    """To leadership: the facts, what was done, what is asked for."""
    late, period = opening.days_late(today), opening.period
    since = f", đã quá thời điểm tính đúng hạn {late:02d} ngày" if late else ""
    with override("vi"):
        facts = (
            f"{by_name} trân trọng báo cáo lãnh đạo Văn phòng: đến ngày {format_date(today)}, {opening.unit.name} "
            f"chưa gửi {inside_sentence(str(period))} (hạn gửi {format_date(opening.due_on)}{since})."
        )
        standing = f"Tình trạng: {standing_text(opening)}. Số lần đã đôn đốc: {reminded:02d}."
        wish = "Kính đề nghị lãnh đạo Văn phòng quan tâm, cho ý kiến chỉ đạo để đơn vị sớm hoàn thành báo cáo."
    return "\n".join(line for line in (facts, standing, note, wish) if line)
