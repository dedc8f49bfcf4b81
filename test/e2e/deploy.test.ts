import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { loadConfig } from '../../src/config/config.ts';
import { settings } from '../../src/config/settings.ts';
import { runCli } from '../support/command.ts';

/*
 * The compose files cannot be started here, for want of containers: what they say to Efir is held against Efir.
 */
interface Service {
  readonly image: string;
  readonly command?: readonly string[];
  readonly environment?: Readonly<Record<string, string | number>>;
  readonly healthcheck?: { readonly test: readonly string[] };
}

const read = async (name: string) =>
  parse(await readFile(`deploy/${name}`, 'utf8'), { merge: true }) as { services: Record<string, Service> };

/** What an operator writes into .env. */
const standIns: Record<string, string> = {
  PUBLIC_URL: 'https://efir.example',
  TELEGRAM_BOT_TOKEN: '123456789:a-secret-of-some-length',
};

test('production starts roles that exist, with settings that Efir accepts', async () => {
  const { services } = await read('compose.production.yaml');
  const ours = Object.values(services).filter((service) => service.image === 'efir');
  expect(ours.map((service) => service.command?.[0])).toEqual([
    'migrate',
    'api',
    'coordinator',
    'worker',
    'rpc',
    'bot',
    'transcribe-server',
  ]);
  for (const { command = [], environment = {}, healthcheck } of ours) {
    expect((await runCli(['help', ...command])).exit).toBe(0);
    for (const name of Object.keys(environment)) expect(Object.keys(settings)).toContain(name);
    const values = Object.entries(environment).map(([name, value]) => [
      name,
      String(value).replace(/\$\{.*?\}/, standIns[name] ?? 'a-secret-of-some-length'),
    ]);
    const config = loadConfig(Object.fromEntries(values));
    expect(config.brokerUrl).toMatch(/^redis:/);
    // A health check asks the port that the role answers at: api at PORT, coordinator at +1, worker at +2, rpc at +3,
    // bot at +4.
    const distance = { api: 0, coordinator: 1, worker: 2, rpc: 3, bot: 4 }[command[0] ?? ''];
    if (distance !== undefined) {
      expect(config.port + distance).toBe(8080);
      expect(healthcheck?.test.at(-1)).toContain('http://127.0.0.1:8080/ready');
    }
  }
});

test('workers are not given the way to the database', async () => {
  const { services } = await read('compose.production.yaml');
  expect(Object.keys(services['worker']?.environment ?? {})).not.toContain('DATABASE_URL');
});

test('servers keep what they took over across a restart', async () => {
  for (const file of ['compose.development.yaml', 'compose.production.yaml']) {
    const { services } = await read(file);
    const command = services['redis']?.command?.join(' ');
    expect(command).toContain('--appendonly yes');
    expect(command).toContain('--maxmemory-policy noeviction');
  }
});
