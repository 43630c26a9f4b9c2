import type { Reason, Status } from '../live/api'

const plain: Partial<Record<Status, Reason>> = {
  CHARGING: 'IN_USE', RESERVED: 'RESERVED', BLOCKED: 'DOOR_OPEN', INOPERATIVE: 'MAINTENANCE', OUTOFORDER: 'FAULT', PLANNED: 'PLANNED', REMOVED: 'REMOVED',
}

/** The reason, where the word does not say it by itself; null where it does. */
export const becauseOf = ({ status, reason }: { status: Status; reason: Reason }): Reason | null => (reason === 'OK' || reason === plain[status] ? null : reason)
