package dev.darkroom.worker.generate;

import dev.darkroom.worker.generate.CappedStream.AnswerTooLarge;
import dev.darkroom.worker.job.Cause;
import dev.darkroom.worker.job.ErrorCode;
import dev.darkroom.worker.job.Job;
import dev.darkroom.worker.job.Outcome;
import dev.darkroom.worker.job.Ticker;
import dev.darkroom.worker.settings.AiSettings;
import dev.darkroom.worker.store.Drafts;
import dev.darkroom.worker.store.PictureTooLarge;
import dev.darkroom.worker.store.StoreUnavailable;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.JacksonIOException;

/// The OpenAI Images contract over HTTP.
final class OpenAiImages implements AiServer {

    private final AiSettings settings;
    private final HttpClient http;
    private final ScheduledExecutorService alarms;
    private final Ticker ticker;
    private final OpenAiRequest requests;

    OpenAiImages(AiSettings settings, HttpClient http, ScheduledExecutorService alarms, Ticker ticker) {
        this.settings = settings;
        this.http = http;
        this.alarms = alarms;
        this.ticker = ticker;
        this.requests = new OpenAiRequest(settings);
    }

    @Override
    public String name() {
        return settings.name();
    }

    @Override
    public Answer paint(Job job, Drafts drafts) throws InterruptedException {
        var left = job.deadline().left(ticker);
        var deadlineIsNearer = left.compareTo(settings.timeout()) < 0;
        if (!left.isPositive()) {
            return new Answer.Failed(timedOut(true));
        }
        var limit = new TimeLimit(alarms, deadlineIsNearer ? left : settings.timeout());
        try {
            return ask(job, drafts);
        } catch (IOException | InterruptedException | UnreadableAnswer | RuntimeException failed) {
            if (limit.isUp()) {
                return new Answer.Failed(timedOut(deadlineIsNearer));
            }
            if (failed instanceof InterruptedException || Thread.interrupted()) {
                throw new InterruptedException();
            }
            return new Answer.Failed(new Outcome.Retryable(causeOf(failed)));
        } finally {
            limit.close();
        }
    }

    private Answer ask(Job job, Drafts drafts) throws IOException, InterruptedException, UnreadableAnswer {
        var response = http.send(requests.of(job), BodyHandlers.ofInputStream());
        try (var body = capped(response)) {
            var answer = response.statusCode() / 100 == 2
                    ? new Answer.Painted(new ImageList(drafts, job.brief().count(), this::download).read(body))
                    : new Answer.Failed(
                            Refusals.read(response.statusCode(), body, job.brief(), RetryAfter.of(response.headers())));
            body.readToEnd();
            return answer;
        }
    }

    /// No credentials go along: the address is the answer's, not ours.
    private void download(Drafts drafts, URI address) throws IOException, InterruptedException, UnreadableAnswer {
        if (!"http".equals(address.getScheme()) && !"https".equals(address.getScheme())) {
            throw new UnreadableAnswer("the answer points to an address that is not http(s)");
        }
        var response = http.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofInputStream());
        try (var body = capped(response);
                var draft = drafts.next()) {
            if (response.statusCode() != 200) {
                throw new UnreadableAnswer("the picture's address answered " + response.statusCode());
            }
            body.transferTo(draft);
        }
    }

    private CappedStream capped(HttpResponse<InputStream> response) {
        return new CappedStream(response.body(), settings.maxBody().toBytes());
    }

    private Outcome.Failure timedOut(boolean byDeadline) {
        return byDeadline
                ? new Outcome.OutOfTime(
                        new Cause(ErrorCode.AI_SERVER_TIMEOUT, "the deadline came before the AI server's answer"))
                : new Outcome.Retryable(new Cause(
                        ErrorCode.AI_SERVER_TIMEOUT,
                        "no whole answer within " + seconds(settings.timeout()) + " seconds"));
    }

    private static Cause causeOf(Exception failed) {
        return switch (failed) {
            case StoreUnavailable down -> throw down;
            case UnreadableAnswer why -> new Cause(ErrorCode.AI_ANSWER_UNREADABLE, message(why));
            case AnswerTooLarge why -> new Cause(ErrorCode.AI_ANSWER_TOO_LARGE, message(why));
            case PictureTooLarge why -> new Cause(ErrorCode.AI_ANSWER_TOO_LARGE, message(why));
            case IOException _, JacksonIOException _ ->
                new Cause(ErrorCode.AI_SERVER_UNREACHABLE, "the connection failed or broke");
            case JacksonException _ -> new Cause(ErrorCode.AI_ANSWER_UNREADABLE, "the answer is not whole JSON");
            case RuntimeException bug -> throw bug;
            default -> throw new IllegalStateException(failed);
        };
    }

    private static String message(@Nullable Exception why) {
        return why == null ? "" : String.valueOf(why.getMessage());
    }

    private static String seconds(Duration duration) {
        return Long.toString(duration.toSeconds());
    }
}
