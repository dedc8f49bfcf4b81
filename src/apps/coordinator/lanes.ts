import type { TenantId } from '../../core/ids.ts';
import type { DueDelivery } from '../../domain/delivery/index.ts';

export interface LaneBounds {
  readonly all: number;
  readonly perTenant: number;
  readonly perLane: number;
}

/** Who is under way where. */
export interface Lanes {
  /** Takes what there is room for, tenants with the least under way first; what is taken has to leave again. */
  enter<Item extends Place>(items: readonly Item[]): Item[];
  /** True when something may enter now for which there was no room before. */
  leave(item: Place): boolean;
  isFull(): boolean;
  describe(): { perLane: number; fullLanes: string[]; fullTenants: TenantId[] };
}

type Place = Pick<DueDelivery, 'tenantId' | 'lane'>;

export function createLanes(bounds: LaneBounds): Lanes {
  const byLane = new Map<string, number>();
  const byTenant = new Map<TenantId, number>();
  let all = 0;
  const isFull = () => all >= bounds.all;
  const hasRoom = ({ lane, tenantId }: Place) =>
    !isFull() && count(byLane, lane) < bounds.perLane && count(byTenant, tenantId) < bounds.perTenant;
  return {
    isFull,
    enter(items) {
      const waiting = new Map([...Map.groupBy(items, (item) => item.tenantId)]);
      const taken: (typeof items)[number][] = [];
      while (waiting.size > 0 && !isFull()) {
        const turns = [...waiting].sort(([a], [b]) => count(byTenant, a) - count(byTenant, b));
        for (const [tenantId, list] of turns) {
          const index = list.findIndex(hasRoom);
          const [item] = index < 0 ? [] : list.splice(index, 1);
          if (!item) {
            waiting.delete(tenantId);
            continue;
          }
          taken.push(item);
          all += 1;
          add(byLane, item.lane, 1);
          add(byTenant, tenantId, 1);
        }
      }
      return taken;
    },
    leave({ lane, tenantId }) {
      const wasFull = isFull() || count(byLane, lane) >= bounds.perLane;
      const tenantWasFull = count(byTenant, tenantId) >= bounds.perTenant;
      all -= 1;
      add(byLane, lane, -1);
      add(byTenant, tenantId, -1);
      return wasFull || tenantWasFull;
    },
    describe: () => ({
      perLane: bounds.perLane,
      fullLanes: listFull(byLane, bounds.perLane),
      fullTenants: listFull(byTenant, bounds.perTenant),
    }),
  };
}

function count<Key>(counts: ReadonlyMap<Key, number>, key: Key): number {
  return counts.get(key) ?? 0;
}

function add<Key>(counts: Map<Key, number>, key: Key, change: number): void {
  const value = count(counts, key) + change;
  if (value > 0) counts.set(key, value);
  else counts.delete(key);
}

function listFull<Key>(counts: ReadonlyMap<Key, number>, bound: number): Key[] {
  return [...counts].filter(([, value]) => value >= bound).map(([key]) => key);
}
