package dev.darkroom.notifier.handshake;

import dev.darkroom.notifier.doors.Place;
import dev.darkroom.notifier.sessions.Visit;

/// Leave to open one socket or stream.
record Admission(Visit visit, Place place) {}
