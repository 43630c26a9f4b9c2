/** Longest side, in pixels: enough to see what is wrong. */
const side = 1280
/** Characters of a data address; a quarter of what the server takes. */
const most = 350_000

/** Drawn anew and smaller, so that nothing of where it was taken is left in it; null for what is no picture. */
export async function shrink(file: File): Promise<string | null> {
  try {
    const picture = await createImageBitmap(file)
    const scale = Math.min(1, side / Math.max(picture.width, picture.height))
    const canvas = document.createElement('canvas')
    canvas.width = Math.round(picture.width * scale)
    canvas.height = Math.round(picture.height * scale)
    canvas.getContext('2d')!.drawImage(picture, 0, 0, canvas.width, canvas.height)
    return [0.8, 0.6, 0.4].map(quality => canvas.toDataURL('image/jpeg', quality)).find(({ length }) => length <= most) ?? null
  } catch {
    return null
  }
}
