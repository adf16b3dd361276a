package dev.darkroom.stub.door;

import dev.darkroom.stub.fault.FaultOrders;
import dev.darkroom.stub.fault.Faults;
import dev.darkroom.stub.wire.Answer;
import dev.darkroom.stub.wire.Request;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Holds the faults in force and answers `/faults`.
final class FaultDesk {

    private static final Logger log = LoggerFactory.getLogger(FaultDesk.class);

    private final AtomicReference<Faults> inForce = new AtomicReference<>(Faults.DEFAULT);

    Faults inForce() {
        return inForce.get();
    }

    Answer show() {
        return Answer.json(200, inForce().wire());
    }

    Answer change(Request request) {
        var changed = inForce.updateAndGet(faults -> FaultOrders.change(faults, request.body()));
        log.atInfo().addKeyValue("faults", changed).log("Faults changed; calls from now on follow them");
        return Answer.json(200, changed.wire());
    }

    Answer reset() {
        inForce.set(Faults.DEFAULT);
        log.info("Faults reset; calls from now on behave");
        return Answer.empty();
    }
}
