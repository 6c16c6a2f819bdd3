// The second frame begins when the first has been painted. Main sees the title change, so that no preload is needed.
requestAnimationFrame(() => {
  requestAnimationFrame(() => {
    document.title = 'painted';
  });
});
