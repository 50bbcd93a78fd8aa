"""Coding by people: what waits, worksheets for a spreadsheet, agreement between two coders.

What a verdict means for the catalogue is in `practices_db`.
"""
