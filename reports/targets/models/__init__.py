"""Đăng ký chỉ tiêu: what a unit registers at the start of the year."""
