/** Keeps the page as high as what the virtual keyboard leaves of the screen, so that it never covers the field. */
export function fitToScreen() {
  const screen = window.visualViewport;
  if (!screen) return;
  const fit = () => {
    document.documentElement.style.setProperty('--hg-height', `${screen.height}px`);
    if (screen.scale === 1) scrollTo(0, 0); // iOS pushes the page up to make room that we have made already
  };
  screen.addEventListener('resize', fit);
  screen.addEventListener('scroll', fit);
  fit();
}
