package dev.darkroom.identity;

/// What an account may do.
public enum Role {
    /// Its own generations, images and notifications.
    USER,
    /// Dead letters, replays and the state of the whole system.
    OPERATOR
}
