/** The engine's module, made by `cargo xtask build` from `client-wasm`; loaded once per page. */
import type { EngineConstructor } from './contract';

let loading: Promise<EngineConstructor> | null = null;

export function loadEngine(): Promise<EngineConstructor> {
  loading ??= import('./pkg/wandel_client.js').then(async (module) => {
    await module.default();
    return module.WandelEngine as unknown as EngineConstructor;
  });
  loading.catch(() => { loading = null; });
  return loading;
}
