// Before the first paint: light or dark, and the language, so that nothing flashes. The rest comes with the modules.
{
  const read = (key) => {
    try {
      return localStorage.getItem(key);
    } catch {
      return null;
    }
  };
  const wanted = read('efir-colours');
  const dark =
    wanted === 'dark' || (wanted !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
  document.documentElement.dataset.mantineColorScheme = dark ? 'dark' : 'light';
  const language = read('efir-language') ?? navigator.language;
  document.documentElement.lang = language.startsWith('ru') ? 'ru' : 'en';

  // What the page at this address is made of, as the build has written it down, comes beside the entry.
  for (const { files, path } of JSON.parse(document.currentScript.dataset.pages ?? '[]')) {
    if (!new RegExp(path).test(location.pathname)) continue;
    for (const href of files) {
      // Styles are only fetched: their place, behind those of the frame, is where the page puts them.
      const how = href.endsWith('.css') ? { rel: 'preload', as: 'style' } : { rel: 'modulepreload' };
      document.head.append(Object.assign(document.createElement('link'), { ...how, href, crossOrigin: '' }));
    }
  }
}
