"""The engine of newsan: document, language layer, pipeline and analyzers."""
