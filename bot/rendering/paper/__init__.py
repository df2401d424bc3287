"""Invitations on paper: the sheet of a class for the parents' meeting, the slips of its families, as PDF.

values   the values to print      words    renders the texts into values
page     A4, fonts, QR codes      sheet, slips    the layout of each document
"""
