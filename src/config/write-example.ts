import type { Setting } from './setting.ts';
import { settings } from './settings.ts';

/** The text of `.env.example`: every setting with what it is for, what it accepts, and its standard. */
export function writeExample(): string {
  const blocks = Object.entries(settings as Record<string, Setting<unknown>>).map(([name, setting]) =>
    [
      ...wrap(`${setting.about}.`),
      `# Accepts ${setting.accepts}.`,
      `#${name}=${setting.standard ?? ''}`,
    ].join('\n'),
  );
  return `${[heading, ...blocks].join('\n\n')}\n`;
}

const heading = `# Every setting of Efir, with its standard value. Written by \`./efir config\` from src/config/settings.ts.
# Settings are environment variables; this file is not read by itself:  set -a; . ./.env; set +a`;

const width = 100;

function wrap(text: string): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + word.length < width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(`# ${word}`);
  }
  return lines;
}
