"""What is shown of long work."""

from __future__ import annotations

import pytest

from cqa.show import terminal


@pytest.mark.parametrize(("somebody", "soon", "shown"), [(True, -1.0, True), (True, 60.0, False), (False, -1.0, False)])
def test_long_work_is_counted_where_somebody_sees_it(
    somebody: bool, soon: float, shown: bool, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(terminal, "SOON", soon)
    monkeypatch.setattr(terminal.sys.stderr, "isatty", lambda: somebody)
    items = range(2 * terminal.STEP)
    assert list(terminal.watched(items, "weighing")) == list(items)
    said = capsys.readouterr()
    assert not said.out
    assert ("weighing" in said.err) is shown
