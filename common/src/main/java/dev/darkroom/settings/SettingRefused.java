package dev.darkroom.settings;

/// A setting is missing or wrong in a way only the operator can mend. The service does not start, and says so without
/// a stack trace.
public final class SettingRefused extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final String action;

    /// @param what is wrong, naming the setting and never its value
    /// @param action what to do about it
    public SettingRefused(String what, String action) {
        super(what);
        this.action = action;
    }

    String action() {
        return action;
    }
}
