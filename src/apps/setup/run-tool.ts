import { spawn } from 'node:child_process';

export interface ToolResult {
  /** -1 when the program could not be started or was killed. */
  readonly code: number;
  /** The last 4,000 characters of what it said, stdout and stderr together. */
  readonly output: string;
}

/** Runs a program to its end, without a shell or a terminal, in a process group of its own. */
export async function runTool(
  command: string,
  args: readonly string[],
  options: { environment: Readonly<Record<string, string>>; signal?: AbortSignal },
): Promise<ToolResult> {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      env: { ...options.environment },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
      ...(options.signal ? { signal: options.signal, killSignal: 'SIGINT' as const } : {}),
    });
    let output = '';
    const keep = (chunk: Buffer) => {
      output = (output + chunk.toString()).slice(-4000);
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.on('error', (error) => resolve({ code: -1, output: output || error.message }));
    child.on('close', (code) => resolve({ code: code ?? -1, output }));
  });
}
