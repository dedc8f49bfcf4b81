// A whole Efir over a real broker, and programs of others beside it:
//
//   let stage: ForeignStage;
//   beforeAll(async () => { stage = await openForeignStage('redis'); }, 300_000);
//   afterAll(() => stage?.close());

import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { chmod, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';
import { makeSampleFiles, readTranscript, type Sample, sendIn, waitForEnd } from '../chaos/load.ts';
import { pickHostEnvironment } from './host-environment.ts';
import { type BrokerName, type Installation, install } from './installation.ts';

/** Seconds: a busy machine starts processes slowly. */
const patience = 120;

export interface ForeignStage {
  readonly folder: string;
  /** Where programs of others lay files that workers of ours read. */
  readonly sharedRoot: string;
  /** At first without a worker of ours. */
  readonly installation: Installation;
  /** Of 1, 2, 3 and 5 pieces. */
  readonly samples: readonly [Sample, Sample, ...Sample[]];
  /** Of programs beside it. */
  readonly environment: NodeJS.ProcessEnv;
  /** Starts a program with one of the examples; what still runs is killed at `close`. */
  start(program: string, example: string): ChildProcess;
  /** Sends a sample in, the first unless told; answers with the recording's id. */
  send(sample?: Sample): Promise<string>;
  /** Waits until the recording has succeeded; answers with its transcript, in JSON. */
  finish(id: string): Promise<string>;
  close(): Promise<void>;
}

export async function openForeignStage(broker: Exclude<BrokerName, 'inprocess'>): Promise<ForeignStage> {
  const folder = await mkdtemp(join(tmpdir(), `efir-${broker}-programs-`));
  await chmod(folder, 0o755);
  const sharedRoot = join(folder, 'shared');
  await mkdir(sharedRoot);
  const samples = (await makeSampleFiles(folder)) as [Sample, Sample, ...Sample[]];
  const installation = await install(broker, {
    roles: ['api', 'coordinator'],
    settings: { FOREIGN_WORKER_SLOTS: '2', SHARED_ROOT: sharedRoot },
  });
  const environment = {
    ...pickHostEnvironment(),
    [`${broker.toUpperCase()}_URL`]: installation.broker?.url ?? '',
    SHARED_ROOT: sharedRoot,
  };
  const children: ChildProcess[] = [];
  return {
    ...{ folder, sharedRoot, installation, samples, environment },
    start(program, example) {
      const child = spawn(program, [findExample(example)], { env: environment, stdio: 'ignore' });
      children.push(child);
      return child;
    },
    send: (sample = samples[0]) => sendIn(installation, sample, randomUUID()),
    async finish(id) {
      expect(await waitForEnd(installation, id, patience)).toBe('succeeded');
      return readTranscript(installation, id);
    },
    async close() {
      for (const child of children) child.kill('SIGKILL');
      await installation.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** A program that people may begin with. */
export function findExample(name: string): string {
  return fileURLToPath(new URL(`../../examples/${name}`, import.meta.url));
}
