"""The tables, copied run by run into a warehouse of another kind.

found      the finished runs of an output, and which rows are theirs now
copying    what is copied, in which order, once whatever dies
warehouse  what a place for copies can do; iceberg, delta  the two kinds
"""
