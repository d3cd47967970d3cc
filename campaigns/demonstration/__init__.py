"""The demonstration: four finished years and one under way, told through the verbs users use.

Two of them were before the township had the system, and are entered from their papers.

Nothing here writes a row past a verb or a workflow; dates of the past are given as a cadre who
enters an old meeting would give them. All names are invented.
"""
