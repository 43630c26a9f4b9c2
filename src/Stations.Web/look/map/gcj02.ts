import type { Position } from '../../live/api'

const axis = 6_378_245
const eccentricity = 0.006_693_421_622_965_943_23
const { PI, abs, cos, sin, sqrt } = Math

/**
 * China's public maps shift every place on purpose: GCJ-02. What is handed to them must be shifted as well, or the rider stands some 500 m away.
 * The server's twin: `Pages/Gcj02.cs`. Published approximation, good to some metres; outside China's rough frame nothing is shifted.
 */
export function gcj02Of(wgs84: Position): Position {
  const { latitude, longitude } = wgs84
  if (longitude < 72.004 || longitude > 137.8347 || latitude < 0.8293 || latitude > 55.8271) return wgs84
  const [x, y] = [longitude - 105, latitude - 35]
  const both = wave(20, 6 * x) + wave(20, 2 * x)
  const north = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * sqrt(abs(x)) + both + wave(20, y) + wave(40, y / 3) + wave(160, y / 12) + wave(320, y / 30)
  const east = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * sqrt(abs(x)) + both + wave(20, x) + wave(40, x / 3) + wave(150, x / 12) + wave(300, x / 30)
  const radians = (latitude / 180) * PI
  const flattening = 1 - eccentricity * sin(radians) ** 2
  return {
    latitude: latitude + (north * 180) / (((axis * (1 - eccentricity)) / (flattening * sqrt(flattening))) * PI),
    longitude: longitude + (east * 180) / ((axis / sqrt(flattening)) * cos(radians) * PI),
  }
}

const wave = (metres: number, halfTurns: number) => ((metres * 2) / 3) * sin(halfTurns * PI)
