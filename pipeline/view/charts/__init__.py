"""Charts as SVG: pure functions, numbers in, markup out; colours and type are the style sheet's."""
