/** Markup that is safe to send: whatever was put into it is escaped. */
export interface Html {
  readonly markup: string;
}

type Value = string | number | Html | readonly Html[] | undefined;

/** html`<p>${text}</p>`: text is escaped, other markup is put in as it is, undefined is nothing. */
export function html(parts: TemplateStringsArray, ...values: readonly Value[]): Html {
  const written = values.map((value, place) => write(value) + (parts[place + 1] ?? ''));
  return { markup: (parts[0] ?? '') + written.join('') };
}

function write(value: Value): string {
  if (value === undefined) return '';
  if (typeof value === 'object') {
    return 'markup' in value ? value.markup : value.map((one) => one.markup).join('');
  }
  return String(value).replaceAll(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
