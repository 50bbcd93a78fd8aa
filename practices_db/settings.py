"""Settings of one installation. The only module that reads the environment."""

from __future__ import annotations

import os
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from practices_db.errors import PracticesError

NAME = "mentoring-practices"
PROJECT_ROOT = Path(__file__).resolve().parent.parent
"""Of a checkout; of an installed package the folder of all packages, where ours keeps nothing."""
HOMEPAGE = "https://github.com/mentoring-practices/mentoring-practices"


def _package_version() -> str:
    try:
        return version(NAME)
    except PackageNotFoundError:  # run from a checkout that was never installed
        return "0"


USER_AGENT = f"{NAME}/{_package_version()} (+{HOMEPAGE})"

SMTP = "smtp://localhost"
DAILY_REQUESTS = 50_000


@dataclass(frozen=True, slots=True)
class Settings:
    """Where things are kept and how the crawler introduces itself.

    `data_dir` holds everything that is not the database of another server: the SQLite catalogue,
    the archive, the converted model, Dagster's own storage. `encoder` is None for the packaged
    multilingual model, else a sentence-transformers model name or a local path. `models` keeps the
    converted model elsewhere, so that several catalogues share one, `releases` the folders of
    frozen releases. `alert` is where failures are
    told: a webhook's address or `mailto:` one, sent through the server `smtp`. `daily_requests`
    are made at most in 24 hours, over all sources.
    """

    data_dir: Path
    database_url: str
    encoder: str | None = None
    models: Path | None = None
    releases: Path | None = None
    source_dirs: tuple[Path, ...] = ()
    user_agent: str = USER_AGENT
    alert: str | None = None
    smtp: str = SMTP
    daily_requests: int = DAILY_REQUESTS

    @property
    def archive_dir(self) -> Path:
        return self.data_dir / "archive"

    @property
    def models_dir(self) -> Path:
        return self.models or self.data_dir / "models"

    @property
    def index_dir(self) -> Path:
        return self.data_dir / "index"

    @property
    def releases_dir(self) -> Path:
        return self.releases or self.data_dir / "releases"

    @property
    def logs_dir(self) -> Path:
        return self.data_dir / "logs"

    @property
    def dagster_home(self) -> Path:
        return self.data_dir / "dagster"


def load_settings() -> Settings:
    """Settings from PRACTICES_DATA, PRACTICES_DATABASE_URL, PRACTICES_ENCODER, PRACTICES_MODELS,
    PRACTICES_RELEASES, PRACTICES_SOURCES, PRACTICES_USER_AGENT, PRACTICES_ALERT, PRACTICES_SMTP
    and PRACTICES_DAILY_REQUESTS.

    Without any of them everything lies in `data/` beside the project, or in the user's folder for
    programs' data where it is installed as a package, whatever the working directory is, so that
    two shells never write two catalogues by mistake.
    """
    data_dir = Path(os.environ.get("PRACTICES_DATA") or _usual_data_dir()).resolve()
    models = os.environ.get("PRACTICES_MODELS")
    releases = os.environ.get("PRACTICES_RELEASES")
    extra = os.environ.get("PRACTICES_SOURCES", "")
    return Settings(
        data_dir=data_dir,
        database_url=os.environ.get("PRACTICES_DATABASE_URL")
        or f"sqlite:///{data_dir / 'catalogue.sqlite'}",
        encoder=os.environ.get("PRACTICES_ENCODER") or None,
        models=Path(models).resolve() if models else None,
        releases=Path(releases).resolve() if releases else None,
        source_dirs=tuple(Path(part).resolve() for part in extra.split(os.pathsep) if part),
        user_agent=os.environ.get("PRACTICES_USER_AGENT") or USER_AGENT,
        alert=os.environ.get("PRACTICES_ALERT") or None,
        smtp=os.environ.get("PRACTICES_SMTP") or SMTP,
        daily_requests=_number("PRACTICES_DAILY_REQUESTS", DAILY_REQUESTS),
    )


def _usual_data_dir() -> Path:
    if (PROJECT_ROOT / "pyproject.toml").is_file():
        return PROJECT_ROOT / "data"
    from platformdirs import user_data_path

    return user_data_path(NAME, appauthor=False)


def _number(name: str, default: int) -> int:
    text = os.environ.get(name) or str(default)
    if not text.isdigit():
        raise PracticesError(f"{name} is `{text}`, no whole number.", advice=f"Such as {default}.")
    return int(text)


def export_dagster_home(settings: Settings) -> None:
    """Tell Dagster where its storage is; it reads only the environment for that."""
    os.environ["DAGSTER_HOME"] = str(settings.dagster_home)
    os.environ["DAGSTER_DISABLE_TELEMETRY"] = "yes"
