"""A judge machine of the fleet: takes work from the broker, judges it, reports. Knows no database."""
