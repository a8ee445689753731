"""Values made by our own `dataclass` behave as those of the standard library's."""

import copy
import dataclasses
import inspect
import pickle
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st


@dataclass(frozen=True, slots=True)
class Ours:
    """A value with all that fields can be."""

    name: str
    size: int = 3
    parts: list[str] = dataclasses.field(default_factory=list)
    place: int = dataclasses.field(default=0, compare=False)


@dataclasses.dataclass(frozen=True, slots=True)
class Theirs:
    """The same, made by the standard library."""

    name: str
    size: int = 3
    parts: list[str] = dataclasses.field(default_factory=list)
    place: int = dataclasses.field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Longer(Ours):
    """A value with the fields of another before its own."""

    tail: str = ""


@dataclass(frozen=True, slots=True)
class Spoken:
    """A value that says itself how it is written and compared."""

    name: str

    def __repr__(self):
        return f"<{self.name}>"

    def __eq__(self, other):
        return isinstance(other, Spoken) and self.name.lower() == other.name.lower()

    def __hash__(self):
        return hash(self.name.lower())


@dataclass(frozen=True, slots=True)
class Empty:
    """A value without a field."""


given_fields = st.fixed_dictionaries(
    {"name": st.text(max_size=3)},
    optional={
        "size": st.integers(0, 3), "parts": st.lists(st.just("x"), max_size=2),
        "place": st.integers(0, 3),
    },
)  # fmt: skip


@given(given_fields, given_fields)
def test_values_are_made_compared_and_said_as_the_standard_library_does(one, other):
    ours, theirs = (Ours(**one), Ours(**other)), (Theirs(**one), Theirs(**other))
    assert [dataclasses.asdict(each) for each in ours] == [dataclasses.asdict(e) for e in theirs]
    assert (ours[0] == ours[1]) is (theirs[0] == theirs[1])
    assert str(ours[0]) == str(theirs[0]).replace("Theirs", "Ours")
    assert ours[0] != theirs[0]


def test_a_value_stays_as_it_is():
    value = Ours("a")
    with pytest.raises(dataclasses.FrozenInstanceError, match="name"):
        value.name = "b"
    with pytest.raises(dataclasses.FrozenInstanceError, match="name"):
        del value.name
    assert value == Ours("a")


def test_a_default_that_is_made_is_another_each_time():
    assert Ours("a").parts is not Ours("a").parts


def test_a_value_can_be_replaced_copied_and_sent():
    value = Longer("a", 1, ["b"], 2, "c")
    assert dataclasses.replace(value, tail="d") == Longer("a", 1, ["b"], 2, "d")
    assert pickle.loads(pickle.dumps(value)) == copy.deepcopy(value) == copy.copy(value) == value


def test_it_can_be_looked_up_by_its_hash_and_matched():
    assert {Spoken("A"): 1}[Spoken("a")] == 1
    assert repr(Spoken("A")) == "<A>"
    assert hash(Empty()) == hash(Empty())
    assert Empty() == Empty()
    match Ours("a", 5):
        case Ours(name, size):
            assert (name, size) == ("a", 5)


def test_what_it_is_made_of_can_be_asked_before_the_first_is_made():
    @dataclass(frozen=True, slots=True)
    class Late:
        """A value that nobody made yet."""

        name: str

    assert list(inspect.signature(Late).parameters) == ["name"]
    with pytest.raises(TypeError, match=r"Late\.__init__"):
        Late()
