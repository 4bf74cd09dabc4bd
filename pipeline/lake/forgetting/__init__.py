"""What somebody asks to be forgotten, taken out of everything that an output holds.

asking      what is asked for, and what that comes to: articles, addresses, ids of records
survey      what it comes to, found in the tables and in what runs remember
tables, links, remembered, archives, exports     the changes of each kind of file
journal     what is under way, so that a second command finishes it; receipts
running     the order of it all
"""
