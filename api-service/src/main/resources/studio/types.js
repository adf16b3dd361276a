// @ts-check
// What the API answers, for editors and the type check; nothing here runs.

/**
 * @typedef {object} Image
 * @property {string} imageId
 * @property {string} [url] signed; events come without it
 * @property {string} [thumbnailUrl] signed too; the same as `url` where the picture is small itself
 * @property {string} [urlExpiresAt]
 * @property {string} contentType
 * @property {number} width
 * @property {number} height
 * @property {number} byteSize
 * @property {number | null} seed
 */

/**
 * @typedef {object} Generation
 * @property {string} generationId a UUIDv7: the newer, the greater
 * @property {'PENDING' | 'COMPLETE' | 'FAILED'} status
 * @property {'QUEUED' | 'MODERATING' | 'GENERATING' | 'RETRY_WAIT' | null} stage
 * @property {number} run
 * @property {string} prompt
 * @property {string | null} negativePrompt
 * @property {number} width
 * @property {number} height
 * @property {number} count
 * @property {number | null} seed
 * @property {string} model
 * @property {boolean} flagged
 * @property {number | null} [queuePosition]
 * @property {number | null} [percent] only in progress, where a worker knows it
 * @property {{made: number, max: number, nextAt: string | null, lastError: {code: string, message: string} | null}} attempts
 * @property {Image[] | null} images
 * @property {{code: string, message: string, retryable: boolean} | null} failure
 * @property {string} createdAt
 * @property {string | null} startedAt
 * @property {string | null} completedAt
 * @property {string} deadline
 * @property {number} version
 */

/**
 * @typedef {object} Order what may be asked for
 * @property {string} prompt
 * @property {string} [negativePrompt]
 * @property {number} width
 * @property {number} height
 * @property {number} count
 * @property {number} [seed]
 * @property {string} [model]
 * @property {number} [deadlineSeconds]
 */

/** @typedef {{at: string, type: string, run: number, attempt: number | null, detail: string | null}} Moment */

export {};
