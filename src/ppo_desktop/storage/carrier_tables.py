"""The fixed tables about carriers: made here, taken in, travelling inside others, and what receivers confirmed."""

from sqlalchemy import LargeBinary
from sqlmodel import Field

from ppo_desktop.records.declaring import Declared


class OutgoingCarrier(Declared, table=True):
    """A carrier made here, committed in one transaction with the entry that announces it."""

    __tablename__ = "outgoing_carrier"
    n: int | None = Field(default=None, primary_key=True)
    id: str = Field(unique=True)
    kind: str
    recipient: str = Field(index=True)
    period: str
    made_at: str
    file_name: str
    spans: str
    pdf: bytes | None = Field(default=None, sa_type=LargeBinary)


class CarrierReader(Declared, table=True):
    """That an office can open a carrier made here, which may be for another: a village's report, the kabupaten too."""

    __tablename__ = "carrier_reader"
    carrier: str = Field(primary_key=True)
    office: str = Field(primary_key=True, index=True)


class BroughtAlong(Declared, table=True):
    """That a carrier, made here or taken in, took another one along, unchanged."""

    __tablename__ = "brought_along"
    carrier: str = Field(primary_key=True)
    brought: str = Field(primary_key=True, index=True)
    sender: str = Field(index=True)
    """Who wrote the one that was taken along."""


class EntrustedCarrier(Declared, table=True):
    """A receipt of an office above for one below, not readable here, to be passed on; the newest of each pair."""

    __tablename__ = "entrusted_carrier"
    sender: str = Field(primary_key=True)
    recipient: str = Field(primary_key=True)
    id: str = Field(index=True)
    device: str
    seq: int
    """Of the one entry in it."""
    period: str
    received_at: str
    file_name: str
    pdf: bytes = Field(sa_type=LargeBinary)


class IncomingCarrier(Declared, table=True):
    """A carrier that was checked and taken; its id makes a second import change nothing."""

    __tablename__ = "incoming_carrier"
    n: int | None = Field(default=None, primary_key=True)
    id: str = Field(unique=True)
    kind: str
    sender: str = Field(index=True)
    use: str
    period: str
    received_at: str
    received_by: str
    manifest: str
    recount: str
    pdf: bytes | None = Field(default=None, sa_type=LargeBinary)


class Confirmation(Declared, table=True):
    """What a recipient said it holds of our journal, from its newest receipt."""

    recipient: str = Field(primary_key=True)
    device: str = Field(primary_key=True)
    seq: int
    link: bytes = Field(sa_type=LargeBinary)
