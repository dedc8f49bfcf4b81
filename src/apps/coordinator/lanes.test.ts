import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { TenantId } from '../../core/ids.ts';
import { createLanes } from './lanes.ts';

const bounds = { all: 10, perTenant: 5, perLane: 2 };
const item = (tenant: string, lane: string) => ({ tenantId: tenant as TenantId, lane: `${tenant} ${lane}` });
const many = (count: number, tenant: string, lane: string) =>
  Array.from({ length: count }, () => item(tenant, lane));

test('a lane, a tenant and all together have their bounds', () => {
  const lanes = createLanes(bounds);
  expect(lanes.enter(many(9, 'a', 'x')).length).toBe(2);
  expect(lanes.enter([...many(9, 'a', 'y'), ...many(9, 'a', 'z'), ...many(9, 'a', 'w')]).length).toBe(3);
  expect(lanes.describe().fullTenants).toEqual(['a']);
  expect(lanes.describe().fullLanes.toSorted()).toContain('a x');
  const others = ['b', 'c', 'd'].flatMap((tenant) => [...many(9, tenant, 'x'), ...many(9, tenant, 'y')]);
  expect(lanes.enter(others).length).toBe(5);
  expect([lanes.isFull(), lanes.enter(many(1, 'e', 'x')).length]).toEqual([true, 0]);
});

test('the tenant with the least under way comes first', () => {
  const lanes = createLanes({ all: 4, perTenant: 4, perLane: 4 });
  const taken = lanes.enter([...many(9, 'a', 'x'), ...many(2, 'b', 'x')]);
  expect(taken.filter(({ tenantId }) => tenantId === 'b').length).toBe(2);
});

test('whatever comes and goes, the bounds hold and everything is let in at last', () => {
  const place = fc.record({ tenant: fc.constantFrom('a', 'b', 'c'), lane: fc.constantFrom('x', 'y', 'z') });
  fc.assert(
    fc.property(fc.array(place), fc.array(fc.nat()), (places, leaving) => {
      const lanes = createLanes(bounds);
      let waiting = places.map(({ tenant, lane }) => item(tenant, lane));
      const inside: typeof waiting = [];
      const most = (key: (one: (typeof waiting)[number]) => string) =>
        Math.max(
          0,
          ...Map.groupBy(inside, key)
            .values()
            .map((group) => group.length),
        );
      for (let round = 0; waiting.length > 0; round += 1) {
        const taken = lanes.enter(waiting);
        waiting = waiting.filter((one) => !taken.includes(one));
        inside.push(...taken);
        expect(inside.length).toBeLessThanOrEqual(bounds.all);
        expect(most(({ lane }) => lane)).toBeLessThanOrEqual(bounds.perLane);
        expect(most(({ tenantId }) => tenantId)).toBeLessThanOrEqual(bounds.perTenant);
        expect(inside.length > 0 || waiting.length === 0).toBe(true);
        const [gone] = inside.splice((leaving[round] ?? 0) % Math.max(1, inside.length), 1);
        if (gone) lanes.leave(gone);
      }
    }),
  );
});
