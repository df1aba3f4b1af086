"""What `tests.benchmarks.experiments` is made of: ways to have a model write as an author writes.

Each arm only changes what is read or how the next token is weighed, so that all of them can be
held to the same held-out words. None is product code.
"""
