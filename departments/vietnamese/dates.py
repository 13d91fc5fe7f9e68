"""Dates as Vietnamese screens and official documents write them."""

from datetime import date


def format_date(day: date) -> str:
    """`05/02/2023`, for screens and tables."""
    return f"{day:%d/%m}/{day.year:04d}"


def long_date(day: date) -> str:
    """`ngày 05 tháng 02 năm 2023`: zero before days under 10 and months 1 and 2 (Decree 30/2020, Annex I, II.4)."""
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"
