"""建镇工作簿: what a township moves in with, in one workbook, looked at row by row, all or nothing.

Each sheet is a module of `parts/`: its columns, and `take`, which writes one row by the product's
own verbs. `act` runs them in one transaction; the preview is the same run, taken back.
"""
