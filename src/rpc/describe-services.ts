import { z } from 'zod';
import type { RpcMethod, RpcService } from './service.ts';

/** Understood in the parameters of every method. */
export const callParams = z.object({
  timeout: z
    .number()
    .positive()
    .optional()
    .meta({ description: 'Seconds that the call may take; the server may allow fewer' }),
});

/** Every method by its full name. */
export function listMethods(services: readonly RpcService[]): [string, RpcMethod][] {
  return services.flatMap(({ name, methods }) =>
    Object.entries(methods).map(([method, value]): [string, RpcMethod] => [`${name}.${method}`, value]),
  );
}

/** What can be called, as an OpenRPC document. */
export function describeServices(services: readonly RpcService[]): Record<string, unknown> {
  return {
    openrpc: '1.3.2',
    info: { title: 'Efir', version: '1' },
    methods: listMethods(services).map(([name, method]) => {
      const { properties = {}, required = [] } = writeSchema(method.params.extend(callParams.shape));
      return {
        name,
        summary: method.summary,
        paramStructure: 'either',
        params: Object.entries(properties).map(([param, schema]) => ({
          name: param,
          required: required.includes(param),
          schema,
        })),
        result: { name: 'result', schema: z.toJSONSchema(method.result, { unrepresentable: 'any' }) },
        ...(method.scope === undefined ? {} : { 'x-scope': method.scope }),
      };
    }),
  };
}

function writeSchema(schema: z.ZodType): { properties?: Record<string, unknown>; required?: string[] } {
  return z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as ReturnType<typeof writeSchema>;
}
