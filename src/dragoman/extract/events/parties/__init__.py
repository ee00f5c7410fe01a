"""Who takes part: from the words that fill the slots to the sides of an event, and those whom other words tell."""
