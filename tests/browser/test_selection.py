"""What is read of a selection: in fields, shadow roots and frames, but never a secret."""

from __future__ import annotations

from typing import Protocol

import pytest

from tests.browser.page_to_read import PageToRead
from tests.browser.reader import Reader
from tools.browser.local_web import LocalWeb

PAGE = "https://blog.example/selecting"
PAPER = "https://blog.example/paper-of-a-page"
SECRET = "4111 1111 1111 1111"
SEARCH = "https://papers.cool/arxiv/search?highlight=1&query="
SHADOW = """(mode, html) => {
  const root = host.attachShadow({ mode });
  root.setHTMLUnsafe(html);
  const inner = root.querySelector("section")?.attachShadow({ mode });
  inner?.setHTMLUnsafe(root.querySelector("section").innerHTML);
  const it = (inner ?? root).querySelector("#it");
  if ("value" in it) it.focus(), it.select();
  else getSelection().selectAllChildren(it);
}"""
"""Fills a shadow root, and one of a section in it, and selects `it` in the innermost."""

_READ = """async (tab) => {
  const { readSelection } = await import("/page-reader/page-reader.js");
  return await readSelection(tab);
}"""


_READ_EACH = """async ({ id }) => {
  const target = { tabId: id };
  const files = ["dom.js", "selection.js"].map((it) => `/page-reader/in-page/${it}`);
  await chrome.scripting.executeScript({ target, files });
  const func = () =>
    [...document.querySelectorAll("input, textarea, [contenteditable]")].map((it) => {
      getSelection().removeAllRanges();
      if ("value" in it) it.focus(), it.select();
      else getSelection().selectAllChildren(it);
      return pageSelection().text;
    });
  const [{ result }] = await chrome.scripting.executeScript({ target, func });
  return result;
}"""
"""Selects in each field of a page in turn, and reads that; in one call, as there are many."""


class Selected(Protocol):
    """Returns what is read of a page with this body, once a script has selected in it."""

    def __call__(self, body: str, script: str) -> str: ...


@pytest.fixture
def selected(to_read: PageToRead, web: LocalWeb) -> Selected:
    def read(body: str, script: str) -> str:
        to_read.write(web, body, PAGE)
        to_read.page.evaluate(script)
        text: str = to_read.ask(_READ)
        return text

    return read


def _read_each(to_read: PageToRead, web: LocalWeb, fields: dict[str, str]) -> dict[str, str]:
    """What is read of each field, by its name in `fields`."""
    to_read.write(web, "<br>".join(fields.values()), PAGE)
    return dict(zip(fields, to_read.ask(_READ_EACH), strict=True))


def _in_shadow(mode: str, html: str) -> str:
    return f"({SHADOW})({mode!r}, {html!r})"


# ---------------------------------------------------------------- what is read


@pytest.mark.parametrize(
    ("body", "script"),
    [
        ("<p id=it>1706.03762", "getSelection().selectAllChildren(it)"),
        ("<input id=it value=1706.03762>", "it.focus(), it.select()"),
        ("<input id=it type=email value=1706.03762>", "it.focus(), it.select()"),
        ("<textarea id=it>1706.03762</textarea>", "it.focus(), it.select()"),
        ("<input id=it value=1706.03762><button>b", "it.select(), it.blur()"),
        ("<div contenteditable id=it>1706.03762</div>", "getSelection().selectAllChildren(it)"),
        ("<img name=activeElement><input id=it value=1706.03762>", "it.focus(), it.select()"),
        ("<img name=hasFocus><p id=it>1706.03762", "getSelection().selectAllChildren(it)"),
        ("<x-f id=host></x-f>", _in_shadow("open", "<p id=it>1706.03762</p>")),
        ("<x-f id=host></x-f>", _in_shadow("closed", "<p id=it>1706.03762</p>")),
        ("<div id=host></div>", _in_shadow("closed", "<input id=it value=1706.03762>")),
        (
            "<div id=host></div>",
            _in_shadow("closed", "<section><textarea id=it>1706.03762</textarea></section>"),
        ),
    ],
)
def test_selection_is_read(selected: Selected, body: str, script: str) -> None:
    assert selected(body, script) == "1706.03762"


def test_one_line_of_a_field_is_read(selected: Selected) -> None:
    body = "<textarea id=it>1706.03762\n1810.04805</textarea>"
    assert selected(body, "it.focus(), it.setSelectionRange(11, 21)") == "1810.04805"


# ---------------------------------------------------------------- what is not


