"""Which packages are shipped: every folder of venuedesk, and resources/ inside it."""

from setuptools import find_namespace_packages, setup

setup(
    packages=[*find_namespace_packages(include=["venuedesk*"], exclude=["*__pycache__*"]), "venuedesk.resources"],
    package_dir={"venuedesk.resources": "resources"},
)
