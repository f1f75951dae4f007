/** Reads the selection, also in fields and shadow roots, but never in fields for secrets. */

"use strict";
{
  const { focused, method, shadowRoot } = pageDom;
  const hasFocus = method(Document.prototype, "hasFocus");

  /** Values of `autocomplete`: https://html.spec.whatwg.org/#autofill */
  const AUTOCOMPLETES_SECRET = /password|one-time-code|\bcc-/i;
  /** Names of fields for secrets, in lower case, words separated by spaces. */
  const NAMES_SECRET = new RegExp(
    [
      // password
      "pass ?(?:word|wd|code|phrase)|\\b(?:pass|psw|pwd|pin)\\b|secret",
      "\\b(?:api|private) ?key\\b|\\b(?:access|api|auth|security) ?token\\b",
      "passwort|kennwort|mot de passe|contrase[nñ]a|contrasenya|(?<!palabras? )\\bclave\\b|\\bsenha\\b",
      "palavra passe|wachtwoord|\\bhas[lł]o\\b|\\bheslo\\b|l[oö]senord|adgangskode|passord|salasana",
      "jelsz[oó]|\\bparol[aă]\\b(?! chiave)|[sş]ifre|m[aậ]t kh[aẩ]u|kata sandi|парол|κωδικ|סיסמ",
      "كلمة (?:المرور|السر)|رمز عبور|पासवर्ड|รหัสผ่าน|密码|密碼|口令|パスワード|暗証|비밀 ?번호|비번|암호",
      // card number
      "card ?(?:number|num|no|nr)\\b|\\bcc ?(?:number|num|no|nr)\\b|karten ?n(?:umme)?r|kaart ?nummer",
      "kort ?nummer|num[eé]ro de (?:la )?carte|n[uú]mero d[eo] (?:la )?(?:tarjeta|cart[aã]o)",
      "numero (?:della )?carta|numer karty|kart numaras[iı]|номер карты|卡号|卡號|カード番号|카드 ?번호",
      // security code
      "\\b(?:cvc|cvv|cvn|cvd|csc|ccv)\\d?\\b|(?:card|security) ?(?:code|verification)",
      "pr[uü]f(?:nummer|ziffer)|sicherheits ?code|cryptogramme|code de s[eé]curit[eé]",
      "c[oó]digo de seguran?[cçd]|codice di sicurezza|код безопасности|安全码|安全碼",
      "セキュリティ ?コード|보안 ?코드",
      // one-time code
      "\\bone ?time\\b|\\b(?:t?otp|otc|2fa|mfa)\\b|(?:verification|authentication) ?code",
      "best[aä]tigungs ?code|code de v[eé]rification|c[oó]digo de verifica|код подтверждения",
      "验证码|驗證碼|認証コード|인증 ?(?:번호|코드)",
    ].join("|"),
    "u",
  );
  /** @param {Element} field @returns {string} all its names: attributes and visible labels */
  const nameOf = (field) => {
    const { labels = [] } = /** @type {HTMLInputElement} */ (field);
    const texts = [...labels ?? []].map((it) => it.textContent?.slice(0, 100));
    const names = ["name", "id", "aria-label", "placeholder"].map((it) => field.getAttribute(it));
    return [...names, ...texts].join(" ").normalize()
      .replace(/(\p{Ll})(\p{Lu})/gu, "$1 $2").replace(/[^\p{L}\p{M}\p{N}]+/gu, " ").toLowerCase();
  };
  /** @param {Element} field */
  const isForSecrets = (field) =>
    field.getAttribute("type")?.toLowerCase() === "password" ||
    AUTOCOMPLETES_SECRET.test(field.getAttribute("autocomplete") ?? "") ||
    getComputedStyle(field).getPropertyValue("-webkit-text-security") !== "none" ||
    NAMES_SECRET.test(nameOf(field));
  /**
   * @param {Element | null | undefined} element
   * @returns {element is HTMLInputElement | HTMLTextAreaElement}
   */
  const isField = (element) =>
    element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement;
  /**
   * Reads the selection, also in shadow roots and fields without focus.
   * @param {object | null} root
   * @returns {string} "" if there is none that can be read
   */
  const selectedIn = (root) => {
    /** @type {Selection | undefined} */
    const selection = /** @type {any} */ (root)?.getSelection?.();
    if (!selection) return "";
    const { anchorNode: node, anchorOffset, isCollapsed } = selection;
    if (!isCollapsed) {
      const element = node instanceof Element ? node : node?.parentElement;
      const editor = element?.closest("[contenteditable]");
      return editor && isForSecrets(editor) ? "" : selection.toString();
    }
    // Seen from outside, a selection in a field or shadow root is collapsed right before its host.
    const host = /** @type {Element | undefined} */ (node?.childNodes[anchorOffset]);
    if (isField(host)) return isForSecrets(host) ? "" : selection.toString();
    return selectedIn(shadowRoot(host));
  };
  /**
   * @returns {{ text: string, isInUse: boolean }} isInUse: whether this frame has the focus; another
   *   one may still have an earlier selection
   */
  // deno-lint-ignore no-var no-unused-vars no-inner-declarations
  var pageSelection = () => {
    const field = focused();
    const isInUse = hasFocus(document) && !/^i?frame$/i.test(field?.localName ?? "");
    let text = "";
    if (isField(field) && !isForSecrets(field)) {
      text = field.value.slice(field.selectionStart ?? 0, field.selectionEnd ?? 0);
    }
    return { text: (text || selectedIn(globalThis)).trim(), isInUse };
  };
}
