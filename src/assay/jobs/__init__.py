"""Durable work: rows of the job table, carried to those who do it. Shell; knows no HTTP."""
