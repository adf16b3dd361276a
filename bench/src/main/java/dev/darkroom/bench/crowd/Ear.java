package dev.darkroom.bench.crowd;

import java.io.IOException;

/// Hears what a [Wire] carries.
interface Ear {

    /// The answer to the handshake.
    void answered(int status) throws IOException;

    /// A whole message. The bytes are only lent.
    void said(byte[] bytes, int from, int length) throws IOException;

    /// The peer closes.
    void closed(int code);
}
