/** The first that a browser's own words name; others pretend to be what stands further down. */
const browsers: [mark: RegExp, name: string][] = [
  [/MicroMessenger/, 'WeChat'], [/Edg/, 'Edge'], [/HuaweiBrowser/, 'Huawei'], [/OPR/, 'Opera'], [/Firefox|FxiOS/, 'Firefox'], [/Chrome|CriOS/, 'Chrome'], [/Safari/, 'Safari'],
]
const machines: [mark: RegExp, name: string][] = [[/iPhone/, 'iPhone'], [/iPad/, 'iPad'], [/Android/, 'Android'], [/Windows/, 'Windows'], [/Mac OS X/, 'Mac'], [/Linux/, 'Linux']]

/** `Chrome · Windows`; its own words where nothing is recognised. */
export function browserOf(agent: string): string {
  const found = [browsers, machines].map(list => list.find(([mark]) => mark.test(agent))?.[1]).filter(Boolean)
  return found.length ? found.join(' · ') : agent
}
