"""What holds for all tests: no property fails for the time that an example takes, or by chance."""

from __future__ import annotations

from hypothesis import HealthCheck, settings

settings.register_profile(
    "always the same",
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("always the same")
