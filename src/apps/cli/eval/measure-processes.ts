import { readdirSync, readFileSync } from 'node:fs';

/** What this process and those below it have taken. */
export interface Usage {
  /** Seconds of all of them, those that have ended included. */
  readonly cpuSeconds: number;
  /** Of the engine hosts that run: what each has taken at most so far, together. */
  readonly hostMegabytes: number;
}

/** From /proc; nothing on systems that have none. */
export function measureProcesses(): Usage | undefined {
  try {
    const processes = readProcesses();
    const own = processes.get(process.pid);
    if (!own) return undefined;
    const below = findBelow(process.pid, processes);
    const ticks = [own, ...below].reduce((sum, one) => sum + one.ticks, 0);
    const hosts = below.filter(({ pid }) => isHost(pid));
    const members = new Set(hosts.flatMap((host) => [host, ...findBelow(host.pid, processes)]));
    const kilobytes = [...members].reduce((sum, { pid }) => sum + readPeak(pid), 0);
    return { cpuSeconds: ticks / ticksPerSecond, hostMegabytes: Math.round(kilobytes / 1000) };
  } catch {
    return undefined;
  }
}

/** Linux counts in these outwards, whatever it does inside. */
const ticksPerSecond = 100;

interface OneProcess {
  readonly pid: number;
  readonly parent: number;
  /** Its own and those of children that it has seen end. */
  readonly ticks: number;
}

function readProcesses(): Map<number, OneProcess> {
  const found = new Map<number, OneProcess>();
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const text = readOf(Number(name), 'stat');
    // The name of the program stands in brackets and may hold anything.
    const fields = text
      .slice(text.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number);
    const ticks = fields.slice(11, 15).reduce((sum, value) => sum + value, 0);
    if (Number.isFinite(ticks) && text !== '') {
      found.set(Number(name), { pid: Number(name), parent: fields[1] ?? 0, ticks });
    }
  }
  return found;
}

function findBelow(pid: number, processes: ReadonlyMap<number, OneProcess>): OneProcess[] {
  const children = [...processes.values()].filter(({ parent }) => parent === pid);
  return children.flatMap((child) => [child, ...findBelow(child.pid, processes)]);
}

function isHost(pid: number): boolean {
  return readOf(pid, 'cmdline').includes('/engine-host/');
}

function readPeak(pid: number): number {
  const [, kilobytes] = /^VmHWM:\s+(\d+) kB/m.exec(readOf(pid, 'status')) ?? [];
  return Number(kilobytes ?? 0);
}

/** Empty for a process that has ended meanwhile. */
function readOf(pid: number, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return '';
  }
}
