/**
 * Runs in the page, by itself: `executeScript` hands it over, so it can use nothing around it.
 * @returns {{ text: string, isInUse: boolean }} what is selected, in a field too, and whether the
 *   reader is in this frame: another one may still hold an earlier selection
 */
export function selectedText() {
  const field = document.activeElement;
  const isInUse = document.hasFocus() && !/^i?frame$/i.test(field?.localName ?? "");
  if (field instanceof HTMLTextAreaElement || field instanceof HTMLInputElement) {
    const { selectionStart, selectionEnd, value, type, autocomplete } = field;
    // Secrets are never read, nor what is shown as dots.
    const isSecret = type === "password" || /password|one-time-code|\bcc-/i.test(autocomplete) ||
      getComputedStyle(field).getPropertyValue("-webkit-text-security") !== "none";
    if (isSecret) return { text: "", isInUse };
    const selected = value.slice(selectionStart ?? 0, selectionEnd ?? 0);
    if (selected) return { text: selected, isInUse };
  }
  return { text: getSelection()?.toString().trim() ?? "", isInUse };
}
