"""What `make bench` runs: each figure beside its limit or a peer, measured in the same run on the same machine.

Machines and their moods differ by a factor of two, so goals are ratios. Everything runs on loopback, with one request
at a time, and stops by itself.
"""
