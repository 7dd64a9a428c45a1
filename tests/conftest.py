"""What every test shares."""

import pytest
from hypothesis import HealthCheck, settings

pytest_plugins = ["tests.browsers", "tests.cast", "tests.practice.cast", "tests.events.flushing"]

# How long an example takes depends on what else the machine does, and is no property of the code.
settings.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("house")


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """A test that was skipped, or that is expected to fail, has held nothing up: the run fails."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if reporter is None:  # a worker of pytest-xdist; the controller looks at all of them
        return
    idle = [report.nodeid for word in ("skipped", "xfailed", "xpassed") for report in reporter.stats.get(word, [])]
    if idle and session.exitstatus == pytest.ExitCode.OK:
        reporter.write_line(f"\nskipped, so failed: {', '.join(idle)}", red=True)
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
