"""How long results and applications are posted before they stand (公示; plan, clause 56)."""

# The least number of days, whatever a township or its preset settles.
LEAST_DAYS = 5
MOST_DAYS = 60


def days_fault(days: int, least: int) -> str:
    """Why an announcement of so many days cannot stand where `least` are asked; "" when it can."""
    return f"公示至少{least}天。" if days < least else ""
