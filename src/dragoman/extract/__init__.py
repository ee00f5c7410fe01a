"""Annotated document -> claims: no words of any language here, they stand in knowledge/lang."""
