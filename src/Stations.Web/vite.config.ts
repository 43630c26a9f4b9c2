import { readFileSync } from 'node:fs'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  appType: 'mpa',
  build: {
    target: ['es2020', 'chrome87', 'safari14'],
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: { rider: 'index.html', ops: 'ops/index.html', sw: 'rider/worker.ts' },
      output: { entryFileNames: ({ name }) => (name === 'sw' ? 'sw.js' : 'assets/[name]-[hash].js'), chunkFileNames: 'assets/shared-[hash].js' },
    },
  },
  plugins: [{ name: 'sprite', transformIndexHtml: html => html.replace('<!--sprite-->', () => readFileSync('look/sprite.svg', 'utf8').replace(/>\s+</g, '><').trim()) }],
  test: { css: true },
  server: { proxy: { '/api': 'http://127.0.0.1:5080' } },
})
