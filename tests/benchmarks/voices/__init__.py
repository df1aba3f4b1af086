"""What `tests.benchmarks.voice` is made of: passages, drafts, judges, counts.

Nothing here looks into the product: a judge that shared its rules would find what it was
built to find.
"""
