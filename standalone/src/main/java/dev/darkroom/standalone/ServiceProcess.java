package dev.darkroom.standalone;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// One of our own programs, started by `java -jar` and asked over HTTP whether it is ready.
public final class ServiceProcess implements Part {

    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(1))
            .build();

    private final OwnProcess process;
    private final List<String> command;
    private final Map<String, String> env;
    private final URI address;
    private final HttpRequest readiness;

    ServiceProcess(OwnProcess process, List<String> command, Map<String, String> env, URI address, URI readiness) {
        this.process = process;
        this.command = command;
        this.env = env;
        this.address = address;
        this.readiness =
                HttpRequest.newBuilder(readiness).timeout(Duration.ofSeconds(2)).build();
    }

    @Override
    public OwnProcess process() {
        return process;
    }

    @Override
    public void start() {
        process.launch(command, env);
    }

    @Override
    public boolean isReady() {
        try {
            return HTTP.send(readiness, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException _) {
            return false;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public String address() {
        return address.toString();
    }

    public URI uri() {
        return address;
    }
}
