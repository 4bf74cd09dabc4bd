"""The verb link: families, events and tolls over the tables that are there."""
