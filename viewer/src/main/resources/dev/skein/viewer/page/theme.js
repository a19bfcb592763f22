// Not a module: it has to run before the first paint, or a dark page flashes white.
const THEME = 'skein.theme';

/** Takes "light", "dark" or "system" for this and later visits. */
window.skeinTheme = {
  get() {
    const chosen = localStorage.getItem(THEME);
    return chosen === 'light' || chosen === 'dark' ? chosen : 'system';
  },
  set(theme) {
    localStorage.setItem(THEME, theme);
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
