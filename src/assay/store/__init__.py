"""Tables, migrations and queries, on SQLite and on PostgreSQL. Shell: SQL is written here only."""
