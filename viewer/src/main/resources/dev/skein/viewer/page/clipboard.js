/** Puts a text into the clipboard and says so. */
export async function copy(host, text, what) {
  let detail;
  try {
    await navigator.clipboard.writeText(text);
    detail = `Copied ${what}`;
  } catch (e) {
    const why = navigator.clipboard ? e.message : 'browsers allow it on localhost or by https only';
    detail = `Could not be copied: ${why}`;
  }
  host.dispatchEvent(new CustomEvent('notice', {detail, bubbles: true, composed: true}));
}
