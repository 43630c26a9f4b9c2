import { defineConfig } from 'vitest/config'

export default defineConfig({
  appType: 'mpa',
  build: {
    target: ['es2020', 'chrome87', 'safari14'],
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: { input: { rider: 'index.html', ops: 'ops/index.html' } },
  },
  test: { css: true },
  server: { proxy: { '/api': 'http://127.0.0.1:5080' } },
})
