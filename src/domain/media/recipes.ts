import { EfirError } from '../../core/errors.ts';
import type { NewStep } from '../../work/enqueue-task.ts';

/** What is made of a recording: steps, each of a kind of its own, in an order in which parents come first. */
export interface Recipe {
  readonly name: string;
  readonly steps: readonly NewStep[];
}

/** Checks a recipe. Throws for one that could never be carried out: a start with it must not succeed. */
export function defineRecipe(name: string, steps: readonly NewStep[]): Recipe {
  const known = new Set<string>();
  for (const { kind, needs } of steps) {
    const stranger = needs.find((need) => !known.has(need));
    if (stranger !== undefined)
      throw new Error(`recipe ${name}: ${kind} needs ${stranger}, which is no step before it`);
    if (known.has(kind)) throw new Error(`recipe ${name}: ${kind} is there twice`);
    known.add(kind);
  }
  if (known.size === 0) throw new Error(`recipe ${name} has no steps`);
  return Object.freeze({ name, steps });
}

/** The recipes that may be asked for; the first one is the standard. */
const recipes = [defineRecipe('transcript', [{ kind: 'transcribe', needs: [] }])] as const;

/** The recipe of a name, or the standard one. Throws `recipe-unknown` (recipe, known). */
export function findRecipe(name: string | undefined): Recipe {
  const recipe = name === undefined ? recipes[0] : recipes.find((one) => one.name === name);
  if (recipe) return recipe;
  const known = recipes.map((one) => one.name).join(', ');
  throw new EfirError('recipe-unknown', { recipe: name ?? '', known });
}
