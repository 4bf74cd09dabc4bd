"""Care of the tables that are there: fold their files (tidy), list the runs that made them (runs), forget, and copy the
tables into warehouses (publish).

tidy, runs, forget, publish  the verbs, a file each
forgetting  what is forgotten, in a room of its own
outputs     what the runs into an output say of themselves
tidying     which days are folded, and what is swept
purging     rows of one run taken out of the files that hold rows of several
changes     one file, changed or taken away in one step
partitions  the folder of one day, rewritten whole: what replaces it appears at once
publishing  the copies in Iceberg and Delta
exchange    two folders change places in one step of the file system
"""
