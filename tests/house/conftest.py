"""The loaded demo, and its forms."""

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from tests.support import walks
from tests.support.client import InspectingClient
from tests.support.clock import SetClock
from tests.support.forms import Forms, every_form
from tests.support.walks import Demo

SignIn = Callable[..., InspectingClient]


@pytest.fixture
def demo(session: Session, command: Callable[..., str], at: SetClock) -> Demo:
    at(walks.DAY)
    return walks.load_demo(session, command)


@pytest.fixture
def forms(sqlite_app: Flask, session: Session, demo: Demo, sign_in: SignIn) -> Forms:
    """Give every form of the application, each as somebody who may fill it in."""
    return every_form(sqlite_app, session, demo, sign_in)
