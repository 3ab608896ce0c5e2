"""From a provider's files to the typed store: reading, mapping, row checks, quarantine, surrogate keys."""
