"""What `writer-app bench` measures: an engine at one manuscript, timed from outside.

material    text of known length, passages with slips, phrases to forbid
peer        what can be asked of an engine, whichever it is
ours        our own worker as one
scenarios   what a writer does, done several times
starting    a worker's start, with and without a saved state
record      every run, medians, the table
machine     memory, a busy neighbour, facts
"""
