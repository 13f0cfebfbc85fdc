"""How many threads the number libraries of a serving process may start."""

SERVING = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
"""Environment of a server: a need is encoded on one processor while the others answer; more threads only wait.

The libraries read it when they are loaded, so it has to be set before they are imported.
"""
