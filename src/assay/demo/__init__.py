"""The demo: an example company whose candidates' sessions are played through the real API and the real judge."""
