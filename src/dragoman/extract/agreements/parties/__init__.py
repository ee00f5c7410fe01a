"""Whose agreement it is: whom its steps tell, and who is meant where they tell nobody."""
