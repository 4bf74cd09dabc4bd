"""Ground floor: the records that flow through the pipeline, one concept a file, and the tables they become."""
