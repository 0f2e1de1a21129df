package dev.sarraf.http;

/// What a route does: a call in, an answer out. A [dev.sarraf.errors.Refusal] is told in the format of the
/// route; anything else thrown is a bug or an outage and becomes a 500 without details.
@FunctionalInterface
public interface Handler {
    Response handle(Call call);
}
