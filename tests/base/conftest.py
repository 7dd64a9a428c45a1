from tests.base.printed import printed

__all__ = ["printed"]
