"""How long results and applications are posted before they stand (公示; plan, clause 56)."""

# The least number of days, whatever a township or its preset settles.
LEAST_DAYS = 5
