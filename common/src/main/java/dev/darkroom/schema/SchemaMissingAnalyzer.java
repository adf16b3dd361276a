package dev.darkroom.schema;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/// Turns the missing schema into one clear message instead of a stack trace.
final class SchemaMissingAnalyzer extends AbstractFailureAnalyzer<SchemaGate.SchemaMissing> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, SchemaGate.SchemaMissing cause) {
        return new FailureAnalysis(
                String.valueOf(cause.getMessage()), "Start api-service; it migrates the database.", cause);
    }
}
