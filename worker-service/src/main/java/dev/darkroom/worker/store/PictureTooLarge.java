package dev.darkroom.worker.store;

/// More bytes came than one picture may have.
public final class PictureTooLarge extends RuntimeException {

    private static final long serialVersionUID = 1;

    PictureTooLarge(long most) {
        super("a picture has more than " + most + " bytes", null, false, false);
    }
}
