"""Attribution: who says what stands at a place of the text.

patterns are the shapes in which a sentence ascribes what it says, attributions finds them in one sentence, speakers
follows them across sentences; introductions tells who somebody is whom the text calls by the last name alone, kinds
whether they are police, military, a hospital ...
"""
