"""Settings of the server: from ``ASSAY_*`` variables, overridden by options of ``assay serve``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from assay.store.engine import normal_url, sqlite_url


class SettingsError(ValueError):
    """A setting that cannot be: the message names its variable and says what is wrong, a line for each."""


class Settings(BaseSettings):
    model_config = SettingsConfigDict(env_prefix="ASSAY_", extra="ignore", frozen=True)

    data: Path = Field(Path("assay-data"), description="folder for the database, the master key and the like")
    database: SecretStr | None = Field(None, description="database URL; default: SQLite in the data folder")
    secret_key: SecretStr | None = Field(
        None, description="master key, 32 bytes in base64; default: secret.key in the data folder, made once"
    )
    host: str = "127.0.0.1"
    port: int = Field(8000, ge=0, le=65535)
    base_url: str | None = Field(
        None,
        pattern=r"^https?://[^/\s]+$",
        description="how people reach this server, e.g. https://interviews.example.org; "
        "default: as the request came in",
    )
    bank: Path | None = Field(None, description="folder of problem packages; default: the bank that ships")
    slots: int | None = Field(None, ge=1, le=256, description="programs judged at once; default: one a core")
    nats: str | None = Field(
        None,
        pattern=r"^(nats|tls)://[^/\s]+$",
        description="the broker of a fleet of workers, e.g. tls://broker.example.org:4222; needs PostgreSQL. "
        "Default: programs are judged on this machine",
    )
    nats_credentials: Path | None = Field(
        None, description="who this server is to the broker: a file made by assay fleet config"
    )
    nats_ca: Path | None = Field(
        None, description="certificate authority of the broker, where it is not a public one"
    )
    member_hours: float = Field(12, gt=0, description="hours until a member must sign in again")
    candidate_days: float = Field(30, gt=0, description="days that a candidate's browser stays known")
    log_level: str = Field("info", pattern=r"^(debug|info|warning|error)$")

    @field_validator("database")
    @classmethod
    def _known(cls, url: SecretStr | None) -> SecretStr | None:
        if url is not None:
            normal_url(url.get_secret_value())
        return url

    @model_validator(mode="after")
    def _fleet_needs_postgresql(self) -> Settings:
        if self.nats is not None and self.database_url.startswith("sqlite"):
            raise ValueError(
                "ASSAY_NATS: a fleet of workers needs PostgreSQL; set ASSAY_DATABASE to postgresql://..."
            )
        return self

    @property
    def database_url(self) -> str:
        if self.database is not None:
            return self.database.get_secret_value()
        return sqlite_url(self.data.resolve() / "assay.db")

    @classmethod
    def chosen(cls, **options: Any) -> Settings:
        """From the environment, overridden by those ``options`` that are not None. Raises SettingsError."""
        try:
            return cls(**{name: value for name, value in options.items() if value is not None})
        except ValidationError as error:
            lines = [
                f"ASSAY_{'_'.join(str(part) for part in complaint['loc']).upper()}: {complaint['msg']}"
                if complaint["loc"]
                else str(complaint["msg"]).removeprefix("Value error, ")
                for complaint in error.errors()
            ]
            raise SettingsError("\n".join(lines)) from error
