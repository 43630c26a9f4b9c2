import uPlot from 'uplot'
import type { Series } from './chart'

/** A line, and around it how far it went in each stretch. */
export function draw(box: HTMLElement, { at, value, least, most, banded }: Series, label: string, height: number): uPlot {
  const colours = getComputedStyle(box)
  const colour = (name: string) => colours.getPropertyValue(`--${name}`).trim()
  const axis = { stroke: colour('quiet'), grid: { stroke: colour('line'), width: 1 }, ticks: { stroke: colour('line'), width: 1 } }
  return new uPlot(
    {
      width: box.clientWidth,
      height,
      legend: { show: false },
      cursor: { drag: { x: false, y: false } },
      scales: { x: { time: true } },
      tzDate: seconds => uPlot.tzDate(new Date(seconds * 1_000), 'Asia/Shanghai'),
      axes: [{ ...axis, values: [[86_400, '{MM}-{DD}', null, null, null, null, null, null, 1], [60, '{HH}:{mm}', '\n{MM}-{DD}', null, null, null, null, null, 1], [1, '{HH}:{mm}:{ss}', null, null, null, null, null, null, 1]], space: 90 }, { ...axis, size: 56 }],
      series: [
        {},
        ...(banded ? [{ stroke: 'transparent', points: { show: false } }, { stroke: 'transparent', points: { show: false } }] : []),
        { label, stroke: colour('ember'), width: 2, points: { show: at.length < 60 } },
      ],
      ...(banded && { bands: [{ series: [2, 1] as [number, number], fill: colour('ember-soft') }] }),
    },
    banded ? [at, least, most, value] : [at, value],
    box,
  )
}
