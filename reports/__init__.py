"""Figures, words, templates and rendering of the reports; everything in here reads the release alone."""
