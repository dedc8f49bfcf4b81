import { describe, expect, it } from 'vitest';
import type { EfirError } from '../../src/core/errors.ts';
import type { Departure, IdentityProvider } from '../../src/ports/identity-provider.ts';
import type { TestProvider } from '../support/identity-provider.ts';

export interface IdentityProviderSubject {
  readonly provider: IdentityProvider;
  /** What stands at the other end, and whom it asks: a person who agrees at once. */
  readonly elsewhere: Pick<TestProvider, 'issuer' | 'person' | 'about' | 'spoil' | 'isUp'>;
  close(): Promise<void>;
}

const returnUrl = 'http://efir.example/back';

const anna = { sub: '7', email: 'anna@example.com', email_verified: true, name: 'Анна <b>Ж.</b> 🎧' };

/** What everybody who lets people in by an identity provider relies on. */
export function describeIdentityProvider(name: string, open: () => Promise<IdentityProviderSubject>): void {
  const using = (work: (subject: IdentityProviderSubject) => Promise<void>) => async () => {
    const subject = await open();
    subject.elsewhere.person = anna;
    try {
      await work(subject);
    } finally {
      await subject.close();
    }
  };

  describe(`identity provider ${name}`, () => {
    it('sends a browser there, and finds out who came back', using(findsOut));

    it(
      'gives each browser secrets of its own, and shows nobody what proves them',
      using(async ({ provider }) => {
        const [one, other] = [await provider.begin(returnUrl), await provider.begin(returnUrl)];
        const secrets = [one, other].flatMap(({ nonce, state, verifier }) => [nonce, state, verifier]);
        expect(new Set(secrets).size).toBe(6);
        expect(one.url).not.toContain(one.verifier);
      }),
    );

    it(
      'knows somebody of whom nothing else is told',
      using(async ({ elsewhere, provider }) => {
        elsewhere.person = { sub: anna.sub };
        const { issuer } = elsewhere;
        expect(await goAndReturn(provider)).toEqual({
          issuer,
          subject: '7',
          email: undefined,
          name: undefined,
        });
      }),
    );

    it.each([
      ['for which nobody vouches', undefined],
      ['that is not theirs for sure', false],
      ['that is theirs by some word', 'yes'],
      ['that is theirs by a number', 1],
    ])('tells no address %s', (_name, verified) =>
      using(async ({ elsewhere, provider }) => {
        elsewhere.person = { ...anna, email_verified: verified };
        expect(await goAndReturn(provider)).toMatchObject({ subject: '7', email: undefined });
      })(),
    );

    it(
      'asks for the address where it does not come by itself, and believes nothing about anybody else',
      using(async ({ elsewhere, provider }) => {
        elsewhere.person = { sub: anna.sub };
        elsewhere.about = anna;
        expect(await goAndReturn(provider)).toMatchObject({
          subject: '7',
          email: anna.email,
          name: anna.name,
        });
        elsewhere.about = { ...anna, sub: '8' };
        expect(await codeOf(goAndReturn(provider))).toBe('oidc-refused');
      }),
    );

    it.each([
      ['with a nonce of another visit', { nonce: 'another' }],
      ['of another issuer', { iss: 'http://127.0.0.1:1' }],
      ['for another audience', { aud: 'somebody else' }],
      ['whose time is over', { expired: true }],
      ['with the signature of another key', { otherKey: true }],
    ] as const)('believes no answer %s', (_name, spoil) =>
      using(async ({ elsewhere, provider }) => {
        elsewhere.spoil = spoil;
        expect(await codeOf(goAndReturn(provider))).toBe('oidc-refused');
      })(),
    );

    it('believes an answer in its own visit only', using(keepsVisitsApart));

    it(
      'believes an answer once',
      using(async ({ provider }) => {
        const departure = await provider.begin(returnUrl);
        const answer = { ...departure, url: await visit(departure) };
        expect(await provider.finish(answer)).toMatchObject({ subject: '7' });
        expect(await codeOf(provider.finish(answer))).toBe('oidc-refused');
      }),
    );

    it(
      'says that they declined, unless that is the answer of another visit',
      using(async ({ elsewhere, provider }) => {
        elsewhere.person = undefined;
        const departure = await provider.begin(returnUrl);
        const answer = { ...departure, url: await visit(departure) };
        expect(await codeOf(provider.finish(answer))).toBe('oidc-declined');
        expect(await codeOf(provider.finish({ ...answer, state: 'another' }))).toBe('oidc-refused');
      }),
    );

    it('says that nobody is there, and works once somebody is', using(outlastsSilence));
  });
}

async function findsOut({ elsewhere, provider }: IdentityProviderSubject): Promise<void> {
  const departure = await provider.begin(returnUrl);
  expect(new URL(departure.url).origin).toBe(elsewhere.issuer);
  const url = await visit(departure);
  expect(url.startsWith(`${returnUrl}?`)).toBe(true);
  expect(await provider.finish({ ...departure, url })).toEqual({
    issuer: elsewhere.issuer,
    subject: anna.sub,
    email: anna.email,
    name: anna.name,
  });
}

async function keepsVisitsApart({ provider }: IdentityProviderSubject): Promise<void> {
  const other = await provider.begin(returnUrl);
  const otherUrl = await visit(other);
  const change = (url: string, edit: (query: URLSearchParams) => void) => {
    const changed = new URL(url);
    edit(changed.searchParams);
    return changed.href;
  };
  const code = new URL(otherUrl).searchParams.get('code') ?? '';
  const spoilers: ((url: string) => Partial<Departure>)[] = [
    () => ({ state: other.state }),
    () => ({ nonce: other.nonce }),
    () => ({ verifier: other.verifier }),
    () => ({ url: otherUrl }),
    (url) => ({ url: change(url, (query) => query.set('code', code)) }),
    (url) => ({ url: change(url, (query) => query.delete('code')) }),
    (url) => ({ url: change(url, (query) => query.delete('state')) }),
    (url) => ({ url: url.replace(returnUrl, `${returnUrl}/elsewhere`) }),
    () => ({ url: 'nothing' }),
  ];
  for (const spoil of spoilers) {
    const departure = await provider.begin(returnUrl);
    const url = await visit(departure);
    expect(await codeOf(provider.finish({ ...departure, url, ...spoil(url) }))).toBe('oidc-refused');
  }
}

async function outlastsSilence({ elsewhere, provider }: IdentityProviderSubject): Promise<void> {
  elsewhere.isUp = false;
  expect(await codeOf(provider.begin(returnUrl))).toBe('oidc-unreachable');
  elsewhere.isUp = true;
  const departure = await provider.begin(returnUrl);
  const url = await visit(departure);
  elsewhere.isUp = false;
  expect(await codeOf(provider.finish({ ...departure, url }))).toBe('oidc-unreachable');
  elsewhere.isUp = true;
  expect(await goAndReturn(provider)).toMatchObject({ subject: '7' });
}

async function goAndReturn(provider: IdentityProvider) {
  const departure = await provider.begin(returnUrl);
  return provider.finish({ ...departure, url: await visit(departure) });
}

/** As a browser does: the address that it is sent back to. */
async function visit({ url }: Departure): Promise<string> {
  const answer = await fetch(url, { redirect: 'manual' });
  return answer.headers.get('location') ?? '';
}

function codeOf(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => 'fine',
    (error: EfirError) => error.code,
  );
}
