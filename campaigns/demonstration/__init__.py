"""The demonstration: one finished year and one under way, told through the verbs users use.

Nothing here writes a row past a verb or a workflow; dates of the past are given as a cadre who
enters an old meeting would give them. All names are invented.
"""
