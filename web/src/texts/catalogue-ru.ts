const parts = import.meta.glob<string>('../../../locales/ru/web*.ftl', {
  query: '?raw',
  import: 'default',
  eager: true,
});

/** Everything the dashboard says in this language. */
export default Object.values(parts).join('\n');
