package dev.sarraf.http;

import dev.sarraf.errors.Reason;
import dev.sarraf.errors.Refusal;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/// What a request came to: an answer, or a refusal together with the answer that it will be rendered as.
record Told(Response response, Optional<Refusal> refusal) {
    /// How a refusal of something that was carried out ends. Others say that nothing was tried: no or another key
    /// (401, 403), too much (413, 429), not understood (415), or our own failure.
    private static final Set<Integer> REFUSED = Set.of(400, 404, 409);

    static Told by(Response response) {
        return new Told(response, Optional.empty());
    }

    static Told by(Call call, Refusal refusal) {
        return new Told(call.refused(refusal), Optional.of(refusal));
    }

    static Told again(Response response) {
        return by(response.with("Idempotent-Replayed", "true"));
    }

    static Told of(Call call, Supplier<Response> work) {
        try {
            return by(work.get());
        } catch (Refusal refusal) {
            return by(call, refusal);
        }
    }

    /// Whether a repeat gets the same. That somebody else is at it is nobody's answer.
    boolean isKept() {
        boolean isBusy = refusal.filter(known -> known.reason() == Reason.BUSY).isPresent();
        return !isBusy && (status() < 400 || REFUSED.contains(status()));
    }

    int status() {
        return response.status();
    }

    /// Throws a refusal on, so that it is logged and rendered where all others are.
    Response tell() {
        refusal.ifPresent(known -> {
            throw known;
        });
        return response;
    }
}
