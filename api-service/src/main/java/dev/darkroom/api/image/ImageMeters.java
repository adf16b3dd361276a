package dev.darkroom.api.image;

import dev.darkroom.api.meters.MeterNames;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/// Counts pictures and their bytes as they left. What a conditional or a range request becomes is decided
/// after the controller, so this looks at the finished answer.
final class ImageMeters implements HandlerInterceptor {

    private final DistributionSummary whole;
    private final DistributionSummary part;
    private final DistributionSummary notModified;
    private final DistributionSummary refused;

    ImageMeters(MeterRegistry meters) {
        this.whole = summary(meters, "whole");
        this.part = summary(meters, "part");
        this.notModified = summary(meters, "not_modified");
        this.refused = summary(meters, "refused");
    }

    private static DistributionSummary summary(MeterRegistry meters, String outcome) {
        return DistributionSummary.builder(MeterNames.IMAGE_SERVED)
                .description("bytes of pictures as they left")
                .baseUnit("bytes")
                .tag("outcome", outcome)
                .register(meters);
    }

    @Override
    public void afterCompletion(
            HttpServletRequest request, HttpServletResponse response, Object handler, @Nullable Exception failure) {
        switch (response.getStatus()) {
            case HttpServletResponse.SC_OK -> whole.record(bytes(request, response));
            case HttpServletResponse.SC_PARTIAL_CONTENT -> part.record(bytes(request, response));
            case HttpServletResponse.SC_NOT_MODIFIED -> notModified.record(0);
            default -> refused.record(0);
        }
    }

    /// As the answer's head promised them.
    private static double bytes(HttpServletRequest request, HttpServletResponse response) {
        var length = response.getHeader(HttpHeaders.CONTENT_LENGTH);
        return length == null || HttpMethod.HEAD.matches(request.getMethod()) ? 0 : Long.parseLong(length);
    }
}
