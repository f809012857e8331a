"""Live streams: who may listen, and how the hub tells them."""

import asyncio
import os
from collections.abc import Callable, Coroutine
from types import SimpleNamespace
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ImproperlyConfigured

from tillit.journal import live
from tillit.journal.bus import EVERYTHING, GOODBYE

ADA: Any = SimpleNamespace(pk=7, is_authenticated=True, is_active=True)


class FakeListener:
    """Says what a test puts into it."""

    def __init__(self, *, safety_net: bool) -> None:
        assert not safety_net
        self.readable, self.writable = os.pipe()
        self.topics: set[str] = set()

    def start(self) -> None: ...

    def say(self, *topics: str) -> None:
        self.topics.update(topics)
        os.write(self.writable, b"!")

    def fileno(self) -> int:
        return self.readable

    def read(self) -> set[str]:
        if self.topics:
            os.read(self.readable, 100)
        topics, self.topics = self.topics, set()
        return topics

    def close(self) -> None:
        os.close(self.readable)
        os.close(self.writable)


Scene = Callable[[live.Hub, FakeListener], Coroutine[Any, Any, None]]


@pytest.fixture
def play(monkeypatch: pytest.MonkeyPatch) -> Callable[[Scene], None]:
    """Play a scene with a hub and what it hears."""
    monkeypatch.setattr(live, "Listener", FakeListener)

    async def with_hub(scene: Scene) -> None:
        hub = live.Hub(asyncio.get_running_loop())
        hub.start()
        listener: Any = hub._listener
        try:
            await asyncio.wait_for(scene(hub, listener), 5)
        finally:
            hub.close()

    return lambda scene: asyncio.run(with_hub(scene))


@pytest.fixture
def _guards(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(live, "_guards", {})

    @live.guard("agent")
    def is_oneself(user: Any, key: str) -> bool:
        return user.pk == int(key)


def look(*topics: str) -> str:
    return f"event: look\ndata: {' '.join(topics)}\n\n"


@pytest.mark.usefixtures("_guards")
class TestPermitted:
    def test_what_the_guard_allows(self) -> None:
        assert live.permitted(ADA, {"agent.7"})

    def test_not_if_one_topic_is_not(self) -> None:
        assert not live.permitted(ADA, {"agent.7", "agent.8"})

    @pytest.mark.parametrize("topic", ["", "agent", "agent.", "agent.x", "team.7", "*", "agent.7 "])
    def test_not_what_nobody_guards(self, topic: str) -> None:
        assert not live.permitted(ADA, {topic})

    def test_not_nothing_and_not_too_much(self) -> None:
        assert not live.permitted(ADA, set())
        assert not live.permitted(ADA, ["agent.7"] * (live.MOST_TOPICS + 1))

    def test_not_strangers(self) -> None:
        assert not live.permitted(AnonymousUser(), {"agent.7"})
        gone: Any = SimpleNamespace(pk=7, is_authenticated=True, is_active=False)
        assert not live.permitted(gone, {"agent.7"})

    def test_a_prefix_has_one_guard(self) -> None:
        with pytest.raises(ImproperlyConfigured):
            live.guard("agent")(lambda user, key: True)


class TestHub:
    def test_tells_those_who_listen(self, play: Callable[[Scene], None]) -> None:
        async def scene(hub: live.Hub, listener: FakeListener) -> None:
            ada, bo = hub.join(["team.1", "agent.7"]), hub.join(["team.2"])
            listener.say("team.1", "team.9")
            assert await ada.next_message() == look("team.1")
            listener.say("team.2")
            assert await bo.next_message() == look("team.2")

        play(scene)

    def test_first_at_once_then_together(self, play: Callable[[Scene], None]) -> None:
        async def scene(hub: live.Hub, listener: FakeListener) -> None:
            clock = asyncio.get_running_loop().time
            stream = hub.join(["team.1", "team.2", "team.3"])
            started = clock()
            listener.say("team.1")
            assert await stream.next_message() == look("team.1")
            assert clock() - started < 0.1
            for topic in ("team.2", "team.3", "team.2"):
                listener.say(topic)
                await asyncio.sleep(0.01)
            assert await stream.next_message() == look("team.2", "team.3")
            assert clock() - started >= live.QUIET_SECONDS

        play(scene)

    def test_everything_means_all_that_the_stream_listens_to(
        self, play: Callable[[Scene], None]
    ) -> None:
        async def scene(hub: live.Hub, listener: FakeListener) -> None:
            stream = hub.join(["team.1", "agent.7"])
            hub.join(["team.2"])
            listener.say(EVERYTHING)
            assert await stream.next_message() == look("agent.7", "team.1")

        play(scene)

    def test_goodbye_ends_all_streams_and_those_that_come_back(
        self, play: Callable[[Scene], None]
    ) -> None:
        async def scene(hub: live.Hub, listener: FakeListener) -> None:
            waiting, quiet = hub.join(["team.1"]), hub.join(["team.2"])
            listener.say("team.2")
            await quiet.next_message()
            listener.say("team.2")
            listener.say(GOODBYE)
            assert await waiting.next_message() is None
            assert await quiet.next_message() is None
            assert await hub.join(["team.1"]).next_message() is None

        play(scene)

    def test_keeps_a_silent_stream_alive(
        self, play: Callable[[Scene], None], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(live, "KEEP_ALIVE_SECONDS", 0.02)

        async def scene(hub: live.Hub, listener: FakeListener) -> None:
            assert await hub.join(["team.1"]).next_message() == live.KEEP_ALIVE

        play(scene)

    def test_a_crowd_is_told_one_after_the_other(
        self, play: Callable[[Scene], None], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(live, "CROWD", 20)
        monkeypatch.setattr(live, "CROWD_SECONDS_EACH", 0.005)

        async def scene(hub: live.Hub, listener: FakeListener) -> None:
            clock = asyncio.get_running_loop().time

            async def told_at(stream: live.Stream) -> float:
                await stream.next_message()
                return clock()

            streams = [hub.join(["team.1"]) for _ in range(20)]
            listener.say("team.1")
            times = await asyncio.gather(*map(told_at, streams))
            assert max(times) - min(times) > 0.02

        play(scene)

    def test_forgets_who_left(self, play: Callable[[Scene], None]) -> None:
        async def scene(hub: live.Hub, listener: FakeListener) -> None:
            hub.leave(hub.join(["team.1", "team.2"]))
            assert not hub._streams

        play(scene)
