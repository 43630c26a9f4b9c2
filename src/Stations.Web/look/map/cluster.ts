import type { Point } from './view'

/** Closer than a fingertip, and one would be tapped for the other. */
export const fingertip = 48

/** Half of the widest name below a pin, and from where to where another pin would be in its way, in pixels. */
const nameHalf = 60
const [above, below] = [-24, 68]

export interface Cluster<T> extends Point {
  members: T[]
  /** There is room for its name. */
  roomy: boolean
}

/** Gathers what lies within a fingertip of the first one found; in the order given, so that it is the same each time. */
export function cluster<T>(items: readonly T[], at: (item: T) => Point): Cluster<T>[] {
  const clusters: Cluster<T>[] = []
  for (const item of items) {
    const { x, y } = at(item)
    const near = clusters.find(one => Math.abs(one.x - x) < fingertip && Math.abs(one.y - y) < fingertip)
    if (near) near.members.push(item)
    else clusters.push({ x, y, members: [item], roomy: true })
  }
  for (const one of clusters) {
    one.roomy = clusters.every(other => other === one || Math.abs(other.x - one.x) > 2 * nameHalf || other.y - one.y < above || other.y - one.y > below)
  }
  return clusters
}