@pytest.mark.parametrize("mode", ["open", "closed"])
@pytest.mark.parametrize(
    "inner",
    [
        f"<input id=it autocomplete=cc-number value='{SECRET}'>",
        f"<section><input id=it autocomplete=one-time-code value='{SECRET}'></section>",
        f"<section><textarea id=it autocomplete=cc-number>{SECRET}</textarea></section>",
    ],
)
def test_secret_in_a_shadow_root_is_not_read(selected: Selected, mode: str, inner: str) -> None:
    assert selected("<x-f id=host></x-f>", _in_shadow(mode, inner)) == ""


def test_secret_stays_unread_when_the_focus_is_elsewhere(selected: Selected) -> None:
    """Chromium still gives the text of a field that the focus has left."""
    field = f"<input id=it name=card-number value='{SECRET}'>"
    button = "<button id=other>Show</button>"
    plain = selected(field + button, "it.select(), other.focus()")
    script = f"{_in_shadow('closed', field)}, other.focus()"
    assert (plain, selected(f"<x-f id=host></x-f>{button}", script)) == ("", "")


SECRETS = [
    "type=password",
    "style='-webkit-text-security: disc'",
    "autocomplete=current-password",
    "autocomplete='section-a cc-number'",
    "autocomplete=one-time-code",
    "name=password",
    "name=newPassword",
    "name=user[passwd]",
    "id=user_pin",
    "name=cardNumber",
    "name=cc-number",
    "id=creditcardnumber",
    "name=cvc2",
    "aria-label='CVV'",
    "aria-label='Security code'",
    "name=loginOTP",
    "id=totp",
    "aria-label='Verification code'",
    "placeholder='One-time code'",
    "name=api_key",
    "aria-label=密码",
    "aria-label=驗證碼",
    "aria-label=银行卡号",
    "aria-label=パスワード",
    "aria-label=セキュリティコード",
    "aria-label='카드 번호'",
    "aria-label=Passwort",
    "aria-label=Kartennummer",
    "aria-label='Numéro de carte'",
    "aria-label='Mot de passe'",
    "aria-label='Número de la tarjeta'",
    "aria-label=Contraseña",
    "aria-label=Senha",
    "aria-label='Codice di sicurezza'",
    "aria-label='Номер карты'",
    "aria-label=Пароль",
    "aria-label=Wachtwoord",
    "aria-label=Hasło",
    "aria-label=Şifre",
    "aria-label='كلمة المرور'",
]


def test_secret_fields_are_known_by_what_they_are_called(
    to_read: PageToRead, web: LocalWeb
) -> None:
    fields = {it: f"<input {it} value='{SECRET}'>" for it in SECRETS}
    fields |= {f"{it} in a textarea": f"<textarea {it}>{SECRET}</textarea>" for it in SECRETS[2:]}
    fields["label around"] = f"<label>Card no. <input value='{SECRET}'></label>"
    fields["label"] = f"<label for=f>密码</label><input id=f value='{SECRET}'>"
    fields["editor"] = f"<div contenteditable aria-label=Passphrase>{SECRET}</div>"
    fields["type in capitals"] = f"<input type=PASSWORD value='{SECRET}'>"
    read = _read_each(to_read, web, fields)
    assert {name: text for name, text in read.items() if text} == {}


def test_fields_that_sound_alike_are_read(to_read: PageToRead, web: LocalWeb) -> None:
    names = [
        "passage",
        "compass",
        "spin",
        "footprint",
        "cardinality",
        "postcode",
        "code",
        "tokens",
        "search",
        "zip-code",
        "Keywords",
        "Palabras clave",
        "Parola chiave",
        "keyNumber",
        "关键词",
        "número de página",
        "author",
    ]
    fields = {it: f"<input name='{it}' aria-label='{it}' value=1706.03762>" for it in names}
    read = _read_each(to_read, web, fields)
    assert read == dict.fromkeys(names, "1706.03762")


# ---------------------------------------------------------------- at each door

IN_CLOSED_ROOT = _in_shadow("closed", f"<input id=it autocomplete=cc-number value='{SECRET}'>")


def test_no_door_opens_a_secret(permitted_reader: Reader) -> None:
    html = "<meta name=citation_title content='A Study of Many Things'><x-f id=host></x-f>"
    tab = permitted_reader.shows(PAPER, html)
    permitted_reader.page(PAPER).evaluate(IN_CLOSED_ROOT)
    title = [f"{SEARCH}A%20Study%20of%20Many%20Things"]
    shortcut = permitted_reader.would_open(tab, door="shortcut")
    menu = permitted_reader.would_open(tab, pageUrl=PAPER, editable=True, selectionText=SECRET)
    assert (shortcut, menu) == (title, title)
