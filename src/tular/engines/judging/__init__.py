"""Judging that can be trusted: who reads what, how severe each reader is, how sure a rank is.

`assignment` gives every proposal its readers, `obstacles` says why that cannot be done, `bridges` plans readings that
groups share, `severity` separates quality from severity where the design allows it, `ranks` says how sure a list is and
what to read once more, `pairs` (with `band` and `next_pair`) settles a borderline by comparing two at a time,
`agreement` says how far readers agree, `alerts` what in a reader's marking deserves a question.
Pure: the same input gives the same answer, to the last digit.
"""
