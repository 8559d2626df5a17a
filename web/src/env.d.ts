/// <reference types="vite/client" />

/** Made by `cargo xtask build`; the shell can be checked without it. */
declare module '*/pkg/wandel_client.js' {
  export default function init(options: { module_or_path: string }): Promise<unknown>;
  export const WandelEngine: unknown;
}
