"""Attacks on promises of docs/promises.md that no test of a single module makes."""
