/// <reference types="vite/client" />
import { describe, expect, test } from 'vitest'
import tokens from './tokens.css?raw'

const [light, dark] = tokens.split('@media').map(block => Object.fromEntries(
  [...block.matchAll(/--([\w-]+): (#[0-9a-f]{6})/g)].map(([, name, colour]) => [name!, colour!])))

function luminance(colour: string): number {
  const [red, green, blue] = [1, 3, 5].map(at => {
    const value = parseInt(colour.slice(at, at + 2), 16) / 255
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!
}

function contrast(a: string, b: string): number {
  const [dim, bright] = [luminance(a), luminance(b)].sort((x, y) => x - y)
  return (bright! + 0.05) / (dim! + 0.05)
}

const onPaper = ['ink', 'quiet', 'ember', 'free', 'busy', 'bad', 'none'].flatMap(text => [[text, 'paper'], [text, 'card']] as const)
const onSoft = ['free', 'busy', 'bad', 'none', 'ember'].flatMap(text => [[text, `${text}-soft`], ['quiet', `${text}-soft`]] as const)

describe.each([['light', light!], ['dark', dark!]])('in the %s', (_, colours) => {
  test.each([...onPaper, ...onSoft, ['ink', 'ember-soft'], ['on-ember', 'ember']] as const)('%s on %s can be read (AA, 4.5)', (text, ground) => {
    expect(contrast(colours[text]!, colours[ground]!)).toBeGreaterThanOrEqual(4.5)
  })
  test.each(['paper', 'card'])('the edge of a control on %s can be seen (3)', ground => {
    expect(contrast(colours.edge!, colours[ground]!)).toBeGreaterThanOrEqual(3)
  })
})
