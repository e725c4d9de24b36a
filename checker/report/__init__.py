"""How findings are shown: one module a form. Nothing here decides what is a fault."""
