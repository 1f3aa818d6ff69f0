"""Whose paper it is: the evidence of a paper weighed, and bodies outside the register."""
