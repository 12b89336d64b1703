"""What stands in a region: one file a kind."""
