"""Events: who is harmed, and by which words of the sentence.

clause finds subjects and objects, coordination the lists that "and" joins. verb_frames and noun_frames read one cue
each (harm holds what they find), subsets those who are singled out, harms a whole sentence; figures are what a text
states.
"""
