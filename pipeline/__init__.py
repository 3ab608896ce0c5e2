"""Settings, command line, and publishing of the LEAD Outcomes pipeline."""
