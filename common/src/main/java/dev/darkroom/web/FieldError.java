package dev.darkroom.web;

/// One thing wrong with one field of a request.
///
/// @param field as the client wrote it, nested ones with dots; a header or parameter by its own name
/// @param code stable, in capitals, such as `REQUIRED`, `WRONG_TYPE` or `UNKNOWN_FIELD`
/// @param message for people; never repeats the value
public record FieldError(String field, String code, String message) {}
