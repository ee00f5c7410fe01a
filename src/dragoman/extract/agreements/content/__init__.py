"""What an agreement says: provisions and terms."""
