"""The command line: prepares certificate, database and site, starts the processes and watches over them.

`kikite serve` runs a centre; `kikite demo` runs a sample centre with the carrier simulator beside it.
"""
