"""When: time expressions as TIMEX3."""
