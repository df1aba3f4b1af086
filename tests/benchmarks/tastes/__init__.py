"""The parts of `tests.benchmarks.taste`."""
