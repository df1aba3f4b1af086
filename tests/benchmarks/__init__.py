"""The engine beside its peers. Run by hand on a quiet machine; reports, and asserts nothing."""
