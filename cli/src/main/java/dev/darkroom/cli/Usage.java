package dev.darkroom.cli;

/// What the person at the terminal reads.
final class Usage {

    static final String TEXT = """
            Usage: ./darkroom COMMAND

              dead-letters list      [--state OPEN] [--code CODE] [--fingerprint F] [--limit 20]
              dead-letters groups    the same failure counted once
              dead-letters show ID
              dead-letters discard ID --reason TEXT

              replay start           --id ID [--id ID …] | --code CODE | --fingerprint F | --all
                                     [--dry-run]    tell what would go, change nothing
                                     [--rate 50]    new runs begun a second, 1 to 500
                                     [--canary 0]   how many go first and must complete, at most 100
              replay status ID
              replay pause ID
              replay resume ID
              replay cancel ID       what still waits is open again

              audit                  [--limit 20]   who did what, when

            "replay start" follows the replay to its end. Ctrl-C ends only the following.

            DARKROOM_URL             where the API is; http://localhost:8080
            DARKROOM_TOKEN           an API key or an access token of an operator, or else
            DARKROOM_OPERATOR_EMAIL, DARKROOM_OPERATOR_PASSWORD
            Without them the account that ./run made is used, if it runs from this folder.

            Exit: 0 done · 1 refused, or not reached · 2 not understood ·
                  3 the replay ended with failures, or was stopped or cancelled
            """;

    private Usage() {}
}
