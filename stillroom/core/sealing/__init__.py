"""pv1: every key, seal and code of the product (docs/pv1.md). Bytes in, bytes out; the caller stores.

Pure but for `os.urandom`. The only package that imports `cryptography` and `nacl`; only the vault imports it.
"""
