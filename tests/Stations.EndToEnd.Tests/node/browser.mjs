// A browser on a wire: each line of standard input is ["act", argument]; each line of standard output answers it with {"value"} or {"error"}.
import { createInterface } from 'node:readline'
import axe from 'axe-core'
import { chromium } from 'playwright-core'

const flags = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync']
const browser = await chromium.launch({ executablePath: process.argv[2], headless: true, args: flags })
const faults = []
/** The windows of one person. */
let windows = []
let page = await newPage({})

/** A person of their own, with no memory of anything. */
async function newPage({ width = 1280, height = 900, dark = false, script = true, position = null }) {
  const context = await browser.newContext({
    locale: 'zh-CN', timezoneId: 'Asia/Shanghai', viewport: { width, height }, colorScheme: dark ? 'dark' : 'light', javaScriptEnabled: script,
    ...(position && { geolocation: position, permissions: ['geolocation'] }),
  })
  windows = []
  return newWindow(context)
}

async function newWindow(context) {
  const page = await context.newPage()
  page.setDefaultTimeout(45_000)
  page.on('pageerror', error => faults.push(String(error)))
  page.on('console', message => message.text().includes('Content Security Policy') && faults.push(message.text()))
  windows.push(page)
  return page
}

const acts = {
  /** Whoever was here goes, and nothing of theirs stays. */
  leave: async () => {
    await acts.as({})
    faults.length = 0
    return null
  },
  as: async person => {
    await page.context().close()
    page = await newPage(person)
    return null
  },
  open: url => page.goto(url).then(() => null),
  /** The same person's, by number from 0; the next one that is not there yet is opened. */
  window: async number => {
    page = windows[number] ?? (await newWindow(page.context()))
    return null
  },
  look: async ({ width, height, dark }) => {
    await page.setViewportSize({ width, height })
    await page.emulateMedia({ colorScheme: dark ? 'dark' : 'light' })
    return null
  },
  /** The pages' policy allows no evaluation inside of them, which is how the browser's own waiting is done. */
  until: async expression => {
    for (const deadline = Date.now() + 45_000; ; await new Promise(later => setTimeout(later, 50))) {
      const [met, error] = await page.evaluate(expression).then(value => [value, null], error => [false, error])
      if (met) return null
      if (Date.now() > deadline) throw error ?? new Error('never came true')
    }
  },
  read: expression => page.evaluate(expression),
  click: selector => page.click(selector),
  press: ([selector, key]) => page.press(selector, key),
  type: ([selector, text]) => page.fill(selector, text),
  choose: ([selector, label]) => page.selectOption(selector, { label }),
  picture: path => page.screenshot({ path }).then(() => null),
  offline: off => page.context().setOffline(off).then(() => null),
  /** Nothing that matches is answered any more. */
  block: pattern => page.route(pattern, route => route.abort()).then(() => null),
  /** What comes over the air is weighed from now on. */
  weigh: async () => {
    const session = await page.context().newCDPSession(page)
    await session.send('Network.enable')
    // What changes in the meantime is no part of the page, and in the demo a day takes 24 minutes.
    const streams = new Set()
    const weigh = (request, bytes) => streams.has(request) || (page.weight = (page.weight ?? 0) + bytes)
    session.on('Network.responseReceived', ({ requestId, type, response }) => {
      if (type === 'EventSource') streams.add(requestId)
      weigh(requestId, response.headersText?.length ?? 400)
    })
    session.on('Network.dataReceived', ({ requestId, encodedDataLength }) => weigh(requestId, encodedDataLength))
    return null
  },
  weight: () => page.weight ?? 0,
  /** As the developer tools' "Slow 3G", on a processor six times slower. */
  slow: async () => {
    const session = await page.context().newCDPSession(page)
    await session.send('Network.enable')
    await session.send('Network.emulateNetworkConditions', { offline: false, latency: 2_000, downloadThroughput: 50_000, uploadThroughput: 50_000 })
    await session.send('Emulation.setCPUThrottlingRate', { rate: 6 })
    return null
  },
  /** What WCAG 2.2 AA does not allow, as far as a program can tell. */
  axe: async () => {
    await page.evaluate(axe.source)
    const { violations } = await page.evaluate(tags => window.axe.run(document, { runOnly: tags, resultTypes: ['violations'] }), ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
    return violations.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => `${id} ${target}: ${failureSummary.split('\n')[1]?.trim()}`))
  },
  faults: () => faults,
}

for await (const line of createInterface({ input: process.stdin })) {
  const [act, argument] = JSON.parse(line)
  try {
    console.log(JSON.stringify({ value: (await acts[act](argument)) ?? null }))
  } catch (error) {
    const seen = await page.evaluate('document.body.innerText').catch(() => '')
    console.log(JSON.stringify({ error: `${act} ${JSON.stringify(argument)}: ${error.message}\nThe page shows:\n${seen.slice(0, 2000)}` }))
  }
}
await browser.close()
