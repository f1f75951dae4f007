"""Publishes one package in one store: looks how far it is, and takes the steps that are left."""

from __future__ import annotations

from collections.abc import Callable

from tools.release.errors import LostAnswerError, NotReachedError
from tools.release.package import Package
from tools.release.stores.store import Setting, Stage, Store

STEPS = {Stage.UPLOADED: "upload the package", Stage.IN_REVIEW: "submit it for review"}


def steps_left(stage: Stage) -> list[str]:
    """Return what is still to be done, in words."""
    return [words for step, words in STEPS.items() if step > stage]


def publish(store: Store, package: Package, setting: Setting, wait: float) -> Stage:
    """Take the steps that are left; return how far the version is after ``wait`` seconds at most.

    A step whose answer is lost is not repeated: the store is asked whether it was taken. Raises
    ReleaseError; whatever was done by then is found by the next run.
    """
    stage = store.stage(package)
    setting.say(f"{store.name}: version {package.version} is {stage}")
    actions = {Stage.UPLOADED: store.upload, Stage.IN_REVIEW: store.submit}
    for wanted, act in actions.items():
        if stage < wanted:
            stage = _take(store, package, setting, act, wanted)
            setting.say(f"{store.name}: version {package.version} is {stage}")
    if stage >= Stage.PUBLISHED or not store.says_when_published:
        return stage
    return _wait_for_review(store, package, setting, wait)


def _take(
    store: Store, package: Package, setting: Setting, act: Callable[[Package], None], wanted: Stage
) -> Stage:
    setting.say(f"{STEPS[wanted]} ...")
    try:
        act(package)
    except LostAnswerError:
        stage = store.stage(package)
        if stage < wanted:
            raise
        return stage
    return wanted


def _wait_for_review(store: Store, package: Package, setting: Setting, wait: float) -> Stage:
    def published() -> Stage | None:
        return Stage.PUBLISHED if store.stage(package) is Stage.PUBLISHED else None

    try:
        return setting.poll(published, "the review", wait)
    except NotReachedError:
        # Reviews take from minutes to weeks: that one is under way is success.
        return Stage.IN_REVIEW
