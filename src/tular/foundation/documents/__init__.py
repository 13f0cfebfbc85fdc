"""Documents on paper: a Typst template and values become an accessible PDF; certificates that anybody can check."""
