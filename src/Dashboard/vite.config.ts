import { defineConfig } from 'vitest/config';
import { precompress } from './precompress';

/** Where `npm run dev` finds a gateway; the built pages come from the gateway itself. */
const gateway = process.env['GATEWAY'] ?? 'http://127.0.0.1:8080';

export default defineConfig({
  base: '/dashboard/',
  esbuild: { jsx: 'automatic', jsxImportSource: 'preact' },
  plugins: [precompress()],
  build: {
    target: 'es2022',
    // What the browser loads while it paints is small: charts come after.
    chunkSizeWarningLimit: 700,
    rollupOptions: {
      // SignalR marks calls as free of effects in a place where Rollup does not read it.
      onwarn: (warning, warn) => (warning.code === 'INVALID_ANNOTATION' ? undefined : warn(warning)),
      output: { manualChunks: { live: ['@microsoft/signalr'] } },
    },
  },
  server: {
    proxy: Object.fromEntries(
      [
        '/hubs',
        '/me',
        '/stats',
        '/health',
        '/portfolio',
        '/customer',
        '/customers',
        '/predict',
        '/features',
        '/interventions',
        '/models',
        '/model',
        '/dead_letters',
        '/metrics',
        '/transactions',
        '/alerts',
        '/objections',
        '/opt_outs',
        '/policy',
      ].map((path) => [path, { target: gateway, ws: path === '/hubs' }]),
    ),
  },
  test: { include: ['src/**/*.test.ts'] },
});
