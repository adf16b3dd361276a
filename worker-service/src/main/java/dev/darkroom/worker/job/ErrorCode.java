package dev.darkroom.worker.job;

/// What went wrong in one attempt.
public enum ErrorCode {
    CONTENT_REJECTED,
    INVALID_FOR_AI_SERVER,
    AI_SERVER_REFUSED,
    /// 408, 409, 425, 429: asked too early or too often.
    AI_SERVER_BUSY,
    /// Any 5xx.
    AI_SERVER_ERROR,
    /// No connection, or one that broke.
    AI_SERVER_UNREACHABLE,
    AI_SERVER_TIMEOUT,
    /// A 2xx that is not what the contract says: no JSON, no image data, the wrong number of pictures.
    AI_ANSWER_UNREADABLE,
    AI_ANSWER_TOO_LARGE,
    /// Bytes came that are no whole PNG, JPEG or WebP of a sane size.
    IMAGE_UNREADABLE,
    IMAGE_STORE_UNAVAILABLE,
    /// Nothing was asked: the AI server is known to be away, or has no room.
    AI_SERVER_AWAY,
    /// No attempt ended in time.
    DEADLINE_EXCEEDED,
    /// The worker that held the attempt fell silent.
    WORKER_LOST,
    /// The worker was told to stop before the answer came.
    WORKER_STOPPED
}
