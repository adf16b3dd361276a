// Runs before the first paint, so that a chosen theme never flashes in the other one's colours.
try {
  const theme = JSON.parse(localStorage.getItem('darkroom.studio.theme') ?? 'null');
  if (theme === 'light' || theme === 'dark') {
    document.documentElement.dataset.theme = theme;
  }
} catch {
  // the system's setting it is
}
