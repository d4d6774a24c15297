"""The sample conference: Urban Data, between Jakarta, Berlin and Bangkok."""

from pathlib import Path

SLUG = "smartchange2020"
FILE = Path(__file__).with_name("smartchange2020.json")
