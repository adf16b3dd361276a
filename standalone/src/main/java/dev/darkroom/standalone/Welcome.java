package dev.darkroom.standalone;

/// What a user reads once everything is up: where to go, as whom, and what to try first.
final class Welcome {

    private Welcome() {}

    static String text(Ports ports, Accounts accounts, DataFolder data) {
        return """

                Darkroom is up.

                  studio     http://localhost:%1$d          make pictures, in a browser
                  API        http://localhost:%1$d/api      contract: http://localhost:%1$d/openapi.yaml
                  notifier   ws://localhost:%2$d/ws         frames: http://localhost:%2$d/asyncapi
                  demo       http://localhost:%2$d/demo     in a browser, with the demo account below
                  console    http://localhost:%1$d/console  for operators, with the operator account below
                  AI server  http://localhost:%3$d          a stand-in; faults: PUT /faults
                  images     %4$s
                  logs       %5$s

                  demo account      %6$s   %7$s
                  operator account  %8$s   %9$s

                Try:

                  TOKEN=$(curl -s http://localhost:%1$d/api/token -H 'Content-Type: application/json' \\
                    -d '{"email":"%6$s","password":"%7$s"}' | sed 's/.*"accessToken":"\\([^"]*\\)".*/\\1/')
                  curl -s http://localhost:%1$d/api/generation -H "Authorization: Bearer $TOKEN" \\
                    -H 'Content-Type: application/json' -d '{"prompt":"a red fox in the snow"}'

                Ctrl-C stops everything; the data stays.
                """.formatted(
                        ports.api(),
                        ports.notifier(),
                        ports.stub(),
                        data.images(),
                        data.logs(),
                        accounts.demo().email(),
                        accounts.demo().password(),
                        accounts.operator().email(),
                        accounts.operator().password());
    }
}
