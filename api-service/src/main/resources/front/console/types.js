// What the API answers, as `/openapi.yaml` describes it. Nothing runs here.

/**
 * @typedef {object} Breaker
 * @property {string} workerId
 * @property {string} backend
 * @property {string} state
 * @property {string | null} reason
 */

/**
 * @typedef {object} Overview
 * @property {{ total: number, byStage: Record<string, number>, oldestGenerationId: string | null,
 *   oldestSince: string | null }} pending
 * @property {{ byStatus: Record<string, number> }} [recent] those accepted in the last ten minutes
 * @property {{ pending: number, oldestAgeSeconds: number }} outbox
 * @property {Breaker[]} breakers
 * @property {Record<string, number>} deadLetters open ones, by failure code
 * @property {number | null} consumerLag
 * @property {number | null} sessions
 */

/**
 * @typedef {object} Worker
 * @property {string} id
 * @property {string} name
 * @property {string} startedAt
 * @property {string} beatAt
 * @property {string | null} goneAt
 * @property {number} jobsInHand
 */

/**
 * @typedef {object} Replay
 * @property {string} replayId
 * @property {'RUNNING' | 'PAUSED' | 'DONE' | 'CANCELLED' | 'STOPPED'} state
 * @property {number} total
 * @property {number} done
 * @property {number} failed
 * @property {number} ratePerSecond
 * @property {number} canary
 * @property {string} requestedBy
 * @property {string} createdAt
 * @property {string | null} finishedAt
 */

/**
 * @typedef {object} Letter
 * @property {string} id
 * @property {string | null} generationId
 * @property {number | null} run
 * @property {'OPEN' | 'REPLAYING' | 'REPLAYED' | 'DISCARDED' | 'SUPERSEDED'} state
 * @property {string} failureCode
 * @property {string} fingerprint
 * @property {string} message
 * @property {number} replayCount
 * @property {string} firstSeenAt
 * @property {string} lastSeenAt
 */

/**
 * @typedef {object} LetterDetail
 * @property {string | null} ownerId
 * @property {string | null} errorCode
 * @property {number | null} httpStatus
 * @property {string | null} backend
 * @property {{ topic: string, partition: number, offset: number } | null} origin
 * @property {string | null} recordKey
 * @property {Record<string, string>} headers
 * @property {string} payload
 * @property {'text' | 'base64'} payloadEncoding
 * @property {string | null} discardedAt
 * @property {string | null} discardReason
 * @property {Attempt[]} attempts
 */

/**
 * @typedef {object} Group
 * @property {string} fingerprint
 * @property {string} failureCode
 * @property {string} message of the newest
 * @property {number} count
 * @property {string} firstSeenAt
 * @property {string} lastSeenAt
 */

/**
 * @typedef {object} Attempt
 * @property {number} run
 * @property {number} number
 * @property {boolean} charged
 * @property {string} startedAt
 * @property {string | null} finishedAt
 * @property {string | null} outcome
 * @property {string | null} errorCode
 * @property {number | null} httpStatus
 * @property {string | null} message
 * @property {string | null} backend
 * @property {number | null} durationMillis
 */

/**
 * @typedef {object} Happening
 * @property {string} at
 * @property {string} type
 * @property {number | null} run null when it concerns all of them
 * @property {number | null} attempt
 * @property {string | null} detail
 */

/**
 * @typedef {object} Story
 * @property {string} ownerId
 * @property {string} traceId
 * @property {any} generation
 * @property {Attempt[]} attempts
 * @property {Happening[]} events
 * @property {Letter[]} deadLetters
 * @property {Told[]} told
 */

/**
 * @typedef {object} Told
 * @property {string} eventId
 * @property {number} seq
 * @property {string} type
 * @property {string} at
 * @property {string | null} acknowledgedAt
 * @property {{ webhookId: string, state: string, attempts: number, finishedAt: string | null }[]} webhooks
 */

/**
 * @typedef {object} Deed
 * @property {string} id
 * @property {string} at
 * @property {string} actorId
 * @property {string | null} actorEmail
 * @property {string} action
 * @property {string} subject
 * @property {Record<string, unknown>} detail
 */

/**
 * @template T
 * @typedef {{ items: T[], nextCursor: string | null }} Page
 */

export {};
