import { expect, test } from 'vitest';
import { EfirError } from './errors.ts';
import { createLogger, type LoggerOptions } from './logger.ts';
import { writeError } from './logger-pretty.ts';

function log(error: unknown, level: LoggerOptions['level']): Record<string, unknown> {
  const lines: string[] = [];
  const destination = { write: (line: string) => lines.push(line) };
  createLogger({ level, format: 'json', destination }).error({ error }, 'it failed');
  return (JSON.parse(lines[0] ?? '{}') as { error: Record<string, unknown> }).error;
}

test('a failure with a code comes without a stack, unless details are asked for', () => {
  const failure = new EfirError('media-empty');
  expect(log(failure, 'info')).toEqual({ type: 'EfirError', code: 'media-empty', message: 'media-empty' });
  expect(log(failure, 'debug')['stack']).toContain('logger.test.ts');
});

test('a fault of the program comes with its stack, and nothing that hangs on the error', () => {
  const fault = Object.assign(new Error('lost'), { code: '57P01', client: { password: 'secret' } });
  const line = log(fault, 'info');
  expect(line).toMatchObject({ type: 'Error', code: '57P01', message: 'lost' });
  expect(line['stack']).toContain('logger.test.ts');
  expect(Object.keys(line).toSorted()).toEqual(['code', 'message', 'stack', 'type']);
  expect(log(new EfirError('internal'), 'info')['stack']).toContain('logger.test.ts');
});

test('what is no error stays as it is', () => {
  expect(log({ reason: 'odd' }, 'info')).toEqual({ reason: 'odd' });
});

test('a person at a terminal reads a failure as a line, and a fault with where it is', () => {
  const message = 'telegram-unreachable detail="refused (ECONNREFUSED)"';
  expect(writeError({ type: 'EfirError', message: `${message}: refused (ECONNREFUSED)` })).toBe(message);
  expect(writeError({ message: 'media-empty' })).toBe('media-empty');
  expect(writeError({ message: 'lost', stack: 'Error: lost\n at here' })).toBe('Error: lost\n at here');
  expect(writeError('odd')).toBe('odd');
});
