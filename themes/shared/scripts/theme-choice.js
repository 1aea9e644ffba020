// Light, dark, or as the system says. Loaded as a plain script in the head it takes effect before
// anything is drawn; it needs no module and waits for nothing.
(() => {
  const KEY = 'theme';
  const root = document.documentElement;

  /** @returns {string} */
  const chosen = () => {
    try {
      return localStorage.getItem(KEY) ?? 'auto';
    } catch {
      return 'auto'; // Storage is switched off: as the system says.
    }
  };

  const apply = () => {
    const theme = chosen();
    if (theme === 'light' || theme === 'dark') root.dataset.theme = theme;
    else delete root.dataset.theme;
    for (const button of document.querySelectorAll('[data-theme-choice]')) {
      button.setAttribute(
        'aria-pressed',
        String(button.getAttribute('data-theme-choice') === theme),
      );
    }
  };

  apply();
  document.addEventListener('DOMContentLoaded', apply);
  document.addEventListener('click', (event) => {
    const button = event.target instanceof Element && event.target.closest('[data-theme-choice]');
    if (!button) return;
    try {
      localStorage.setItem(KEY, button.getAttribute('data-theme-choice') ?? 'auto');
    } catch {
      return;
    }
    apply();
  });
  // Another window of the site chose.
  addEventListener('storage', (event) => {
    if (event.key === KEY) apply();
  });
})();
