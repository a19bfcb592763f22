// Not a module: it has to run before the first paint, or a dark page flashes white.
const THEME = 'skein.theme';
let forgetful = null;

/** Takes "light", "dark" or "system" for this and later visits. */
window.skeinTheme = {
  get() {
    let chosen = forgetful;
    try {
      chosen ??= localStorage.getItem(THEME);
    } catch {
      // not allowed; until the next visit it is kept here
    }
    return chosen === 'light' || chosen === 'dark' ? chosen : 'system';
  },
  set(theme) {
    try {
      localStorage.setItem(THEME, theme);
    } catch {
      forgetful = theme;
    }
    this.apply();
  },
  apply() {
    document.documentElement.dataset.theme = this.get();
    window.dispatchEvent(new Event('skein-theme'));
  },
};
window.skeinTheme.apply();
// another tab of ours
window.addEventListener('storage', (event) => {
  if (event.key === THEME) {
    window.skeinTheme.apply();
  }
});
