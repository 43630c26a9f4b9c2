import { useEffect, useState } from 'preact/hooks'
import { type Tiles, tilesOf } from './tiles'
import type { Size, View } from './view'

/** Enough for a few screens; a phone's memory is small. */
const mostKept = 200

export interface Underlay {
  credit: string
  /** What has come of the tiles of this view; the rest is asked for, and `ready` is called when one of it has come. */
  paint(context: CanvasRenderingContext2D, view: View, size: Size, ready: () => void): void
}

/** Null where the operator has configured none. */
export function useTiles(): Underlay | null {
  const [underlay, setUnderlay] = useState<Underlay | null>(null)
  useEffect(() => {
    fetch('/tiles.json')
      .then(answer => (answer.status === 200 ? (answer.json() as Promise<Tiles>) : null))
      .then(tiles => tiles && setUnderlay(painter(tiles)), () => undefined)
  }, [])
  return underlay
}

function painter(tiles: Tiles): Underlay {
  const kept = new Map<string, HTMLImageElement>()
  return {
    credit: tiles.credit,
    paint(context, view, size, ready) {
      for (const { address, x, y, width, height } of tilesOf(tiles, view, size)) {
        let picture = kept.get(address)
        if (!picture) {
          picture = new Image()
          picture.onload = ready
          picture.src = address
          kept.set(address, picture)
          if (kept.size > mostKept) kept.delete(kept.keys().next().value!)
        }
        if (picture.complete && picture.naturalWidth > 0) context.drawImage(picture, x, y, width, height)
      }
    },
  }
}
