"""Numbers as words and as Roman numerals."""

from decimal import Decimal

_DIGIT_WORDS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")


def number_in_words(value: Decimal | int, unit: str = "") -> str:
    """The figure read aloud: 1234.5, "triệu đồng" → “một nghìn hai trăm ba mươi tư phẩy năm triệu đồng”."""
    whole, _, fraction = f"{abs(Decimal(value)):f}".partition(".")
    fraction = fraction.rstrip("0")
    words = ["âm"] if value < 0 else []
    words += _whole_in_words(int(whole))
    if fraction:
        words += ["phẩy", *_fraction_in_words(fraction)]
    return " ".join([*words, unit] if unit else words)


def _whole_in_words(number: int) -> list[str]:
    billions, below = divmod(number, 10**9)
    words = [*_whole_in_words(billions), "tỷ"] if billions else []
    for scale, name in ((10**6, "triệu"), (10**3, "nghìn"), (1, "")):
        group = below // scale % 1000
        if group:
            words += _group_in_words(group, full=bool(words)) + ([name] if name else [])
    return words or ["không"]


def _group_in_words(group: int, full: bool) -> list[str]:
    """Three digits; `full` reads the empty hundreds too, as one does after a higher group (“không trăm linh năm”)."""
    hundreds, tens, ones = group // 100, group // 10 % 10, group % 10
    words = [_DIGIT_WORDS[hundreds], "trăm"] if hundreds or full else []
    if tens == 0:
        return words + ((["linh"] if words else []) + [_DIGIT_WORDS[ones]] if ones else [])
    words += ["mười"] if tens == 1 else [_DIGIT_WORDS[tens], "mươi"]
    if not ones:
        return words
    return [*words, _ones_after_tens(tens, ones)]


def _ones_after_tens(tens: int, ones: int) -> str:
    if ones == 5:
        return "lăm"
    if tens > 1 and ones in (1, 4):
        return {1: "mốt", 4: "tư"}[ones]
    return _DIGIT_WORDS[ones]


def _fraction_in_words(fraction: str) -> list[str]:
    """Decimals read as one number (“phẩy hai mươi lăm”), digit by digit after a leading zero or beyond three digits."""
    if fraction.startswith("0") or len(fraction) > 3:
        return [_DIGIT_WORDS[int(digit)] for digit in fraction]
    return _whole_in_words(int(fraction))


def roman(number: int) -> str:
    """1 → I, 4 → IV, 2022 → MMXXII; headings of plans and reports. Raises ValueError outside 1–3999."""
    if not 0 < number < 4000:
        raise ValueError(f"No Roman numeral for {number}")
    numerals = ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"),
                (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))  # fmt: skip
    written = ""
    for worth, numeral in numerals:
        count, number = divmod(number, worth)
        written += numeral * count
    return written
