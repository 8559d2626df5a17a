/** The engine's module, made by `cargo xtask build` from `client-wasm`; loaded once per page. */
import type { EngineConstructor } from './contract';
import wasm from './pkg/wandel_client_bg.wasm?url';

let loading: Promise<EngineConstructor> | null = null;

export function loadEngine(): Promise<EngineConstructor> {
  loading ??= import('./pkg/wandel_client.js').then(async (module) => {
    await module.default({ module_or_path: wasm });
    return module.WandelEngine as unknown as EngineConstructor;
  });
  loading.catch(() => { loading = null; });
  return loading;
}
