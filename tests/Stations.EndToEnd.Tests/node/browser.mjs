// A browser on a wire: each line of standard input is ["act", argument]; each line of standard output answers it with {"value"} or {"error"}.
import { createInterface } from 'node:readline'
import { chromium } from 'playwright-core'

const flags = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync']
const browser = await chromium.launch({ executablePath: process.argv[2], headless: true, args: flags })
const page = await browser.newPage({ locale: 'zh-CN', timezoneId: 'Asia/Shanghai', viewport: { width: 1280, height: 900 } })
page.setDefaultTimeout(45_000)
const faults = []
page.on('pageerror', error => faults.push(String(error)))

const acts = {
  open: url => page.goto(url).then(() => null),
  size: ([width, height]) => page.setViewportSize({ width, height }),
  until: expression => page.waitForFunction(expression).then(() => null),
  read: expression => page.evaluate(expression),
  click: selector => page.click(selector),
  type: ([selector, text]) => page.fill(selector, text),
  choose: ([selector, label]) => page.selectOption(selector, { label }),
  picture: path => page.screenshot({ path }).then(() => null),
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
