"""What a machine reads of the site: figures for Prometheus, and what took too long, in the log.

Both only where a setting asks for them (METRICS_TOKEN, SLOW_REQUEST_MS, SLOW_QUERY_MS). No name of
a person, village or township is in the figures.
"""
