"""Add and remove days of the calendar: first what would move, then the change itself."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import batched

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session
