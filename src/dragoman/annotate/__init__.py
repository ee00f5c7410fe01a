"""Parse -> mentions: each step is a plain function from an Annotated to an Annotated."""
