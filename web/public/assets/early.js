// Before the first paint: light or dark, and the language, so that nothing flashes. And what the first page is made of and asks
// for is fetched while the modules are on their way.
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
  const { pages, texts } = JSON.parse(document.currentScript.dataset.parts ?? '{"pages":[],"texts":{}}');
  const page = pages.find(({ path }) => new RegExp(path).test(location.pathname));
  for (const href of [...(page?.files ?? []), ...(texts[document.documentElement.lang] ?? [])]) {
    // Styles are only fetched: their place, behind those of the frame, is where the page puts them.
    const how = href.endsWith('.css') ? { rel: 'preload', as: 'style' } : { rel: 'modulepreload' };
    document.head.append(Object.assign(document.createElement('link'), { ...how, href, crossOrigin: '' }));
  }

  // Questions to the server, each once the one before allows it, so that none is refused; src/api/take-early.ts takes the
  // answers. An answer that is undefined was not asked for, or did not come.
  const answers = {};
  const ask = (address, allowed) => {
    const headers = { accept: 'application/json', 'accept-language': document.documentElement.lang };
    answers[address] = allowed
      .then((yes) => (yes ? fetch(address, { headers }) : undefined))
      .catch(() => undefined);
    return answers[address];
  };
  const says = async (answer, about) => {
    const told = await answer;
    return Boolean(told?.ok && about(await told.clone().json()));
  };
  // Whoever reads by a link is not asked who they are.
  if (!location.pathname.startsWith('/s/')) {
    const state = ask('/v1/auth/state', Promise.resolve(true));
    const [, id] = /^\/recordings\/([\w-]+)$/.exec(location.pathname) ?? [];
    if (id) {
      const known = says(state, ({ signed_in: who }) => who);
      const recording = ask(`/v1/recordings/${id}`, known);
      const done = says(recording, ({ state: reached }) => reached === 'succeeded');
      ask(`/v1/recordings/${id}/transcript?format=json`, done);
    }
  }
  window.earlyAnswers = answers;
}
