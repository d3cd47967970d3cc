"""日历: what a month brings to one person, as a page and as a feed for the calendar of a phone."""
