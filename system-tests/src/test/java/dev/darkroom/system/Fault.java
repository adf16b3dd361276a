package dev.darkroom.system;

import dev.darkroom.standalone.Part;
import dev.darkroom.standalone.Parts;

/// How a part goes away.
enum Fault {
    STOPPED {
        @Override
        void strike(Part part) {
            part.stop(Parts.GRACE);
        }
    },
    KILLED {
        @Override
        void strike(Part part) {
            part.kill();
        }
    };

    /// Returns when the process is gone.
    abstract void strike(Part part);
}
