"""Invitations on paper: the sheet of a class for the parents' meeting, the slips of its families, as PDF.

values   what is printed          words    the texts that say it
page     A4, letters, QR codes    sheet, slips    how each is laid out
"""
