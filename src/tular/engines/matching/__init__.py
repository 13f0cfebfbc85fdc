"""Indonesian text analysis, the search index, and the ranking of innovations for a stated need.

Read in this order: `analysis` (text → tokens), `thesaurus` (words → concepts), `words` and `meaning` (the two
kinds of index), `index` (both behind one port), `needs` (what a need says), `ranking` (points with reasons).
"""
