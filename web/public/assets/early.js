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
}
