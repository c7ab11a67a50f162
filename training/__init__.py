"""Scripts that rebuild the small model files in ``analysis/models``."""
