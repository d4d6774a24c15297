from pathlib import Path


def draw(folder: Path) -> Path:
    return folder / "report.html"
