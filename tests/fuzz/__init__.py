"""Bad input by the thousand: made, mutated, and fed to `parse` and `ingest`."""
