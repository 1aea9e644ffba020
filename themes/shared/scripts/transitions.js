// Going from page to page is a view transition where the browser has them. When another link is
// followed meanwhile, or the next page wants none, Chromium gives it up and reports a promise that
// nobody has ever seen as rejected. Nothing is lost by that, so it is no error of the page.
(() => {
  addEventListener('unhandledrejection', (event) => {
    const { reason } = event;
    if (
      reason instanceof DOMException &&
      /\bTransition was (?:skipped|aborted)/.test(reason.message)
    ) {
      event.preventDefault();
    }
  });
})();
