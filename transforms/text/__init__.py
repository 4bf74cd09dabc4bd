"""What any text needs: normal form, sentences, numerals, datelines, language; pure functions."""
