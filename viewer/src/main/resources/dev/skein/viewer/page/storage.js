// What the page remembers from one visit to the next. Browsers may forbid that, or have no room
// left; then it forgets, and works all the same.

/** The text that was remembered under a key; null for none. */
export function recall(key) {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

/** Remembers a text, or what reads as one. */
export function remember(key, value) {
  try {
    localStorage.setItem(key, value);
  } catch {
    // forgotten
  }
}
