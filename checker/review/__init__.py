"""Going through the findings one by one: what is decided, how it is kept, and two faces (a screen, a dialogue)."""
