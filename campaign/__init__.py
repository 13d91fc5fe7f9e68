"""What is asked: the founding plan, its criteria and indicators, the reporting periods."""
